"""The period of the statistics as a report states it."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from disclint.api import Authority, Phrase, Report, Standing, Text

STANDARD = Authority(
    Standing.SOURCED,
    Phrase("四川省地方标准 DB51/T 2660—2019 第2.1条", "Sichuan local standard DB51/T 2660—2019, clause 2.1"),
)

_DATE = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(?:份|(\d{1,2})\s*日)?"
_PERIOD = re.compile(
    _DATE
    + r"\s*起?\s*[,，]?\s*(?:至|到|[-—–~－～]{1,2})\s*"
    + _DATE.replace(r"(\d{4})\s*年\s*", r"(?:(\d{4})\s*年\s*)?", 1)
)
_WORDS = re.compile("统计|数据|期限|报告期")
_WHOLE = re.compile(r"(?:统计|数据)[^。；]{0,20}?(\d{4})\s*年(?:度|全年)")


class Period(NamedTuple):
    """A stated period: where, first and last day."""

    path: str
    text: Text
    start: int
    end: int
    first: tuple[int, int, int]
    last: tuple[int, int, int]

    @property
    def written(self) -> str:
        """As it stands in the report."""
        return self.text.text[self.start : self.end]

    def is_year(self, year: int) -> bool:
        """Whether it is the calendar year."""
        return (self.first, self.last) == ((year, 1, 1), (year, 12, 31))


def periods(report: Report) -> Iterator[Period]:
    """The periods stated in sentences that speak of statistics; in the lead also a bare one from January to December."""
    for path, text in report.paragraphs():
        # full-width digits become plain ones; no other character changes its place
        plain = "".join(unicodedata.normalize("NFKC", c) if c.isdigit() else c for c in text.text)
        for found in _PERIOD.finditer(plain):
            y1, m1, d1, y2, m2, d2 = (int(group) if group else 0 for group in found.groups())
            first, last = (y1, m1, d1 or 1), (y2 or y1, m2, d2 or 31)
            begin = max(plain.rfind(mark, 0, found.start()) for mark in "。；！？\n") + 1
            around = plain[begin : found.end() + 20]
            if _WORDS.search(around) or (path == "lead" and (first[1:], last[1:]) == ((1, 1), (12, 31))):
                yield Period(path, text, found.start(), found.end(), first, last)


def stated_as_year(report: Report) -> bool:
    """Whether a sentence says in words that the statistics are of a whole year."""
    return any(_WHOLE.search(text.text) for path, text in report.paragraphs() if path in ("lead", "overview"))
