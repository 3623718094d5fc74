"""What no fix may do to a text: change a number, or take away more than a slip of the pen."""

from __future__ import annotations

import re
import unicodedata

from disclint.scanner.values import parse_value

_LOSS = 12  # Chinese characters a fix may leave fewer: a doubled phrase, the remark of a broken reference
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_DIGITS = re.compile(r"\d+")
# The names and addresses in what a word processor left behind: `_Toc123`, `http://…/12`.
_WORD = re.compile(r"[A-Za-z_][\w:/.\-?=&%#]*", re.ASCII)
_ORDINAL = re.compile(r"\s*[（(第]?\s*\d{1,2}\s*(?:[)）]\s*[、.．]?|[、.．,，:：章节条](?!\d))")


def objection(old: str, new: str, *, unsafe: bool) -> str | None:
    """Why the text of a paragraph or cell must not become `new`; None if it may.

    An unsafe fix may renumber a heading, and fill in a cell that holds no number; that is looked at where the values
    of the tables are compared.
    """
    if _han(old) - _han(new) > _LOSS:
        return "会删去过多文字 (would take away too much text)"
    if _digits(old) == _digits(new) or _same_value(old, new):
        return None
    if unsafe and (_digits(_ORDINAL.sub("", old, count=1)) == _digits(_ORDINAL.sub("", new, count=1))):
        return None
    if unsafe and not _digits(old) and new.strip() == "0":
        return None
    return "会改动数字 (would change a number)"


def _han(text: str) -> int:
    return len(_HAN.findall(text))


def _digits(text: str) -> list[str]:
    """The numbers in order, digit by digit, however wide."""
    return _DIGITS.findall(_WORD.sub(" ", unicodedata.normalize("NFKC", text)))


def _same_value(old: str, new: str) -> bool:
    number = parse_value(new).number
    return number is not None and number == parse_value(old).number
