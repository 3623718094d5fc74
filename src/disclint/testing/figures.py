"""Figures for sample tables: give the free ones, the sums of the form follow."""

from __future__ import annotations

from collections.abc import Mapping

from disclint.template import Form, TableForm
from disclint.testing.grid import printed_rows


def balanced_requests(table: TableForm, counts: Mapping[str, Mapping[str, int]]) -> dict[str, str]:
    """Table 3 by path from `counts[row][applicant]` of the single results, 上年结转 and 结转下年度; absent is 0.

    新收, 总计 of the results and the column 总计 follow, so that all equations hold. ValueError if 新收 would be
    negative because more is carried over than was ever dealt with.
    """
    columns = [column.id for column in table.bands[0].columns if column.id != "total"]
    rows = printed_rows(table)
    figures = {row.id: {column: counts.get(row.id, {}).get(column, 0) for column in columns} for row in rows}
    for column in columns:
        done = sum(figures[row.id][column] for row in rows if row.leaf)
        received = done + figures["carried_forward"][column] - figures["carried_over"][column]
        if received < 0:
            raise ValueError(f"“{column}”列上年结转多于办理和结转之和，新收不能为负 (carried over exceeds the results)")
        figures["result_total"][column] = done
        figures["new_received"][column] = received
    for line in figures.values():
        line["total"] = sum(line.values())
    return {f"{table.id}/{row}/{column}": str(n) for row, line in figures.items() for column, n in line.items()}


def balanced_disputes(table: TableForm, counts: Mapping[str, int]) -> dict[str, str]:
    """Table 4 by path from `counts[column]` of the single outcomes; absent is 0, the three 总计 follow."""
    columns = table.bands[0].columns
    single = {column.id: counts.get(column.id, 0) for column in columns if not column.id.endswith("_total")}
    values = {}
    for column in columns:
        parts = [single[other.id] for other in columns if other.group == column.group and other.id in single]
        count = single[column.id] if column.id in single else sum(parts)
        values[f"{table.id}/cases/{column.id}"] = str(count)
    return values


_DISCLOSED = {
    "2019": {
        "rules": ("0", "0", "0"),
        "normative_documents": ("1", "1", "6"),
        "licences": ("8", "+1", "36"),
        "other_services": ("5", "0", "14"),
        "penalties": ("21", "-2", "4"),
        "compulsory_measures": ("3", "0", "0"),
        "administrative_fees": ("1", "0"),
        "procurement": ("3", "18.6万元"),
    },
    "2021": {
        "rules": ("0", "0", "0"),
        "normative_documents": ("1", "0", "6"),
        "licences": ("36",),
        "penalties": ("4",),
        "compulsory_measures": ("0",),
        "administrative_fees": ("0",),
    },
}

_REQUESTS = {
    "carried_over": {"natural_person": 1},
    "granted": {"natural_person": 4, "business": 1},
    "partially_granted": {"natural_person": 1},
    "denied_process_info": {"natural_person": 1},
    "unavailable_not_held": {"natural_person": 2, "legal_service": 1},
    "not_processed_petition": {"natural_person": 1},
    "carried_forward": {"natural_person": 1, "business": 1},
}


def clean_figures(form: Form) -> dict[str, str]:
    """Every cell of the three tables by path: those of a small county bureau in an ordinary year."""
    disclosed = form.tables["active_disclosure"]
    values = {
        f"{disclosed.id}/{row.id}/{column.id}": text
        for band in disclosed.bands
        for row in band.rows
        for column, text in zip(band.columns, _DISCLOSED[form.id][row.id], strict=True)
    }
    values |= balanced_requests(form.tables["requests"], _REQUESTS)
    values |= balanced_disputes(form.tables["review_litigation"], {"review_upheld": 1})
    return values
