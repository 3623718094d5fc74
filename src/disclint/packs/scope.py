"""Where in a report a rule of a pack looks: the whole, a section, or a part of one such as （一）主动公开."""

from __future__ import annotations

import re
from typing import NamedTuple

from disclint.document import Position
from disclint.packs.phrases import Normal, normal
from disclint.report import Report, Text

_ORDINALS = (
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"[一二三四五六七八九十]{1,3}、"),
    re.compile(r"\(\d{1,2}\)"),
    re.compile(r"\d{1,2}[.、]"),
)


_HEADING = 30  # characters: a longer line is no heading


class Paragraph(NamedTuple):
    """A paragraph with its node path, and its text as phrases see it."""

    path: str
    text: Text
    normal: Normal

    def place(self, start: int, end: int) -> Position:
        """Where a stretch of the normal text stands in the document."""
        return self.text.part(*self.normal.span(start, end))


class Scope(NamedTuple):
    """What a rule looks at: paragraphs, and the place of a finding that something is not in them."""

    path: str
    position: Position
    paragraphs: tuple[Paragraph, ...]


def scope(report: Report, section: str | None, part: str | None) -> Scope | None:
    """The paragraphs of the section (None: all), or of its part that begins with the words `part`.

    None where the report lacks the section or the part: that it does is another rule's business, or the caller's.
    """
    paragraphs = _paragraphs(report)
    if section is None:
        return Scope("report", report.position, paragraphs)
    found = tuple(paragraph for paragraph in paragraphs if paragraph.path == section)
    position = report.position if section == "lead" else None
    for each in report.sections:
        if each.id == section:
            position = each.position
            break
    if position is None or (section == "lead" and not found):
        return None
    if part is not None:
        found = _part(found, normal(part).text)
        if not found:
            return None
    return Scope(section, found[0].text.position if found else position, found)


def _paragraphs(report: Report) -> tuple[Paragraph, ...]:
    kept = vars(report)
    if "packs.paragraphs" not in kept:
        kept["packs.paragraphs"] = tuple(Paragraph(path, text, normal(text.text)) for path, text in report.paragraphs())
    found: tuple[Paragraph, ...] = kept["packs.paragraphs"]
    return found


def _part(paragraphs: tuple[Paragraph, ...], words: str) -> tuple[Paragraph, ...]:
    """From the paragraph that begins with the words, its number aside, to the next that has a number of that style.

    Of headings without numbers, to the next that stands alone on its line as this one does.
    """
    for first, paragraph in enumerate(paragraphs):
        text = paragraph.normal.text
        style, begin = _ordinal(text)
        if text.startswith(words, begin):
            last = first + 1
            alone = style is None and _stands_alone(text)
            while last < len(paragraphs):
                other = paragraphs[last].normal.text
                if (alone and _stands_alone(other)) or (style is not None and _ordinal(other)[0] == style):
                    break
                last += 1
            return paragraphs[first:last]
    return ()


def _stands_alone(text: str) -> bool:
    return 0 < len(text) <= _HEADING and not any(mark in text for mark in "。;!?,:")


def _ordinal(text: str) -> tuple[int | None, int]:
    """The style of the number a paragraph begins with, None if it has none, and where its words begin."""
    for style, pattern in enumerate(_ORDINALS):
        found = pattern.match(text)
        if found:
            return style, found.end()
    return None, 0
