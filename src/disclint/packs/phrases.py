"""Phrases of a pack: literal words with alternatives and gaps, matched in time linear in the text.

    收取*处理费              `*` stands for anything within the clause (up to ，；：。！？)
    发布**规范性文件          `**` for anything within the sentence (up to ；。！？)
    (制发|发布)规范性文件      one of the alternatives
    规范性文件{number}件      a number: 1,234, 0.5, 十二; `{year}` is the year of the report

Spaces and the width of characters never count, neither in the phrase nor in the text. No regular expression comes
from a pack, so none can hang a check.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct

LONGEST = 200  # characters of a phrase
MOST_WAYS = 200  # that its alternatives may be combined in
MOST_GAPS = 6

_SENTENCES = re.compile(r"[^。!?;\n]+")
_CLAUSE_END = re.compile(r"[,:]")
_HAN = "零〇一二两三四五六七八九十百千"
_WRITTEN = r"\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+|[%s]++"
_NUMBER = re.compile(_WRITTEN % _HAN)
_NUMBER_ANYWHERE = re.compile(rf"(?<!\d)(?<!\d[.,])(?<![{_HAN}])(?:{_WRITTEN % _HAN})")
_PARTS = re.compile(r"\*\*?|\{[^{}]*\}|\([^()]*\)|[^*{}()|]+|.", re.DOTALL)


class PhraseSyntaxError(ValueError):
    """A phrase that means nothing; the message is a sentence."""


class Normal(Struct, frozen=True):
    """A text without spaces and differences of width; `origin[i]` is where its character i stands in the text."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the original of the characters `start` to `end` (exclusive)."""
        return self.origin[start], self.origin[end - 1] + 1


def normal(text: str) -> Normal:
    """The text as phrases see it."""
    characters: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        if character.isspace() and character != "\n":
            continue
        for plain in character if character < "\u00a0" else unicodedata.normalize("NFKC", character):
            characters.append(plain)
            origin.append(index)
    return Normal("".join(characters), tuple(origin))


class _Slot(NamedTuple):
    """A number, or the year."""

    year: bool


_Token = str | _Slot
_Part = _Token | bool  # True and False are gaps, wide and narrow


class _Way(NamedTuple):
    """A phrase without alternatives: segments, and for each gap between them whether it may leave the clause."""

    segments: tuple[tuple[_Token, ...], ...]
    wide: tuple[bool, ...]


class Match(NamedTuple):
    """Where a phrase was found in a normal text, and the numbers it holds."""

    start: int
    end: int
    numbers: tuple[Decimal, ...]


class PhraseSet(Struct, frozen=True):
    """Phrases of which any will do."""

    written: tuple[str, ...]
    ways: tuple[_Way, ...]

    def matches(self, text: str, year: int | None) -> list[Match]:
        """All matches in a normal text that do not overlap, from left to right."""
        found: list[Match] = []
        for sentence in _SENTENCES.finditer(text):
            found += self._in_sentence(sentence.group(), sentence.start(), year)
        return found

    def occurs(self, text: str, year: int | None) -> bool:
        """Whether one of them is in a normal text."""
        return any(
            any(_chains(way, sentence.group(), year)) for sentence in _SENTENCES.finditer(text) for way in self.ways
        )

    def _in_sentence(self, sentence: str, offset: int, year: int | None) -> Iterator[Match]:
        everywhere = sorted((match for way in self.ways for match in _chains(way, sentence, year)), key=_by_place)
        end = 0
        for match in everywhere:
            if match.start >= end:
                end = match.end
                yield Match(match.start + offset, match.end + offset, match.numbers)


def compile_phrases(phrases: Sequence[str]) -> PhraseSet:
    """Phrases from their text; PhraseSyntaxError says what is wrong with one."""
    return PhraseSet(tuple(phrases), tuple(way for phrase in phrases for way in _compile(phrase)))


def _by_place(match: Match) -> tuple[int, int]:
    return match.start, -match.end


