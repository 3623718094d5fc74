"""A segment of strips to a table of the form: rows with cells, headers, and how far it could be read."""

from __future__ import annotations

from msgspec import Struct

from disclint.document import Layout, Position
from disclint.report import Cell, CellState, Evidence, Header, Reading, Row, Value
from disclint.scanner import glue, place
from disclint.scanner.align import GOOD, Alignment, align
from disclint.scanner.keys import key, likeness
from disclint.scanner.rows import RawRow, Sorted, sort_strips
from disclint.scanner.segments import Segment
from disclint.scanner.strips import Label, Strip
from disclint.scanner.vocabulary import Role, Vocabulary, Word
from disclint.template import BandForm, ColumnForm, Form, RowForm, TableForm

_MISSING = Value(CellState.MISSING)
_MAX_STRIPS = 3_000


class TableScan(Struct):
    """A table as scanned: what the tokens of the grammar carry and the builder puts together."""

    form: Form
    table: TableForm
    position: Position
    end: Position
    reading: Reading = Reading.CLEAN
    rows: list[Row] = []  # in the order of the document
    headers: list[Header] = []
    captions: dict[str, Position] = {}
    groups: list[Header] = []
    strays: list[Header] = []
    corner: Header | None = None
    missing_columns: dict[str, tuple[ColumnForm, ...]] = {}


def choose_form(segment: Segment, forms: dict[str, Form], default: Form) -> Form:
    """The form whose labels the table bears; `default` where the labels do not tell."""
    votes: dict[str, int] = dict.fromkeys(forms, 0)
    for strip in segment.strips:
        for words in strip.words:
            owners = {word.form for word in words if word.table == segment.table and not word.bare}
            if owners and len(owners) < len(forms):
                for owner in owners:
                    votes[owner] += 1
    best = max(votes.values(), default=0)
    winners = [form_id for form_id, count in votes.items() if count == best]
    if best == 0 or default.id in winners:
        return default
    return forms[winners[-1]]


def _headers(sorted_strips: Sorted, scan: TableScan) -> None:
    for label, word in sorted_strips.heads:
        header = Header(label.text, label.position, word.label, rowspan=label.rowspan)
        if word.role is Role.CAPTION:
            scan.captions.setdefault(word.id, label.position)
        elif word.role is Role.GROUP:
            scan.groups.append(header)
        elif word.role is Role.CORNER:
            scan.corner = header
        else:
            scan.headers.append(header)


def _find_corner(scan: TableScan, unknown: list[Label]) -> None:
    """A corner text that is altered or broken is still the corner."""
    if scan.corner or not scan.table.corner:
        return
    for label in unknown:
        if "勾稽" in label.key or "第一项加第二项" in label.key:
            scan.corner = Header(
                label.text, label.position, scan.table.corner, likeness(label.key, key(scan.table.corner))
            )
            unknown.remove(label)
            return


def _missing_columns(band: BandForm, heads: list[Label]) -> tuple[ColumnForm, ...]:
    """Columns of a band whose label stands nowhere in its header, not even broken over cells."""
    keys = {label.key for label in heads}
    joined = "".join(label.key for label in heads)
    return tuple(
        column
        for column in band.columns
        if not any(key(label) in keys or key(label) in joined for label in (column.label, *column.aliases))
    )


def _exact_headers(
    raws: list[RawRow], heads: list[tuple[Label, Word]], band: BandForm, strips: list[Strip]
) -> dict[int, dict[int, str]]:
    """Slot → column id of each grid, where the header's labels stand above all value columns in the form's order."""
    grids = {raw.grid for raw in raws if raw.layout is not Layout.PACKED}
    found: dict[int, dict[int, str]] = {}
    labels = {key(text): column.label for column in band.columns for text in (column.label, *column.aliases)}
    for grid in grids:
        in_grid = {id(label) for strip in strips if strip.grid == grid for label in strip.labels}
        placed = sorted(
            {
                label.column: labels[label.key] for label, _ in heads if label.key in labels and id(label) in in_grid
            }.items()
        )
        if [text for _, text in placed] == [column.label for column in band.columns]:
            found[grid] = {slot: column.id for (slot, _), column in zip(placed, band.columns, strict=True)}
    return found


def _starts(found: Alignment, table: TableForm) -> dict[int, list[tuple[RawRow, int]]]:
    """Grid → its rows with the number of value columns each should have, all bands together."""
    widths = {row.id: len(band.columns) for band in table.bands for row in band.rows}
    by_grid: dict[int, list[tuple[RawRow, int]]] = {}
    for row_id, match in found.matches.items():
        by_grid.setdefault(match.raw.grid, []).append((match.raw, widths[row_id]))
    return by_grid


