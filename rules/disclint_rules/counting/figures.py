"""Figures as they are written: 1,204件, １２宗, 十二件, 1.5万元, 33.9%, 2023年, 12月31日."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

Number = int | Decimal

CHINESE = "零〇一二两三四五六七八九十百千"
_VALUES = {**{char: n for n, char in enumerate("零一二三四五六七八九")}, "〇": 0, "○": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_UNIT_WORDS = (
    "件 宗 份 起 例 个 条 次 项 篇 部 则 期 场 名 家 处 户 页 元 批 轮 张 幅 台 套 人 天 日 号 件次 人次 批次 万元 亿元"
)
_UNITS = frozenset(_UNIT_WORDS.split())
# 个工作日 counts days, 一次性 and 一部分 count nothing.
_NO_UNIT_WORDS = (
    "件套 份额 起来 起草 起诉 起到 起步 例外 例行 例如 个人 个别 个性 个体 个月 个工作日 个自然 条例 条款 条目 次性 次数 "
    "次序 次要 项目 篇幅 部门 部委 部分 期间 期限 处罚 处理 处室"
)
_NO_UNITS = tuple(_NO_UNIT_WORDS.split())
_YEAR = re.compile(r"(?:(\d{4})|(二[〇○零][〇○零一二三四五六七八九]{2}))年度?")
_PERIOD = re.compile(r"1月1日(?:零时|0时)?起?[至到—–\-~～]+(?:\d{4}年)?12月31日(?:止|期间)?")
_DAY = re.compile(r"\d{1,2}月(?:份|底|\d{1,2}日)?")
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?)([%％﹪]|[万亿](?!元))?([余多来])?")
# No count has more than a dozen characters; without a bound a long run is read anew at each of its characters.
_WORDED = re.compile(rf"([{CHINESE}]{{1,12}})([余多来几])?")
_PER_CENT = re.compile(rf"百分之([{CHINESE}]{{1,12}}|\d+(?:\.\d+)?)")
_ITEM = re.compile(r"\d{1,2}[.、．](?!\d)")
_LONGEST = 15  # digits; what is longer is no count


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


def chinese(word: str) -> int | None:
    """The number of 十二, 一百零五, 两千; None for an estimate (二三)."""
    total = digit = 0
    seen = False
    for char in word:
        scale = _SCALES.get(char)
        if scale is None:
            if seen and digit:
                return None
            digit, seen = _VALUES[char], True
        else:
            total += (digit if seen else 1) * scale
            digit, seen = 0, False
    return total + digit


def figure(text: str, position: int) -> Token | None:
    """The year, date, percentage or figure that begins here; None for a numeral that counts nothing."""
    if found := _YEAR.match(text, position):
        year = found[1] or "".join(str(_VALUES[digit]) for digit in found[2])
        return Token("Y", position, found.end(), int(year))
    if not text[position].isdecimal():
        return _worded(text, position)
    if found := _PERIOD.match(text, position):
        return Token("", position, found.end())
    if found := _DAY.match(text, position):
        return Token("" if found[0] in ("12月31日", "12月底") else "m", position, found.end())
    if (position == 0 or text[position - 1] in "。；：:\n") and (found := _ITEM.match(text, position)):
        return Token(".", position, found.end())
    return _arabic(text, position)


def _worded(text: str, position: int) -> Token | None:
    if found := _PER_CENT.match(text, position):
        value = chinese(found[1]) if found[1][0] in CHINESE else Decimal(found[1])
        return None if value is None else Token("%", position, found.end(), value)
    found = _WORDED.match(text, position)
    unit = _unit(text, found.end()) if found else ""
    count = chinese(found[1]) if found and unit else None
    if not found or count is None:
        return None
    return Token("#", position, found.end() + len(unit), count, unit, not found[2])


def _arabic(text: str, position: int) -> Token:
    found = _DIGITS.match(text, position)
    assert found
    digits, scale, more = found.groups()
    if len(digits) > _LONGEST:
        return Token("~", position, found.end())
    digits = digits.replace(",", "")
    number: Number = Decimal(digits) if "." in digits else int(digits)
    if scale and scale not in "万亿":
        return Token("%", position, found.end(), number)
    if scale:
        number *= 10_000 if scale == "万" else 100_000_000
    unit = _unit(text, found.end())
    end = found.end() + len(unit)
    exact = not (scale or more or text.startswith("余", end))
    if unit in ("万元", "亿元"):
        number, unit = Decimal(number) * (10_000 if unit == "万元" else 100_000_000), "元"
    return Token("#" if unit else "d", position, end, number, unit, exact)


def _unit(text: str, position: int) -> str:
    """The unit that stands here, "" if none does."""
    for length in (2, 1):
        unit = text[position : position + length]
        if unit in _UNITS and len(unit) == length:
            return "" if length == 1 and text.startswith(_NO_UNITS, position) else unit
    return ""