def _compile(phrase: str) -> list[_Way]:
    if not phrase.strip():
        raise PhraseSyntaxError("短语是空的 (an empty phrase)")
    if len(phrase) > LONGEST:
        raise PhraseSyntaxError(f"短语“{phrase[:20]}…”超过 {LONGEST} 个字符 (the phrase is too long)")
    ways: list[list[_Part]] = [[]]
    for part in _PARTS.findall(phrase):
        options: list[_Part]
        if part in ("*", "**"):
            options = [part == "**"]
        elif part in ("{number}", "{year}"):
            options = [_Slot(part == "{year}")]
        elif part.startswith("(") and part.endswith(")") and len(part) > 1:
            options = list(part[1:-1].split("|"))
        elif part[0] in "{}()|":
            raise PhraseSyntaxError(
                f"短语“{phrase}”里的“{part}”不成写法：只有 *、**、(甲|乙)、{{number}}、{{year}}"
                " (only *, **, (a|b), {number} and {year} mean something)"
            )
        else:
            options = [part]
        if isinstance(options[0], str) and any(
            mark in option for option in options if isinstance(option, str) for mark in "*{}"
        ):
            raise PhraseSyntaxError(f"短语“{phrase}”：(甲|乙) 里只能写文字 (alternatives are plain words)")
        ways = [[*way, option] for way in ways for option in options]
        if len(ways) > MOST_WAYS:
            raise PhraseSyntaxError(f"短语“{phrase}”的组合超过 {MOST_WAYS} 种 (too many combinations)")
    return [_way(phrase, way) for way in ways]


def _way(phrase: str, parts: Sequence[_Part]) -> _Way:
    segments: list[list[_Token]] = [[]]
    wide: list[bool] = []
    for part in parts:
        if isinstance(part, bool):
            segments.append([])
            wide.append(part)
        elif isinstance(part, _Slot):
            before = segments[-1][-1] if segments[-1] else ""
            if isinstance(before, _Slot) or before[-1:].isdigit():
                raise PhraseSyntaxError(f"短语“{phrase}”：数前面要有不是数字的文字 (a number after a number)")
            segments[-1].append(part)
        elif words := normal(part).text:
            if segments[-1] and isinstance(before := segments[-1][-1], str):
                segments[-1][-1] = before + words
            else:
                segments[-1].append(words)
    if not all(segments):
        raise PhraseSyntaxError(f"短语“{phrase}”：* 前后都要有文字 (a gap needs words on both sides)")
    if len(wide) > MOST_GAPS:
        raise PhraseSyntaxError(f"短语“{phrase}”里的 * 超过 {MOST_GAPS} 个 (too many gaps)")
    return _Way(tuple(tuple(segment) for segment in segments), tuple(wide))


def _chains(way: _Way, sentence: str, year: int | None) -> Iterator[Match]:
    """A match for each occurrence of the first segment that the others follow; the nearest that lead on are taken."""
    later: list[Match] = []
    starts: list[int] = []
    ends = [found.start() for found in _CLAUSE_END.finditer(sentence)] if not all(way.wide) else []
    for index in range(len(way.segments) - 1, -1, -1):
        here = list(_occurrences(way.segments[index], sentence, year))
        if index < len(way.wide):
            here = [
                Match(match.start, follower.end, match.numbers + follower.numbers)
                for match in here
                if (follower := _next(match.end, later, starts, [] if way.wide[index] else ends)) is not None
            ]
        if not here:
            return
        later, starts = here, [match.start for match in here]
    yield from later


def _next(end: int, later: Sequence[Match], starts: Sequence[int], stops: Sequence[int]) -> Match | None:
    """The first of `later` that begins at `end` or behind, unless one of `stops` lies between."""
    index = bisect_left(starts, end)
    if index == len(later):
        return None
    stop = bisect_left(stops, end)
    return None if stop < len(stops) and stops[stop] < later[index].start else later[index]


def _occurrences(segment: Sequence[_Token], text: str, year: int | None) -> Iterator[Match]:
    first = segment[0]
    if isinstance(first, _Slot):
        starts: Iterator[int] = (found.start() for found in _NUMBER_ANYWHERE.finditer(text))
    else:
        starts = _places(first, text)
    for start in starts:
        end = start
        numbers: list[Decimal] = []
        for token in segment:
            if isinstance(token, str):
                if not text.startswith(token, end):
                    break
                end += len(token)
                continue
            found = _NUMBER.match(text, end)
            if found is None:
                break
            value = _value(found.group())
            if token.year:
                if year is not None and value != year:
                    break
            else:
                numbers.append(value)
            end = found.end()
        else:
            yield Match(start, end, tuple(numbers))


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


_DIGITS = {character: n for n, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def _value(written: str) -> Decimal:
    if written[0].isdecimal():
        return Decimal(written.replace(",", ""))
    if not any(character in _UNITS for character in written):
        return Decimal("".join(str(_DIGITS[character]) for character in written))  # 二〇二三
    total = digit = 0
    for character in written:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return Decimal(total + digit)
