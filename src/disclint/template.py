"""The standard forms as data: sections, tables, rows, columns and equations of 2019, 2021 or a province."""

from __future__ import annotations

import os
import re
from enum import Enum
from functools import cache
from typing import Any

from msgspec import Struct

from disclint.errors import FormError


class ValueKind(Enum):
    """What a column holds."""

    COUNT = "count"  # whole, not negative
    SIGNED_DELTA = "signed_delta"  # whole, a sign is normal: -2, +139
    AMOUNT = "amount"  # money; the header gives no unit, so a unit in the cell is right
    AMOUNT_WAN = "amount_wan"  # money in 万元, as the header says


class Operator(Enum):
    """How the two sides of an equation relate."""

    EQUAL = "="
    AT_LEAST = ">="


class SectionForm(Struct, frozen=True):
    """One of the six parts. `accepted` wordings are official practice; `near_miss` ones are recognised and reported.

    A heading of another wording with a word of every group of `keywords` is taken for a near miss.
    """

    id: str
    ordinal: str
    title: str
    accepted: tuple[str, ...]
    near_miss: tuple[str, ...]
    keywords: tuple[tuple[str, ...], ...] = ()


class ColumnForm(Struct, frozen=True):
    """A value column; `span` is the number of physical columns it covers in the printed form."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    group: str | None = None
    value: ValueKind = ValueKind.COUNT
    span: int = 1


class GroupForm(Struct, frozen=True):
    """A row group such as （三）不予公开."""

    id: str
    label: str
    parent: str | None = None


class RowForm(Struct, frozen=True):
    """A row of values. `label` is empty for the one row of table 4; `leaf` rows add up to the total of results.

    `stands_for` names the rows this one replaces where it occurs; such a row is never missing.
    """

    id: str
    label: str = ""
    aliases: tuple[str, ...] = ()
    group: str | None = None
    leaf: bool = False
    stands_for: tuple[str, ...] = ()


class BandForm(Struct, frozen=True):
    """A part of a table with columns of its own (第二十条第（一）项); tables 3 and 4 are one band each."""

    id: str
    caption: str
    columns: tuple[ColumnForm, ...]
    rows: tuple[RowForm, ...]


class TableForm(Struct, frozen=True):
    """A table; its id is the id of the section it stands in."""

    id: str
    section: str
    number: str
    bands: tuple[BandForm, ...]
    groups: tuple[GroupForm, ...] = ()
    header: tuple[str, ...] = ()
    corner: str = ""


class Term(Struct, frozen=True):
    """One summand of an equation: a row or column id and its sign."""

    sign: int
    id: str


class Equation(Struct, frozen=True):
    """`left` and `right` are summed and compared, once for each column (terms are rows) or row (terms are columns)."""

    code: str
    table: str
    by_column: bool
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    operator: Operator
    text: str


class Form(Struct, frozen=True):
    """A standard form; `first_year` and `last_year` bound the report years it is for."""

    id: str
    name: str
    document_number: str
    first_year: int
    last_year: int | None
    sections: tuple[SectionForm, ...]
    tables: dict[str, TableForm]
    equations: tuple[Equation, ...]

    def covers(self, year: int) -> bool:
        """Whether a report on `year` is to be written in this form."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    def section(self, section_id: str) -> SectionForm:
        """The section with this id; KeyError if the form has none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)


def _column(data: dict[str, Any]) -> ColumnForm:
    return ColumnForm(
        id=data["id"],
        label=data["label"],
        aliases=tuple(data.get("aliases", ())),
        group=data.get("group"),
        value=ValueKind(data.get("value", "count")),
        span=data.get("span", 1),
    )


def _row(data: dict[str, Any]) -> RowForm:
    return RowForm(
        id=data["id"],
        label=data.get("label", ""),
        aliases=tuple(data.get("aliases", ())),
        group=data.get("group"),
        leaf=data.get("leaf", False),
        stands_for=tuple(data.get("stands_for", ())),
    )


def _table(table_id: str, data: dict[str, Any]) -> TableForm:
    bands = tuple(
        BandForm(
            id=band["id"],
            caption=band.get("caption", ""),
            columns=tuple(_column(column) for column in band["columns"]),
            rows=tuple(_row(row) for row in band["rows"]),
        )
        for band in data["bands"]
    )
    return TableForm(
        id=table_id,
        section=data["section"],
        number=data["number"],
        bands=bands,
        groups=tuple(GroupForm(g["id"], g["label"], g.get("parent")) for g in data.get("groups", ())),
        header=tuple(data.get("header", ())),
        corner=data.get("corner", ""),
    )


def _terms(side: str, table: TableForm, by_column: bool) -> tuple[Term, ...]:
    known = {item.id for band in table.bands for item in (band.rows if by_column else band.columns)}
    terms: list[Term] = []
    for sign, name in re.findall(r"([+-]?)\s*(@?\w+)", side):
        factor = -1 if sign == "-" else 1
        if name == "@leaf":
            terms += [Term(factor, row.id) for band in table.bands for row in band.rows if row.leaf]
        elif name in known:
            terms.append(Term(factor, name))
        elif name != "0":
            raise FormError(f"等式里的“{name}”不是表 {table.id} 的行或列 (unknown name in an equation: {name})")
    return tuple(terms)


def _equation(data: dict[str, Any], tables: dict[str, TableForm]) -> Equation:
    text: str = data["equation"]
    operator = Operator.AT_LEAST if ">=" in text else Operator.EQUAL
    left, _, right = text.partition(operator.value)
    by_column = data["each"] == "column"
    table = tables[data["table"]]
    return Equation(
        code=data["code"],
        table=table.id,
        by_column=by_column,
        left=_terms(left, table, by_column),
        right=_terms(right, table, by_column),
        operator=operator,
        text=text,
    )


def parse_equation(text: str, table: TableForm, code: str) -> Equation:
    """An equation in one line, such as `new_received + carried_over = result_total + carried_forward`.

    Between rows it holds in every column, between columns in every row; `@leaf` are all rows of single results, 0 is
    nothing, `>=` is allowed in place of `=`. FormError if the table has neither such rows nor such columns.
    """
    if text.count("=") != 1 or not re.fullmatch(r"[\w@+\-\s>=]+", text):
        raise FormError(f"等式“{text}”应为“甲 + 乙 = 丙”的样子，行、列用 id (an equation looks like `a + b = c`)")
    rows = {row.id for band in table.bands for row in band.rows} | {"@leaf"}
    names = set(re.findall(r"@?\w+", text)) - {"0"}
    if not names:
        raise FormError(f"等式“{text}”里没有行或列 (an equation of nothing)")
    each = "column" if names & rows else "row"
    data = {"code": code, "table": table.id, "each": each, "equation": text}
    return _equation(data, {table.id: table})


def parse_form(data: dict[str, Any]) -> Form:
    """A form from its TOML data; FormError names what is missing or unknown."""
    try:
        tables = {table_id: _table(table_id, table) for table_id, table in data["tables"].items()}
        return Form(
            id=data["id"],
            name=data["name"],
            document_number=data["document_number"],
            first_year=data["years"]["from"],
            last_year=data["years"].get("to"),
            sections=tuple(
                SectionForm(
                    id=s["id"],
                    ordinal=s["ordinal"],
                    title=s["title"],
                    accepted=tuple(s["accepted"]),
                    near_miss=tuple(s.get("near_miss", ())),
                    keywords=tuple(tuple(group) for group in s.get("keywords", ())),
                )
                for s in data["sections"]
            ),
            tables=tables,
            equations=tuple(_equation(equation, tables) for equation in data.get("equations", ())),
        )
    except KeyError as error:
        raise FormError(f"格式定义缺少 {error} (missing key in the form)") from error


@cache
def load_form(form_id: str) -> Form:
    """The built-in form with this id ("2019", "2021"); FormError if there is none."""
    import zlib

    from disclint.cachedir import remember
    from disclint_grammar import FORMS

    try:
        with open(os.path.join(FORMS, form_id + ".toml"), "rb") as file:
            data = file.read()
    except FileNotFoundError as error:
        raise FormError(f"没有名为“{form_id}”的格式 (no such form)") from error

    def parse() -> Form:
        import tomllib

        return parse_form(tomllib.loads(data.decode()))

    # Of what the form says and of what this module makes of it: either may change under the same version.
    made_by = os.stat(__file__).st_mtime_ns
    return remember(f"form-{form_id}-{zlib.crc32(data):08x}-{made_by:x}", parse)


def built_in_forms() -> tuple[Form, ...]:
    """The national forms, oldest first."""
    return load_form("2019"), load_form("2021")