def _placer(found: Alignment, table: TableForm, header: dict[int, dict[int, str]]) -> place.Placer:
    grids: dict[int, place.Columns | None] = {}
    trimmed: dict[int, bool] = {}
    rows = [pair for pairs in _starts(found, table).values() for pair in pairs]
    for grid, pairs in _starts(found, table).items():
        if pairs[0][0].layout is not Layout.SLOTS or all(len(raw.filled) == width for raw, width in pairs):
            continue
        grids[grid] = place.find_columns(pairs)
        trimmed[grid] = any(_inner_blank(raw) for raw, _ in pairs)
    full = sum(len(raw.filled) == width for raw, width in rows)
    overflow = any(len(raw.filled) > width for raw, width in rows)
    unsure = bool(found.strays) or any(match.likeness < 100 for match in found.matches.values())
    kept = not overflow and not unsure and full * 2 >= len(rows)
    return place.Placer(grids, trimmed, header, blanks_kept=kept)


def _inner_blank(raw: RawRow) -> bool:
    """Whether a blank cell shows in front of a filled one: this flattening keeps blanks."""
    filled = raw.filled
    return bool(filled) and any(not slot.text and slot.column < filled[-1].column for slot in raw.slots)


def _lost_row_after(number: int, forms: list[RowForm], found: Alignment) -> bool:
    following = next((form for form in forms[number + 1 :] if not form.stands_for), None)
    return following is not None and following.id not in found.matches


def _row(
    table: TableForm, form: RowForm, columns: tuple[ColumnForm, ...], raw: RawRow, cells: list[place.Placed], alike: int
) -> Row:
    path = f"{table.id}/{form.id}"
    built = tuple(
        Cell(f"{path}/{column.id}", placed.text, placed.value, placed.position, placed.evidence, column)
        for column, placed in zip(columns, cells, strict=True)
    )
    return Row(path, form, raw.label, raw.position, built, alike)


def missing_row(
    table: TableForm, form: RowForm, columns: tuple[ColumnForm, ...], position: Position, lost: bool
) -> Row:
    """A row of the form that is not in the document; or, if `lost`, may be one of those that could not be told."""
    path = f"{table.id}/{form.id}"
    value = place.AMBIGUOUS if lost else _MISSING
    cells = tuple(Cell(f"{path}/{c.id}", "", value, position, Evidence.NONE, c) for c in columns)
    return Row(path, form, "", position, cells, 0, missing=not lost)


def _unglue(placed: dict[str, list[place.Placed]], found: Alignment, band: BandForm, form: Form, table: str) -> None:
    """Split the rows whose digits run together, as far as the equations leave one way."""
    columns = [column.id for column in band.columns]
    by_row = [e for e in form.equations if e.table == table and not e.by_column]
    by_column = [e for e in form.equations if e.table == table and e.by_column]
    ways: dict[str, list[tuple[int, ...]]] = {}
    known: dict[str, tuple[int, ...]] = {}
    for row in band.rows:
        match = found.matches.get(row.id)
        if match is None:
            if row.stands_for or any(row.id in other.stands_for and other.id in found.matches for other in band.rows):
                known[row.id] = (0,) * len(columns)
        elif match.raw.glued:
            ways[row.id] = glue.row_ways(match.raw.glued, columns, by_row)
        else:
            numbers = [cell.value.number for cell in placed[row.id]]
            if all(isinstance(number, int) for number in numbers):
                known[row.id] = tuple(number for number in numbers if isinstance(number, int))
    shortest = min((len(found.matches[row_id].raw.glued) for row_id in ways), default=0)
    if not ways or shortest < len(columns):
        return  # a row with fewer digits than columns: blanks were dropped, and any split may be wrong
    for row_id, values in glue.settle(ways, known, by_column).items():
        position = found.matches[row_id].raw.position
        placed[row_id] = [
            place.Placed(str(number), Value(CellState.NUMBER, number), position, Evidence.SPLIT) for number in values
        ]


def _doubtful_counts(found: Alignment, forms: list[RowForm], placed: dict[str, list[place.Placed]], width: int) -> None:
    """Where a flattening drops blanks, a count proves nothing beside a row whose label is lost: its values may be here."""
    raws = [match.raw for match in found.matches.values()]
    drops = any(0 < len(raw.filled) != width for raw in raws if raw.layout is Layout.PACKED)
    if not drops:
        return
    for number, form in enumerate(forms):
        match = found.matches.get(form.id)
        if match and match.raw.layout is Layout.PACKED and match.raw.filled and _lost_row_after(number, forms, found):
            placed[form.id] = place.ambiguous(match.raw, width)


def _scan_band(band: BandForm, found: Alignment, scan: TableScan, placer: place.Placer) -> None:
    forms = list(band.rows)
    placed: dict[str, list[place.Placed]] = {}
    for form in forms:
        match = found.matches.get(form.id)
        if match is None:
            continue
        raw = match.raw
        doubled = found.doubled.get(form.id)
        if (doubled and len({tuple(slot.text for slot in one.filled) for one in doubled}) > 1) or raw.glued:
            placed[form.id] = place.ambiguous(raw, len(band.columns))
        else:
            placed[form.id] = placer.place(raw, band.columns)
    _unglue(placed, found, band, scan.form, scan.table.id)
    _doubtful_counts(found, forms, placed, len(band.columns))
    if len(band.columns) > 2:
        rows = [(found.matches[row_id].raw, cells) for row_id, cells in placed.items()]
        if all(raw.layout is Layout.SLOTS for raw, _ in rows):
            place.by_habit(rows, len(band.columns) - 1)
    for form in forms:
        match = found.matches.get(form.id)
        if match:
            scan.rows.append(_row(scan.table, form, band.columns, match.raw, placed[form.id], match.likeness))


