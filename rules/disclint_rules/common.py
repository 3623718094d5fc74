"""What several built-in rules need: the guard for files that are no report, and the names of places for a reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from disclint.api import (
    Authority,
    Cell,
    Finding,
    Kind,
    Phrase,
    Reading,
    Report,
    Row,
    Rule,
    Section,
    Standing,
    Table,
)

Number = int | Decimal

FORMS = Phrase(
    "已公布的年度报告格式（国办公开办函〔2021〕30号；2019、2020年度为国办公开办函〔2019〕60号）",
    "the form as published (国办公开办函〔2021〕30号; for 2019 and 2020: 国办公开办函〔2019〕60号)",
)
ARTICLE_50 = Phrase(
    "《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条",
    "Regulation on Open Government Information (State Council Decree No. 711), article 50",
)


class ReportRule(Rule):
    """A rule that is silent on a file that is no such report, where S100 alone speaks. Subclasses write `judge`."""

    def check(self, report: Report) -> Iterator[Finding]:
        """What `judge` finds, if the file is a report."""
        if report.kind is Kind.REPORT:
            yield from self.judge(report)

    def judge(self, report: Report) -> Iterator[Finding]:
        """Yield what is wrong with a file that is a report."""
        raise NotImplementedError


def by_form(zh: str, en: str) -> Authority:
    """An authority that is a label, an order or an equation printed in the form."""
    return Authority(Standing.TEMPLATE, Phrase(f"{FORMS.zh}：{zh}", f"{FORMS.en}: {en}"))


def advice(zh: str, en: str) -> Authority:
    """An authority that is none: plain logic or the advice of disclint, and says so."""
    return Authority(Standing.ADVICE, Phrase(f"{zh}（没有明文规定）", f"{en} (no norm says so)"))


def readable(report: Report) -> Iterator[Table]:
    """The tables that could be read."""
    return (table for table in report.tables.values() if table.reading is not Reading.UNREAD)


def cells(report: Report) -> Iterator[tuple[Table, Row, Cell]]:
    """Every value cell of every table that could be read."""
    for table in readable(report):
        for row in table.rows:
            for cell in row.cells:
                yield table, row, cell


def replaced(table: Table) -> set[str]:
    """Ids of rows that are rightly not there: （六）其他处理 when its three rows are, or the three when it stands for "
    "them."""
    rows = {row.id: row for row in table.rows}
    away = {row.id for band in table.form.bands for row in band.rows if row.id not in rows}
    for row in rows.values():
        if not row.form.stands_for:
            continue
        originals = [rows[name] for name in row.form.stands_for if name in rows]
        if row.missing or any(not original.missing for original in originals):
            away.add(row.id)
        else:
            away.update(original.id for original in originals)
    return away


def main_section(report: Report, section_id: str) -> Section | None:
    """Of several parts with one id the one that is meant: rightly worded before near-miss, then the first."""
    found = [section for section in report.sections if section.id == section_id]
    return min(found, key=lambda section: section.near_miss, default=None)


_PICTURE = re.compile(r"!\[[^\]\n]{0,200}\]\(|<img\b", re.IGNORECASE)
_PICTURES = ("image", "picture")


def pictured(report: Report, section: Section) -> bool:
    """Whether a picture stands in a part of the report."""
    if any(_PICTURE.search(text.text) for text in section.texts if "![" in text.text or "<" in text.text):
        return True
    lines = [damage.position.line for damage in report.damage if damage.reason in _PICTURES]
    if not lines:
        return False
    first = section.position.line
    later = [other.position.line for other in report.sections if other.position.line > first]
    return any(first <= line < min(later, default=line + 1) for line in lines)


_NUMERALS = "零一二三四五六七八九十"
_ORDINAL = re.compile(
    r"^\s*第?\s*[（(]?\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:[)）][、.．]?|[、，,.．:：]|部分[、：:]?|\s)\s*"
)


