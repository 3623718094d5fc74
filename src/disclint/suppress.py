"""Keeping findings from being told, where somebody gave a reason: in the configuration, or in a comment of the file.

Reports are published: what is not to be told is mostly said beside them, by node path, never by line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from disclint.document import Document, Position
from disclint.finding import Finding
from disclint.own import BadSuppression, UnusedSuppression
from disclint.result import FileResult, Suppressed, SuppressedBy
from disclint.rule import RuleMeta

COMMENTED = frozenset({"markdown", "html"})
"""Formats whose comments no reader of the report sees."""

MARK = "disclint:"

_COMMENT = re.compile(r"<!--\s*disclint:\s*(.*?)\s*--!?>", re.DOTALL)
# What stands in code of Markdown is seen by its readers, and no comment; whatever begins first counts.
_MARKDOWN = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,}|~{3,}).*?(?:^[ ]{0,3}(?P=fence)|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)[^\n]{1,1000}?(?<!`)(?P=ticks)(?!`)"
    r"|<!--",
    re.DOTALL | re.MULTILINE,
)
_IGNORE = re.compile(r"ignore\[\s*([\w-]+)(?:\s+([^\s\]]*))?\s*\]\s*(.*)")


class Entry(Struct, frozen=True):
    """A suppression: the rule's code, the node path or None for the whole file, why, and where it is written.

    `ordinal` counts the entries of the configuration; -1 is a comment.
    """

    code: str
    path: str | None
    reason: str
    position: Position
    ordinal: int = -1

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is meant; `*` in a path stands for one part of it."""
        if finding.code != self.code:
            return False
        return self.path is None or path_matches(finding.path, self.path)

    @property
    def where(self) -> str:
        """What it is of, for sentences."""
        return "全文" if self.path is None else self.path or "报告"


def path_matches(path: str, pattern: str) -> bool:
    """Whether a node path is meant by a pattern: as many parts, each alike."""
    parts, patterns = path.split("/"), pattern.split("/")
    return len(parts) == len(patterns) and all(map(fnmatchcase, parts, patterns))


def suppressed(
    result: FileResult, document: Document, entries: Sequence[Entry], metas: Sequence[RuleMeta] | None
) -> tuple[FileResult, list[Finding]]:
    """A result without the findings that are suppressed, and what is to be said of the comments of the file.

    `entries` are those of the configuration; `metas` are the rules there are, None if comments do not count.
    """
    wrong: list[Finding] = []
    if metas is not None:
        comments, wrong = read_comments(document, metas)
        entries = (*entries, *comments)
    told: list[Finding] = []
    hidden: list[Suppressed] = []
    used: set[Entry] = set()
    for finding in result.findings:
        entry = next((each for each in entries if each.covers(finding)), None)
        if entry is None:
            told.append(finding)
        else:
            used.add(entry)
            by = SuppressedBy.COMMENT if entry.ordinal < 0 else SuppressedBy.CONFIG
            hidden.append(Suppressed(finding, by, entry.reason, entry.ordinal))
    wrong += [unused(entry) for entry in entries if entry.ordinal < 0 and entry not in used]
    return replace(result, findings=tuple(told), suppressed=tuple(hidden)), wrong


def read_comments(document: Document, metas: Sequence[RuleMeta]) -> tuple[list[Entry], list[Finding]]:
    """The suppressions in the comments of a file, and a finding for each comment that is wrong.

    A comment reads `<!-- disclint: ignore[B402 requests/result_total/total] reason -->`.
    """
    rules = {key: meta for meta in metas for key in (meta.code, meta.name)}
    entries: list[Entry] = []
    wrong: list[Finding] = []
    for position, text in _comments(document):
        found = _IGNORE.fullmatch(text)
        if not found:
            wrong.append(BadSuppression().finding(position, ""))
            continue
        word, path, reason = found.groups()
        meta = rules.get(word.upper()) or rules.get(word.lower())
        if meta is None:
            wrong.append(BadSuppression().finding(position, "", "code", code=word))
        elif not reason:
            wrong.append(BadSuppression().finding(position, "", "reason", code=meta.code))
        else:
            entries.append(Entry(meta.code, path, reason, position))
    return entries, wrong


def unused(entry: Entry) -> Finding:
    """The finding on a suppression that nothing fell to."""
    return UnusedSuppression().finding(entry.position, "", code=entry.code, where=entry.where)


def _comments(document: Document) -> Iterator[tuple[Position, str]]:
    text = "\n".join(document.lines)
    ends = list(accumulate(len(line) + 1 for line in document.lines))
    for start, end in _html_comments(text) if document.format == "html" else _markdown_comments(text):
        found = _COMMENT.fullmatch(text, start, end)
        if found:
            line, column = _place(ends, start)
            yield Position(line, column, *_place(ends, end)), " ".join(found[1].split())


def _html_comments(text: str) -> Iterator[tuple[int, int]]:
    from disclint.readers.html_tokens import comments

    return comments(text)


def _markdown_comments(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while found := _MARKDOWN.search(text, at):
        at = found.end()
        if found[0] == "<!--":
            end = text.find("-->", at)
            if end < 0:
                return
            at = end + len("-->")
            yield found.start(), at


def _place(ends: Sequence[int], offset: int) -> tuple[int, int]:
    """Line and column of an offset."""
    line = bisect_right(ends, offset)
    return line + 1, offset - (ends[line - 1] if line else 0) + 1
