"""How a figure in prose may be meant: 收到 may count what was carried over, 办理 may leave out what was withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from disclint.api import Report
from disclint_rules.common import Number
from disclint_rules.counting import Count, Meaning, Passage, passages
from disclint_rules.ledger import Ledger, ledger
from disclint_rules.once import once

_ROWS = {Meaning.NEW: "new_received", Meaning.CARRIED: "carried_over", Meaning.FORWARD: "carried_forward"}


class Account(NamedTuple):
    """A paragraph in which requests are told; `contradicted` are its figures of flows that are none of their readings."""

    passage: Passage
    contradicted: Mapping[Meaning, Count]

    @property
    def agrees(self) -> bool:
        """Whether the wholes it tells are those of table 3, so that its parts may be held against it."""
        return not self.contradicted


@once
def accounts(report: Report) -> tuple[Account, ...]:
    """The paragraphs of 总体情况 and of part three in which anything comparable is told."""
    accepted = _readings(ledger(report))
    return tuple(
        Account(passage, _contradicted(passage, accepted))
        for passage in passages(report)
        if passage.path in ("overview", "requests")
    )


def _contradicted(passage: Passage, accepted: Mapping[Meaning, frozenset[Number]]) -> dict[Meaning, Count]:
    found: dict[Meaning, Count] = {}
    for meaning, numbers in accepted.items():
        count = passage.voice(meaning)
        if count and count.number not in numbers and not _less(count) & numbers:
            found[meaning] = count
    return found


def _less(count: Count) -> set[Number]:
    """The figure without a part of another kind: of 15件，其中不予受理3件 the table has 12."""
    parts = count.parts.counts if count.parts else ()
    return {count.number - part.number for part in parts if part.meaning is Meaning.OTHER}


def _readings(book: Ledger) -> dict[Meaning, frozenset[Number]]:
    """The numbers of table 3 each figure of requests may rightly be; none for one whose cells are not plain."""
    found: dict[Meaning, frozenset[Number]] = {}
    for meaning, row in _ROWS.items():
        number = book.request(row)
        if number is not None:
            found[meaning] = frozenset((number,))
    new, carried = book.request("new_received"), book.request("carried_over")
    total, forward = book.request("result_total"), book.request("carried_forward")
    if new is None or carried is None or total is None or forward is None:
        return found
    found[Meaning.RECEIVED] = frozenset((new, new + carried, total))
    other, declined = book.request("other_processing"), book.request("not_processed")
    if other is None or declined is None:
        return found
    # 答复 may leave out what was withdrawn or not dealt with, or count this year's requests alone.
    handled = {total, total - carried, new - forward, total - other, total - other - declined, total - declined}
    found[Meaning.HANDLED] = found[Meaning.RECEIVED_HANDLED] = frozenset(handled | {new, new + carried})
    return found