def numeral(text: str) -> int | None:
    """The number of an ordinal as written (`三`, `十一`, `3`), None when there is none."""
    found = re.search(r"[一二三四五六七八九十]{1,3}|\d{1,2}", text)
    if not found:
        return None
    word = found.group()
    if word.isdigit():
        return int(word)
    tens, mark, ones = word.partition("十")
    if not mark:
        return _NUMERALS.index(word) if len(word) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_NUMERALS.index(tens) if tens else 1) * 10 + (_NUMERALS.index(ones) if ones else 0)


def heading_number(section: Section) -> int | None:
    """The number a heading bears, whether the parser has it apart or in the heading."""
    number = numeral(section.ordinal)
    if number is None and (found := _ORDINAL.match(section.heading)):
        number = numeral(found.group(1))
    return number


def ordinal_end(heading: str) -> int:
    """Where a heading's words begin, behind its ordinal."""
    found = _ORDINAL.match(heading)
    return found.end() if found else 0


def ordinal_span(heading: str) -> tuple[int, int] | None:
    """Where the number of a heading stands in it."""
    found = _ORDINAL.match(heading)
    return found.span(1) if found else None


def bare(heading: str) -> str:
    """A heading without its ordinal and without spaces."""
    return re.sub(r"\s+", "", _ORDINAL.sub("", heading, count=1))


def section_path(section: Section) -> str:
    """The node path of a part: its id, or `extra/<wording>` for one the form does not have."""
    return section.id or "extra/" + bare(section.heading).replace("/", "／")


def plain(label: str) -> str:
    """A label with what is no difference taken out: spaces, punctuation and the width of characters."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", label)).lower()


def show(number: Number) -> str:
    """A number as a clerk writes it: no exponent, no trailing zeros."""
    return str(number) if isinstance(number, int) else format(number.normalize(), "f")


def written(cell: Cell) -> str:
    """The text of a cell without the bookmarks that a converter put in."""
    return re.sub(r"\[bookmark:[^\[\]]*\]", "", cell.text).strip()


def table_name(table: Table) -> Phrase:
    """表三, table 3."""
    number = table.form.number
    return Phrase(f"表{number}", f"table {numeral(number) or number}")


def column_label(table: Table, cell: Cell) -> str:
    """The label of the cell's column, after its group where the label alone does not tell (总计, 其他)."""
    form = cell.form
    row_id = cell.path.split("/")[1]
    for band in table.form.bands:
        if any(row.id == row_id for row in band.rows):
            same = sum(column.label == form.label for column in band.columns)
            if form.group and (same > 1 or form.label == "其他"):
                return f"{form.group}·{form.label}"
    return form.label


def row_label(table: Table, row: Row) -> str:
    """The row's label in the form, after its group where the label alone does not tell (3.其他)."""
    if row.form.label.endswith("其他"):
        group = next((group.label for group in table.form.groups if group.id == row.form.group), "")
        return f"{group} {row.form.label}".strip()
    return row.form.label


def column_name(table: Table, cell: Cell) -> Phrase:
    """表三“自然人”列."""
    name, label = table_name(table), column_label(table, cell)
    return Phrase(f"{name.zh}“{label}”列", f'{name.en}, column "{label}"')


def row_name(table: Table, row: Row) -> Phrase:
    """表三“（一）予以公开”行; the one row of table 4 has no label."""
    name, label = table_name(table), row_label(table, row).replace("“", "‘").replace("”", "’")
    if not label:
        return Phrase(f"{name.zh}数据行", f"{name.en}, row of numbers")
    return Phrase(f"{name.zh}“{label}”行", f'{name.en}, row "{label}"')


def cell_name(table: Table, row: Row, cell: Cell) -> Phrase:
    """表三“（一）予以公开”行“自然人”列."""
    if not row.form.label:
        return column_name(table, cell)
    name, label = row_name(table, row), column_label(table, cell)
    return Phrase(f"{name.zh}“{label}”列", f'{name.en}, column "{label}"')
