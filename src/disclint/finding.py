"""What a rule finds: facts and a place, rendered in either language when shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from disclint.document import Place, Position
from disclint.errors import DisclintError
from disclint.fix import Fix

if TYPE_CHECKING:
    from disclint.rule import RuleMeta


class Severity(Enum):
    """How bad: an error is sent back, a warning deserves a look, an info is told on request."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for error, 1 for warning, 2 for info."""
        return _RANK[self.value]


_RANK = {"error": 0, "warning": 1, "info": 2}


class Language(Enum):
    """The languages messages exist in."""

    ZH = "zh"
    EN = "en"


class PhraseError(DisclintError):
    """A sentence whose fields were not all given."""


class Phrase(Struct, frozen=True):
    """A sentence in both languages; as a template, with the same `{fields}` in both."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """The sentence as it stands, braces and all: what a phrase without fields says, a template shows."""
        return self.en if language is Language.EN else self.zh

    def render(self, language: Language, values: Mapping[str, object]) -> str:
        """The sentence with its fields filled, one that is itself a Phrase in the same language.

        PhraseError names a field that has no value.
        """
        template = self.text(language)
        filled = {key: v.text(language) if isinstance(v, Phrase) else v for key, v in values.items()}
        try:
            return template.format_map(filled)
        except KeyError as error:
            field = error.args[0]
            raise PhraseError(f"消息“{template}”的字段 {field} 没有值 (the field {field} has no value)") from None


class Related(Struct, frozen=True):
    """Another place the finding speaks of: a summand, the first of two headings. `place` as of a Finding."""

    position: Position
    message: Phrase
    path: str = ""
    place: Place | None = None


class CellRef(Struct, frozen=True):
    """Which cell, by the ids of the form; `column` is empty when the whole row is meant."""

    table: str
    row: str
    column: str = ""


class Finding(Struct, frozen=True):
    """One finding. `path` is the node (`requests/result_total/natural_person`), never a line number.

    `place` says the position in the reader's own terms; the engine fills it in, for files in which lines and columns
    mean nothing to a reader (docx, pdf, …) and for cells of tables with true columns. A rule leaves it None.
    """

    meta: RuleMeta
    phrase: Phrase
    position: Position
    path: str
    values: Mapping[str, object] = {}
    severity: Severity = Severity.ERROR
    cell: CellRef | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    place: Place | None = None

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.meta.code

    def message(self, language: Language = Language.ZH) -> str:
        """The sentence to show."""
        return self.phrase.render(language, self.values)
