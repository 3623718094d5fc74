"""The words of all known forms, looked up by key: what a label is, before anyone asks where it stands."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from msgspec import Struct

from disclint.scanner.keys import key
from disclint.template import Form, GroupForm, RowForm, TableForm


class Role(Enum):
    """What a label is in a table."""

    ROW = "row"
    GROUP = "group"
    HEADER = "header"  # of a column or of several
    CAPTION = "caption"  # of a band
    CORNER = "corner"


class Word(Struct, frozen=True):
    """One meaning of a label: in this form and table it is this role; `id` is a row, group, band or column id."""

    role: Role
    form: str
    table: str
    id: str
    label: str
    exact: bool = True  # the wording of the form itself, not an accepted variant
    bare: bool = False  # the label without its number; too weak to open a table


class Vocabulary(Struct):
    """`words`: key → meanings; `sections`: key → (section id, is it an accepted wording)."""

    words: dict[str, tuple[Word, ...]] = {}
    sections: dict[str, tuple[str, bool]] = {}
    row_openings: tuple[str, ...] = ()  # keys of row labels that begin like a heading (一、本年新收…)
    row_starts: frozenset[str] = frozenset()  # their first two characters
    forms: dict[str, Form] = {}
    exclusive: dict[str, frozenset[str]] = {}  # form id → keys only this form has
    row_keys: dict[str, tuple[str, ...]] = {}  # table id → keys of its rows
    group_keys: dict[str, tuple[str, ...]] = {}  # table id → keys of its groups
    keywords: dict[str, tuple[tuple[str, ...], ...]] = {}  # section id → groups of words, one of each in its heading
    votes: dict[str, str] = {}  # key → the one table it can belong to
    section_openings: frozenset[str] = frozenset()  # the first characters of accepted wordings

    def label_key(self, text: str) -> str:
        """The key of a label; of one with a remark behind it (规章（设区的市填报）) the key without the remark."""
        whole = key(text)
        if whole not in self.words and text.rstrip()[-1:] in ("）", ")"):
            head = key(text[: max(text.rfind("（"), text.rfind("("), 0)])
            if head in self.words:
                return head
        return whole

    def keys_of(self, table: str, role: Role) -> tuple[str, ...]:
        """The keys that have this role in a table."""
        return tuple(
            text for text, words in self.words.items() if any(w.role is role and w.table == table for w in words)
        )


OPENING = 4  # characters by which the beginning of a section's wording is told quickly
_NUMBER_MARKS = "一二三四五六七八九十0123456789"


def bare_key(label: str) -> str:
    """The key of a label without the number in front ("" if it has none)."""
    for mark in ("、", "）", ")", "."):
        head, found, rest = label.partition(mark)
        if found and rest and head.strip("（(") and all(char in _NUMBER_MARKS for char in head.strip("（(")):
            return key(rest)
    return ""


def _chain(table: TableForm, row: RowForm) -> list[GroupForm]:
    """The groups a row stands in, innermost first."""
    groups = {group.id: group for group in table.groups}
    chain: list[GroupForm] = []
    current = row.group
    while current and current in groups:
        chain.append(groups[current])
        current = groups[current].parent
    return chain


def _row_keys(table: TableForm, row: RowForm) -> list[tuple[str, bool, bool]]:
    """All keys by which a row is known: (key, exact wording, without its number)."""
    keys: list[tuple[str, bool, bool]] = []
    for index, label in enumerate((row.label, *row.aliases)):
        if not label:
            continue
        full = key(label)
        keys.append((full, index == 0, False))
        bare = bare_key(label)
        if bare:
            keys.append((bare, False, True))
        prefix = ""
        for group in _chain(table, row):
            # A flattening may put the group's label on the row's line, one level or several.
            prefix = key(group.label) + prefix
            keys.append((prefix + full, index == 0, False))
        chain = _chain(table, row)
        if len(chain) > 1:
            keys.append((key(chain[-1].label) + full, index == 0, False))
    return keys


def _table_words(form: Form, table: TableForm) -> list[tuple[str, Word]]:
    found: list[tuple[str, Word]] = []

    def add(text: str, role: Role, word_id: str, label: str, exact: bool = True, bare: bool = False) -> None:
        found.append((text, Word(role, form.id, table.id, word_id, label, exact, bare)))

    if table.corner:
        add(key(table.corner), Role.CORNER, "corner", table.corner)
    for label in table.header:
        add(key(label), Role.HEADER, label, label)
    for group in table.groups:
        add(key(group.label), Role.GROUP, group.id, group.label)
        bare = bare_key(group.label)
        if bare:
            add(bare, Role.GROUP, group.id, group.label, False, True)
    for band in table.bands:
        if band.caption:
            add(key(band.caption), Role.CAPTION, band.id, band.caption)
        for column in band.columns:
            for index, label in enumerate((column.label, *column.aliases)):
                add(key(label), Role.HEADER, column.id, column.label, index == 0)
            if column.group:
                add(key(column.group), Role.HEADER, column.group, column.group)
        for row in band.rows:
            for text, exact, bare_row in _row_keys(table, row):
                add(text, Role.ROW, row.id, row.label, exact, bare_row)
    return found


@lru_cache(maxsize=8)
def _build(forms: tuple[int, ...]) -> Vocabulary:
    vocabulary = Vocabulary()
    words: dict[str, dict[tuple[str, str, Role, str], Word]] = {}
    for form in (_REGISTRY[number] for number in forms):
        vocabulary.forms[form.id] = form
        for table in form.tables.values():
            for text, word in _table_words(form, table):
                slot = words.setdefault(text, {})
                identity = (word.form, word.table, word.role, word.id)
                if identity not in slot or (word.exact and not slot[identity].exact):
                    slot[identity] = word
        for section in form.sections:
            for accepted in section.accepted:
                vocabulary.sections[key(accepted)] = (section.id, True)
            for near in section.near_miss:
                vocabulary.sections.setdefault(key(near), (section.id, False))
            if section.keywords:
                vocabulary.keywords[section.id] = section.keywords
    vocabulary.words = {text: tuple(found.values()) for text, found in words.items()}
    vocabulary.row_openings = tuple(
        sorted(
            {
                text
                for text, found in vocabulary.words.items()
                if text[:1] in "一二三四"
                and len(text) > 6
                and any(w.role in (Role.ROW, Role.GROUP) and not w.label.startswith("（") for w in found)
            }
        )
    )
    vocabulary.row_starts = frozenset(opening[:2] for opening in vocabulary.row_openings)
    vocabulary.exclusive = {
        form_id: frozenset(
            text for text, found in vocabulary.words.items() if len(text) > 2 and {w.form for w in found} == {form_id}
        )
        for form_id in vocabulary.forms
    }
    tables = {table for form in vocabulary.forms.values() for table in form.tables}
    vocabulary.row_keys = {table: vocabulary.keys_of(table, Role.ROW) for table in tables}
    vocabulary.group_keys = {table: vocabulary.keys_of(table, Role.GROUP) for table in tables}
    vocabulary.votes = {
        text: found[0].table
        for text, found in vocabulary.words.items()
        if len({w.table for w in found if not w.bare}) == 1
        and not found[0].bare
        and (len(text) > 2 or any(w.role is Role.ROW and not w.bare for w in found))  # 其他 stands in every header
    }
    vocabulary.section_openings = frozenset(text[:OPENING] for text in vocabulary.sections)
    return vocabulary


# Forms hold dicts and cannot be hashed: the cache goes by identity, and the registry keeps them alive.
_REGISTRY: dict[int, Form] = {}


def vocabulary_of(forms: tuple[Form, ...]) -> Vocabulary:
    """The vocabulary of these forms; built once per process for the same forms."""
    for form in forms:
        _REGISTRY[id(form)] = form
    return _build(tuple(id(form) for form in forms))
