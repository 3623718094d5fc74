"""What may stand in a pack: the TOML file as records. The kinds of rules are the subclasses of `Spec`, by their tag."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from disclint.finding import Phrase, Severity
from disclint.rule import Standing

SectionId = Literal[
    "lead", "overview", "active_disclosure", "requests", "review_litigation", "problems", "other_matters"
]
Way = Literal["phone", "email", "address", "postcode", "website"]


class Both(Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence in Chinese and English."""

    zh: str
    en: str

    @property
    def phrase(self) -> Phrase:
        """The same as the rest of disclint has it."""
        return Phrase(self.zh, self.en)


class Ground(Both, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """On what a rule rests: `standing` is sourced, template, samples or advice."""

    standing: Standing


class Years(Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}):
    """The report years a rule is for; either end may be open."""

    first: int | None = None
    last: int | None = None


class CellAbove(Struct, frozen=True, forbid_unknown_fields=True):
    """A condition: the number in a cell (`requests/other_fee_unpaid/total`) is above `above`."""

    cell: str
    above: float = 0


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """A test: a clean report on `year` with changes, and the node paths where the rule must speak.

    No `expect`: the rule must be silent. `set` gives cells, `replace` pairs of old and new words (a number as third
    item: the new words so many times), `drop` rows, tables or sections to leave out, `append` words at the end, `organ`
    another organ; `text` is a whole file instead.
    """

    title: Both | str
    year: int = 2023
    organ: str = ""
    set: dict[str, str | int | float] = {}
    replace: list[list[str | int]] = []
    drop: list[str] = []
    append: str = ""
    text: str = ""
    expect: list[str] = []


class Spec(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind"):
    """What every rule of a pack says; `years` and `organs` narrow down the reports it is for.

    `organs`: the title, the organ or the signature names one of these places.
    """

    code: str
    name: str
    title: Both
    why: Both
    severity: Severity
    authority: Ground
    message: Both
    tests: list[Case] = []
    years: Years | None = None
    organs: list[str] = []
    default: bool | None = None


class RequiredPhrase(Spec, frozen=True, kw_only=True, tag="required-phrase"):
    """One of `phrases` must be in the section (in `part` of it; in the report). Message fields: phrases."""

    phrases: list[str]
    section: SectionId | None = None
    part: str | None = None


class ForbiddenPhrase(Spec, frozen=True, kw_only=True, tag="forbidden-phrase"):
    """None of `phrases` may be in the section (in `part` of it; in the report). Message fields: written."""

    phrases: list[str]
    section: SectionId | None = None
    part: str | None = None


class RequiredStatement(Spec, frozen=True, kw_only=True, tag="required-statement"):
    """When a cell is above a number, one of `phrases` must be said. Message fields: where, number, phrases."""

    when: CellAbove
    phrases: list[str]
    section: SectionId | None = None
    part: str | None = None


class MaxLength(Spec, frozen=True, kw_only=True, tag="max-length"):
    """The section has at most so many characters: spaces, headings of sections and tables do not count, punctuation
    and sub-headings do. Message fields: count, limit."""

    section: SectionId
    characters: int
    part: str | None = None


class RequiredAttachment(Spec, frozen=True, kw_only=True, tag="required-attachment"):
    """The report names an attachment (附件：…), one with one of `phrases` in its name if given. Message fields: phrases."""

    phrases: list[str] = []


class RequiredContact(Spec, frozen=True, kw_only=True, tag="required-contact"):
    """One of these ways to reach the organ is given in the section (the report). Message fields: ways."""

    ways: list[Way]
    section: SectionId | None = None


class Deadline(Spec, frozen=True, kw_only=True, tag="deadline"):
    """The date of the signature is not after `date` (month-day, 01-20) of the year after that of the report.

    Message fields: written, deadline.
    """

    date: str


class EquationSpec(Spec, frozen=True, kw_only=True, tag="equation"):
    """An equation between rows (in each column) or between columns (in each row) of a table; see the forms.

    Message fields: where, left, right, difference.
    """

    table: Literal["active_disclosure", "requests", "review_litigation"]
    equation: str


class NumberEqualsCell(Spec, frozen=True, kw_only=True, tag="number-equals-cell"):
    """The `{number}` of one of `phrases` times `factor` is the number in the cell. With `absent` (a message) it must
    be said at all. Message fields: written, number, found, where; of `absent`: found, where."""

    phrases: list[str]
    cell: str
    section: SectionId | None = None
    part: str | None = None
    factor: float = 1
    absent: Both | None = None


AnySpec = (
    RequiredPhrase
    | ForbiddenPhrase
    | RequiredStatement
    | MaxLength
    | RequiredAttachment
    | RequiredContact
    | Deadline
    | EquationSpec
    | NumberEqualsCell
)


class Head(Struct, frozen=True, forbid_unknown_fields=True):
    """The table [pack]: `prefix` is the letters of all codes, `api` the version of the API; the rest as for a rule."""

    name: str
    version: str
    prefix: str
    api: str = "1.0"
    years: Years | None = None
    organs: list[str] = []


class PackFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole file."""

    pack: Head
    rules: list[AnySpec]
