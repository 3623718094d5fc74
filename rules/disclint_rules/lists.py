"""Whether the parts a sentence lists make up their whole: one judge for counts and for money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from disclint_rules.common import Number, show
from disclint_rules.counting import Count, Dimension, Meaning, Passage

_APPLICANTS = frozenset((Meaning.NATURAL, Meaning.ORGANISATIONS))
_TAKEN_IN = frozenset((Meaning.NEW, Meaning.RECEIVED, Meaning.RECEIVED_HANDLED))


class Misfit(NamedTuple):
    """A whole whose parts make up another number."""

    whole: Count
    parts: tuple[Count, ...]
    total: Number

    @property
    def difference(self) -> Number:
        """How far the two are apart."""
        return max(self.total - self.whole.number, self.whole.number - self.total)

    def spelled(self) -> str:
        """4 + 3 + 8 = 15."""
        return " + ".join(show(part.number) for part in self.parts) + f" = {show(self.total)}"


def misfits(passage: Passage, *, money: bool) -> Iterator[Misfit]:
    """The lists of a paragraph whose sum is wrong whatever was left out or told twice on purpose."""
    for whole in passage.counts:
        if whole.parts is None or (whole.unit == "元") is not money:
            continue
        if not whole.exact or not whole.sure or whole.parts.open or len(whole.parts.counts) < 2:
            continue
        parts = whole.parts.counts
        total = sum((part.number for part in parts), start=0)
        if total == whole.number or _told_twice(whole.number, [part.number for part in parts]):
            continue
        if total in _others(passage, whole):
            continue  # 其中 meant another whole
        if money:  # three payers and more without 等 are all of them
            wrong = total > whole.number or whole.parts.rest or (whole.parts.enumerated and len(parts) > 2)
        else:
            wrong = _too_many(passage, whole, total) if total > whole.number else _too_few(passage, whole, total)
        if wrong:
            yield Misfit(whole, parts, total)


def _told_twice(whole: Number, numbers: Sequence[Number]) -> bool:
    """网站50条、公众号40条、图解12条 of 90: the list goes on with another way to divide the same whole."""
    return whole in list(accumulate(numbers))[1:] or whole in list(accumulate(reversed(numbers)))[1:]


def _others(passage: Passage, whole: Count) -> set[Number]:
    """Wholes told before, and those of the sentence together: 其中 may mean them."""
    wholes = [count for count in passage.counts if count.unit == whole.unit and count.start <= whole.start]
    together = sum((count.number for count in wholes if count.sentence == whole.sentence), start=0)
    return {count.number for count in wholes[:-1]} | {together}


def _dimensions(whole: Count) -> set[Dimension]:
    assert whole.parts
    return {part.dimension for part in whole.parts.counts} - {Dimension.NONE}


def _too_many(passage: Passage, whole: Count, total: Number) -> bool:
    """More parts than whole: wrong in a plain enumeration by one kind of division."""
    assert whole.parts
    found = _dimensions(whole)
    if len(found) > 1 or Dimension.FLOW in found:
        return False
    if Dimension.RESULT in found and whole.meaning is not Meaning.HANDLED:
        carried = passage.voice(Meaning.CARRIED)  # answers of this year to requests of last year
        return carried is not None and whole.meaning in _TAKEN_IN and total > whole.number + carried.number
    return whole.parts.enumerated or bool(found) or whole.parts.rest


def _too_few(passage: Passage, whole: Count, total: Number) -> bool:
    """Fewer: wrong only where the list leaves nothing out, because it ends in 其他 or has both kinds of applicants."""
    assert whole.parts
    found = _dimensions(whole)
    if len(found) > 1 or Dimension.FLOW in found:
        return False
    if found == {Dimension.APPLICANT}:
        return {part.meaning for part in whole.parts.counts} >= _APPLICANTS or whole.parts.rest
    if found == {Dimension.RESULT}:
        more = [passage.voice(meaning) for meaning in (Meaning.FORWARD, Meaning.WITHDRAWN)]
        left = {count.number for count in more if count}
        left.add(sum(left, start=0))
        return whole.meaning is Meaning.HANDLED and whole.parts.rest and whole.number - total not in left
    return not found and whole.parts.rest
