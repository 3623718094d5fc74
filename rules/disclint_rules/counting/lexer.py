"""Text to tokens: words by their kinds, figures with their units, marks; everything else is unknown text."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from disclint_rules.counting.words import lexicon

Number = int | Decimal


class Token(NamedTuple):
    """A piece of text. `kind` is its letter in the shape of a phrase: `#` a figure with a unit, `d` one without,

    `%` a percentage, `Y` a year, `~` unknown text, a mark for itself; offsets are those of the text. Filler is no token.
    """

    kind: str
    start: int
    end: int
    number: Number = 0
    unit: str = ""
    exact: bool = True
    row: str = ""


_CHINESE = "零〇一二两三四五六七八九十百千"
_UNIT = (
    r"件次|人次|批次|万元|亿元|件(?!套)|宗|份(?!额)|起(?!来|草|诉|到|步)|例(?!外|行|如)|个(?!人|别|性|体|月|工作日|自然)|"
    r"条(?!例|款|目)|次(?!性|数|序|要)|项(?!目)|篇(?!幅)|部(?!门|委|分)|则|期(?!间|限)|场|名|家|处(?!罚|理|室)|户|页|元|批|轮|"
    r"张|幅|台|套|人|天|日|号"
)
_YEAR = re.compile(r"(?:(\d{4})|([二][〇○零][〇○零一二三四五六七八九]{2}))\s?年度?")
_PERIOD = re.compile(r"1月(?:1|０?1)日(?:零时|0时)?起?[至到—–\-~～]+(?:\d{4}年)?12月31日(?:止|期间)?")
_DAY = re.compile(r"\d{1,2}月(?:份|底|\d{1,2}日)?")
_FIGURE = re.compile(
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+(?:\.\d+)?)(?:(?P<percent>[%％﹪])|(?P<big>[万亿](?!元))?(?P<more>[余多来])?"
    rf"(?P<unit>{_UNIT})?(?P<rest>余)?)"
)
_WORDED = re.compile(rf"(?P<digits>[{_CHINESE}]+)(?P<more>[余多来几])?(?P<unit>{_UNIT})")
_PER_CENT = re.compile(rf"百分之([{_CHINESE}]+|\d+(?:\.\d+)?)")
_ORDINAL = re.compile(r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|\d{1,2}[.、．](?!\d)")
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
_VALUES = {**{char: n for n, char in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "两": 2}
_SPECIAL = frozenset("《〔【[第" + _CHINESE + "0123456789０１２３４５６７８９").union(_MARKS)
# A sentence without any of these states nothing; only what it is about is of use.
_TELLING = re.compile(rf"[\d未没无均全]|[{_CHINESE}][件宗份起例]")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]?")
_ABOUT = re.compile(
    "依申请公开|信息公开申请|行政复议|行政诉讼|规范性文件|信息处理费|信访|热线|留言|咨询|建议|提案|投诉|许可|主动公开|公文"
)
_LONGEST = 15  # digits; what is longer is no count
_BLANK = re.compile(r"[ \t\u3000\xa0]")


def chinese(word: str) -> int | None:
    """The number of 十二, 一百零五, 两千; None when the characters are no number."""
    total = digit = 0
    seen = False
    for char in word:
        scale = {"十": 10, "百": 100, "千": 1000}.get(char)
        if scale is None:
            if seen and digit:
                return None  # 二三件: an estimate, not a number
            digit, seen = _VALUES[char], True
        else:
            total += (digit if seen else 1) * scale
            digit, seen = 0, False
    return total + digit


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
    if char.isdecimal() or char in _CHINESE:
        return _figure(text, position, char)
    mark = _MARKS.get(char)
    if mark:
        if mark == "(" and (found := _ORDINAL.match(text, position)):
            return Token(".", position, found.end())
        return Token(mark, position, position + 1)
    found = _CITED.match(text, position)
    return Token("~", position, found.end()) if found else None


def _figure(text: str, position: int, char: str) -> Token | None:
    if found := _YEAR.match(text, position):
        year = found[1] or "".join(str(_VALUES[digit]) for digit in found[2])
        return Token("Y", position, found.end(), int(year))
    if not char.isdecimal():
        if found := _PER_CENT.match(text, position):
            value = chinese(found[1]) if found[1][0] in _CHINESE else Decimal(found[1])
            return Token("~" if value is None else "%", position, found.end(), value or 0)
        found = _WORDED.match(text, position)
        count = chinese(found["digits"]) if found else None
        if not found or count is None:
            return None
        return Token("#", position, found.end(), count, found["unit"], not found["more"])
    if found := _PERIOD.match(text, position):
        return Token("", position, found.end())
    if found := _DAY.match(text, position):
        whole = text.startswith(("12月31日", "12月底", "１２月３１日"), position)
        return Token("" if whole else "m", position, found.end())
    if (position == 0 or text[position - 1] in "。\n；") and (found := _ORDINAL.match(text, position)):
        return Token(".", position, found.end())
    found = _FIGURE.match(text, position)
    assert found
    if len(found["digits"]) > _LONGEST:
        return Token("~", position, found.end())
    number = _value(found["digits"])
    if found["percent"]:
        return Token("%", position, found.end(), number)
    exact = not (found["more"] or found["rest"])
    if found["big"]:
        number *= 10_000 if found["big"] == "万" else 100_000_000
        exact = False
    unit = found["unit"] or ""
    if unit in ("万元", "亿元"):
        number, unit = Decimal(number) * (10_000 if unit == "万元" else 100_000_000), "元"
    return Token("#" if unit else "d", position, found.end(), number, unit, exact)


def _value(digits: str) -> Number:
    plain = digits.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)
