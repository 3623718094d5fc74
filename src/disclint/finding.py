"""What a rule finds: facts and a place, rendered in either language when shown."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

from msgspec import Struct

from disclint.document import Position
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


class Phrase(Struct, frozen=True):
    """A sentence template in both languages, with the same `{fields}`."""

    zh: str
    en: str

    def render(self, language: Language, values: Mapping[str, object]) -> str:
        """The sentence with its fields filled; a field that is itself a Phrase is rendered in the same language."""
        template = self.en if language is Language.EN else self.zh
        if not values:
            return template
        filled = {key: v.render(language, {}) if isinstance(v, Phrase) else v for key, v in values.items()}
        return template.format_map(filled)


class Related(Struct, frozen=True):
    """Another place the finding speaks of: a summand, the first of two headings."""

    position: Position
    message: Phrase
    path: str = ""


class CellRef(Struct, frozen=True):
    """Which cell, by the ids of the form; `column` is empty when the whole row is meant."""

    table: str
    row: str
    column: str = ""


class Finding(Struct, frozen=True):
    """One finding. `path` is the node (`requests/result_total/natural_person`), never a line number."""

    meta: RuleMeta
    phrase: Phrase
    position: Position
    path: str
    values: Mapping[str, object] = {}
    severity: Severity = Severity.ERROR
    cell: CellRef | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.meta.code

    def message(self, language: Language = Language.ZH) -> str:
        """The sentence to show."""
        return self.phrase.render(language, self.values)
