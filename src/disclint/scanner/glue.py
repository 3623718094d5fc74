"""Digits run together (`…申请数量21710000218`): split only where the form's equations leave exactly one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from disclint.template import Equation, Operator

_MAX_WAYS = 200


def splits(digits: str, parts: int) -> Iterator[tuple[int, ...]]:
    """All ways to cut a run of digits into `parts` numbers without leading zeros."""
    if parts == 1:
        if digits and (digits == "0" or digits[0] != "0") and len(digits) <= 9:
            yield (int(digits),)
        return
    longest = 1 if digits[:1] == "0" else min(9, len(digits) - parts + 1)
    for length in range(1, longest + 1):
        head = int(digits[:length])
        for rest in splits(digits[length:], parts - 1):
            yield (head, *rest)


def _holds(values: Sequence[int], columns: Sequence[str], equations: Sequence[Equation]) -> bool:
    by_id = dict(zip(columns, values, strict=True))
    for equation in equations:
        left = sum(term.sign * by_id.get(term.id, 0) for term in equation.left)
        right = sum(term.sign * by_id.get(term.id, 0) for term in equation.right)
        if left != right if equation.operator is Operator.EQUAL else left < right:
            return False
    return True


def row_ways(digits: str, columns: Sequence[str], equations: Sequence[Equation]) -> list[tuple[int, ...]]:
    """The ways to cut a row that satisfy its row equations; [] when there are none or too many to tell."""
    found: list[tuple[int, ...]] = []
    if len(columns) == 1:
        return list(splits(digits, 1))
    if digits == "0" * len(columns):
        return [(0,) * len(columns)]
    if len(digits) > 4 * len(columns) or not equations:
        return []
    for number, values in enumerate(splits(digits, len(columns))):
        if number > 20_000:
            return []
        if _holds(values, columns, equations):
            found.append(values)
            if len(found) > _MAX_WAYS:
                return []
    return found


def settle(
    ways: dict[str, list[tuple[int, ...]]], known: dict[str, tuple[int, ...]], equations: Sequence[Equation]
) -> dict[str, tuple[int, ...]]:
    """Choose among the ways of several rows by the column equations; only rows with exactly one way left are given.

    `ways` by row id, `known` the rows read without doubt (rows the report may leave out, as zeros). An equation is
    used when all its rows but one are settled.
    """
    settled = dict(known)
    open_rows = dict(ways)
    for row_id, candidates in list(open_rows.items()):
        if len(candidates) == 1:
            settled[row_id] = candidates[0]
            del open_rows[row_id]
    progress = True
    while open_rows and progress:
        progress = False
        for equation in equations:
            terms = [*equation.left, *equation.right]
            missing = [term.id for term in terms if term.id in open_rows]
            if len(missing) != 1 or equation.operator is not Operator.EQUAL:
                continue
            if any(term.id not in settled and term.id not in open_rows for term in terms):
                continue
            row_id = missing[0]
            fitting = [way for way in open_rows[row_id] if _balanced(equation, {**settled, row_id: way})]
            if len(fitting) == 1:
                settled[row_id] = fitting[0]
                del open_rows[row_id]
                progress = True
    return {row_id: values for row_id, values in settled.items() if row_id in ways}


def _balanced(equation: Equation, rows: dict[str, tuple[int, ...]]) -> bool:
    width = len(next(iter(rows.values())))
    for column in range(width):
        left = sum(term.sign * rows[term.id][column] for term in equation.left)
        right = sum(term.sign * rows[term.id][column] for term in equation.right)
        if left != right:
            return False
    return True
