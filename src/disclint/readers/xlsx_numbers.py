"""Numbers of a sheet as they are displayed: a clerk sees 12, 1,234 or 5%, not 12.0, 1234 or 0.05.

Covers the number formats of ECMA-376 part 1, 18.8.30–31 that such tables use; what is beyond (fractions, scientific
notation, conditions) is displayed as General.
"""

from __future__ import annotations

import re

from msgspec import Struct

GENERAL = "General"
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "yyyy/m/d",
    22: "yyyy/m/d",
    31: 'yyyy"年"m"月"d"日"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '#,##0;-#,##0;"-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]\-]*)[^\]]*\]|(?P<bracket>\[[^\]]*\])'
    r"|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)|(?P<date>[yYmMdD]+)|(?P<percent>%)|(?P<other>.)",
    re.DOTALL,
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*+')
_COLOURS = re.compile(
    r"\[(?:black|blue|cyan|green|magenta|red|white|yellow|color\s*\d+|黑色|红色|蓝色|绿色)\]", re.IGNORECASE
)
_MOST_DIGITS = 15


class _Section(Struct):
    """A section of a number format, taken apart: texts around one place for digits."""

    before: str = ""
    after: str = ""
    digits: str = ""
    percent: bool = False
    date: list[tuple[str, str]] = []  # (unit, or "" and a text)


def built_in(number: int) -> str:
    """The format of a built-in id; General where it has none here."""
    return _BUILT_IN.get(number, GENERAL)


def _parse(code: str) -> _Section | None:
    """A section, None for one that is beyond."""
    section = _Section()
    for match in _TOKEN.finditer(code):
        text = match["quoted"] or match["escaped"] or match["currency"] or ""
        if match["bracket"] and not _COLOURS.fullmatch(match["bracket"]):
            return None
        if match["digits"]:
            if section.digits:
                return None
            section.digits = match["digits"]
            continue
        if match["date"]:
            section.date.append((match["date"][0].lower(), ""))
            continue
        if match["percent"]:
            section.percent = True
            text = "%"
        if match["other"]:
            if match["other"] in "eEhHsSgGaA@/" and not section.date:
                return None
            text = match["other"]
        if section.date:
            section.date.append(("", text))
        elif section.digits:
            section.after += text
        else:
            section.before += text
    return section


def _general(number: float) -> str:
    if number == int(number) and abs(number) < 10**_MOST_DIGITS:
        return str(int(number))
    return f"{number:.11g}"


def _date(number: float, section: _Section, epoch_1904: bool) -> str | None:
    import datetime

    try:
        days = int(number) + (1462 if epoch_1904 else 0)
        date = datetime.date(1899, 12, 30) + datetime.timedelta(days)
    except (OverflowError, ValueError):
        return None
    units = {"y": date.year, "m": date.month, "d": date.day}
    return "".join(str(units[unit]) if unit else text for unit, text in section.date)


def _digits(number: float, section: _Section) -> str:
    from decimal import ROUND_HALF_UP, Decimal

    whole, _, fraction = section.digits.partition(".")
    value = abs(Decimal(repr(number)))
    if section.percent:
        value *= 100
    scale = len(whole) - len(whole.rstrip(","))
    value = value.scaleb(-3 * scale).quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    written, _, decimals = f"{value:f}".partition(".")
    if "," in whole.rstrip(","):
        written = f"{int(written):,}"
    written = written.rjust(whole.count("0"), "0")
    if written == "0" and "0" not in whole:
        written = ""
    kept = decimals.rstrip("0").ljust(fraction.count("0"), "0") if "#" in fraction or "?" in fraction else decimals
    return f"{written}.{kept}" if kept else written


def displayed(value: str, code: str = GENERAL, epoch_1904: bool = False) -> str:
    """The text a sheet shows for a stored number; `value` itself when it is none."""
    if value.isdigit() and code == GENERAL and len(value) <= _MOST_DIGITS and value.isascii():
        return value
    try:
        number = float(value)
    except ValueError:
        return value
    if not abs(number) < 10**_MOST_DIGITS:  # infinities and nan, too
        return value
    sections = [match[0] for match in _SECTION.finditer(code) if match[0]][:3] if code != GENERAL else []
    if not sections:
        return _general(number)
    index = 0
    if number < 0 and len(sections) > 1:
        index = 1
    elif number == 0 and len(sections) > 2:
        index = 2
    section = _parse(sections[index])
    if section is None:
        return _general(number)
    if section.date:
        return _date(number, section, epoch_1904) or _general(number)
    if not section.digits:
        return (section.before + section.after).strip() if index else _general(number)
    sign = "-" if number < 0 and index == 0 else ""
    return (sign + section.before + _digits(number, section) + section.after).strip()
