"""What a finding is known by over time: code, file, node path and evidence; never a line number."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct

from disclint.document import Position
from disclint.finding import Finding, Phrase
from disclint.result import FileResult, Suppressed

_LENGTH = 24  # hexadecimal digits: 96 bits
_PLACES = frozenset({"line", "column", "page", "first_line", "other_line"})


def fingerprints(filename: str, findings: Iterable[Finding], root: str) -> list[str]:
    """One fingerprint a finding, in order; equal ones are told apart by their ordinal.

    The file counts by its path without suffix, relative to `root` (the folder of the configuration) where it lies below
    it: a report keeps its fingerprints when it is converted from docx to html or checked from another machine.
    """
    name = stem(filename, root)
    seen: Counter[str] = Counter()
    result = []
    for finding in findings:
        evidence = "\x1f".join(
            f"{key}={_plain(value)}" for key, value in sorted(finding.values.items()) if _tells(key, value)
        )
        identity = "\x1e".join((finding.code, name, finding.path, evidence))
        text = f"{identity}\x1e{seen[identity]}"
        seen[identity] += 1
        result.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH])
    return result


class Told(Struct, frozen=True):
    """A finding with its fingerprint; `suppressed` says what keeps it from being told, None if nothing does."""

    finding: Finding
    fingerprint: str
    suppressed: Suppressed | None = None


def all_told(result: FileResult, root: str) -> list[Told]:
    """The findings of a file with their fingerprints, in order, suppressed ones among them.

    Fingerprints of equal findings are told apart by their ordinal, so the suppressed must be counted too, or those that
    are left would change with every entry.
    """
    if not result.suppressed:
        marks = fingerprints(result.filename, result.findings, root) if result.findings else []
        return [Told(finding, mark) for finding, mark in zip(result.findings, marks, strict=True)]
    items: list[tuple[Finding, Suppressed | None]] = [(finding, None) for finding in result.findings]
    items += [(suppressed.finding, suppressed) for suppressed in result.suppressed]
    items.sort(key=lambda item: (item[0].position.line, item[0].position.column, item[0].code))
    marks = fingerprints(result.filename, [finding for finding, _ in items], root)
    return [Told(finding, mark, suppressed) for (finding, suppressed), mark in zip(items, marks, strict=True)]


def told(result: FileResult, root: str) -> Iterator[Told]:
    """The same without what is suppressed."""
    return (each for each in all_told(result, root) if each.suppressed is None)


def stem(filename: str, root: str) -> str:
    """What a file is known by over time: its path from `root` without the suffix, with slashes."""
    path = os.path.abspath(filename)
    below = os.path.join(os.path.abspath(root), "")
    path = path[len(below) :] if path.startswith(below) else os.path.normpath(filename)
    return os.path.splitext(path)[0].replace(os.sep, "/")


def _tells(key: str, value: object) -> bool:
    return key not in _PLACES and not isinstance(value, Position)


def _plain(value: object) -> str:
    """A value without what a change of format or encoding may alter: spaces and the width of characters."""
    if isinstance(value, Phrase):
        value = value.zh
    elif isinstance(value, Enum):
        value = value.value
    text = str(value)
    if text.isascii():
        return "".join(text.split())
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).split())
