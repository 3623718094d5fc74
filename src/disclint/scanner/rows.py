"""Strips to raw rows: labels broken over lines put together, values gathered behind their label."""

from __future__ import annotations

from msgspec import Struct

from disclint.document import Layout, Position
from disclint.scanner.strips import Label, Slot, Strip, row_words
from disclint.scanner.vocabulary import Role, Vocabulary, Word


class RawRow(Struct):
    """A row as found: its label texts, the row of the form it is by wording (None if unknown), its value slots."""

    labels: list[Label]
    slots: list[Slot]
    layout: Layout
    grid: int
    position: Position
    row: str | None = None
    exact: bool = False  # the label is the form's own wording
    glued: str = ""
    width: int = 0
    strips: int = 1
    closed: bool = False  # a piece of label came after values: further values belong to another row
    apart: int = 0  # values that stand on a line each: the label before them was whole
    torn: bool = False  # text that is no part of a table stands behind it: nothing further is known to be of this row
    band: int | None = None  # number of the band whose caption stands above it
    filled: list[Slot] = []  # the slots with anything in them

    def __post_init__(self) -> None:
        self.filled = [slot for slot in self.slots if slot.text]

    def add(self, slots: list[Slot]) -> None:
        """Take in further slots."""
        self.slots += slots
        self.filled += [slot for slot in slots if slot.text]

    @property
    def label(self) -> str:
        """The label as written, pieces joined."""
        return "".join(label.text for label in self.labels)

    @property
    def label_column(self) -> int:
        """The slot of the last label, -1 without one."""
        return self.labels[-1].column if self.labels else -1


class Sorted(Struct):
    """The strips of a table, sorted: rows, and what is no row."""

    rows: list[RawRow] = []
    heads: list[tuple[Label, Word]] = []  # headers, captions, groups, corner
    unknown: list[Label] = []  # labels of no known meaning that stand in no row


def row_of(keys: list[str], table: str, form: str, vocabulary: Vocabulary, has_values: bool) -> Word | None:
    """The row of the form a label names: its last piece, the last two joined, all joined.

    A label that names a group as well as the single row that may stand for it (（六）其他处理) is the row only
    with values behind it.
    """
    for start in (len(keys) - 1, len(keys) - 2, 0):
        if start < 0:
            continue
        meanings = vocabulary.words.get("".join(keys[start:]), ())
        words = row_words(meanings, table, form)
        group = any(w.role is Role.GROUP and w.table == table and w.form == form for w in meanings)
        named = [word for word in words if has_values or not (word.bare or group)]
        if named and not _piece("".join(keys[start:]), named, table, vocabulary):
            return next((word for word in named if word.exact), named[0])
    last = keys[-1] if keys else ""
    if len(last) > 6 and last not in vocabulary.words:
        # The label of a group, or a piece of it, run together with the row's own.
        for text, meanings in vocabulary.words.items():
            if len(text) >= 6 and last.endswith(text):
                named = [word for word in row_words(meanings, table, form) if has_values or not word.bare]
                if named:
                    return named[0]
    return None


def _piece(text: str, named: list[Word], table: str, vocabulary: Vocabulary) -> bool:
    """Whether a label without its number is so short that it may be cut from another's: 其他 of 2.其他法律…禁止公开."""
    if len(text) > 2 or not all(word.bare for word in named):
        return False
    ids = {word.id for word in named}
    return any(
        text in other and not ids & {word.id for word in vocabulary.words[other]}
        for other in vocabulary.row_keys[table]
    )


