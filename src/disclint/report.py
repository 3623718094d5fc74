"""The report as rules see it: typed, with ids, cells and what could not be read. No formats, no rules here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cached_property

from msgspec import Struct

from disclint.document import Damage, Position
from disclint.table import Band as Band
from disclint.table import Cell as Cell
from disclint.table import CellState as CellState
from disclint.table import Evidence as Evidence
from disclint.table import Header as Header
from disclint.table import Mark as Mark
from disclint.table import Reading as Reading
from disclint.table import Row as Row
from disclint.table import Table as Table
from disclint.table import Value as Value
from disclint.table import absent_table
from disclint.template import Form


class Text(Struct, frozen=True):
    """A paragraph or sub-heading as written; `heading` tells them apart."""

    text: str
    position: Position
    heading: bool = False

    def part(self, start: int, end: int) -> Position:
        """Where the characters `start` to `end` (exclusive) stand; the whole paragraph if offsets and columns differ."""
        whole = self.position
        one_line = whole.end_line in (None, whole.line)
        if one_line and whole.end_column is not None and whole.end_column - whole.column == len(self.text):
            return Position(whole.line, whole.column + start, whole.line, whole.column + end, whole.page)
        return whole


class Section(Struct, frozen=True):
    """A top-level part. `id` is the form's, or None for a part the form does not have; `ordinal` as written ("" if none)."""

    id: str | None
    ordinal: str
    heading: str
    position: Position
    blocks: tuple[Text | Table, ...]
    near_miss: bool = False
    likeness: int = 100

    @property
    def path(self) -> str:
        """The node path: its id, or `extra/<heading>` for a part the form does not have."""
        return self.id or "extra/" + re.sub(r"\s+", "", self.heading).replace("/", "／")

    @property
    def texts(self) -> Iterator[Text]:
        """Paragraphs and sub-headings, tables left out."""
        return (block for block in self.blocks if isinstance(block, Text))

    @property
    def tables(self) -> Iterator[Table]:
        """The tables that stand in this part."""
        return (block for block in self.blocks if isinstance(block, Table))


class Title(Struct, frozen=True):
    """The title: as written (lines joined), and the organ and year read from it."""

    text: str
    position: Position
    organ: str
    year: int | None


class Signature(Struct, frozen=True):
    """Organ and date at the end. `date_text` is as written; year, month, day are None where not given."""

    position: Position
    organ: str = ""
    date_text: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    date_position: Position | None = None


class Kind(Enum):
    """What the file is."""

    REPORT = "report"
    OLD_FORM = "old-form"  # the report of a year before 2019
    EMPTY_FORM = "empty-form"  # the form with nothing filled in
    FREE_TEXT = "free-text"  # the title of such a report over a text that keeps to none of the form
    OTHER = "other"  # another annual report (法治政府, budget, …)
    INDEX = "index"  # a page that lists reports
    LOCKED = "locked"  # opens with a password only
    SCANNED = "scanned"  # pictures of pages, without text
    GARBLED = "garbled"  # text whose characters cannot be told (drawn, or in fonts that do not say)
    LINKS = "links"  # a page that only links or frames the report
    UNRELATED = "unrelated"  # nothing of such a report at all


class OrganType(Enum):
    """What kind of organ a report is of. Deadlines, powers and contents hang on it."""

    GOVERNMENT = "government"  # the people's government of a county or higher
    TOWNSHIP = "township"  # the government of a township, a sub-district office, and what stands under them
    DEPARTMENT = "department"  # a department of a government at county level or above
    OTHER = "other"


class Stated(Struct, frozen=True):
    """What somebody who knows says of a report, for where the file itself does not tell: form id, year, kind of organ."""

    form: str | None = None
    year: int | None = None
    organ_type: OrganType | None = None


NOTHING_STATED = Stated()


class Unread(Struct, frozen=True):
    """Why a value of `parse` is null, or not to be relied on: `reason` is the state, or how the value was inferred."""

    path: str
    state: CellState
    reason: str
    position: Position


