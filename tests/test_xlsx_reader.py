"""Workbooks: what the sheets display is what is read, wherever it stands on them, and none can hurt the machine."""

from __future__ import annotations

import random
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import product

import pytest

from disclint.document import Document, Grid, Layout
from disclint.errors import UnreadableError
from disclint.readers import read
from disclint.readers.limits import Limits
from disclint.readers.xlsx import read_xlsx
from disclint.readers.xlsx_numbers import displayed
from disclint.testing import SampleReport, clean_report
from flattenings import blank_cells, random_report
from renderers.reading import report_of, wrong_cells

pytest.importorskip("openpyxl", reason="openpyxl writes the workbooks that these tests read")

from renderers.xlsx import WORKBOOKS

SAMPLES = list(product(("2019", "2021"), (0.0, 0.25)))


def sample(form: str, blanks: float) -> SampleReport:
    rng = random.Random(f"{form} {blanks}")
    return blank_cells(random_report(rng, form), rng, blanks)[0]


@pytest.mark.parametrize(("form", "blanks"), SAMPLES, ids=[f"{f}-{round(b * 100)}%-blank" for f, b in SAMPLES])
@pytest.mark.parametrize("workbook", WORKBOOKS)
def test_every_cell_of_a_workbook_is_right(workbook: str, form: str, blanks: float) -> None:
    report = sample(form, blanks)
    assert wrong_cells(read(WORKBOOKS[workbook](report), "报告.xls"), report) == []


@pytest.mark.parametrize("workbook", ["whole", "offset", "plain"])
def test_headings_and_paragraphs_in_cells(workbook: str) -> None:
    sections = [piece.section for piece in clean_report().blocks() if getattr(piece, "level", 0) == 2]
    report = report_of(read_xlsx(WORKBOOKS[workbook](clean_report()), "报告.xlsx"))
    assert report.title is not None
    assert (report.year, report.organ) == (2023, "清河县水利局")
    assert [section.id for section in report.sections] == sections
    assert report.signature is not None
    assert report.signature.date_text == "2024年1月15日"


def test_positions_are_those_of_the_sheet() -> None:
    first = report_of(read_xlsx(WORKBOOKS["offset"](clean_report()), "a.xlsx")).tables["active_disclosure"]
    cell = first.cell("licences", "decisions")
    assert cell is not None
    assert (cell.position.line, cell.position.column, cell.position.page) == (20, 4, None)
    third = report_of(read_xlsx(WORKBOOKS["sheets"](clean_report()), "a.xlsx")).tables["review_litigation"]
    cell = third.cell("cases", "review_upheld")
    assert cell is not None
    assert (cell.position.column, cell.position.page) == (2, 4)


# --- single sheets, written by hand -------------------------------------------------------------------------------------

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def package(parts: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts(
    rows: str, behind: str = "", before: str = "", strings: str = "", formats: str = "", book: str = ""
) -> dict[str, str | bytes]:
    def relationships(*kinds: tuple[str, str]) -> str:
        each = "".join(
            f'<Relationship Id="r{n}" Type="{_RELATED}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(kinds)
        )
        return f'<Relationships xmlns="{_PACKAGE}">{each}</Relationships>'

    return {
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relationships(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "/xl/styles.xml")
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}">{book}<sheets>'
        '<sheet name="表" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{formats}</styleSheet>',
        SHEET: f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}">{before}'
        f"<sheetData>{rows}</sheetData>{behind}</worksheet>",
    }


def shape(document: Document) -> list[str | list[str]]:
    """Paragraphs as text; the rows of grids as `text@column`, with spans `text@column:colspan×rowspan`."""
    found: list[str | list[str]] = []
    for block in document.blocks:
        if not isinstance(block, Grid):
            found.append(block.text)
            continue
        assert block.layout is Layout.EXACT
        for row in block.rows:
            spans = [f":{c.colspan}×{c.rowspan}" if (c.colspan, c.rowspan) != (1, 1) else "" for c in row]
            found.append([f"{c.text}@{c.column}{span}" for c, span in zip(row, spans, strict=True)])
    return found