def _judge(scan: TableScan, found: Alignment, unknown: list[Label], exact: bool) -> Reading:
    cells = [cell for row in scan.rows for cell in row.cells]
    doubtful = sum(cell.state is CellState.AMBIGUOUS for cell in cells)
    if not cells or doubtful * 2 > len(cells):
        return Reading.UNREAD if cells or found.strays else Reading.DAMAGED
    if exact:
        return Reading.EXACT if not doubtful else Reading.DAMAGED
    expected = sum(len(band.rows) for band in scan.table.bands)
    lost = expected - len(scan.rows)
    weak = sum(row.likeness < GOOD for row in scan.rows)
    moved = any(cell.evidence in (Evidence.HABIT, Evidence.SPLIT) for cell in cells)
    labels = [key(column.label) for band in scan.table.bands for column in band.columns]
    cut = any(len(u.key) > 1 and label != u.key and label.startswith(u.key) for u in unknown for label in labels)
    damaged = doubtful or weak or moved or cut or found.strays or lost > 5 or len(unknown) > 2
    return Reading.DAMAGED if damaged else Reading.CLEAN


def scan_table(segment: Segment, form: Form, vocabulary: Vocabulary) -> TableScan:
    """Read a segment as the table it was voted to be, in this form."""
    assert segment.table is not None
    table = form.tables[segment.table]
    first, last = segment.strips[0].position, segment.strips[-1].position
    scan = TableScan(form, table, first, last)
    if len(segment.strips) > _MAX_STRIPS:
        scan.reading = Reading.UNREAD
        return scan
    if all(not row.label for band in table.bands for row in band.rows):
        from disclint.scanner.unlabelled import sort_unlabelled

        sorted_strips = sort_unlabelled(segment.strips, table, vocabulary)
    else:
        sorted_strips = sort_strips(segment.strips, table.id, form.id, vocabulary)
    _headers(sorted_strips, scan)
    unknown = sorted_strips.unknown
    _find_corner(scan, unknown)
    forms = [row for band in table.bands for row in band.rows]
    widths = [len(band.columns) for band in table.bands for _ in band.rows]
    bands = {row.id: number for number, band in enumerate(table.bands) for row in band.rows}
    _under_captions(sorted_strips.rows, table, scan)
    found = align(sorted_strips.rows, forms, list(table.groups), widths, bands)
    exact = all(strip.layout is Layout.EXACT for strip in segment.strips)
    for band in table.bands:
        ids = {row.id for row in band.rows}
        raws = [match.raw for row_id, match in found.matches.items() if row_id in ids]
        heads = _band_heads(band, table, sorted_strips, scan)
        unlabelled = not band.rows[0].label
        header = _exact_headers(raws, sorted_strips.heads, band, segment.strips) if exact or unlabelled else {}
        _scan_band(band, found, scan, _placer(found, table, header))
        scan.missing_columns[band.id] = _missing_columns(band, heads)
    scan.strays = [Header(raw.label, raw.position, None, 0) for raw in found.strays]
    scan.headers += [Header(label.text, label.position, None, 0) for label in unknown]
    scan.reading = _judge(scan, found, unknown, exact)
    scan.rows.sort(key=lambda row: (row.position.line, row.position.column))
    return scan


def _under_captions(raws: list[RawRow], table: TableForm, scan: TableScan) -> None:
    """Note for each raw row the band whose caption stands above it, where all captions were read."""
    if len(table.bands) < 2 or len(scan.captions) < len(table.bands):
        return
    starts = sorted((scan.captions[band.id].line, number) for number, band in enumerate(table.bands))
    for raw in raws:
        above = [number for line, number in starts if line <= raw.position.line]
        raw.band = above[-1] if above else None


def _band_heads(band: BandForm, table: TableForm, found: Sorted, scan: TableScan) -> list[Label]:
    """The header labels of a band: those between its caption and the next one, or all of a table of one band."""
    labels = [label for label, word in found.heads if word.role is Role.HEADER] + found.unknown
    labels.sort(key=lambda label: (label.position.line, label.position.column))
    if len(table.bands) == 1:
        return labels
    begin = scan.captions.get(band.id)
    if begin is None:
        return labels
    later = [p for p in scan.captions.values() if (p.line, p.column) > (begin.line, begin.column)]
    stop = min(((p.line, p.column) for p in later), default=None)
    return [
        label
        for label in labels
        if (label.position.line, label.position.column) > (begin.line, begin.column)
        and (stop is None or (label.position.line, label.position.column) < stop)
    ]
