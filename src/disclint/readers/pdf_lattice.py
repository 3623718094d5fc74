"""Rules to tables: lines that cross make a lattice, its places make cells, characters go where their middle is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from disclint.readers.pdf_lines import breaks, join, lines_of
from disclint.readers.pdf_types import Area, Box, Char, Page, Rule, Table

_SAME = 2.0  # points between two pieces of one line, across
_GAP = 3.0  # points between two pieces of one line, along: dashes, corners
_TOUCH = 3.0  # points by which two lines that meet may miss each other
_CELL = 4.0  # no row or column is narrower: what looks so is one line drawn twice
_SHORT = 4.0  # points a rule must have once put together
_TALL = 30.0  # points of a rule that belongs to a table without crossing any of its others
_MARGIN = 6.0  # points, at most, between text and the rules beside it
_FRAME = 60.0  # points: a frame no higher may be a row of a table that a page break has cut off
_STUB = 8.0  # points of a rule that parts two cells at the open end of a table
_PLACES = 60_000  # of a table, as one has them; more are hatching
_DENSE = 4_000_000  # pairs of rules to look at before a page is taken for a picture


def lattices_of(page: Page) -> list[Table]:
    """What is ruled on a page from top to bottom, still without text: tables, and low frames around one line or two."""
    across, down = _merged(page.across), _merged(page.down)
    if not across or not down or len(across) * len(down) > _DENSE:
        return []
    found = [
        lattice
        for horizontals, verticals in _crossing(across, down)
        if (lattice := _lattice(horizontals, verticals, page.number)) is not None
    ]
    return sorted(found, key=lambda table: (table.box.y0, table.box.x0))


def filled(lattices: Sequence[Table], page: Page) -> tuple[list[Table], list[Char]]:
    """The tables with their text, from top to bottom, and the characters outside them."""
    free = page.chars
    tables: list[Table] = []
    # Inner tables take their characters first.
    for table in sorted(lattices, key=lambda table: table.box.width * table.box.height):
        inside, free = _take(table, free)
        if inside:
            tables.append(table)
    tables.sort(key=lambda table: (table.box.y0, table.box.x0))
    return tables, free


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces of one line put together."""
    ordered = sorted(rules)
    found: list[Rule] = []
    begin = 0
    for index in range(1, len(ordered) + 1):
        near = index < len(ordered) and ordered[index].at - ordered[index - 1].at <= _SAME
        if near and ordered[index].at - ordered[begin].at <= 2 * _SAME:
            continue
        group = sorted(ordered[begin:index], key=lambda rule: rule.start)
        at = sum(rule.at for rule in group) / len(group)
        start, end = group[0].start, group[0].end
        for rule in group[1:]:
            if rule.start <= end + _GAP:
                end = max(end, rule.end)
            else:
                found.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        found.append(Rule(at, start, end))
        begin = index
    return [rule for rule in found if rule.end - rule.start >= _SHORT]


def _crossing(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules in groups that hang together by crossing or touching: (horizontal, vertical) each."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    down = sorted(down)
    places = [rule.at for rule in down]
    for number, rule in enumerate(across):
        first, last = bisect_left(places, rule.start - _TOUCH), bisect_right(places, rule.end + _TOUCH)
        for other in range(first, last):
            if down[other].start - _TOUCH <= rule.at <= down[other].end + _TOUCH:
                parent[root(number)] = root(len(across) + other)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(index), ([], []))
        if index < len(across):
            group[0].append(across[index])
        else:
            group[1].append(down[index - len(across)])
    lattices = [group for group in groups.values() if group[0] and group[1]]
    for _, alone in (group for group in groups.values() if not group[0]):
        _attach(alone, lattices)
    return lattices


def _attach(alone: list[Rule], lattices: list[tuple[list[Rule], list[Rule]]]) -> None:
    """Give upright rules that nothing crosses to the table they run beside from its top to its bottom.

    They are the sides of a cell that comes from the page before and goes on to the next.
    """
    for rule in alone:
        for _, down in lattices:
            top, bottom = min(each.start for each in down), max(each.end for each in down)
            if abs(rule.start - top) <= _CELL and abs(rule.end - bottom) <= _CELL and rule.end - rule.start > _TALL:
                down.append(rule)
                break


def edges_of(places: Sequence[float]) -> list[float]:
    """Places closer than a cell taken as one edge, in order."""
    ordered = sorted(places)
    edges: list[float] = []
    group: list[float] = []
    for place in ordered:
        if group and place - group[0] > _CELL:
            edges.append(sum(group) / len(group))
            group = []
        group.append(place)
    if group:
        edges.append(sum(group) / len(group))
    return edges


def nearest(edges: Sequence[float], place: float) -> int:
    """The index of the edge closest to a place."""
    index = bisect_left(edges, place)
    if index == 0 or (index < len(edges) and edges[index] - place < place - edges[index - 1]):
        return index
    return index - 1


