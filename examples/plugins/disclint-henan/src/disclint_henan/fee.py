"""The fee: since when, on what ground, and what a paragraph says of it."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from disclint.api import Authority, Phrase, Report, Standing, Text

FIRST_YEAR = 2021
NOTICE = Authority(
    Standing.SOURCED,
    Phrase(
        "河南省人民政府办公厅关于收取信息处理费的通知（2021年1月4日公布）；国办函〔2020〕109号",
        "notice of the General Office of Henan on the processing fee (4 January 2021); 国办函〔2020〕109号",
    ),
)

_SPOKEN = re.compile(r"处理费|收费|费用|收取|缴费|减免")
_RAISED = re.compile(
    r"(?P<before>[^。；]{0,40}?)(?:收取|收到|计收|收缴)[^。；\d]{0,20}处理费[^。；\d]{0,10}(?P<amount>\d[\d,，]{0,12}(?:\.\d{1,4})?)\s*(?P<wan>万)?元"
)
_NOT = re.compile(r"(?:未|没有|应|拟|不)\w{0,2}$")


class Raised(NamedTuple):
    """A fee that was raised: where it is said, and how much in 元."""

    text: Text
    start: int
    end: int
    yuan: Decimal


def spoken(report: Report) -> bool:
    """Whether the report says anything on the fee: part six by any word for it, the rest by its name."""
    return any(
        "处理费" in text.text or (path == "other_matters" and _SPOKEN.search(text.text))
        for path, text in report.paragraphs()
    )


def raised(report: Report) -> Iterator[Raised]:
    """The amounts that part six says were raised."""
    for path, text in report.paragraphs():
        if path != "other_matters":
            continue
        for found in _RAISED.finditer(text.text):
            if not _NOT.search(found["before"]):
                amount = Decimal(re.sub("[,，]", "", found["amount"]))
                yield Raised(text, found.start("amount"), found.end(), amount * 10_000 if found["wan"] else amount)
