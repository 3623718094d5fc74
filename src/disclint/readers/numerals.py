"""Numbers as automatic numbering writes them: 一、十二, Ⅳ, iv, c, ③, 甲. Formats are those of ECMA-376 17.18.59."""

from __future__ import annotations

from collections.abc import Callable

_HAN = "〇一二三四五六七八九"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_MOST = 9_999  # counting words and Roman numerals end here; Word goes on in digits, and so do we


def counted(number: int, digits: str = _HAN, units: str = "十百千") -> str:
    """一, 十, 十二, 二十, 一百〇五, 一千二百: a number as it is counted, 1–9999."""
    written = ""
    skipped = False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            skipped = bool(written)
            continue
        written += digits[0] * skipped + digits[digit] + (units[place - 1] if place else "")
        skipped = False
    # 十二, but 一百一十二 and, in full characters, 壹拾贰
    return written[1:] if written.startswith("一十") else written


def _digits(number: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(number))


def _counting(number: int) -> str:
    """chineseCounting: counted to 99, then digit by digit."""
    return counted(number) if number < 100 else _digits(number)


def _thousand(number: int) -> str:
    return counted(number, "零" + _HAN[1:])


def _legal(number: int) -> str:
    return counted(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")


def _legal_traditional(number: int) -> str:
    return counted(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟")


def _full_width(number: int) -> str:
    return "".join(chr(0xFEE0 + ord(digit)) for digit in str(number))


def _japanese(number: int) -> str:
    """一, 十一, 百一, 千: no 一 before a unit, no zero inside."""
    return counted(number).replace("〇", "").replace("一千", "千").replace("一百", "百").replace("一十", "十")


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written


def _letters(number: int) -> str:
    """a … z, aa, bb, …: Word repeats the letter."""
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 100)


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    return lambda number: chr(first + number - 1) if first + number - 1 <= last else str(number)


def _circled(number: int) -> str:
    if number <= 20:
        return chr(0x2460 + number - 1)
    if number <= 35:
        return chr(0x3251 + number - 21)
    return chr(0x32B1 + number - 36) if number <= 50 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _enclosed(0x2474, 0x2487),
    "decimalEnclosedFullstop": _enclosed(0x2488, 0x249B),
    "ideographEnclosedCircle": _enclosed(0x3280, 0x3289),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counting,
    "chineseCountingThousand": _thousand,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _thousand,
    "japaneseCounting": _japanese,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal_traditional,
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    # the same as OpenDocument names them
    "01, 02, 03, ...": lambda number: f"{number:02}",
    "１, ２, ３, ...": _full_width,
    "壹, 貳, 參, ...": _legal_traditional,
    "一, 二, 三, ...": _thousand,
    "壹, 贰, 叁, ...": _legal,
    "甲, 乙, 丙, ...": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "子, 丑, 寅, ...": _one_of("子丑寅卯辰巳午未申酉戌亥"),
    "①, ②, ③, ...": _circled,
    "1": str,
    "I": _roman,
    "i": lambda number: _roman(number).lower(),
    "A": lambda number: _letters(number).upper(),
    "a": _letters,
}


def numeral(number: int, form: str) -> str:
    """`number` written in `form`; in digits when the form is unknown or does not reach so far."""
    write = _FORMATS.get(form)
    if write is None or not 0 < number <= _MOST:
        return str(number)
    return write(number)
