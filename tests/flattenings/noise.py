"""Damage done to a report before it is flattened: unreadable, broken and re-typed labels."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from disclint.testing import GridCell, PhysicalGrid, Piece, SampleReport

# what recognition of scanned text takes for one another
_LOOKALIKES = dict(
    zip(
        "未已日人土千大太木本果查信息公开其他法律机关行政复议结转诉讼请理数量总计",
        "末己曰入士干太大本木杲杳倌息公幵其也法津札关衍攻夏议洁转诉论清埋数置总汁",
        strict=True,
    )
)
_GARBAGE = "■□◇口亻氵囗卩々丿"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def label_noise(report: SampleReport, rng: random.Random, share: float) -> SampleReport:
    """Each character of a label or header of a table is, with probability `share`, a look-alike or garbage.

    Digits become garbage, never other digits: noise must not make a number.
    """

    def spoil(character: str) -> str:
        if character == "\n" or rng.random() >= share:
            return character
        other = _LOOKALIKES.get(character, character)
        return other if other != character else rng.choice(_GARBAGE)

    return _map_labels(report, lambda text: "".join(map(spoil, text)))


def break_labels(report: SampleReport, rng: random.Random, share: float) -> SampleReport:
    """That share of the labels and headers is broken: over two or three lines (`商业\\n企业`) or by a space (`结 果`).

    Flattenings with a line per row put the values on the first, the last or a middle line.
    """

    def broken(text: str) -> str:
        if len(text) < 4 or rng.random() >= share:
            return text
        # a numeral stays with its word: alone on a line `3.` would be a value
        least = 3 if text[0].isdigit() else 2
        if len(text) >= 12 and rng.random() < 0.3:
            first, second = sorted(rng.sample(range(least, len(text)), 2))
            return f"{text[:first]}\n{text[first:second]}\n{text[second:]}"
        # the middle third, where a narrow column breaks
        place = max(least, rng.randint(len(text) // 3, len(text) - 1 - len(text) // 3))
        return text[:place] + rng.choice("\n\n ") + text[place:]

    return _map_labels(report, broken)


def full_width_digits(report: SampleReport, rng: random.Random) -> SampleReport:
    """Every digit of the report as its full-width twin, as some input methods type it; `truth` shows them too."""
    pieces: list[Piece] = []
    for piece in report.blocks():
        if isinstance(piece, PhysicalGrid):
            pieces.append(piece.with_texts(lambda cell: cell.text.translate(_FULL_WIDTH)))
        else:
            pieces.append(replace(piece, text=piece.text.translate(_FULL_WIDTH)))
    return replace(report, pieces=tuple(pieces))


def _map_labels(report: SampleReport, change: Callable[[str], str]) -> SampleReport:
    def label(cell: GridCell) -> str:
        return cell.text if cell.path else change(cell.text)

    return replace(
        report,
        pieces=tuple(
            piece.with_texts(label) if isinstance(piece, PhysicalGrid) else piece for piece in report.blocks()
        ),
    )
