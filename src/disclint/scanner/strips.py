"""Items to strips: a strip is one row-like piece of a table, its labels apart from its value cells."""

from __future__ import annotations

import re

from msgspec import Struct

from disclint.document import Cell, Layout, Position
from disclint.report import CellState, Value
from disclint.scanner.items import Item
from disclint.scanner.keys import key
from disclint.scanner.values import parse_value
from disclint.scanner.vocabulary import Role, Vocabulary, Word

_VALUE_TEXT = r"[+＋\-－−]?[0-9０-９][0-9０-９,，.．]*(?:\s?(?:个|件|项|条|宗|份|亿元|万元|元))?|[-－—–/／]{1,2}|无"
_TRAILING = re.compile(r"^(?P<label>.*?)(?P<values>(?:[\s\u3000]+(?:" + _VALUE_TEXT + r"))+)\s*$", re.DOTALL)
_ONLY_VALUES = re.compile(r"^\s*(?:" + _VALUE_TEXT + r")(?:[\s\u3000]+(?:" + _VALUE_TEXT + r"))*\s*$")
_ONE_VALUE = re.compile(_VALUE_TEXT)
_GLUED = re.compile(r"^(?P<label>.*?[^\d０-９.\s])(?P<digits>[0-9０-９]{1,200})$", re.DOTALL)
MAX_FRAGMENT = 40
_MAX_ROW_TEXT = 240
_MAX_LABEL_PIECES = 6  # a label with spaces in it, its group's in front
_MANY_VALUES = 5  # that make a line a row without any label
_NO_LABEL = 10  # that only the row without a label has


class Label(Struct):
    """A label as written; `column` is the slot it stands in. Spans are true under Layout.EXACT only."""

    text: str
    key: str
    position: Position
    column: int
    rowspan: int = 1


class Slot(Struct):
    """A place for a value, filled or blank."""

    text: str
    value: Value
    position: Position
    column: int


class Strip(Struct):
    """Labels, then slots. `glued` holds digits that run together without a separator."""

    labels: list[Label]
    slots: list[Slot]
    layout: Layout
    grid: int
    position: Position
    glued: str = ""
    index: int = 0
    width: int = 0
    words: list[tuple[Word, ...]] = []  # meanings of each label, () if unknown

    @property
    def filled(self) -> list[Slot]:
        """The slots with anything in them."""
        return [slot for slot in self.slots if slot.value.state is not CellState.BLANK]

    @property
    def known(self) -> bool:
        """Whether any label is of the form's vocabulary."""
        return any(self.words)


_BLANK = Value(CellState.BLANK)


def _is_value(value: Value) -> bool:
    return value.state is CellState.NUMBER or value.state is CellState.PLACEHOLDER