class _Sorter:
    def __init__(self, table: str, form: str, vocabulary: Vocabulary) -> None:
        self.table = table
        self.form = form
        self.vocabulary = vocabulary
        self.done = Sorted()
        self.next = 0  # index of the item that should come next
        self.row_keys = vocabulary.row_keys[table]
        self.group_keys = vocabulary.group_keys[table]

    @property
    def current(self) -> RawRow | None:
        return self.done.rows[-1] if self.done.rows else None

    def _head(self, label: Label, words: tuple[Word, ...]) -> bool:
        """Take a label that is a header, caption, group or corner; False if it is none."""
        for word in words:
            if word.table == self.table and word.role is not Role.ROW:
                self.done.heads.append((label, word))
                return True
        return False

    def _groups_in_front(self, label: Label) -> None:
        """Note the groups whose labels stand on the row's own line (三、本年度办理结果 （一）予以公开)."""
        rest = label.key
        while group := next(
            (text for text in self.group_keys if len(text) > 4 and rest.startswith(text) and rest != text), ""
        ):
            self._head(label, self.vocabulary.words[group])
            rest = rest[len(group) :]

    def _joins(self, row: RawRow, piece: str) -> bool:
        """Whether a piece of text goes on with the label of a row that is not whole yet."""
        if row.row is not None or row.torn or row.apart > 1 or not row.labels or not row.labels[-1].key:
            return False
        joined = row.labels[-1].key + piece
        return any(text.startswith(joined) for text in self.row_keys)

    def begins_row(self, piece: str, shortest: int = 3) -> bool:
        """Whether a piece of text, of at least `shortest` characters, is how a row's label begins."""
        return len(piece) >= shortest and any(text.startswith(piece) for text in self.row_keys)

    def _closes_group(self, strip: Strip, piece: str, word: Word | None) -> bool:
        """Whether all there is of a label is a piece of a group's, broken over lines beside a row's values."""
        sure = word is not None and not word.bare
        return strip.grid < 0 and not sure and any(piece in text for text in self.group_keys)

    def _extend(self, row: RawRow, strip: Strip) -> None:
        label = strip.labels[-1]
        last = row.labels[-1]
        row.labels[-1] = Label(last.text + label.text, last.key + label.key, last.position, last.column)
        self._add_values(row, strip.slots, strip.glued)
        word = row_of([piece.key for piece in row.labels], self.table, self.form, self.vocabulary, bool(row.filled))
        if word:
            row.row, row.exact = word.id, word.exact
        row.closed = bool(row.filled)

    def _add_values(self, row: RawRow, slots: list[Slot], glued: str = "") -> None:
        offset = len(row.slots)
        if row.layout is Layout.PACKED:
            for slot in slots:
                slot.column += offset
        row.add(slots)
        row.glued = row.glued or glued
        row.strips += 1

    def add(self, strip: Strip) -> None:
        """Sort one strip."""
        current = self.current
        if current and strip.index > self.next:
            current.torn = True
        self.next = strip.index + 1
        if not strip.labels:
            if strip.filled or strip.layout is not Layout.PACKED:
                self._values_alone(strip)
            return
        keys = [label.key for label in strip.labels]
        has_values = bool(strip.filled or strip.glued)
        word = row_of(keys, self.table, self.form, self.vocabulary, has_values)
        if word is None and not has_values:
            unknown: list[Label] = []
            for label, words in zip(strip.labels, strip.words, strict=True):
                if not self._head(label, words):
                    unknown.append(label)
            if not unknown:
                return
            if current and self._joins(current, unknown[-1].key):
                self._extend(current, strip)
                return
            if len(unknown) < len(strip.labels):
                # The label of a group with the beginning of a row's label behind it opens that row.
                opens = unknown[-1] is strip.labels[-1] and self.begins_row(unknown[-1].key)
                self.done.unknown += unknown[:-1] if opens else unknown
                if not opens:
                    if current:
                        current.torn = True
                    return
            if current:
                current.torn = True  # these words may be what stands in its first cell
        elif (
            self._closes_group(strip, keys[-1], word)
            and current
            and current.row
            and not current.torn
            and not current.filled
        ):
            self._add_values(current, strip.slots, strip.glued)
            return
        elif word is None and current and not current.filled and self._joins(current, keys[-1]):
            self._extend(current, strip)
            return
        for label, words in zip(strip.labels[:-1], strip.words[:-1], strict=True):
            self._head(label, words)
        if word:
            self._groups_in_front(strip.labels[-1])
        self.done.rows.append(
            RawRow(
                labels=strip.labels,
                slots=list(strip.slots),
                layout=strip.layout,
                grid=strip.grid,
                position=strip.labels[-1].position,
                row=word.id if word else None,
                exact=bool(word and word.exact),
                glued=strip.glued,
                width=strip.width,
            )
        )

    def _values_alone(self, strip: Strip) -> None:
        current = self.current
        room = current is not None and not (current.closed or current.torn or current.glued)
        one_a_line = len(strip.slots) == 1 and strip.grid < 0
        if current and room and strip.filled and (one_a_line or not current.filled) and strip.grid < 0:
            current.apart += one_a_line
            self._add_values(current, strip.slots)
            return
        if (
            current
            and room
            and strip.filled
            and not current.filled
            and current.grid == strip.grid
            and not current.slots
        ):
            current.layout, current.width = strip.layout, strip.width
            self._add_values(current, strip.slots)
            return
        self.done.rows.append(
            RawRow([], list(strip.slots), strip.layout, strip.grid, strip.position, width=strip.width)
        )


def sort_strips(strips: list[Strip], table: str, form: str, vocabulary: Vocabulary) -> Sorted:
    """Sort the strips of a table into rows and heads. Rows without label, value or meaning go to `unknown`."""
    sorter = _Sorter(table, form, vocabulary)
    for strip in strips:
        sorter.add(strip)
    rows: list[RawRow] = []
    for row in sorter.done.rows:
        empty = not row.filled and not row.glued
        if row.row is None and empty and not (row.labels and row.slots and sorter.begins_row(row.labels[-1].key, 2)):
            sorter.done.unknown += row.labels
        else:
            rows.append(row)
    sorter.done.rows = rows
    return sorter.done
