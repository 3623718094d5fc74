"""What rules read from prose: years in either script, dates and periods, and never those inside a citation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from disclint.api import Position, Report, Text
from disclint_rules.common import section_path

YEAR = r"(?:[12１２]\d{3}|二[〇○零0][〇○零一二三四五六七八九0]{2})"
"""A year of four digits (`\\d` takes full-width ones too) or in the style of 二〇二一."""

HAN = r"[^\W\d_a-zA-Z]"
"""A character that is no digit, Latin letter or punctuation: in these reports a Chinese one. The range of Chinese
characters itself takes a hundred times as long to compile."""

_MONTH_DAY = r"(?P<{0}m>\d{{1,2}})\s*月份?\s*(?:(?P<{0}d>\d{{1,2}})\s*日)?"
_PERIOD = re.compile(
    rf"(?P<ay>{YEAR})\s*年\s*{_MONTH_DAY.format('a')}\s*(?:零时|0时)?\s*起?\s*[,，]?\s*(?:至|到|[-－—–―~～]+)\s*"
    rf"(?:(?P<by>{YEAR})\s*年\s*)?{_MONTH_DAY.format('b')}"
)
# Outside the lead other ranges of dates are told (据统计，3月1日至5月31日…), so there the words must be plain.
_WORDS = r"统计(?:期限|时限|期间|时间|时段|范围)|数据(?:期限|时限|的期限|的时间)|所列数据|所涉及?数据"
_PERIOD_WORDS = re.compile(_WORDS)
_LEAD_WORDS = re.compile(_WORDS + r"|统计|报告期|本报告|报告如下")
_CITATION = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|\[[^\[\]]*\]|【[^【】]*】")
_DIGITS = {"〇": "0", "○": "0", "零": "0", **{digit: str(n) for n, digit in enumerate("一二三四五六七八九", start=1)}}


def arabic(year: str) -> int:
    """A year as `YEAR` matches it, as a number."""
    return int("".join(_DIGITS.get(char, char) for char in year))


def masked(text: str) -> str:
    """The text with citations blotted out, every character still at its place."""
    return _CITATION.sub(lambda found: "□" * len(found.group()), text)


def within(text: Text, start: int, end: int) -> Position:
    """Where a part of a paragraph stands; the whole paragraph where offsets and columns do not run alike."""
    whole = text.position
    one_line = whole.end_line in (None, whole.line)
    if one_line and whole.end_column is not None and whole.end_column - whole.column == len(text.text):
        return Position(whole.line, whole.column + start, whole.line, whole.column + end, whole.page)
    return whole


def places(report: Report) -> Iterator[tuple[str, Text]]:
    """All paragraphs with the node path they stand under: `lead`, or that of their section."""
    for block in report.front:
        if isinstance(block, Text):
            yield "lead", block
    for section in report.sections:
        path = section_path(section)
        for text in section.texts:
            yield path, text


@dataclass(frozen=True, slots=True)
class Period:
    """The period of the statistics as stated: path and paragraph it stands in, position, first and last day."""

    path: str
    position: Position
    written: str
    first: tuple[int, int, int]
    last: tuple[int, int, int]


def period(report: Report) -> Period | None:
    """The stated period of the statistics: in words that say so, or a calendar year in the lead."""
    for path, text in places(report):
        clear = masked(text.text)
        if "月" not in clear:
            continue
        for found in _PERIOD.finditer(clear):
            first = arabic(found["ay"]), int(found["am"]), int(found["ad"] or 1)
            last = arabic(found["by"] or found["ay"]), int(found["bm"]), int(found["bd"] or 31)
            sentence = max(clear.rfind(mark, 0, found.start()) for mark in "。！？；\n") + 1
            after = re.split(r"[。！？；\n]", clear[found.end() :], maxsplit=1)[0]
            spoken = (_LEAD_WORDS if path == "lead" else _PERIOD_WORDS).search(clear[sentence : found.start()] + after)
            whole_year = first[1:] == (1, 1) and last[1:] == (12, 31)
            if spoken or (path == "lead" and whole_year):
                position = within(text, found.start(), found.end())
                return Period(path, position, text.text[found.start() : found.end()], first, last)
    return None
