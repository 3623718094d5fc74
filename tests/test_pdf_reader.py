"""PDFs as four programs write them, with tables and rows broken over pages; and PDFs nobody should have to read."""

from __future__ import annotations

import base64
import io
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from msgspec.structs import replace as changed

import hostile_pdf
from disclint.document import Document, Grid, Layout, Paragraph
from disclint.engine import Settings, check_data
from disclint.errors import UnreadableError
from disclint.finding import Language
from disclint.plugins import load_plugins
from disclint.readers import isolation
from disclint.readers.limits import DEFAULT, Limits
from disclint.readers.pdf import is_pdf, read_pdf
from disclint.select import Layer, choose
from disclint.testing import Heading, PhysicalGrid, Prose, SampleReport, clean_report
from flattenings import blank_cells, random_report
from renderers.pdf import RENDERERS, Missing, Page, office_pdf, scanned
from renderers.reading import report_of, wrong_cells

pytest.importorskip("pypdfium2")


@pytest.fixture(scope="module", autouse=True)
def child() -> Iterator[None]:
    """One child for all files, as in a run of the program."""
    yield
    isolation.close()


PAGES = {
    "a4": Page(),
    "short": Page(height=120, margin=12),  # breaks in the middle of rows, and of numbers
    "repeated": Page(height=135, margin=12, repeat=True),
    "landscape": Page(width=297, height=140, margin=15, numbered=False),
}


@cache
def sample(form: str, blanks: bool = False) -> SampleReport:
    """A report with another value in every cell; with `blanks`, a sixth of them empty."""
    rng = random.Random(form)
    report = random_report(rng, form)
    return blank_cells(report, rng, 0.15)[0] if blanks else report


@cache
def printed(program: str, form: str, page: str, blanks: bool = False) -> bytes:
    """A sample as this program prints it."""
    try:
        return RENDERERS[program](sample(form, blanks), PAGES[page])
    except Missing as missing:
        pytest.skip(str(missing))


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def wanted_texts(report: SampleReport) -> list[str]:
    return [piece.text for piece in report.blocks() if isinstance(piece, Heading | Prose)]


# --- every cell, every program ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("program", RENDERERS)
def test_every_cell_is_right(program: str, form: str, page: str) -> None:
    document = read_pdf(printed(program, form, page), "report.pdf")
    assert wrong_cells(document, sample(form)) == []
    assert [grid.layout for grid in grids(document)] == [Layout.EXACT] * 3, "each table in one piece"
    assert document.damage == ()


@pytest.mark.parametrize("program", RENDERERS)
def test_blank_cells_stay_blank(program: str) -> None:
    document = read_pdf(printed(program, "2021", "short", blanks=True), "report.pdf")
    assert wrong_cells(document, sample("2021", blanks=True)) == []


@pytest.mark.parametrize("borders", ["separate", "dashed", "open"])
@pytest.mark.parametrize("program", ["weasyprint", "chromium"])
def test_borders_of_all_kinds(program: str, borders: str) -> None:
    page = Page(height=160, borders=borders)
    try:
        data = RENDERERS[program](sample("2021"), page)
    except Missing as missing:
        pytest.skip(str(missing))
    assert wrong_cells(read_pdf(data, "report.pdf"), sample("2021")) == []


def test_word_documents_printed_by_libreoffice() -> None:
    pytest.importorskip("docx")
    from renderers.docx import docx

    try:
        data = office_pdf(docx(sample("2019")), "docx")
    except Missing as missing:
        pytest.skip(str(missing))
    assert wrong_cells(read_pdf(data, "report.pdf"), sample("2019")) == []


@pytest.mark.parametrize("seed", range(20))
def test_any_size_of_paper_and_type(seed: int) -> None:
    rng = random.Random(seed)
    report = random_report(rng, rng.choice(("2019", "2021")))
    report = blank_cells(report, rng, rng.choice((0.0, 0.1, 0.5)))[0]
    page = Page(
        width=rng.choice((210, 297)),
        height=rng.randint(130, 297),
        margin=rng.choice((10, 15, 20)),
        size=rng.choice((9, 10.5, 12)),
        repeat=rng.random() < 0.5,
        split=rng.random() < 0.7,
    )
    program = ("reportlab", "weasyprint")[seed % 2]
    try:
        data = RENDERERS[program](report, page)
    except Missing as missing:
        pytest.skip(str(missing))
    assert wrong_cells(read_pdf(data, "report.pdf"), report) == []


