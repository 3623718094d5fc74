"""Which paragraphs are headings: by their wording, never by the numeral.

A numeral proves nothing: a table row 一、本年新收… looks like a heading, a report may number its parts wrongly, and
一、总体情况 may hold an enumeration 一、…六、 of its own.
"""

from __future__ import annotations

import re

from msgspec import Struct

from disclint.scanner.items import Item
from disclint.scanner.keys import key, likeness
from disclint.scanner.vocabulary import OPENING, Vocabulary

ORDINALS = "一二三四五六七八九十"
_ORDINAL = re.compile(
    r"\s*(?:第\s*(?P<part>[一二三四五六七八九十]{1,3})\s*部分\s*[、.．:：]?"
    r"|(?P<han>[一二三四五六七八九十]{1,3})\s*(?P<mark>[、.．,，:：·]|\s(?=\S))"
    r"|[（(]\s*(?P<paren>[一二三四五六七八九十]{1,3})\s*[)）]\s*[、.．]?"
    r"|(?P<digit>\d{1,2})\s*[.．、](?!\d))\s*"
)
_DOT_LEADER = re.compile(r"(?:[.．…·\s]{3,}|\s+)\d{1,3}\s*$|[.．…·]{6,}\s*$")
_SUBHEADING = re.compile(r"\s*(?:[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）])")
_SENTENCE_END = "。；;！!？?"
MAX_HEADING = 45
_MAX_LINE = 240  # of a heading with its dots and page number, or a row of a table; on longer lines a pattern is dear
_FUZZY = 80
_ROW_LIKE = 65
_KEYWORDS_ONLY = 50  # likeness of a heading known by its keywords alone: any other near miss goes before it


class Heading(Struct, frozen=True):
    """A recognised heading at `index` of the items. `rest` is text of the section on the heading's own line."""

    index: int
    section: str | None
    ordinal: str
    text: str
    accepted: bool
    likeness: int = 100
    rest: str = ""
    joined: int = 0  # how many following items belong to the heading (broken over lines)


def split_ordinal(text: str) -> tuple[str, str, bool]:
    """(ordinal, the text behind it, is it of the top level: 一、 or 第一部分)."""
    match = _ORDINAL.match(text)
    if match is None:
        return "", text, False
    top = match["part"] or match["han"]
    return top or match["paren"] or match["digit"], text[match.end() :], bool(top)


def is_subheading(text: str) -> bool:
    """Whether a paragraph is a sub-heading: numbered, short, no sentence."""
    return (
        len(text) <= MAX_HEADING
        and text[-1] not in "。；;，,：:"
        and _SUBHEADING.match(text) is not None
        and "。" not in text
    )


def _is_row_label(text_key: str, vocabulary: Vocabulary) -> bool:
    """Whether a key is, or begins like, a row label such as 一、本年新收政府信息公开申请数量."""
    if text_key in vocabulary.words:
        return True
    return text_key[:2] in vocabulary.row_starts and any(
        opening.startswith(text_key) or text_key.startswith(opening) for opening in vocabulary.row_openings
    )


_VALUES_BEHIND = re.compile(r"(?:[\s\u3000]+\d+){3,}\s*$")


