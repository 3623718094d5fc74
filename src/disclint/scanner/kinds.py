"""What a file is: such a report, or one of the things that carry its title or stand beside it."""

from __future__ import annotations

import re

from msgspec import Struct

from disclint.document import Damage
from disclint.report import CellState, Kind, Title
from disclint.scanner.items import Item
from disclint.scanner.tables import TableScan

FIRST_FORM_YEAR = 2019
# What a reader says of a file that has no text to judge, and of a page that has little.
_UNCHECKABLE = {"encrypted": Kind.LOCKED, "scanned": Kind.SCANNED, "garbled": Kind.GARBLED}
_OTHER_REPORT = re.compile(r"(?:20\d\d|二[〇○零]..)年?度?.{0,30}(?:报告|年报|总结|预算|决算|公报)$")


class Seen(Struct, frozen=True):
    """What the scanner saw: `sections` by accepted wording, `headings` near misses included, `prose` in characters."""

    title: Title | None
    titles: int
    year: int | None
    sections: int
    headings: int
    tables: list[TableScan]
    prose: int
    items: list[Item]
    damage: tuple[Damage, ...] = ()


def _filled(tables: list[TableScan]) -> bool:
    """Whether any cell holds a number, or something is there that could not be placed."""
    doubtful = (CellState.NUMBER, CellState.AMBIGUOUS, CellState.TEXT, CellState.PLACEHOLDER)
    return any(cell.state in doubtful for table in tables for row in table.rows for cell in row.cells)


def kind_of(seen: Seen) -> Kind:
    """Judge by structure first (tables, headings), by the title only where there is none."""
    reasons = {damage.reason for damage in seen.damage}
    for reason, kind in _UNCHECKABLE.items():
        if reason in reasons and not seen.items:
            return kind
    kind = _by_content(seen)
    return Kind.LINKS if "links-only" in reasons and kind is not Kind.REPORT else kind


def _by_content(seen: Seen) -> Kind:
    rows = sum(len(table.rows) for table in seen.tables)
    in_form = (
        rows >= 4 or seen.sections >= 3 or (rows >= 1 and seen.sections >= 1) or (seen.title and seen.headings >= 3)
    )
    old = seen.year is not None and seen.year < FIRST_FORM_YEAR
    if in_form:
        if old and rows < 4:
            return Kind.OLD_FORM
        if not _filled(seen.tables) and seen.prose < 120:
            return Kind.EMPTY_FORM
        return Kind.REPORT
    if seen.titles >= 4 and seen.prose < 2000:
        return Kind.INDEX
    if seen.title:
        if old:
            return Kind.OLD_FORM
        return Kind.FREE_TEXT if seen.prose >= 200 else Kind.INDEX
    for item in seen.items[:15]:
        if not item.is_row and len(item.text) <= 60 and _OTHER_REPORT.search(re.sub(r"\s", "", item.text)):
            return Kind.OTHER
    return Kind.UNRELATED