# --- text, pages, positions -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("program", ["reportlab", "weasyprint", "chromium"])
def test_paragraphs_are_whole_and_pages_leave_no_trace(program: str) -> None:
    """Titles of two lines, paragraphs over the page, page numbers, running heads.

    LibreOffice does not draw a full stop that hangs over the margin; its texts are left out here.
    """
    report = sample("2021")
    assert texts(read_pdf(printed(program, "2021", "short"), "report.pdf")) == wanted_texts(report)


def test_a_title_of_two_lines_is_one() -> None:
    report = clean_report(2023, organ="清河县住房和城乡建设及综合行政执法管理委员会办公室")
    try:
        data = RENDERERS["reportlab"](report, Page())
    except Missing as missing:
        pytest.skip(str(missing))
    document = read_pdf(data, "report.pdf")
    assert texts(document)[0] == wanted_texts(report)[0]
    found = report_of(document)
    assert found.title is not None
    assert found.organ == report.organ


def test_positions_count_blocks_and_rows_and_know_their_page() -> None:
    document = read_pdf(printed("reportlab", "2021", "short"), "report.pdf")
    places = [
        position
        for block in document.blocks
        for position in (
            [block.position] if isinstance(block, Paragraph) else [row[0].position for row in block.rows if row]
        )
    ]
    assert [place.line for place in places] == list(range(1, len(places) + 1))
    pages = [place.page or 0 for place in places]
    assert pages[0] == 1
    assert all(0 <= after - before <= 1 for before, after in pairwise(pages))
    report = report_of(document)
    assert report.requests is not None
    cell = report.requests.cell("carried_forward", "total")
    assert cell is not None
    assert (cell.position.page or 0) > 3
    assert cell.position.column == 10


def test_a_turned_page_reads_the_right_way_up() -> None:
    pypdfium2 = pytest.importorskip("pypdfium2")
    for quarter in (90, 180, 270):
        source = pypdfium2.PdfDocument(printed("reportlab", "2021", "a4"))
        for page in source:
            page.set_rotation(quarter)
        out = io.BytesIO()
        source.save(out)
        assert wrong_cells(read_pdf(out.getvalue(), "report.pdf"), sample("2021")) == []


def test_text_set_sideways_on_the_page_is_read_along_its_lines() -> None:
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
    buffer = io.BytesIO()
    canvas = canvas_module.Canvas(buffer, pagesize=(400, 300))
    canvas.rotate(90)
    for number, line in enumerate(("first line of a page set on its side", "second line of a page set on its side.")):
        canvas.drawString(20, -40 - 60 * number, line)
    canvas.save()
    assert texts(read_pdf(buffer.getvalue(), "x.pdf")) == [
        "first line of a page set on its side",
        "second line of a page set on its side.",
    ]


def test_shaded_rows_and_faint_lines_are_no_rules() -> None:
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
    buffer = io.BytesIO()
    canvas = canvas_module.Canvas(buffer)
    canvas.setFillGray(0.85)
    for y in range(600, 720, 40):
        canvas.rect(50, y, 400, 20, stroke=0, fill=1)
    canvas.setStrokeGray(0.99)
    for y in range(600, 720, 20):
        canvas.line(50, y, 450, y)
        canvas.line(50 + y - 600, 600, 50 + y - 600, 720)
    canvas.setFillGray(0)
    for y in range(605, 720, 20):
        canvas.drawString(60, y, f"a line of prose on a shaded ground, number {y}")
    canvas.save()
    assert grids(read_pdf(buffer.getvalue(), "x.pdf")) == []


# --- what cannot be read ----------------------------------------------------------------------------------------------


def refused(data: bytes, limits: Limits = DEFAULT) -> str:
    """The sentence a file is refused with."""
    with pytest.raises(UnreadableError) as caught:
        read_pdf(data, "report.pdf", limits)
    return str(caught.value)


@pytest.mark.parametrize("behind", [False, True], ids=["no text", "unseen text"])
def test_a_scan_says_that_it_is_one(monkeypatch: pytest.MonkeyPatch, behind: bool) -> None:
    """A scan is one with the unseen text of another program's recognition behind it, too: nobody has checked that."""
    monkeypatch.setattr("disclint.readers.pdf._recognises", lambda: False)
    data = _searchable() if behind else scanned(printed("reportlab", "2021", "a4"), dpi=50)
    said = refused(data)
    assert "扫描件" in said
    assert 'pip install "disclint[ocr]"' in said


