"""What the formats for machines share: fingerprints, paths, pages of rules, and where a finding stands."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from disclint.document import Place, Position
from disclint.finding import Finding, Language, Phrase, Related
from disclint.fingerprint import Told, all_told, told
from disclint.output.places import is_sourced, place_text
from disclint.result import FileResult, Run

if TYPE_CHECKING:
    from disclint.rule import RuleMeta

__all__ = [
    "Told",
    "all_told",
    "described",
    "described_related",
    "end_of",
    "has_lines",
    "judged",
    "page_address",
    "shared_path",
    "told",
]

RULE_PAGES = ""
"""Address of docs/rules as published, with a slash at the end; while it is empty no rule has an address."""

_CORE_CODE_LENGTH = 4  # a letter and three digits; the pages of plugins' rules are not ours
_AT = Phrase("{place}：{text}", "{place}: {text}")


def judged(run: Run) -> tuple[FileResult, ...]:
    """The results to tell of: none where only fixes were asked for, and nothing that was skipped."""
    return () if run.fixing.only else tuple(result for result in run.results if not result.skipped)


def shared_path(filename: str) -> str:
    """A path as repositories have it: relative to the working directory where it lies below it, with slashes."""
    path = os.path.normpath(filename)
    if os.path.isabs(path):
        path = path.removeprefix(os.path.join(os.getcwd(), ""))
    return path.replace(os.sep, "/")


def page_address(meta: RuleMeta) -> str | None:
    """Where the page of a rule can be read; None for a plugin's rule."""
    if not RULE_PAGES or len(meta.code) != _CORE_CODE_LENGTH:
        return None
    return f"{RULE_PAGES}{meta.code}-{meta.name}.md"


def has_lines(result: FileResult) -> bool:
    """Whether lines and columns mean something in this file; if not, a line is the ordinal of a block."""
    return bool(result.lines)


def described(finding: Finding, language: Language) -> str:
    """The message, with the place before it where no line can be pointed at."""
    return _placed(finding.place, finding.message(language), language)


def described_related(related: Related, language: Language) -> str:
    """The same for a related location."""
    return _placed(related.place, related.message.text(language), language)


def _placed(place: Place | None, text: str, language: Language) -> str:
    if place is None or is_sourced(place):
        return text
    words = place_text(place, language)
    return _AT.render(language, {"place": words, "text": text}) if words else text


def end_of(position: Position) -> tuple[int, int] | None:
    """Line and column of the end (exclusive); None where it is not known or before the start."""
    if position.end_column is None:
        return None
    end = (position.end_line or position.line, position.end_column)
    return end if end >= (position.line, position.column) else None
