"""Where a finding is, in words: what the writers for people share."""

from __future__ import annotations

from disclint.document import Place
from disclint.finding import Finding, Language, Phrase
from disclint.output.text import safe

_SHEET = Phrase("工作表“{sheet}”{cell}", "sheet “{sheet}”, {cell}")
_TABLE = Phrase("第{table}张表", "{table} table")
_CELL = Phrase("第{table}张表第{row}行第{column}列", "{table} table, row {row}, column {column}")
_PARAGRAPH = Phrase("第{paragraph}段", "paragraph {paragraph}")
_PAGE = Phrase("，第{page}页", "; page {page}")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def is_sourced(place: Place) -> bool:
    """Whether the file has source lines, so that line and column say more to its reader than table and row."""
    return place.table is not None and not place.text and not place.sheet


def place_text(place: Place, language: Language) -> str:
    """第3张表第7行第4列，第5页; 第12段; 工作表“表三”D7; "" of a file without text. English: 3rd table, row 7, column 4; page 5.

    The English counts with an ordinal: messages call the tables of the form table 2 to table 4.
    """
    page = _PAGE.render(language, {"page": place.page}) if place.page is not None else ""
    if place.table is None and place.paragraph is None and not place.sheet:
        return page.lstrip("，; ")
    if place.sheet:
        phrase = _SHEET
    elif place.paragraph is not None:
        phrase = _PARAGRAPH
    else:
        phrase = _CELL if place.row is not None else _TABLE
    text = phrase.render(
        language,
        {
            "sheet": place.sheet,
            "cell": place.cell,
            "table": _ordinal(place.table or 0) if language is Language.EN else place.table,
            "row": place.row,
            "column": place.column,
            "paragraph": place.paragraph,
        },
    )
    return text + page


def address(filename: str, finding: Finding, language: Language) -> str:
    """报告.txt:12:5, or 报告.docx: 第3张表第7行第4列，第5页 where lines and columns mean nothing to a person."""
    place = finding.place
    if place is None or is_sourced(place):
        return f"{filename}:{where(finding, language)}"
    words = where(finding, language)
    return f"{filename}: {words}" if words else filename


def where(finding: Finding, language: Language) -> str:
    """12:5, or 第3张表第7行第4列，第5页; nothing where the file has no place to tell."""
    place = finding.place
    if place is None or is_sourced(place):
        return f"{finding.position.line}:{finding.position.column}"
    return safe(place_text(place, language))


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"