_TWO = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}"><v>2</v></c></row>'
_STRINGS = (
    "<si><t>甲</t></si><si><r><t>乙</t></r><r><rPr/><t> 丙</t></r><rPh sb='0' eb='1'><t>bǐng</t></rPh></si>"
    "<si><t>丁_x000D_&#10;戊</t></si>"
)
_BORDERED = (
    "<borders><border/><border><left style='thin'/></border></borders><cellXfs><xf/><xf borderId='1'/></cellXfs>"
)
SHEETS: list[tuple[str, dict[str, str | bytes], list[str | list[str]]]] = [
    ("places not given", parts("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c/><c><v>4</v></c><c><v>5</v></c></row>"), [["1@0", "@1", "3@2"], ["@0", "4@1", "5@2"]]),
    ("kinds of text", parts('<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>9</v></c><c t="inlineStr"><is><t>x</t></is></c><c t="str"><f>A1</f><v>y</v></c><c t="b"><v>1</v></c><c t="e"><v>#REF!</v></c></row>', strings=_STRINGS), [["甲@0", "乙 丙@1", "@2", "x@3", "y@4", "TRUE@5", "#REF!@6"]]),
    ("lines of a cell", parts('<row><c t="s"><v>2</v></c></row>', strings=_STRINGS), ["丁", "戊"]),
    ("merged", parts(_TWO.format(2) + _TWO.format(3), "<mergeCells><mergeCell ref='A2:A3'/><mergeCell ref='B2:XFD2'/></mergeCells>"), [["1@0:1×2", "2@1"], ["2@1"]]),
    ("hidden row and column", parts(_TWO.format(1) + _TWO.format(2).replace("<row", "<row hidden='1'") + '<row r="3"><c r="A3"><v>1</v></c><c r="B3"><v>7</v></c><c r="C3"><v>2</v></c></row>', before="<cols><col min='2' max='2' hidden='1'/></cols>"), ["1", ["1@0", "2@2"]]),
    ("a blank last row with borders", parts(_TWO.format(1) + "<row r='2'><c r='A2' s='1'/><c r='B2' s='1'/></row><row r='90'><c r='A90' s='1'/></row>", formats=_BORDERED), [["1@0", "2@1"], ["@0", "@1"]]),
    ("caption and note", parts("<row r='1'><c r='A1' t='str'><v>第一项</v></c></row>" + _TWO.format(2) + "<row r='4'><c r='A4' t='str'><v>说明：一句话。</v></c></row>"), [["第一项@0", "@1"], ["1@0", "2@1"], "说明：一句话。"]),
    ("far from the corner", parts('<row r="1048576"><c r="XFD1048576"><v>7</v></c></row>'), ["7"]),
    ("nothing", parts("<row><c s='1'/></row>", formats=_BORDERED), []),
    ("wrong references", parts('<row r="x"><c r="??"><v>1</v></c><c r="B99999999"><v>2</v></c></row>', "<mergeCells><mergeCell ref='A1'/><mergeCell ref='B9:A1'/></mergeCells>"), [["1@0", "2@1"]]),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), [case[1:] for case in SHEETS], ids=[case[0] for case in SHEETS])
def test_sheets(content: dict[str, str | bytes], expected: list[str | list[str]]) -> None:
    assert shape(read_xlsx(package(content), "a.xlsx")) == expected


FORMATS = [
    ("General", "12", "12"), ("General", "12.0", "12"), ("General", "18.600000000000001", "18.6"), ("General", "1E3", "1000"),
    ("General", "-3", "-3"), ("General", "1e400", "1e400"), ("General", "nan", "nan"), ("General", "12345678901234567890", "12345678901234567890"),
    ("0", "12.5", "13"), ("0_ ", "7", "7"), ("0_);(0)", "-7", "(7)"), ("0_);[Red]\\(0\\)", "-7", "(7)"), ("000", "7", "007"),
    ("#,##0", "1234567", "1,234,567"), ("#,##0.00", "-1234.5", "-1,234.50"), ("0.##", "1.5", "1.5"), ("#", "0", ""),
    ("0%", "0.256", "26%"), ('0"件"', "3", "3件"), ('"约"0', "3", "约3"), ("+0;-0;0", "5", "+5"), ("[$￥-804]0.0", "5", "￥5.0"),
    ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "0", "-"), ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"??_ ;_ @_ ', "1200", "1,200"),
    ('yyyy"年"m"月"d"日"', "45306", "2024年1月15日"), ("yyyy-mm-dd;@", "45306", "2024-1-15"), ("yyyy", "99999999999", "99999999999"),
    ("# ?/?", "0.5", "0.5"), ("0.00E+00", "5", "5"), ("[>5]0;0.0", "5", "5"), ("@", "5", "5"), ("", "5", "5"), ("0;", "5", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "stored", "shown"), FORMATS)