def _walls(rules: list[Rule], edges: list[float], spans: list[float]) -> list[list[bool]]:
    """For each edge and each place along it whether a rule is drawn there, over most of the place."""
    walls = [[False] * (len(spans) - 1) for _ in edges]
    outer = (0, len(spans) - 2)
    for rule in rules:
        wall = walls[nearest(edges, rule.at)]
        for place in range(len(spans) - 1):
            low, high = max(rule.start, spans[place]), min(rule.end, spans[place + 1])
            most = 0.6 * (spans[place + 1] - spans[place])
            # The first and the last place may be open, and rules end in them where they like.
            if high - low >= (min(most, _STUB) if place in outer else most):
                wall[place] = True
    return walls


def _lattice(across: list[Rule], down: list[Rule], page: int) -> Table | None:
    """The table drawn by rules that hang together; None for a cross of lines or a frame higher than a row."""
    box = Box(
        min(min(rule.start for rule in across), min(rule.at for rule in down)),
        min(min(rule.start for rule in down), min(rule.at for rule in across)),
        max(max(rule.end for rule in across), max(rule.at for rule in down)),
        max(max(rule.end for rule in down), max(rule.at for rule in across)),
    )
    # A table may be open at its sides, or at the end of a page: its rules still reach that far.
    xs = edges_of([*(rule.at for rule in down), box.x0, box.x1])
    ys = edges_of([*(rule.at for rule in across), box.y0, box.y1])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns > _PLACES:
        return None
    upright, level = _walls(down, xs, ys), _walls(across, ys, xs)
    areas = _areas(upright, level, rows, columns, xs, page)
    if len(areas) < 2 and box.height > _FRAME:
        return None
    for area in areas:
        below = range(area.column, area.column + area.colspan)
        drawn = sum(xs[column + 1] - xs[column] for column in below if level[area.end][column])
        area.open = drawn < 0.5 * area.width
    heights = [low - high for high, low in pairwise(ys)]
    return Table(page, box, xs, heights, areas)


def _areas(
    upright: list[list[bool]], level: list[list[bool]], rows: int, columns: int, xs: list[float], page: int
) -> list[Area]:
    """The cells: each grows right until a wall, then down until one."""
    taken = [[False] * columns for _ in range(rows)]
    areas: list[Area] = []
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            right = column + 1
            while right < columns and not upright[right][row] and not taken[row][right]:
                right += 1
            bottom = row + 1
            while bottom < rows and _goes_on(upright, level, bottom, column, right, xs, taken):
                bottom += 1
            for y in range(row, bottom):
                taken[y][column:right] = [True] * (right - column)
            areas.append(Area(row, column, bottom - row, right - column, page, xs[right] - xs[column]))
    return areas


def _goes_on(
    upright: list[list[bool]],
    level: list[list[bool]],
    row: int,
    left: int,
    right: int,
    xs: list[float],
    taken: list[list[bool]],
) -> bool:
    """Whether a cell over the columns `left` to `right` reaches down into `row`."""
    if any(taken[row][left:right]) or any(upright[column][row] for column in range(left + 1, right)):
        return False
    drawn = sum(xs[column + 1] - xs[column] for column in range(left, right) if level[row][column])
    return drawn < 0.5 * (xs[right] - xs[left])


def _take(table: Table, chars: list[Char]) -> tuple[bool, list[Char]]:
    """Put the characters inside a table into its cells; (whether there was any, the others)."""
    ys = [table.box.y0]
    for height in table.heights:
        ys.append(ys[-1] + height)
    owner = {
        (row, column): index
        for index, area in enumerate(table.areas)
        for row in range(area.row, area.row + area.rowspan)
        for column in range(area.column, area.column + area.colspan)
    }
    inside: dict[int, list[Char]] = {}
    rest: list[Char] = []
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, char.y - 0.35 * char.size
        column, row = bisect_right(table.xs, x) - 1, bisect_right(ys, y) - 1
        index = owner.get((row, column))
        if row == table.rows and y < ys[-1] + 1.2 * char.size:
            # Text may hang out of a cell that nothing closes, at the end of a page.
            index = owner.get((row - 1, column))
            index = index if index is not None and table.areas[index].open else None
        if index is None:
            rest.append(char)
        else:
            inside.setdefault(index, []).append(char)
    for index, found in inside.items():
        table.areas[index].lines = lines_of(found, table.page)
    return any(area.lines for area in table.areas), rest


def set_texts(table: Table) -> None:
    """Put the lines of each cell together, now that all cells of a column tell how much room a line has."""
    room = _rooms(table)
    for area in table.areas:
        area.room = room[area.column, area.colspan]
        area.text = text_of(area)


def text_of(area: Area) -> str:
    """The text of a cell."""
    return join(area.lines, breaks(area.lines, area.room)) if area.lines else ""


def _rooms(table: Table) -> dict[tuple[int, int], float]:
    """The room a line has, by column and number of columns: the width of the cell less the margins text keeps."""
    margins: dict[tuple[int, int], float] = {}
    for area in table.areas:
        left = table.xs[area.column]
        right = table.xs[area.column + area.colspan]
        least = min((min(line.x0 - left, right - line.x1) for line in area.lines), default=_MARGIN)
        key = area.column, area.colspan
        margins[key] = max(0.0, min(least, margins.get(key, _MARGIN)))
    return {
        (column, span): table.xs[column + span] - table.xs[column] - 2 * margin
        for (column, span), margin in margins.items()
    }
