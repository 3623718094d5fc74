"""The text as an editor changes it, and the changes that make one text of another."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="the language server needs disclint[lsp]")
pytest.importorskip("pytest_lsp", reason="pytest-lsp is the client")

from disclint.lsp.edits import edits_between
from disclint.lsp.text import Text, Units
from lsp.editor import lines_of, measure

# What breaks a count: two and four bytes, characters beyond 16 bits, ends of lines that are none to the protocol.
SIGNS = "a中é𠮷😀\n\r\f\u2028\u0085\t|"
TEXTS = st.text(alphabet=SIGNS, max_size=30)


@given(text=TEXTS)
def test_lines_are_those_of_the_protocol(text: str) -> None:
    assert Text(text, Units.UTF16).lines == lines_of(text)


@pytest.mark.parametrize("units", Units)
@settings(max_examples=300, deadline=None)
@given(text=TEXTS, data=st.data())
def test_a_change_puts_new_text_in_place_of_old(units: Units, text: str, data: st.DataObject) -> None:
    lines = lines_of(text)
    places = [(row, i) for row, line in enumerate(lines) for i in range(len(line.rstrip("\r\n")) + 1)]
    start, end = sorted((data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))))
    new = data.draw(TEXTS)
    first, last = (sum(map(len, lines[:row])) + index for row, index in (start, end))
    changed = Text(text, units)
    changed.change(
        *((row, measure(lines[row][:index], units.value)) for row, index in (start, end)),  # type: ignore[arg-type]
        new,
    )
    assert str(changed) == text[:first] + new + text[last:]
    assert changed.lines == lines_of(str(changed))


@pytest.mark.parametrize("units", Units)
@given(text=st.text(alphabet=SIGNS.replace("\n", "").replace("\r", ""), max_size=20))
def test_units_lead_there_and_back(units: Units, text: str) -> None:
    whole = Text(text, units)
    for index in range(len(text) + 1):
        assert whole.place(0, whole.units(0, index)) == (0, index)
    assert whole.place(0, 10_000) == (0, len(text))
    assert whole.place(7, 0) == (0, len(text))


def test_half_a_character_is_its_beginning() -> None:
    assert Text("a𠮷b", Units.UTF16).place(0, 2) == (0, 1)
    assert Text("a𠮷b", Units.UTF8).place(0, 3) == (0, 1)


def test_a_lone_surrogate_becomes_a_sign_that_can_be_written() -> None:
    assert str(Text("a\ud842b", Units.UTF16)) == "a\ufffdb"


def made(text: str, edits: object) -> str:
    lines = lines_of(text)
    starts = [sum(map(len, lines[:row])) for row in range(len(lines))]
    for edit in reversed(list(edits)):  # type: ignore[call-overload]
        span = edit.span
        start, end = starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
        text = text[:start] + edit.text + text[end:]
    return text


@settings(max_examples=500, deadline=None)
@given(old=TEXTS, new=TEXTS)
def test_edits_make_the_new_text_of_the_old(old: str, new: str) -> None:
    edits = edits_between(old, new)
    assert made(old, edits) == new
    assert bool(edits) == (old != new)
    for edit in edits:  # no place between \r and \n, which no editor has
        for line, column in ((edit.span.line, edit.span.column), (edit.span.end_line, edit.span.end_column)):
            assert column - 1 <= len(lines_of(old)[line - 1].rstrip("\r\n"))


def test_edits_touch_nothing_that_stays() -> None:
    rng = random.Random(7)
    lines = [f"第{number}行有{rng.randint(1, 99)}件，共{rng.randint(1, 99)}项\n" for number in range(2000)]
    old = "".join(lines)
    lines[3] = lines[3].replace("件", "")
    lines[1500] = lines[1500].replace("，", "；")
    edits = edits_between(old, "".join(lines))
    assert [(edit.span.line, edit.text) for edit in edits] == [(4, ""), (1501, "；")]
    assert all(edit.span.end_column - edit.span.column == 1 for edit in edits)
