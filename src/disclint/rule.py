"""What a rule is: metadata, authority, messages, examples and `check`. A rule yields facts; no I/O, no state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, ClassVar

from msgspec import Struct
from msgspec.structs import replace

from disclint.document import Position
from disclint.finding import CellRef, Finding, Phrase, Related, Severity
from disclint.fix import Applicability, Fix
from disclint.report import Cell, Evidence, Kind, Report, Row

_RECOGNISED = Phrase(
    "（数值由图片识别，请与原件核对）", " (the values were recognised in a picture: compare them with the original)"
)


class Standing(Enum):
    """How well the authority of a rule is known (norms, §0.1 of the project's study)."""

    SOURCED = "sourced"  # the text of the norm was read
    TEMPLATE = "template"  # a label or equation printed in the form, known from published reports
    SAMPLES = "samples"  # common practice in published reports; no norm
    ADVICE = "advice"  # disclint's own advice or plain logic; no norm


class Authority(Struct, frozen=True):
    """On what a rule rests. `text` is what a finding cites; it names a norm only when `standing` is SOURCED or TEMPLATE."""

    standing: Standing
    text: Phrase


class Example(Struct, frozen=True):
    """A report that passes or fails, written as changes to a clean one; at once test and documentation.

    `set` gives cells by node path, `replace` pairs of old and new text, `drop` node paths of rows, tables or
    sections to leave out, `append` text to add at the end. `text`, if given, is the whole file in place of the
    clean report, for what no change of it can show. `expect` holds the node paths where this rule must speak;
    empty means the rule must be silent. `damage` is what a reader
    is taken to have noted of the file, as reason and detail.
    """

    title: Phrase
    year: int = 2023
    set: tuple[tuple[str, str], ...] = ()
    replace: tuple[tuple[str, str], ...] = ()
    drop: tuple[str, ...] = ()
    append: str = ""
    text: str = ""
    expect: tuple[str, ...] = ()
    damage: tuple[tuple[str, str], ...] = ()


class Option(Struct, frozen=True):
    """A number, word or switch of a rule that `[options.CODE]` of a configuration may set; its type is the default's."""

    name: str
    default: int | float | str | bool
    doc: Phrase


class RuleMeta(Struct, frozen=True):
    """All there is to say about a rule but how it checks.

    `why` says what goes wrong without it and how to correct it; `default` is whether it is on unless asked for
    (None: on for errors and warnings, off for infos). `fix` is the best its fixes can be, None if it has none.
    `judges` are the kinds of file it speaks of; a file of another kind is never shown to it.
    """

    code: str
    name: str
    title: Phrase
    why: Phrase
    severity: Severity
    authority: Authority
    messages: Mapping[str, Phrase]
    examples: tuple[Example, ...]
    default: bool | None = None
    fix: Applicability | None = None
    judges: frozenset[Kind] = frozenset({Kind.REPORT})
    options: tuple[Option, ...] = ()

    @property
    def on_by_default(self) -> bool:
        """Whether the rule runs when nothing is selected."""
        return self.severity is not Severity.INFO if self.default is None else self.default


CORE_CODE = re.compile(r"[A-Z]\d{3}")
PLUGIN_CODE = re.compile(r"[A-Z]{2,4}\d{3}")


class Rule:
    """Base of all rules. Subclasses set `meta` and write `check`."""

    meta: ClassVar[RuleMeta]
    options: Mapping[str, Any] = {}
    """What the configuration sets of `meta.options`; of an instance, which has one configuration."""

    def option(self, name: str) -> Any:
        """The value of one of `meta.options`: the configuration's, else the default. KeyError if there is no such option."""
        if name in self.options:
            return self.options[name]
        return {option.name: option.default for option in self.meta.options}[name]

    def check(self, report: Report) -> Iterator[Finding]:
        """Yield what is wrong with the report. Must not change it, read files or keep state."""
        raise NotImplementedError

    def finding(
        self,
        position: Position,
        path: str,
        message: str = "",
        *,
        severity: Severity | None = None,
        cell: CellRef | None = None,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        **values: object,
    ) -> Finding:
        """A finding of this rule; `message` names one of `meta.messages` ("" by default), `values` fill its fields."""
        return Finding(
            meta=self.meta,
            phrase=self.meta.messages[message],
            position=position,
            path=path,
            values=values,
            severity=severity or self.meta.severity,
            cell=cell,
            related=related,
            fix=fix,
        )

    def at_cell(
        self,
        cell: Cell,
        message: str = "",
        *,
        severity: Severity | None = None,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        **values: object,
    ) -> Finding:
        """A finding at one cell; of one read from a picture it says so, and to compare it with the original."""
        table, row, column = cell.path.split("/")
        found = self.finding(
            cell.position,
            cell.path,
            message,
            severity=severity,
            cell=CellRef(table, row, column),
            related=related,
            fix=fix,
            **values,
        )
        if cell.evidence is not Evidence.OCR:
            return found
        return replace(found, phrase=Phrase(found.phrase.zh + _RECOGNISED.zh, found.phrase.en + _RECOGNISED.en))

    def at_row(
        self,
        row: Row,
        message: str = "",
        *,
        severity: Severity | None = None,
        related: tuple[Related, ...] = (),
        fix: Fix | None = None,
        **values: object,
    ) -> Finding:
        """A finding at a whole row."""
        table, row_id = row.path.split("/")
        return self.finding(
            row.position,
            row.path,
            message,
            severity=severity,
            cell=CellRef(table, row_id),
            related=related,
            fix=fix,
            **values,
        )
