"""Text to tokens: words by their kinds, figures with their units, marks; everything else is unknown text."""

from __future__ import annotations

import re
from functools import cache

from disclint_rules.counting.figures import CHINESE, Token, figure
from disclint_rules.counting.words import lexicon

_ORDINAL = re.compile(r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]")
_CITED = re.compile(r"《[^《》]*》|〔[^〔〕]*〕|【[^【】]*】|\[[^\[\]]*\]|第[一二三四五六七八九十百\d]+")
_MARKS = {
    **dict.fromkeys("。！？!?.．\n", "."),
    **dict.fromkeys("；;", ";"),
    **dict.fromkeys("，,", ","),
    **dict.fromkeys("：:", ":"),
    "、": "、",
    "（": "(",
    "(": "(",
    "）": ")",
    ")": ")",
}
_SPECIAL = frozenset("《〔【[第" + CHINESE + "0123456789０１２３４５６７８９").union(_MARKS)
# A sentence without any of these states nothing; only what it is about is of use.
_TELLING = re.compile(rf"[\d未没无均全]|[{CHINESE}][件宗份起例]")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_ABOUT = re.compile(
    "依申请公开|信息公开申请|行政复议|行政诉讼|规范性文件|信息处理费|信访|热线|留言|咨询|建议|提案|投诉|许可|主动公开|公文"
)
_BLANK = re.compile(r"[ \t\u3000\xa0]")


def _unspaced(text: str) -> tuple[str, list[int] | None]:
    """The text without blanks, and where each character of it stood; None when nothing was taken out."""
    if not _BLANK.search(text):
        return text, None
    kept = [index for index, char in enumerate(text) if not _BLANK.match(char)]
    return "".join(text[index] for index in kept), [*kept, len(text)]


def tokens(text: str) -> list[Token]:
    """The tokens of a paragraph, in order."""
    plain, places = _unspaced(text)
    found: list[Token] = []
    for sentence in _SENTENCE.finditer(plain):
        start, end = sentence.span()
        if _TELLING.search(plain, start, end):
            _read(plain, start, end, found)
        elif start < end:
            words = lexicon().words
            found += [Token(words[noun[0]][0], *noun.span()) for noun in _ABOUT.finditer(plain, start, end)]
            if mark := _MARKS.get(plain[end - 1]):
                found.append(Token(mark, end - 1, end))
    if places is None:
        return found
    return [token._replace(start=places[token.start], end=places[token.end - 1] + 1) for token in found]


@cache
def _starts() -> dict[str, tuple[bool, tuple[int, ...]]]:
    """What may begin with a character: a figure, a mark or a citation; words of these lengths."""
    lengths = lexicon().lengths
    return {char: (char in _SPECIAL, lengths.get(char, ())) for char in _SPECIAL.union(lengths)}


def _read(text: str, position: int, end: int, found: list[Token]) -> None:
    words, starts = lexicon().words, _starts()
    unknown = position
    while position < end:
        start = starts.get(text[position])
        if start is None:
            position += 1
            continue
        token: Token | None = None
        stop = position
        for length in start[1]:
            entry = words.get(text[position : position + length])
            if entry:
                stop = position + length
                if entry[0]:
                    token = Token(entry[0], position, stop, row=entry[1])
                break
        if start[0] and (special := _special(text, position, text[position])):
            token = special
            stop = token.end
        if stop == position:
            position += 1
            continue
        if unknown < position:
            found.append(Token("~", unknown, position))
        if token is not None and token.kind:
            found.append(token)
        position = unknown = stop
    if unknown < end:
        found.append(Token("~", unknown, end))


def _special(text: str, position: int, char: str) -> Token | None:
    """A mark, an ordinal, a citation, a year, a date or a figure; None for a numeral that counts nothing."""
    if char.isdecimal() or char in CHINESE:
        return figure(text, position)
    mark = _MARKS.get(char)
    if mark:
        if mark == "(" and (found := _ORDINAL.match(text, position)):
            return Token(".", position, found.end())
        return Token(mark, position, position + 1)
    found = _CITED.match(text, position)
    return Token("~", position, found.end()) if found else None
