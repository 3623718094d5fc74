"""Random reports, blanks, and the truth a reader of them is measured against."""

from __future__ import annotations

import random

from disclint.template import TableForm, ValueKind, load_form
from disclint.testing import SampleReport, clean_report, compose_report
from disclint.testing.figures import balanced_disputes, balanced_requests
from disclint.testing.grid import printed_rows

ORGAN = "清河县水利局"


def truth(report: SampleReport) -> dict[str, str]:
    """The raw text of every cell by path; "" is a blank cell."""
    return report.values()


def blank_cells(report: SampleReport, rng: random.Random, share: float) -> tuple[SampleReport, set[str]]:
    """The report with that share (0–1) of its value cells blanked, and the paths of those."""
    paths = sorted(report.values())
    blanked = set(rng.sample(paths, round(share * len(paths))))
    return report.fill(dict.fromkeys(blanked, "")), blanked


def random_report(rng: random.Random, form: str, balanced: bool = False) -> SampleReport:
    """A report in `form` ("2019", "2021") with random cells.

    Unbalanced: all cells are distinct whole numbers of three or four digits, so a value in a wrong place always
    shows; no equation holds, and the prose is that of the clean report. Balanced: mostly zeros and small numbers, all
    equations hold and the prose tells the same figures.
    """
    year = rng.choice((2019, 2020) if form == "2019" else (2021, 2022, 2023, 2024, 2025))
    if balanced:
        return compose_report(form, year, ORGAN, _balanced(rng, form))
    report = clean_report(year, form, ORGAN)
    paths = list(report.values())
    # years are left out: they stand in the prose
    numbers = rng.sample([n for n in range(100, 10000) if not 1900 <= n <= 2100], len(paths))
    deltas = {
        f"{table.id}/{row.id}/{column.id}"
        for table in load_form(form).tables.values()
        for band in table.bands
        for row in band.rows
        for column in band.columns
        if column.value is ValueKind.SIGNED_DELTA
    }
    return report.fill(
        {
            path: (rng.choice("+-") if path in deltas else "") + str(number)
            for path, number in zip(paths, numbers, strict=True)
        }
    )


def _balanced(rng: random.Random, form: str) -> dict[str, str]:
    tables = load_form(form).tables
    requests = tables["requests"]
    counts: dict[str, dict[str, int]] = {row.id: {} for row in printed_rows(requests)}
    for column in requests.bands[0].columns[:-1]:  # 总计 follows
        pending = 0
        for row in printed_rows(requests):
            if row.leaf or row.id == "carried_forward":
                count = counts[row.id][column.id] = _small(rng)
                pending += count
        counts["carried_over"][column.id] = rng.randint(0, min(pending, 3))
    disputes = tables["review_litigation"]
    outcomes = {column.id: _small(rng) for column in disputes.bands[0].columns}
    return (
        _disclosed(rng, tables["active_disclosure"])
        | balanced_requests(requests, counts)
        | balanced_disputes(disputes, outcomes)
    )


def _disclosed(rng: random.Random, table: TableForm) -> dict[str, str]:
    """Table 2; 规章 stay 0 (a bureau cannot make any), stocks are never less than what they are made of."""
    values: dict[str, str] = {}
    for band in table.bands:
        for row in band.rows:
            issued, other = (0, 0) if row.id == "rules" else (_small(rng), _small(rng))
            prior = _small(rng)
            texts = {
                "newly_made": str(issued),
                "newly_disclosed": str(issued),
                "total_disclosed": str(issued + other),
                "issued": str(issued),
                "repealed": str(other),
                "in_force": str(issued + (prior if row.id != "rules" else 0)),
                "prior_items": str(prior),
                "delta": rng.choice(("0", f"+{issued}" if issued else "0", f"-{prior}" if prior else "0")),
                "decisions": str(_small(rng)),
                "project_count": str(other),
                "amount": _amount(rng, band.columns[-1].value, some=other > 0),
            }
            values |= {f"{table.id}/{row.id}/{column.id}": texts[column.id] for column in band.columns}
    return values


def _amount(rng: random.Random, kind: ValueKind, some: bool) -> str:
    if not some:
        return "0"
    figure = f"{rng.randint(1, 99999) / 100:g}"
    return figure if kind is ValueKind.AMOUNT_WAN else figure + "万元"


def _small(rng: random.Random) -> int:
    """Mostly nothing, sometimes a few, now and then many: as in published reports."""
    return rng.choices((0, rng.randint(1, 9), rng.randint(10, 150)), (85, 14, 1))[0]
