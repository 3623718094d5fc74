"""Where the tables are: runs of strips among the items of a section, each voted to one of the form's tables."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from disclint.scanner.items import Item
from disclint.scanner.strips import Strip, fragment, strip_of_paragraph, strip_of_row
from disclint.scanner.values import is_value
from disclint.scanner.vocabulary import Role, Vocabulary

_ROW_OF_VALUES = 5  # values on a line that can be nothing but a row of a table
_MIN_HITS = 3  # known labels a run of bare lines must hold to be a table


class Segment(Struct):
    """The strips of one table; `table` is None for a table that is not the form's."""

    table: str | None
    strips: list[Strip] = []

    @property
    def first(self) -> int:
        """Index of the first item."""
        return self.strips[0].index


def _votes(strip: Strip, vocabulary: Vocabulary) -> str | None:
    """The table most labels of a strip can only belong to. 其他, 总计 and labels without their number say nothing."""
    votes = [vocabulary.votes[label.key] for label in strip.labels if label.key in vocabulary.votes]
    if len(votes) > 2:
        return Counter(votes).most_common(1)[0][0]
    return votes[-1] if votes else None


def _runs(items: list[Item], begin: int, end: int, vocabulary: Vocabulary) -> list[list[Strip]]:
    """Runs of strips: grid rows, and bare lines that are labels or values, with short unknown lines between them."""
    runs: list[list[Strip]] = []
    run: list[Strip] = []
    waiting: list[Strip] = []  # short lines that belong to the run if the run goes on behind them
    for index in range(begin, end):
        item = items[index]
        if not item.key and not item.is_row and not is_value(item.text):
            continue  # punctuation alone: the end of a label broken over lines
        if item.is_row:
            strip: Strip | None = strip_of_row(item, index, vocabulary)
        else:
            strip = strip_of_paragraph(item, index, vocabulary)
            if strip and not strip.known and not run and (strip.labels or len(strip.slots) < _ROW_OF_VALUES):
                strip = None  # a bare number, or words with a number behind them, open no table
        if strip:
            run += waiting
            waiting = []
            run.append(strip)
            continue
        piece = fragment(item, index, vocabulary) if run else None
        if piece and len(waiting) < 6:
            waiting.append(piece)
            continue
        if run:
            runs.append(run + _last_piece(run, waiting))
        run, waiting = [], []
    if run:
        runs.append(run + _last_piece(run, waiting))
    return runs


def _last_piece(run: list[Strip], waiting: list[Strip]) -> list[Strip]:
    """The line behind the last row when that row is not whole as it stands: the rest of its label, or its value."""
    last = run[-1]
    return waiting[:1] if last.labels and not (last.filled and last.known) else []


def _worth(run: list[Strip]) -> bool:
    """Whether a run is a table: it has grid rows, or enough known labels."""
    if any(strip.grid >= 0 for strip in run):
        return True
    hits = {label.key for strip in run for label, words in zip(strip.labels, strip.words, strict=True) if words}
    return len(hits) >= _MIN_HITS or any(len(strip.slots) >= _ROW_OF_VALUES for strip in run)


def _split(run: list[Strip], default: str | None, vocabulary: Vocabulary) -> list[Segment]:
    """Part a run where the vote changes; strips without a vote stay with the table above."""
    segments: list[Segment] = []
    for strip in run:
        vote = _votes(strip, vocabulary)
        if not segments:
            segments.append(Segment(vote or None))
        elif vote and segments[-1].table is None:
            segments[-1].table = vote
        elif vote and vote != segments[-1].table:
            segments.append(Segment(vote))
        segments[-1].strips.append(strip)
    for segment in segments:
        if segment.table is None and any(len(strip.filled) >= _ROW_OF_VALUES for strip in segment.strips):
            segment.table = default
    return segments


def _row_ids(segment: Segment) -> set[str]:
    return {
        word.id
        for strip in segment.strips
        for words in strip.words
        for word in words
        if word.role is Role.ROW and not word.bare
    }


def find_segments(
    items: list[Item], begin: int, end: int, default: str | None, vocabulary: Vocabulary
) -> list[Segment]:
    """The tables among items `begin`…`end`; `default` is the table the section is for if
    that table's rows have no label, so that a row of values can be nothing else.

    Pieces of one table, parted by a page break or a running head, are put together again.
    """
    found: list[Segment] = []
    for run in _runs(items, begin, end, vocabulary):
        segments = _split(run, default, vocabulary)
        if not _worth(run):
            # Too little to open a table, enough to go on with one that a stray line has parted.
            known = {segment.table for segment in found}
            segments = [s for s in segments if s.table in known and any(strip.filled for strip in s.strips)]
        for segment in segments:
            same = next((s for s in found if s.table and s.table == segment.table), None)
            if same and len(_row_ids(same) & _row_ids(segment)) * 2 <= len(_row_ids(segment)):
                same.strips += segment.strips
            else:
                found.append(segment)
    return found