def test_numbers_as_displayed(code: str, stored: str, shown: str) -> None:
    assert displayed(stored, code) == shown


def test_a_style_gives_the_format() -> None:
    formats = (
        '<numFmts><numFmt numFmtId="176" formatCode="0&quot;件&quot;"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="176"/><xf numFmtId="3"/><xf numFmtId="58"/></cellXfs>'
    )
    row = "<row><c><v>5.0</v></c><c s='1'><v>5</v></c><c s='2'><v>5000</v></c><c s='3'><v>45306</v></c><c s='77'><v>5</v></c></row>"
    content = parts(row, formats=formats)
    assert shape(read_xlsx(package(content), "a.xlsx")) == [["5@0", "5件@1", "5,000@2", "1月15日@3", "5@4"]]
    content = parts(row.replace("45306", "43844"), formats=formats, book="<workbookPr date1904='1'/>")
    assert shape(read_xlsx(package(content), "a.xlsx")) == [["5@0", "5件@1", "5,000@2", "1月15日@3", "5@4"]]


# --- hostile workbooks --------------------------------------------------------------------------------------------------

_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + f']><sst xmlns="{_MAIN}"><si><t>&j;</t></si></sst>'
)
_EXTERNAL = f'<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst xmlns="{_MAIN}"><si><t>&x;</t></si></sst>'
_FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
_WIDE = "<row>" + "<c><v>1</v></c>" * 201 + "</row>"
_MERGES = "".join(f"<mergeCell ref='A{n}:XFD1048576'/>" for n in range(1, 900))
HOSTILE: dict[str, tuple[Callable[[], dict[str, str | bytes]], str]] = {
    "far cell": (lambda: parts(_FAR), "XFD1048576"),
    "wide": (lambda: parts(_WIDE), "201 列"),
    "long": (lambda: parts("".join(_TWO.format(n) for n in range(1, 2_002))), "2001 行"),
    "merged over and over": (lambda: parts("".join(_TWO.format(n) for n in range(1, 1_000)), f"<mergeCells>{_MERGES}</mergeCells>"), "合并单元格"),
    "billion laughs": (lambda: parts("") | {"xl/sharedStrings.xml": _LAUGHS}, "DOCTYPE"),
    "external entity": (lambda: parts("") | {"xl/sharedStrings.xml": _EXTERNAL}, "DOCTYPE"),
    "zip bomb": (lambda: parts("") | {SHEET: b" " * 100_000_000}, "过大"),
    "a million cells": (lambda: parts("<row>" + "<c/>" * 1_000_000 + "</row>"), "标签|过大"),
    "no XML": (lambda: parts("") | {SHEET: b"\0\1\2"}, "损坏"),
    "no workbook": (lambda: {"xl/workbook.xml": "<x/>"}, "xlsx"),
    "no sheet": (lambda: {name: text for name, text in parts("").items() if name != SHEET}, "损坏"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_workbooks_are_refused(content: Callable[[], dict[str, str | bytes]], sentence: str) -> None:
    data = package(content())
    begin = time.process_time()
    with pytest.raises(UnreadableError, match=sentence):
        read_xlsx(data, "a.xlsx")
    assert time.process_time() - begin < 10


def test_limits_can_be_changed() -> None:
    with pytest.raises(UnreadableError, match="3 行"):
        read_xlsx(package(parts("".join(_TWO.format(n) for n in range(1, 4)))), "a.xlsx", Limits(table_rows=2))


def test_cut_and_flipped_workbooks_are_read_or_refused() -> None:
    data = WORKBOOKS["whole"](clean_report())
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content: dict[str, str | bytes] = {info.filename: archive.read(info) for info in archive.infolist()}
    rng = random.Random(1)
    for _ in range(200):
        name = rng.choice(sorted(content))
        part = bytearray(content[name])  # type: ignore[arg-type]  # bytes, as just read
        for _ in range(rng.randint(1, 6)):
            place = rng.randrange(len(part))
            part[place : place + 1] = rng.choice((b"9", b"-", b"", b"99999999999", b"A", b"\xff", b"<"))
        whole = package(content | {name: bytes(part)})
        for broken in (whole, data[: rng.randrange(len(data))]):
            try:
                report_of(read_xlsx(broken, "a.xlsx"))
            except UnreadableError as error:
                assert "(" in str(error)
