"""What the text of a cell says: a number with its unit and remark, blank, a placeholder, or words.

0, blank, dash and text stay different; how a number is written (spaces, width, commas) is kept as marks.
"""

from __future__ import annotations

import re
from functools import lru_cache

from disclint.report import CellState, Mark, Value

_BLANK = Value(CellState.BLANK)
_PLACEHOLDERS = frozenset(
    [
        "/",
        "／",
        "\\",
        "-",
        "－",
        "—",
        "——",
        "–",
        "−",
        "─",
        "--",
        "---",
        "———",
        "_",
        "*",
        "无",
        "無",
        "N/A",
        "n/a",
        "NA",
        "不适用",
        "∕",
    ]
)
_RESIDUE = re.compile(
    r"\[bookmark:[^\[\]]*\]|\{\s*(?:PAGE|REF|TOC|HYPERLINK)[^{}]*\}|错误[!！]未(?:找到引用源|定义书签)。?"
)
_UNITS = "个|個|條|萬元|億元|件次|件|项|条|宗|份|次|起|人次|人|家|篇|例|部|部门|亿元|万元|元|万|余万元"
_NUMBER = re.compile(
    r"(?P<sign>[+＋\-－−‐–—])?\s*(?P<number>[0-9０-９](?:[0-9０-９,，.．\s]*[0-9０-９])?[.．,，]?)\s*(?P<unit>"
    + _UNITS
    + r")?"
    r"\s*(?P<note>[（(\[【].*[)）\]】])?",
    re.DOTALL,
)
_WIDE = str.maketrans("０１２３４５６７８９．，＋－−‐–—", "0123456789.,+-----")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


@lru_cache(maxsize=8192)
def parse_value(text: str) -> Value:
    """Read a cell. Never repairs a number it cannot be sure of: `12 0` or `1.2.3` is text."""
    stripped = text.strip()
    if stripped.isascii() and stripped.isdigit() and (stripped == "0" or stripped[0] != "0"):
        return Value(CellState.NUMBER, int(stripped)) if len(stripped) <= 15 else Value(CellState.TEXT)
    marks: set[Mark] = set()
    if _RESIDUE.search(stripped):
        marks.add(Mark.RESIDUE)
        stripped = _RESIDUE.sub("", stripped).strip()
    stripped = stripped.strip("\u200b\u00a0\u3000\ufeff ")
    if not stripped:
        return Value(CellState.BLANK, marks=frozenset(marks)) if marks else _BLANK
    if stripped in _PLACEHOLDERS:
        return Value(CellState.PLACEHOLDER, marks=frozenset(marks))
    match = _NUMBER.fullmatch(stripped) if len(stripped) <= 80 else None
    if match is None:
        return Value(CellState.TEXT, marks=frozenset(marks))
    return _number(match, marks)


def _number(match: re.Match[str], marks: set[Mark]) -> Value:
    digits = match["number"]
    plain = digits.translate(_WIDE)
    sign = (match["sign"] or "").translate(_WIDE)
    if digits != plain:
        marks.add(Mark.FULL_WIDTH)
    if re.search(r"\s", plain):
        marks.add(Mark.INNER_SPACE)
        # A space beside the point is a slip of the pen; a space between digits may part two numbers.
        plain = re.sub(r"\s*([.,])\s*", r"\1", plain)
    if "," in plain:
        if _THOUSANDS.fullmatch(plain):
            plain = plain.replace(",", "")
        else:
            marks.add(Mark.COMMA)
            plain = plain.strip(",")
    if plain.endswith("."):
        marks.add(Mark.COMMA)
        plain = plain[:-1]
    if not _PLAIN.fullmatch(plain) or len(plain) > 18:
        return Value(CellState.TEXT, marks=frozenset(marks))
    if sign == "+":
        marks.add(Mark.SIGN)
    if len(plain) > 1 and plain[0] == "0" and plain[1] != ".":
        marks.add(Mark.LEADING_ZERO)
    unit, note = match["unit"] or "", match["note"] or ""
    if unit:
        marks.add(Mark.UNIT)
    if note:
        marks.add(Mark.NOTE)
    signed = sign.replace("+", "") + plain
    if "." in signed:
        from decimal import Decimal

        return Value(CellState.NUMBER, Decimal(signed), unit, note, frozenset(marks))
    return Value(CellState.NUMBER, int(signed), unit, note, frozenset(marks))


def is_value(text: str) -> bool:
    """Whether a text reads as a number or a placeholder."""
    return parse_value(text).state in (CellState.NUMBER, CellState.PLACEHOLDER)
