"""Where the tables are: runs of strips among the items of a section, each voted to one of the form's tables."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclint.scanner.items import Item
from disclint.scanner.strips import Strip, fragment, strip_of_paragraph, strip_of_row
from disclint.scanner.vocabulary import Role, Vocabulary, Word

_MIN_HITS = 3  # known labels a run of bare lines must hold to be a table


@dataclass(slots=True)
class Segment:
    """The strips of one table; `table` is None for a table that is not the form's."""

    table: str | None
    strips: list[Strip] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Index of the first item."""
        return self.strips[0].index


def _vote(words: tuple[Word, ...]) -> str | None:
    """The one table a label can belong to; a label without its number is too weak to say."""
    tables = {word.table for word in words if not word.bare}
    return next(iter(tables)) if len(tables) == 1 else None


def _votes(strip: Strip) -> str | None:
    for words in reversed(strip.words):
        vote = _vote(words)
        if vote:
            return vote
    return None


def _runs(items: list[Item], begin: int, end: int, vocabulary: Vocabulary) -> list[list[Strip]]:
    """Runs of strips: grid rows, and bare lines that are labels or values, with short unknown lines between them."""
    runs: list[list[Strip]] = []
    run: list[Strip] = []
    waiting: list[Strip] = []  # short lines that belong to the run if the run goes on behind them
    for index in range(begin, end):
        item = items[index]
        if item.is_row:
            strip: Strip | None = strip_of_row(item, index, vocabulary)
        else:
            strip = strip_of_paragraph(item, index, vocabulary)
            if strip and not strip.known and not strip.labels and not run:
                strip = None  # a bare number opens no table
            elif strip and strip.labels and not strip.known and not run:
                strip = None
        if strip:
            run += waiting
            waiting = []
            run.append(strip)
            continue
        piece = fragment(item, index) if run else None
        if piece and len(waiting) < 6:
            waiting.append(piece)
            continue
        if run:
            runs.append(run)
        run, waiting = [], []
    if run:
        runs.append(run)
    return runs


def _worth(run: list[Strip]) -> bool:
    """Whether a run is a table: it has grid rows, or enough known labels."""
    if any(strip.grid >= 0 for strip in run):
        return True
    hits = {label.key for strip in run for label, words in zip(strip.labels, strip.words, strict=True) if words}
    return len(hits) >= _MIN_HITS or any(len(strip.slots) >= 5 for strip in run)


def _split(run: list[Strip], default: str | None) -> list[Segment]:
    """Part a run where the vote changes; strips without a vote stay with the table above."""
    segments: list[Segment] = []
    for strip in run:
        vote = _votes(strip)
        if not segments:
            segments.append(Segment(vote or None))
        elif vote and segments[-1].table is None:
            segments[-1].table = vote
        elif vote and vote != segments[-1].table:
            segments.append(Segment(vote))
        segments[-1].strips.append(strip)
    for segment in segments:
        if segment.table is None and any(len(strip.filled) >= 5 for strip in segment.strips):
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
    """The tables among items `begin`…`end`; `default` is the table the section is for.

    Pieces of one table, parted by a page break or a running head, are put together again.
    """
    found: list[Segment] = []
    for run in _runs(items, begin, end, vocabulary):
        if not _worth(run):
            continue
        for segment in _split(run, default):
            # A table of 行政许可 alone, or a list of the form's words, has no row and no value of the form.
            same = next((s for s in found if s.table and s.table == segment.table), None)
            if same and len(_row_ids(same) & _row_ids(segment)) * 2 <= len(_row_ids(segment)):
                same.strips += segment.strips
            else:
                found.append(segment)
    return found
