"""Where a finding is, in the terms of who has the file open: in docx, pdf, xlsx and in pages with tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO

import pytest

from disclint.document import Cell, Document, Grid, Layout, Paragraph, Place, Position, Sheet
from disclint.engine import Settings, check_data
from disclint.finding import Language
from disclint.output import concise, full
from disclint.output import json as as_json
from disclint.output.places import place_text
from disclint.places import Places
from disclint.plugins import load_plugins
from disclint.result import Run
from disclint.select import Layer, choose
from disclint.testing import PhysicalGrid, clean_report
from renderers.docx import docx
from renderers.html import PAGES
from renderers.wordxml import paragraph, word
from renderers.xlsx import WORKBOOKS

ZH, EN = Language.ZH, Language.EN


def run(data: bytes, filename: str, *codes: str, language: Language = ZH) -> Run:
    plugins = load_plugins()
    settings = Settings(plugins, choose(plugins.metas, Layer(list(codes) or None)))
    return Run((check_data(data, filename, settings),), language)


# --- the words ----------------------------------------------------------------------------------------------------

WORDS = [
    (Place(3, 7, 4), "第3张表第7行第4列", "3rd table, row 7, column 4"),
    (Place(3, 7, 4, page=5), "第3张表第7行第4列，第5页", "3rd table, row 7, column 4; page 5"),
    (Place(2), "第2张表", "2nd table"),
    (Place(11), "第11张表", "11th table"),
    (Place(21, page=1), "第21张表，第1页", "21st table; page 1"),
    (Place(paragraph=12), "第12段", "paragraph 12"),
    (Place(), "", ""),
    (Place(page=3), "第3页", "page 3"),
    (Place(1, 2, 3, sheet="表三", cell="D7"), "工作表“表三”D7", "sheet “表三”, D7"),
]


@pytest.mark.parametrize(("place", "zh", "en"), WORDS)
def test_words(place: Place, zh: str, en: str) -> None:
    assert (place_text(place, ZH), place_text(place, EN)) == (zh, en)


# --- counting -----------------------------------------------------------------------------------------------------


def grid(first_line: int, *rows: tuple[tuple[str, int, int, int], ...]) -> Grid:
    """Rows of (text, column from 0, colspan, rowspan)."""
    made = tuple(
        tuple(Cell(text, Position(line, column + 1), column, across, down) for text, column, across, down in row)
        for line, row in enumerate(rows, first_line)
    )
    return Grid(made, Layout.EXACT, Position(first_line, 1, first_line + len(rows) - 1))


# A label over two columns and one over two rows; the third column of the file is one no cell begins in.
TABLE = grid(
    3,
    (("合并", 0, 2, 1), ("计", 4, 1, 1)),
    (("组", 0, 1, 2), ("甲", 1, 1, 1), ("1", 2, 2, 1), ("2", 4, 1, 1)),
    (("乙", 1, 1, 1), ("", 2, 2, 1), ("4", 4, 1, 1)),
)
BLOCKS = (
    Paragraph("标题", Position(1, 3, 1, 5, 1)),
    Paragraph("第一行", Position(2, 1, 2, 4), "一、"),
    Paragraph("第二行", Position(2, 5, 2, 8)),
    TABLE,
    Paragraph("末段", Position(6, 1, 6, 3)),
)
PLACES = [
    ("a paragraph", Position(1, 3, 1, 5), "第1段", "标题", "标题"),
    ("before its text", Position(1, 1), "第1段", "标题", "标题"),
    ("a part of it", Position(1, 4, 1, 5), "第1段", "标题", "题"),
    ("with its number", Position(2, 1, 2, 4), "第2段", "一、第一行", "一、第一行"),
    ("behind its number", Position(2, 2, 2, 3), "第2段", "一、第一行", "一"),
    ("behind a line break", Position(2, 6, 2, 7), "第2段", "第二行", "二"),
    ("the last", Position(6, 1, 6, 3), "第3段", "末段", "末段"),
    ("a table", TABLE.position, "第1张表", "合并 | 计", "合并 | 计"),
    ("merged across", Position(3, 1), "第1张表第1行第1列", "合并 | 计", "合并"),
    ("the last column", Position(3, 5), "第1张表第1行第4列", "合并 | 计", "计"),
    ("the same column", Position(4, 5), "第1张表第2行第4列", "组 | 甲 | 1 | 2", "2"),
    ("merged down", Position(5, 2), "第1张表第3行第2列", "组 | 乙 |   | 4", "乙"),
    ("a blank", Position(5, 3), "第1张表第3行第3列", "组 | 乙 |   | 4", " "),
    ("nowhere", Position(99), "", "", ""),
    ("nowhere on a page", Position(99, page=3), "第3页", "", ""),
]


@pytest.mark.parametrize(
    ("position", "words", "text", "marked"), [case[1:] for case in PLACES], ids=[c[0] for c in PLACES]
)
def test_places(position: Position, words: str, text: str, marked: str) -> None:
    place = Places(Document("x", "docx", BLOCKS)).at(position)
    assert place is not None
    assert place_text(place, ZH) == words
    assert (place.text, place.text[place.start : place.end]) == (text, marked)


def test_what_is_long_is_cut_around_what_is_meant() -> None:
    long = "零一二三四五六七八九" * 100_000
    document = Document("x", "docx", (Paragraph(long, Position(1, 1, 1, 1 + len(long))),))
    places = Places(document)
    for start, end in ((0, 10), (500_003, 500_004), (999_990, 1_000_000), (0, 1_000_000)):
        place = places.at(Position(1, 1 + start, 1, 1 + end))
        assert place is not None
        assert len(place.text) < 1100
        assert place.text[place.start : place.end] == long[start : min(end, start + 800)]


def test_sheets_have_the_names_of_their_cells() -> None:
    sheets = (Sheet("表二", 0), Sheet("空", 5), Sheet("表三", 5))
    places = Places(Document("x", "xlsx", BLOCKS, sheets=sheets))
    found = [places.at(position) for position in (Position(3, 28, page=1), Position(6, 1, page=3))]
    assert [(each.sheet, each.cell, each.page) for each in found if each] == [
        ("表二", "AB3", None),
        ("表三", "A1", None),
    ]


# --- whole runs ---------------------------------------------------------------------------------------------------

WRONG = clean_report(2023).set("requests/result_total/total", "99")


FILES: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("报告.docx", lambda: docx(WRONG), "报告.docx: 第2张表第27行第10列: B402", "^^"),
    ("报告.html", lambda: PAGES["clean"](WRONG), "报告.html:", "^^"),
    ("报告.xlsx", lambda: WORKBOOKS["offset"](WRONG), "报告.xlsx: 工作表“Sheet”L", "^^"),
]


@pytest.mark.parametrize(("filename", "make", "begins", "carets"), FILES, ids=[case[0] for case in FILES])
def test_every_format_says_where(filename: str, make: Callable[[], bytes], begins: str, carets: str) -> None:
    checked = run(make(), filename, "B402")
    assert concise.write(checked).startswith(begins)
    told = full.write(checked)
    row, marks = next(
        (row, marks) for row, marks in zip(told.splitlines(), told.splitlines()[1:], strict=False) if "^" in marks
    )
    assert "99" in row
    assert marks.count("^") == len(carets)
    (finding,) = json.loads(as_json.write(checked))["findings"]
    assert {key: finding["place"][key] for key in ("table", "row", "column", "paragraph")} == {
        "table": 2,
        "row": 27,
        "column": 10,
        "paragraph": None,
    }
    assert all(related["place"]["column"] == 10 for related in finding["related"])


def test_a_page_has_line_column_and_place() -> None:
    """Tables of the page itself, before the report, do not count."""
    told = full.write(run(PAGES["cms"](WRONG), "报告.html", "B402"))
    assert "(第2张表第27行第10列)" in told


def test_the_row_under_a_finding_is_marked_below_the_cell() -> None:
    told = full.write(run(docx(WRONG), "报告.docx", "B402")).splitlines()
    row = next(number for number, line in enumerate(told) if "| 三、本年度办理结果 | （七）总计 |" in line)
    # wide characters take two columns, so the caret is further right than the code points before it
    before = told[row].index("99")
    wide = sum(ord(char) > 0x2E80 for char in told[row][:before])
    assert told[row + 1].index("^") == before + wide


def test_a_page_of_word_is_told() -> None:
    """Where Word noted on saving that a page broke there."""
    broken = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>五、存在的问题及改进措施</w:t></w:r></w:p>"
    pieces = [piece for piece in WRONG.blocks() if not isinstance(piece, PhysicalGrid)]
    body = "".join(broken if piece.text.startswith("五、") else paragraph(piece.text) for piece in pieces)
    checked = run(word(body), "报告.docx", "S103")
    assert concise.write(checked).startswith("报告.docx: 第12段，第2页: S103")
    assert concise.write(Run(checked.results, EN)).startswith("报告.docx: paragraph 12; page 2: S103")


def test_saved_words_are_no_commands() -> None:
    """A name of a sheet comes from others, too."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(WORKBOOKS["whole"](WRONG)))
    book.active.title = "x\u202ey"
    buffer = BytesIO()
    book.save(buffer)
    told = concise.write(run(buffer.getvalue(), "报告.xlsx", "B402"))
    assert "工作表“x\ufffdy”J" in told