def _searchable() -> bytes:
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
    image = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    canvas = canvas_module.Canvas(buffer)
    canvas.drawInlineImage(image.new("RGB", (100, 140), "white"), 0, 0, 595, 842)
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textLine("text that was recognised by someone else, long enough")
    canvas.drawText(text)
    canvas.save()
    return buffer.getvalue()


def test_a_scan_is_read_by_text_recognition() -> None:
    """A part of a report only: recognition takes many seconds a page."""
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    report = sample("2021")
    pieces = tuple(p for p in report.blocks() if isinstance(p, PhysicalGrid | Heading) and p.section in ("title", "active_disclosure"))  # fmt: skip
    part = replace(report, pieces=pieces)
    document = read_pdf(scanned(RENDERERS["reportlab"](part, Page(height=150)), tilt=0.4), "scan.pdf")
    assert document.format == "pdf-ocr"
    assert wrong_cells(document, part) == []


def test_findings_on_a_scan_say_that_its_figures_were_recognised() -> None:
    """A real scan of table 3 with a wrong total, through the whole check."""
    pytest.importorskip("rapidocr")
    pytest.importorskip("onnxruntime")
    report = clean_report(2023).set("requests/result_total/total", "99")
    pieces = tuple(p for p in report.blocks() if isinstance(p, PhysicalGrid | Heading) and p.section in ("title", "requests"))  # fmt: skip
    data = scanned(RENDERERS["reportlab"](replace(report, pieces=pieces), Page(height=500, size=12)), tilt=-0.3)
    plugins = load_plugins()
    result = check_data(data, "扫描件.pdf", Settings(plugins, choose(plugins.metas, Layer(["B"]))))
    assert not result.errors
    assert [each.path for each in result.findings] == ["requests/result_total/total"] * 3
    for each in result.findings:
        assert each.message(Language.ZH).endswith("（数值由图片识别，请与原件核对）")
        assert each.message(Language.EN).endswith("compare them with the original)")
        assert each.place is not None
        assert (each.place.table, each.place.row, each.place.column, each.place.page) == (1, 27, 10, 1)


def test_a_picture_in_place_of_a_table_is_noted() -> None:
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
    image = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    canvas = canvas_module.Canvas(buffer)
    canvas.drawString(72, 760, "a heading, and under it a table somebody has photographed")
    canvas.drawInlineImage(image.new("RGB", (100, 60), "gray"), 72, 400, 450, 300)
    canvas.save()
    damage = read_pdf(buffer.getvalue(), "x.pdf").damage
    assert [(each.reason, each.position.page, each.detail) for each in damage] == [("picture", 1, "450×300")]


def test_each_picture_in_place_of_a_table_is_noted_where_it_stands() -> None:
    """Several on a page, each under its own heading: T206 for all three tables."""
    weasyprint = pytest.importorskip("weasyprint")
    image = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    image.new("RGB", (400, 100), "gray").save(buffer, "PNG")
    source = "data:image/png;base64," + base64.b64encode(buffer.getvalue()).decode()
    body = "".join(
        f"<img style='width: 100%' src='{source}'>" if isinstance(piece, PhysicalGrid) else f"<p>{piece.text}</p>"
        for piece in clean_report(2023).blocks()
    )
    plugins = load_plugins()
    data = weasyprint.HTML(string=body).write_pdf()
    result = check_data(data, "报告.pdf", Settings(plugins, choose(plugins.metas, Layer(["T"]))))
    tables = ("active_disclosure", "requests", "review_litigation")
    assert [(each.code, each.path) for each in result.findings] == [("T206", table) for table in tables]


def test_passwords() -> None:
    canvas_module = pytest.importorskip("reportlab.pdfgen.canvas")
    encryption = pytest.importorskip("reportlab.lib.pdfencrypt")

    def locked(user: str) -> bytes:
        buffer = io.BytesIO()
        key = encryption.StandardEncryption(user, ownerPassword="owner", canCopy=0)
        canvas = canvas_module.Canvas(buffer, encrypt=key)
        canvas.drawString(72, 700, "words that may be read, but not copied")
        canvas.save()
        return buffer.getvalue()

    assert "密码" in refused(locked("secret"))
    assert texts(read_pdf(locked(""), "x.pdf")) == ["words that may be read, but not copied"]