def _is_row_line(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a line is a row of a table broken or run together: 三、本年度办 （一）予以公开 1 0 0 …"""
    if len(text) <= _MAX_LINE and _VALUES_BEHIND.search(text):
        return True
    first = text.split()[0] if " " in text else ""
    return bool(first) and _is_row_label(key(first), vocabulary)


def _run_in(rest: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """A section's wording with the section's text on the same line: (section id, that text)."""
    for split in re.finditer(r"[：:。\s　—]", rest[: MAX_HEADING + 1]):
        found = vocabulary.sections.get(key(rest[: split.start()]))
        if found and found[1] and rest[split.end() :].strip():
            return found[0], rest[split.end() :].strip()
    rest_key = key(rest[: MAX_HEADING * 2])
    for wording, (section, accepted) in vocabulary.sections.items():
        if accepted and rest_key.startswith(wording) and (len(rest) - len(wording) > 12 or "。" in rest):
            # Glued: the characters of the wording, punctuation included, are what the text begins with.
            for end in range(len(wording), min(len(rest), len(wording) + 4) + 1):
                if key(rest[:end]) == wording:
                    return section, rest[end:].strip(" ：:")
    return None


def _fuzzy(rest_key: str, vocabulary: Vocabulary) -> tuple[str, int] | None:
    best: tuple[str, int] | None = None
    for wording, (section, accepted) in vocabulary.sections.items():
        if not accepted or len(wording) < 5:
            continue
        found = likeness(rest_key, wording)
        if found >= _FUZZY and (best is None or found > best[1]):
            best = (section, found)
    return best


def _by_keywords(rest_key: str, vocabulary: Vocabulary) -> str | None:
    """The one section whose keywords a heading has; None for none or several."""
    meant = [
        section
        for section, groups in vocabulary.keywords.items()
        if all(any(word in rest_key for word in group) for group in groups)
    ]
    return meant[0] if len(meant) == 1 else None


def _joined(items: list[Item], index: int, rest: str, vocabulary: Vocabulary) -> tuple[str, str, int] | None:
    """A heading broken over two or three lines: (section id, whole text, items joined)."""
    if len(rest) > MAX_HEADING:
        return None
    rest_key, text = key(rest), rest
    if len(rest_key) < OPENING or rest_key[:OPENING] not in vocabulary.section_openings:
        return None
    if not any(w.startswith(rest_key) and w != rest_key for w in vocabulary.sections):
        return None
    for count in (1, 2):
        if index + count >= len(items) or items[index + count].is_row or len(items[index + count].text) > 20:
            return None
        text += items[index + count].text
        found = vocabulary.sections.get(key(text))
        if found and found[1]:
            return found[0], text, count
    return None


def _candidate(items: list[Item], index: int, vocabulary: Vocabulary) -> Heading | None:
    """The heading at this item if its wording is one of the form's; near misses and strangers are `accepted=False`."""
    item = items[index]
    written = item.number + item.text
    ordinal, rest, top = split_ordinal(written)
    if not rest or len(rest) > 4000:
        return None
    if item.key in vocabulary.words or (top and _is_row_label(item.key, vocabulary)):
        return None
    if top and _is_row_line(item.text, vocabulary):
        return None
    short = (_DOT_LEADER.sub("", rest) if len(rest) <= _MAX_LINE else rest).rstrip("：:。. ")
    found = vocabulary.sections.get(key(short)) if len(short) <= MAX_HEADING else None
    if found and found[1]:
        return Heading(index, found[0], ordinal, written.rstrip(), True)
    if found and top:
        return Heading(index, found[0], ordinal, written.rstrip(), False, 90)
    if not top:
        if not ordinal:
            joined = _joined(items, index, rest, vocabulary)
            if joined:
                return Heading(index, joined[0], "", joined[1], True, joined=joined[2])
        return None
    run_in = _run_in(rest, vocabulary)
    if run_in:
        heading = written[: written.rindex(run_in[1])].rstrip() if run_in[1] in written else short
        return Heading(index, run_in[0], ordinal, heading, True, rest=run_in[1])
    joined = _joined(items, index, rest, vocabulary)
    if joined:
        return Heading(index, joined[0], ordinal, ordinal + "、" + joined[1], True, joined=joined[2])
    if (
        len(short) > MAX_HEADING
        or any(mark in short for mark in _SENTENCE_END)
        or (item.is_row and len(item.cells) > 6)
    ):
        return None
    near = _fuzzy(key(short), vocabulary) if len(short) >= 4 else None
    if near:
        return Heading(index, near[0], ordinal, written.rstrip(), False, near[1])
    if rest.rstrip().endswith(("，", ",", "：", ":", "、")):
        return None
    if any(likeness(item.key, opening) >= _ROW_LIKE for opening in vocabulary.row_openings):
        return None  # a row label that reads badly
    meant = _by_keywords(key(short), vocabulary)
    if meant:
        return Heading(index, meant, ordinal, written.rstrip(), False, _KEYWORDS_ONLY)
    return Heading(index, None, ordinal, written.rstrip(), False, 0)


def _drop_contents_list(found: list[Heading], items: list[Item]) -> list[Heading]:
    """Leave out a table of contents: a run of headings with nothing between them whose sections come again later."""
    later: dict[str, int] = {}
    for heading in found:
        if heading.section:
            later[heading.section] = heading.index
    kept: list[Heading] = []
    position = 0
    while position < len(found):
        run = [found[position]]
        while position + len(run) < len(found) and found[position + len(run)].index == run[-1].index + 1:
            run.append(found[position + len(run)])
        again = [h for h in run if h.section and later[h.section] > run[-1].index]
        if len(run) >= 3 and len(again) * 2 > len(run):
            # The last heading of the run may be the first real one, standing right behind the list.
            first = next((h for h in run if h.section == again[0].section and h is not again[0]), None)
            kept += run[run.index(first) :] if first else []
        else:
            kept += run
        position += len(run)
    return kept


def _drop_captions(found: list[Heading]) -> list[Heading]:
    """Leave out the caption of a table that repeats, without its ordinal, the heading right above it."""
    kept: list[Heading] = []
    for heading in found:
        above = kept[-1] if kept else None
        repeats = above is not None and heading.section is not None and heading.section == above.section
        if above and repeats and not heading.ordinal and heading.index == above.index + above.joined + 1:
            continue
        kept.append(heading)
    return kept


def _settle(found: list[Heading]) -> list[Heading]:
    """Near misses count only where the section is not there by its accepted wording; the best of several wins."""
    accepted = {h.section for h in found if h.accepted}
    best: dict[str, Heading] = {}
    for heading in found:
        if heading.section and not heading.accepted and heading.section not in accepted:
            rival = best.get(heading.section)
            if rival is None or heading.likeness > rival.likeness:
                best[heading.section] = heading
    settled: list[Heading] = []
    for heading in found:
        if heading.accepted or (heading.section and best.get(heading.section) is heading):
            settled.append(heading)
        else:
            settled.append(Heading(heading.index, None, heading.ordinal, heading.text, False, 0))
    return settled


def _drop_inner_enumerations(found: list[Heading]) -> list[Heading]:
    """Unlisted headings that begin again at 一 inside a section of the form are that section's own enumeration."""
    kept: list[Heading] = []
    inside = False  # within an enumeration that began at 一 after a section of the form
    for heading in found:
        if heading.section:
            inside = False
            kept.append(heading)
        elif heading.ordinal == "一" and any(h.section for h in kept):
            inside = True
        elif not inside:
            kept.append(heading)
    return kept


def find_headings(items: list[Item], vocabulary: Vocabulary) -> list[Heading]:
    """All top-level headings, in order of the document; `section` is None for parts the form does not have."""
    found: list[Heading] = []
    skip = 0
    for index, item in enumerate(items):
        if skip:
            skip -= 1
            continue
        if not item.text:
            continue
        heading = _candidate(items, index, vocabulary)
        if heading:
            found.append(heading)
            skip = heading.joined
    return _drop_inner_enumerations(_settle(_drop_captions(_drop_contents_list(found, items))))
