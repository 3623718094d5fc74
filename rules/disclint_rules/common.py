"""What several built-in rules need: the guard for files that are no report, and the names of places for a reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

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
from disclint.api import Number as Number
from disclint.api import cell_name as cell_name
from disclint.api import column_label as column_label
from disclint.api import column_name as column_name
from disclint.api import replaced as replaced
from disclint.api import row_label as row_label
from disclint.api import row_name as row_name
from disclint.api import show as show
from disclint.api import table_name as table_name

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


def written(cell: Cell) -> str:
    """The text of a cell without the bookmarks that a converter put in."""
    return re.sub(r"\[bookmark:[^\[\]]*\]", "", cell.text).strip()