def test_without_the_library_the_message_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    from disclint.readers import pdf_file

    monkeypatch.setattr(pdf_file, "_library", None)
    monkeypatch.setitem(sys.modules, "pypdfium2_raw", None)
    with pytest.raises(UnreadableError, match=r'pip install "disclint\[pdf\]"'):
        pdf_file.read_pages(b"%PDF-1.4\n%%EOF", "x.pdf", DEFAULT)


def test_a_pdf_is_known_by_its_mark_and_not_by_its_name() -> None:
    assert is_pdf(b"\r\n\r\n%PDF-1.4 ...")
    assert not is_pdf(b"MIME-Version: 1.0 ... %PDF".ljust(2000) + b"%PDF-1.4")


TIGHT = changed(DEFAULT, child_seconds=4.0, child_memory_bytes=700 * 2**20)
HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "flate bomb": (hostile_pdf.flate_bomb, "内存上限|没有文字|意外终止"),
    "picture bomb": (hostile_pdf.picture_bomb, "扫描件|没有文字"),
    "page loop": (hostile_pdf.page_loop, "已损坏|没有页面"),
    "200,000 pages": (hostile_pdf.many_pages, "超过 300 页"),
    "400,000 rectangles": (hostile_pdf.many_rectangles, "60000 个图形"),
    "400,000 lines in a path": (hostile_pdf.many_lines_in_one_path, "60000 个图形"),
    "400,000 characters": (hostile_pdf.many_characters, "200000 个字符"),
    "hatching": (hostile_pdf.woven, None),
    "a form that draws itself": (hostile_pdf.form_in_itself, "意外终止|内存上限|超过 4 秒|没有文字"),
    "forms that double": (hostile_pdf.forms_doubling, "意外终止|内存上限|超过 4 秒"),
    "arrays in arrays": (hostile_pdf.deep_arrays, "没有文字|已损坏"),
    "a font of private characters": (hostile_pdf.private_font, "文字层无法使用"),
    "only the mark": (lambda: b"%PDF-1.7\n%%EOF\n", "已损坏"),
    "zeros": (lambda: b"%PDF-1.7\n" + bytes(2**20) + b"startxref\n9\n%%EOF", "已损坏"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_pdf_hurts_nobody(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sentence in bounded time and memory, and the next file is read."""
    monkeypatch.setattr("disclint.readers.pdf._recognises", lambda: False)
    make, sentence = HOSTILE[name]
    data = make()
    begun = time.monotonic()
    if sentence is None:
        read_pdf(data, "hostile.pdf", TIGHT)
    else:
        with pytest.raises(UnreadableError, match=sentence):
            read_pdf(data, "hostile.pdf", TIGHT)
    assert time.monotonic() - begun < 3 * TIGHT.child_seconds
    assert wrong_cells(read_pdf(printed("reportlab", "2021", "a4"), "next.pdf"), sample("2021")) == []


def test_a_pdf_that_was_cut_off_is_refused() -> None:
    data = printed("reportlab", "2021", "a4")
    for share in (0.02, 0.1, 0.3, 0.5, 0.8, 0.95):
        assert "不完整" in refused(data[: int(len(data) * share)])


@pytest.mark.parametrize("program", ["reportlab", "weasyprint"])
def test_flipped_bytes_never_change_a_figure_in_silence(program: str) -> None:
    """PDFium shows what it can of a damaged file; the checksums of its parts say that it is damaged."""
    data = printed(program, "2021", "a4")
    rng = random.Random(8)
    for _ in range(30):
        broken = bytearray(data)
        for _ in range(rng.choice((1, 5, 50))):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        try:
            document = read_pdf(bytes(broken), "broken.pdf", TIGHT)
        except UnreadableError:
            continue
        noted = [damage.reason for damage in document.damage]
        assert "checksum" in noted or wrong_cells(document, sample("2021")) == []
    assert wrong_cells(read_pdf(data, "next.pdf"), sample("2021")) == []


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        (changed(DEFAULT, pdf_pages=2), "超过 2 页"),
        (changed(DEFAULT, pdf_objects=10), "超过 10 个图形"),
        (changed(DEFAULT, pdf_characters=100), "超过 100 个字符"),
    ],
)
def test_every_limit_can_be_set(limits: Limits, sentence: str) -> None:
    assert sentence in refused(printed("reportlab", "2021", "a4"), limits)