_NOT_THERE = frozenset((CellState.BLANK, CellState.MISSING, CellState.AMBIGUOUS))
_REASONS = {Evidence.HABIT: "by-habit", Evidence.SPLIT: "split", Evidence.OCR: "ocr"}


class Report(Struct, frozen=True, dict=True):
    """The whole report. `form` is the form it is judged by; `year` the year it is on, None when nothing tells."""

    filename: str
    format: str
    kind: Kind
    form: Form
    title: Title | None
    year: int | None
    organ: str
    front: tuple[Text | Table, ...]  # what stands between the title and the first section
    sections: tuple[Section, ...]
    signature: Signature | None
    position: Position  # of the first block
    end: Position  # of the last block
    form_by_labels: Form | None = None  # the form its tables bear, None without tables
    outside: tuple[Text, ...] = ()  # page furniture before and after the report, never linted
    damage: tuple[Damage, ...] = ()  # what the reader could not read, or a public document should not hold
    organ_type: OrganType | None = None  # as the configuration states it; it does not come from the file

    @cached_property
    def only_tables(self) -> bool:
        """Whether the file is a table or two of a report (an attached workbook) and was never meant to be the whole."""
        prose = sum(len(text.text) for text in self.texts())
        return not self.sections and self.title is None and prose < 100 and bool(self.tables)

    @cached_property
    def tables(self) -> dict[str, Table]:
        """The tables by id; of two with the same id the first."""
        found: dict[str, Table] = {}
        for block in self.front:
            if isinstance(block, Table):
                found.setdefault(block.id, block)
        for section in self.sections:
            for table in section.tables:
                found.setdefault(table.id, table)
        return found

    @property
    def unread(self) -> tuple[Unread, ...]:
        """Every cell whose value is not plainly there: which null is which, and which numbers to take with care."""
        return tuple(
            Unread(cell.path, cell.state, _REASONS.get(cell.evidence, cell.state.value), cell.position)
            for table in self.tables.values()
            for row in table.rows
            for cell in row.cells
            if cell.state in _NOT_THERE or cell.evidence in _REASONS
        )

    @property
    def active_disclosure(self) -> Table:
        """Table 2; see `table` for a report that lacks it."""
        return self.table("active_disclosure")

    @property
    def requests(self) -> Table:
        """Table 3; see `table` for a report that lacks it."""
        return self.table("requests")

    @property
    def review_litigation(self) -> Table:
        """Table 4; see `table` for a report that lacks it."""
        return self.table("review_litigation")

    def table(self, table_id: str) -> Table:
        """The table of this id; KeyError if the form has none.

        Of a report that lacks it, a table that is not `present`: all its rows and cells are there and MISSING, so that
        a rule that looks for numbers finds none, and T201 alone speaks.
        """
        found = self.tables.get(table_id) or self._absent.get(table_id)
        if found is None:
            found = self._absent[table_id] = absent_table(self.form, table_id, self.end)
        return found

    @cached_property
    def _absent(self) -> dict[str, Table]:
        return {}

    def cell(self, path: str) -> Cell | None:
        """The cell at `table/row/column`; None if the form the table bears has no such place. KeyError: no such table."""
        table_id, _, rest = path.partition("/")
        row_id, _, column_id = rest.partition("/")
        return self.table(table_id).cell(row_id, column_id)

    def paragraphs(self) -> Iterator[tuple[str, Text]]:
        """Every paragraph and sub-heading with its node path: `lead`, or the path of its section."""
        for block in self.front:
            if isinstance(block, Text):
                yield "lead", block
        for section in self.sections:
            path = section.path
            for text in section.texts:
                yield path, text

    def section(self, section_id: str) -> Section | None:
        """The first section with this id."""
        return next((section for section in self.sections if section.id == section_id), None)

    def texts(self) -> Iterator[Text]:
        """All paragraphs and sub-headings of the report proper, in order."""
        for block in self.front:
            if isinstance(block, Text):
                yield block
        for section in self.sections:
            yield from section.texts