def _split_repeated(cell: Cell, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """A label written once more in front of its value, in one cell: `行政事业性收费 0`."""
    match = _TRAILING.match(cell.text) if len(cell.text) <= _MAX_ROW_TEXT else None
    if match is None or key(match["label"]) not in vocabulary.words:
        return None
    values = match["values"].split()
    return (match["label"], values[0]) if len(values) == 1 else None


def _is_row(text_key: str, vocabulary: Vocabulary) -> bool:
    """Whether a label is a row's whole label, so that what follows can be no more of it."""
    words = vocabulary.words.get(text_key, ())
    # What names a group in one form and a row in another (（六）其他处理) may have the label of a row behind it.
    return any(word.role is Role.ROW and not word.bare for word in words) and not any(
        word.role is Role.GROUP for word in words
    )


def strip_of_row(item: Item, index: int, vocabulary: Vocabulary) -> Strip:
    """The strip of a grid row: labels are the filled cells before the first value."""
    cells = item.cells
    values = [parse_value(cell.text) for cell in cells]
    first = next((i for i, value in enumerate(values) if _is_value(value)), len(cells))
    begin = 0
    if first < len(cells) - 1 and not any(cell.text for cell in cells[:first]):
        # A column of running numbers (序号) in front of the labels holds no values.
        behind = next((i for i in range(first + 1, len(cells)) if cells[i].text), len(cells))
        if behind < len(cells) and not _is_value(values[behind]) and key(cells[behind].text) in vocabulary.words:
            begin = first + 1
            first = next((i for i in range(begin, len(cells)) if _is_value(values[i])), len(cells))
    labels: list[Label] = []
    slots: list[Slot] = []
    last_label = -1
    for i in range(begin, first):
        cell = cells[i]
        if not cell.text:
            continue
        text_key = vocabulary.label_key(cell.text)
        if " " in cell.text and text_key not in vocabulary.words:
            repeated = _split_repeated(cell, vocabulary)
            if repeated:
                label_key = key(repeated[0])
                if not labels or labels[-1].key != label_key:
                    labels.append(Label(repeated[0], label_key, cell.position, cell.column))
                slots.append(Slot(repeated[1], parse_value(repeated[1]), cell.position, cell.column))
                last_label = i
                first = i
                break
        if not text_key or (labels and text_key not in vocabulary.words and _is_row(labels[-1].key, vocabulary)):
            first = i  # words, or a mark such as 〇, where a value belongs
            break
        labels.append(Label(cell.text, text_key, cell.position, cell.column, cell.rowspan))
        last_label = i
    for i in range(last_label + 1, len(cells)):
        cell = cells[i]
        slots.append(Slot(cell.text, values[i], cell.position, cell.column))
    last = cells[-1]
    return Strip(
        labels=labels,
        slots=slots,
        layout=item.layout,
        grid=item.grid,
        position=item.position,
        index=index,
        width=last.column + last.colspan,
        words=[vocabulary.words.get(label.key, ()) for label in labels],
    )


def _sub_position(item: Item, start: int, end: int) -> Position:
    position = item.position
    return Position(position.line, position.column + start, position.line, position.column + end, position.page)


def _slots(item: Item, start: int) -> list[Slot]:
    return [
        Slot(found[0], parse_value(found[0]), _sub_position(item, found.start(), found.end()), number)
        for number, found in enumerate(_ONE_VALUE.finditer(item.text, start))
    ]


def _paragraph_strip(item: Item, index: int, labels: list[Label], slots: list[Slot], vocabulary: Vocabulary) -> Strip:
    words = [vocabulary.words.get(label.key, ()) for label in labels]
    return Strip(labels, slots, Layout.PACKED, -1, item.position, index=index, words=words)


def _spaced_labels(item: Item, text: str, vocabulary: Vocabulary) -> list[Label]:
    """The labels on a line, parted where every part is a label by itself; else the line as one."""
    whole = key(text)
    if whole not in vocabulary.words and re.search(r"[\s\u3000]", text.strip()):
        found = list(re.finditer(r"\S+", text))
        if any(key(piece[0]) in vocabulary.words for piece in found):
            return [Label(p[0], key(p[0]), _sub_position(item, p.start(), p.end()), n) for n, p in enumerate(found)]
    return [Label(text.strip(), vocabulary.label_key(text), _sub_position(item, 0, len(text.rstrip())), 0)]


def strip_of_paragraph(item: Item, index: int, vocabulary: Vocabulary) -> Strip | None:
    """The strip a bare line may be: a label, values, or a label with values behind it. None for prose."""
    text = item.text
    if len(text) > _MAX_ROW_TEXT or "。" in text:
        return None
    if item.key in vocabulary.words and key(text.split()[-1]):  # a dash behind the label leaves no trace in the key
        return _paragraph_strip(item, index, [Label(text, item.key, item.position, 0)], [], vocabulary)
    remarked = vocabulary.label_key(text)
    if remarked != item.key and len(remarked) > 2:
        return _paragraph_strip(item, index, [Label(text, remarked, item.position, 0)], [], vocabulary)
    last = text[-1]
    alone = parse_value(text)
    if alone.state is CellState.NUMBER:  # with a remark, a bookmark, or a space beside the point
        return _paragraph_strip(item, index, [], [Slot(text, alone, item.position, 0)], vocabulary)
    if _ONLY_VALUES.match(text):
        return _paragraph_strip(item, index, [], _slots(item, 0), vocabulary)
    mixed = _row_with_words(item, index, vocabulary)
    if mixed:
        return mixed
    if last.isdigit() or last in "-－—–/／无个件项条宗份元,，.．":
        match = _TRAILING.match(text)
        if match and match["label"].strip():
            labels = _spaced_labels(item, match["label"], vocabulary)
            return _paragraph_strip(item, index, labels, _slots(item, match.start("values")), vocabulary)
        glued = _GLUED.match(text)
        if glued and key(glued["label"]) in vocabulary.words:
            labels = [Label(glued["label"], key(glued["label"]), item.position, 0)]
            strip = _paragraph_strip(item, index, labels, [], vocabulary)
            strip.glued = glued["digits"]
            return strip
    if any(char in text for char in " \u3000\u00a0"):
        labels = _spaced_labels(item, text, vocabulary)
        if len(labels) > 1 and any(label.key in vocabulary.words and len(label.key) > 3 for label in labels):
            return _paragraph_strip(item, index, labels, [], vocabulary)
    glued_labels = _run_together(item, vocabulary)
    return _paragraph_strip(item, index, glued_labels, [], vocabulary) if glued_labels else None


def _row_with_words(item: Item, index: int, vocabulary: Vocabulary) -> Strip | None:
    """A row with words where a value belongs: `2.重复申请 若干 0 0 …`, or without a label `0 见附件 0 …`."""
    pieces = list(re.finditer(r"\S+", item.text))
    ends = [piece.end() for piece in pieces[: min(len(pieces) - 1, _MAX_LABEL_PIECES)]]
    label = next((n for n, end in enumerate(ends, 1) if _is_row(key(item.text[:end]), vocabulary)), 0)
    behind = pieces[label:]
    words = [piece[0] for piece in behind if not _ONE_VALUE.fullmatch(piece[0])]
    values = len(behind) - len(words)
    if not words or any(word[-1] in "，；：" or key(word) in vocabulary.words for word in words):
        return None
    if label and not values and len(behind) > 1:
        return None
    # Words in front may be a piece of a label, but for the one table with more columns than any with labels.
    if not label and (values < (_MANY_VALUES if words[0] != behind[0][0] else _NO_LABEL) or values < len(words) * 2):
        return None
    end = ends[label - 1] if label else 0
    text = item.text[:end]
    labels = [Label(text, key(text), _sub_position(item, 0, end), 0)] if label else []
    slots = [
        Slot(piece[0], parse_value(piece[0]), _sub_position(item, piece.start(), piece.end()), number)
        for number, piece in enumerate(behind)
    ]
    return _paragraph_strip(item, index, labels, slots, vocabulary)


def _run_together(item: Item, vocabulary: Vocabulary) -> list[Label]:
    """The labels of a header whose cells run together (结果维持结果纠正其他结果…); [] unless all of it is labels."""
    rest = item.key
    found: list[Label] = []
    if not 6 <= len(rest) <= 120:
        return []
    while rest:
        longest = next((n for n in range(min(len(rest), 40), 1, -1) if rest[:n] in vocabulary.words), 0)
        if not longest:
            return []
        found.append(Label(rest[:longest], rest[:longest], item.position, len(found)))
        rest = rest[longest:]
    return found


def fragment(item: Item, index: int, vocabulary: Vocabulary) -> Strip | None:
    """A short line inside a table that is no known label: a piece of one, maybe. None when it reads like prose."""
    text = item.text
    if len(item.key) > MAX_FRAGMENT or len(text) > _MAX_ROW_TEXT or "。" in text or "；" in text or text[-1] in "：:":
        return None
    if text[-1] in "，," and not any(word.startswith(item.key) for word in vocabulary.words):
        return None
    return Strip(
        [Label(text, item.key, item.position, 0)], [], Layout.PACKED, -1, item.position, index=index, words=[()]
    )


def row_words(words: tuple[Word, ...], table: str, form: str) -> list[Word]:
    """The meanings of a label as a row of this table of this form."""
    return [word for word in words if word.role is Role.ROW and word.table == table and word.form == form]
