"""Pages: what a browser shows is what is read, with line and column, and no page can hurt the machine."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from itertools import product

import pytest

from disclint.document import Cell, Document, Grid, Layout, Paragraph
from disclint.errors import UnreadableError
from disclint.readers import read
from disclint.readers.html import looks_like_html, looks_like_mht, read_html, read_html_text
from disclint.readers.limits import Limits
from disclint.readers.mht import read_mht
from disclint.testing import SampleReport, clean_report
from flattenings import FLATTENINGS, blank_cells, random_report
from renderers.html import PAGES, archive
from renderers.reading import report_of, wrong_cells

SAMPLES = list(product(("2019", "2021"), (0.0, 0.25)))
SAMPLE_IDS = [f"{form}-{round(blanks * 100)}%-blank" for form, blanks in SAMPLES]


def sample(form: str, blanks: float) -> SampleReport:
    rng = random.Random(f"{form} {blanks}")
    return blank_cells(random_report(rng, form), rng, blanks)[0]


# --- whole reports ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "blanks"), SAMPLES, ids=SAMPLE_IDS)
@pytest.mark.parametrize("page", PAGES)
def test_every_cell_of_a_page_is_right(page: str, form: str, blanks: float) -> None:
    report = sample(form, blanks)
    document = read_html(PAGES[page](report), "报告.html")
    assert wrong_cells(document, report) == []
    assert document.damage == ()


@pytest.mark.parametrize(("form", "blanks"), SAMPLES, ids=SAMPLE_IDS)
def test_every_cell_of_a_web_archive_is_right(form: str, blanks: float) -> None:
    report = sample(form, blanks)
    data = archive(report)
    assert looks_like_mht(data)
    assert wrong_cells(read_mht(data, "报告.doc"), report) == []


@pytest.mark.parametrize(("form", "blanks"), SAMPLES, ids=SAMPLE_IDS)
def test_every_cell_of_a_table_inside_markdown_is_right(form: str, blanks: float) -> None:
    report = sample(form, blanks)
    text = FLATTENINGS["html_in_md"].render(report, random.Random(1))
    document = read(text.encode(), "报告.md")
    assert document.format == "markdown"
    assert wrong_cells(document, report) == []


@pytest.mark.parametrize("page", PAGES)
def test_the_report_is_found_within_the_page(page: str) -> None:
    report = report_of(read(PAGES[page](clean_report()), "a.doc"))
    assert report.title is not None
    assert report.title.text == "清河县水利局2023年政府信息公开工作年度报告"
    assert [section.id for section in report.sections] == [
        *("overview", "active_disclosure", "requests"),
        *("review_litigation", "problems", "other_matters"),
    ]
    assert report.signature is not None
    assert report.signature.date_text == "2024年1月15日"
    linted = "".join(text.text for text in report.texts())
    assert not [word for word in ("首页", "微信", "索引号", "网站标识码", "上一篇") if word in linted]


@pytest.mark.parametrize("page", ["clean", "sloppy", "cms"])
def test_a_cell_stands_where_the_source_has_it(page: str) -> None:
    document = read_html(PAGES[page](sample("2021", 0.0)), "报告.html")
    cells = [c for t in report_of(document).tables.values() for row in t.rows for c in row.cells if not row.missing]
    assert len(cells) > 150
    for cell in cells:
        position = cell.position
        assert position.end_column is not None
        assert document.lines[position.line - 1][position.column - 1 : position.end_column - 1] == cell.text


# --- what a page shows --------------------------------------------------------------------------------------------------

Shape = list["str | list[list[str]]"]


def _cell(cell: Cell) -> str:
    """`text@column`, with spans as `text@column:colspan×rowspan`."""
    spans = f":{cell.colspan}×{cell.rowspan}" if (cell.colspan, cell.rowspan) != (1, 1) else ""
    return f"{cell.text}@{cell.column}{spans}"


def shape(document: Document) -> Shape:
    found: Shape = []
    for block in document.blocks:
        if isinstance(block, Grid):
            assert block.layout is Layout.EXACT
            found.append([[_cell(cell) for cell in row] for row in block.rows])
        else:
            found.append(block.number + block.text)
    return found


TEXTS: list[tuple[str, str, Shape]] = [
    ("paragraphs", "<h1>甲</h1><p>乙<p>丙<div>丁<div>戊</div>己</div>庚", ["甲", "乙", "丙", "丁", "戊", "己", "庚"]),
    ("br", "甲<br>乙<BR/>丙</br>丁", ["甲", "乙", "丙", "丁"]),
    ("inline tags", "<p>2<b>0</b><span>2</span><a href=#>3</a><!-- 0 --><o:p></o:p>年</p>", ["2023年"]),
    ("white space", "<p>\n  甲\t 乙 \n c </p>", ["甲 乙 c"]),
    (
        "Chinese broken by Word",
        "<p>政府信息公\r\n开工作\n  年度报告 2023\n年</p>",
        ["政府信息公开工作年度报告 2023 年"],
    ),
    ("no-break space", "<p>&nbsp;&#160;\u3000甲&nbsp;乙</p><p>&nbsp;</p>", ["甲\xa0乙"]),
    ("references", "<p>&lt;&#19968;&#x4E8C;&amp;lt;&copy&hellip;</p>", ["<一二&lt;©…"]),
    ("references beyond Unicode", "<p>a&#0;b&#x110000;c&#99999999999;d&#xFFFFFFFFFFFFF;</p>", ["a�b�c�d�"]),
    ("a lone less-than", "<p>1 < 2 <3 <</p>a<", ["1 < 2 <3 <", "a<"]),
    ("pre", "<pre>\n甲\n\n 乙\n</pre>", ["甲", "乙"]),
    ("comments", "甲<!-->乙<!--->丙<!-- > <p> --!>丁<!x>戊<?y>己<![CDATA[z]>庚", ["甲乙丙丁戊己庚"]),
    ("Word's comments", "<!--[if gte mso 9]><xml>x</xml><![endif]--><![if !supportLists]>1<![endif]>", ["1"]),
    ("comment without end", "甲<!-- 乙<p>丙", ["甲"]),
    (
        "raw text",
        "<title>a<p></title><script>'<p>x'</script ><style><!-- x --></style><textarea><p></textarea>乙",
        ["乙"],
    ),
    ("raw text without end", "<textarea>甲<p>乙<script>丙<p>", ["甲", "乙"]),
    ("tag without end", "甲<p>乙<p class='", ["甲", "乙<p class='"]),
    ("quotes", "<p title='a>b' x=\"<p>\" y=it's>甲</p><p z=\"1>乙", ["甲", "乙"]),
    ("controls", "<nav>a</nav><select><option>b</select><button>c</button><svg><text>d</text></svg><svg/>戊", ["戊"]),
    ("noscript, template", "<noscript>a</noscript><template><p>b</p></template><noframes>c</noframes>丁", ["丁"]),
    ("deleted in Word", "甲<del>乙</del><ins>丙</ins>", ["甲丙"]),
]

LISTS: list[tuple[str, str, Shape]] = [
    ("ordered", "<ol><li>甲<li><p>乙</p><p>丙</p></ol>", ["1.甲", "2.乙", "丙"]),
    ("start and value", "<ol start=3><li>甲</li><li value='7'>乙</li><li>丙</ol>", ["3.甲", "7.乙", "8.丙"]),
    ("types", "<ol type=A><li>甲</ol><ol type=i><li>a<li>b</ol>", ["A.甲", "i.a", "ii.b"]),
    ("Chinese numbers", "<ol style='list-style:cjk-ideographic'><li>总体情况<li>乙</ol>", ["一、总体情况", "二、乙"]),
    ("without numbers", "<ol style='list-style-type: none'><li>甲</ol><ul><li>乙</ul>", ["甲", "乙"]),
    ("nested", "<ol><li>甲<ul><li>乙</ul><li>丙<ol><li>丁</ol></ol>戊", ["1.甲", "乙", "2.丙", "1.丁", "戊"]),
    ("a hidden item", "<ol><li>甲<li hidden>x<li>乙</ol>", ["1.甲", "2.乙"]),
    ("an item outside", "<li>甲</ol><li>乙", ["甲", "乙"]),
]

HIDDEN: list[tuple[str, str, Shape]] = [
    ("display", "<p>甲<span style='DISPLAY : none'>x<span>y</span></span>乙</p>", ["甲乙"]),
    ("no such display", "<p style='x-display:none;display:block'>甲</p>", ["甲"]),
    ("visibility", "<div style='color:red;visibility:hidden'>x</div>甲", ["甲"]),
    ("attribute", "<div hidden><p>x<div>y</div></div>甲<dialog>z</dialog><dialog open>乙</dialog>", ["甲", "乙"]),
    ("a paragraph without end", "<p hidden>x<p>甲", ["甲"]),
    ("overlapping tags", "<div hidden><b><div>x</b></div>y</div>甲", ["甲"]),
    ("never closed", "<td><section hidden>x</td></div>甲", ["甲"]),
    ("cell", "<table><tr><td>1<td hidden>x<table><td>y</table><td>2</table>", [[["1@0", "2@1"]]]),
    ("blank cell", "<table><tr><td>1<td style='visibility:hidden'>x<td>2</table>", [[["1@0", "@1", "2@2"]]]),
    (
        "row",
        "<table><tr><td>1<td>2<tr style='display:none'><td>x<td>y<tr><td>3<td>4</table>",
        [[["1@0", "2@1"], ["3@0", "4@1"]]],
    ),
    ("table", "<table hidden><tr><td>x<td>y</table><table><td>1<td>2</table>", [[["1@0", "2@1"]]]),
]

TABLES: list[tuple[str, str, Shape]] = [
    ("spans", "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>", [[["a@0:1×2", "b@1:2×1"], ["c@1", "d@2"]]]),
    ("leading digits", "<table><tr><td colspan=' 2%'>a<td>b<tr><td>c<td>d<td>e</table>", [[["a@0:2×1", "b@2"], ["c@0", "d@1", "e@2"]]]),
    ("no numbers", "<table><tr><td colspan=x rowspan=-2>a<td colspan=0>b</table>", [[["a@0", "b@1"]]]),
    ("rowspan 0", "<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>", [[["a@0:1×3", "b@1"], ["c@1"], ["d@1"]]]),
    ("rowspan past the end", "<table><tr><td rowspan=9>a<td>b<tr><td>c</table>", [[["a@0:1×2", "b@1"], ["c@1"]]]),
    ("rowspan ends with its group", "<table><thead><tr><td rowspan=5>a<td>b<tbody><tr><td>c<td>d</table>", [[["a@0", "b@1"], ["c@0", "d@1"]]]),
    ("a span wider than the table", "<table><tr><td colspan=100>a<tr><td>b<td>c</table>", [[["a@0:2×1"], ["b@0", "c@1"]]]),
    ("every cell of two columns", "<table><tr><td colspan=2>a<td colspan=2>b<tr><td colspan=2>c<td colspan=2>d</table>", [[["a@0", "b@1"], ["c@0", "d@1"]]]),
    ("overlap", "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d</table>", [[["a@0", "b@1:1×2"], ["c@0:2×1", "d@2"]]]),
    ("blank cells", "<table><tr><td>a<td><td>&nbsp;<td/><td> <br> <td>b</table>", [[["a@0", "@1", "@2", "@3", "@4", "b@5"]]]),
    ("paragraphs of a cell", "<table><tr><td><p>a</p><p>b</p><td>c<br>d</table>", [[["a\nb@0", "c\nd@1"]]]),
    ("numbers in a cell", "<table><tr><td><ol><li>a<li>b</ol><td>c</table>", [[["1.a\n2.b@0", "c@1"]]]),
    ("no end tags, form between", "<table><form><tr><td>a<td>b<tr><th>c<td>d</form></table>e", [[["a@0", "b@1"], ["c@0", "d@1"]], "e"]),
    ("cells without a row", "<table><td>a<td>b<tbody><td>c<td>d</table>", [[["a@0", "b@1"], ["c@0", "d@1"]]]),
    ("stray end tags", "<table><tr><td></div></p></table2>a</th><td>b</span></td></td></tr></tr></table></table>c", [[["a@0", "b@1"]], "c"]),
    ("caption and text between cells", "<table><caption>x</caption>y<tr>z<td>a<td>b</table>", ["x", "y", "z", [["a@0", "b@1"]]]),
    ("table never closed", "<p>x<table><tr><td>a<td>b", ["x", [["a@0", "b@1"]]]),
    ("table in a table without a cell", "<table><tr><td>a<td>b<tr><table><td>c<td>d</table>", [[["a@0", "b@1"]], [["c@0", "d@1"]]]),
    ("one column is layout", "<table><tr><td>x<p>y</p><tr><td>z</table>", ["x", "y", "z"]),
    ("layout", "<table><tr><td>x<td>y<table><tr><td>a<td>b</table>z</table>", ["x", "y", [["a@0", "b@1"]], "z"]),
    ("prose in a cell is layout", f"<table><tr><td>&nbsp;<td><p>x<p>{'长' * 240}<p>y<td></table>", ["x", "长" * 240, "y"]),
    ("a small table in a cell", "<table><tr><td>a<td>b<td>c<td><table><tr><td>d<td>e</table></table>", [[["a@0", "b@1", "c@2", "d\ne@3"]]]),
    ("Word's row of widths", "<table><tr><td>a<td>b<tr height=0><td><td></tr></table>", [[["a@0", "b@1"]]]),
    ("a blank last row stays", "<table><tr><td>a<td>b<tr><td><td></tr></table>", [[["a@0", "b@1"], ["@0", "@1"]]]),
    ("no text at all", "<table><tr><td>&nbsp;<td></table>", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "expected"),
    [case[1:] for case in TEXTS + LISTS + HIDDEN + TABLES],
    ids=[case[0] for case in TEXTS + LISTS + HIDDEN + TABLES],
)
def test_what_is_shown(page: str, expected: Shape) -> None:
    assert shape(read_html_text(page, "a.html")) == expected


# --- where it stands ----------------------------------------------------------------------------------------------------

PLACES = [
    ("paragraph", "<p>\n  &nbsp;甲<b>乙</b>\n</p>", "甲乙", (2, 9, 2, 14)),
    ("old line ends", "x\r<p>甲", "甲", (2, 4, 2, 5)),
    ("mixed line ends", "x\r\n\r\n<br>\n甲\r乙", "甲乙", (4, 1, 5, 2)),
    ("over two lines", "<p>abc\n  d</p>", "abc d", (1, 4, 2, 4)),
    ("cell", "<table>\n<tr><td>1<td>\n 22 </table>", "22", (3, 2, 3, 4)),
    ("blank cell", "<table>\n<tr><td>1<td class=x>&nbsp;</table>", "", (2, 10, 2, 22)),
    ("preformatted", "<pre>\n a\n  b</pre>", "b", (3, 3, 3, 4)),
]


@pytest.mark.parametrize(("page", "text", "place"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_line_and_column(page: str, text: str, place: tuple[int, int, int, int]) -> None:
    document = read_html_text(page, "a.html")
    found = {block.text: block.position for block in document.blocks if isinstance(block, Paragraph)}
    for block in document.blocks:
        if isinstance(block, Grid):
            found |= {cell.text: cell.position for row in block.rows for cell in row}
    position = found[text]
    assert (position.line, position.column, position.end_line, position.end_column) == place


def test_lines_of_a_table_inside_a_text_count_on() -> None:
    text = "# 标题\n\n<div>\n<TABLE>\n\n<tr><td>a</td>\n<td>b</td></tr></TABLE></div>\n三\n<table>\n四"
    blocks = read(text.encode(), "a.md").blocks
    lines = [(block.position.line, block.text if isinstance(block, Paragraph) else "grid") for block in blocks]
    assert lines == [(1, "标题"), (4, "grid"), (8, "三"), (9, "<table>"), (10, "四")]
    grid = blocks[1]
    assert isinstance(grid, Grid)
    assert [(cell.position.line, cell.position.column) for cell in grid.rows[0]] == [(6, 9), (7, 5)]


# --- encodings and kinds ------------------------------------------------------------------------------------------------

_CHINESE = "政府信息公开工作年度报告"
ENCODINGS = [
    ("nothing said", "", "gb18030", "gb18030"),
    ("gb2312 said, gbk meant", "<meta charset=gb2312>", "gbk", "gb18030"),
    ("gb2312 said, utf-8 meant", "<meta charset=gb2312>", "utf-8", "utf-8"),
    ("utf-8 said, gbk meant", '<meta charset="utf-8">', "gbk", "gb18030"),
    ("utf-8 with a mark", "<meta charset=gbk>", "utf-8-sig", "utf-8-sig"),
    ("utf-16", "", "utf-16", "utf-16"),
    ("big5", "<META HTTP-EQUIV=Content-Type content='text/html; charset=Big5'>", "big5", "big5hkscs"),
    ("unknown", "<meta charset=x-none>", "utf-8", "utf-8"),
]


@pytest.mark.parametrize(
    ("meta", "codec", "expected"), [case[1:] for case in ENCODINGS], ids=[case[0] for case in ENCODINGS]
)
def test_encodings(meta: str, codec: str, expected: str) -> None:
    words = "政府資訊公開工作年度報告" if codec == "big5" else _CHINESE
    document = read_html(
        f"<html>{meta}<p>{words}㐀".replace("㐀", "" if codec in ("big5", "gbk") else "㐀").encode(codec), "a"
    )
    assert document.encoding == expected
    assert shape(document)[0].startswith(words)  # type: ignore[union-attr]


def test_a_bad_byte_is_damage() -> None:
    document = read_html(f"<meta charset=gbk><p>{_CHINESE * 9}".encode("gbk") + b"\xff\xff<p>x", "a.html")
    assert [damage.reason for damage in document.damage] == ["undecodable"]


KINDS = [
    ("doctype", b"\xef\xbb\xbf\r\n<!DOCTYPE HTML PUBLIC>", True),
    ("comment first", b"<!-- saved from url=(0014)about:internet -->\n<html>", True),
    ("xhtml", b"<?xml version='1.0'?>\n<!DOCTYPE html>", True),
    ("utf-16", "<html>".encode("utf-16"), True),
    ("piece", b"<div class=x>\n<p>a</p></div>", True),
    ("table alone", b" <table><tr>", True),
    ("Markdown that begins with a tag", b"<div align=center>\n\n# a\n\n</div>\n| a |", False),
    ("text", "一、总体情况 <p>".encode(), False),
    ("xml", b"<?xml version='1.0'?><w:wordDocument>", False),
    ("autolink", b"<https://example.org>", False),
]


@pytest.mark.parametrize(("head", "expected"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_looks_like_html(head: bytes, expected: bool) -> None:
    assert looks_like_html(head) is expected
    assert not looks_like_mht(head)


_PAGE = "<table><tr><td>甲<td>乙</table>".encode("gbk")
ARCHIVES = [
    ("alone", b"MIME-Version: 1.0\nContent-Type: text/html; charset=gb2312\n\n" + _PAGE),
    (
        "base64 in alternatives",
        b"From: <WPS>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a\r\n\r\n--a\r\n"
        b"Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b\r\n"
        b"Content-Type: text/html;\r\n charset=gbk\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        b"PHRhYmxlPjx0cj48dGQ+vNc8dGQ+\r\n0tI8L3RhYmxlPg\r\n--b--\r\n--a--\r\n",
    ),
]


@pytest.mark.parametrize("data", [case[1] for case in ARCHIVES], ids=[case[0] for case in ARCHIVES])
def test_web_archives(data: bytes) -> None:
    assert looks_like_mht(data)
    assert shape(read(data, "a.doc")) == [[["甲@0", "乙@1"]]]


def test_a_web_archive_without_a_page() -> None:
    with pytest.raises(UnreadableError, match="没有网页"):
        read_mht(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n\nx\n--a--", "a.mht")


# --- what a page only points at -----------------------------------------------------------------------------------------

_TITLE = "<h1>清河县水利局2023年政府信息公开工作年度报告</h1>"
_PROSE = f"<p>{'本年度主动公开政府信息若干条。' * 30}</p>"
POINTERS = [
    ("link", f"{_TITLE}\n<a href='./P02024.docx'>附件</a>", [("links-only", 2, "./P02024.docx")]),
    ("frame", f"{_TITLE}<iframe src='/pdf/viewer.html?file=/a.pdf'></iframe>", [("links-only", 1, "/pdf/viewer.html?file=/a.pdf")]),
    ("frames", "<frameset><frame src=menu.htm>\n<frame src=a.pdf>", [("links-only", 2, "a.pdf")]),
    ("object", "<object data='a.pdf?x'></object>", [("links-only", 1, "a.pdf?x")]),
    ("link beside the text", f"{_TITLE}{_PROSE}<a href=a.pdf>附件</a>", []),
    ("link to a page", f"{_TITLE}<a href=a.html>详情</a><a href='javascript:x'>y</a>", []),
    ("hidden link", f"{_TITLE}<div hidden><a href=a.pdf>x</a></div>", []),
    ("picture for a table", f"<h2>二、甲</h2>\n<p><img src=2.png></p><h2>三、乙</h2>{_PROSE}", [("image", 2, "2.png")]),
    ("picture beside prose", f"<h2>二、甲</h2><img src=2.png>{_PROSE}<h2>三、乙</h2>", []),
    ("picture beside a table", "<h2>二、甲</h2><img src=2.png><table><td>a<td>b</table><h2>三、乙</h2>", []),
    ("icon", "<h2>二、甲</h2><img src=dot.gif width=1 height=1><h2>三、乙</h2>", []),
    ("picture outside", f"<img src=logo.png><h2>二、甲</h2>{_PROSE}<h2>三、乙</h2><img src=qr.png>", []),
]  # fmt: skip


@pytest.mark.parametrize(("page", "expected"), [case[1:] for case in POINTERS], ids=[case[0] for case in POINTERS])
def test_pointers(page: str, expected: list[tuple[str, int, str]]) -> None:
    found = read_html_text(page, "a.html").damage
    assert [(damage.reason, damage.position.line, damage.detail) for damage in found] == expected


# --- hostile pages ------------------------------------------------------------------------------------------------------

MANY = 200_000
HOSTILE = {
    "nested divs": "<div>" * MANY,
    "closed divs": "<div>" * MANY + "x" + "</div>" * MANY,
    "hidden divs": "<div hidden>" * MANY + "x" + "</div>" * MANY,
    "hidden paragraphs": "<p hidden>x" * MANY,
    "nested lists": "<ol><li>" * MANY,
    "stray end tags in a cell": "<table><tr><td>" + "<div>" * MANY + "</p></b></td2>" * MANY,
    "tables without a cell": "<table>" * MANY,
    "captions": "<table><caption>" * MANY,
    "comments without end": "<!--" * MANY + ">",
    "tags without end": "<a " * MANY,
    "attributes without end": "<a b='" * MANY,
    "tags within quotes": '<a b=">"' * MANY,
    "marked sections": "<![foo[" * MANY + ">",
    "end tags without end": "</a" * MANY,
    "less-than": "<" * MANY * 5,
    "ampersands": "&amp" * MANY * 2,
    "a reference of a million digits": "&#" + "9" * 1_000_000 + ";",
    "a tag of a million attributes": "<td " + "a=b " * 1_000_000 + ">",
    "scripts": "<script>" * MANY,
    "text areas": "<textarea>" * MANY + "</textareas>",
    "svg": "<svg><g>" * MANY,
    "pictures": "<img src=x>" * MANY,
    "links": "<a href=x.pdf>" * MANY,
    "NULs": "\0" * MANY + "<p>\0",
    "300 nested tables": "<table><tr><td>" * 300 + "x",
    "a span of 65534 rows": "<table><tr><td rowspan=65534 colspan=1000>1</table>",
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_are_read_in_linear_time(page: str) -> None:
    begin = time.process_time()
    with suppress(UnreadableError):
        read_html_text(page, "a.html")
    assert time.process_time() - begin < 15  # quadratic time would be hours


REFUSED = {
    "nested tables": ("<table><tr><td>" * 3_000 + "x", "嵌套"),
    "span bomb": ("<table>" + ("<tr>" + "<td colspan=1000 rowspan=65534>1" * 3) * 100 + "</table>", "200 列"),
    "span bomb of legal width": ("<table>" + "<tr><td colspan=100 rowspan=0>1<td>2" * 1_900 + "</table>", "格|列"),
    "rows": ("<table>" + "<tr><td>1<td>2" * 2_001 + "</table>", "2000 行"),
    "columns": ("<table><tr>" + "<td>1" * 201 + "</table>", "200 列"),
    "cells": ("<table>" + ("<tr>" + "<td>1" * 150) * 150 + "</table>", "20000 个"),
    "paragraphs": ("<p>x" * 100_001, "段落超过"),
    "a paragraph": ("长" * 1_000_001, "字符"),
    "lines": ("\n" * 200_001, "行"),
}


@pytest.mark.parametrize(("page", "sentence"), REFUSED.values(), ids=REFUSED)
def test_past_a_limit(page: str, sentence: str) -> None:
    with pytest.raises(UnreadableError, match=sentence):
        read_html_text(page, "a.html")


def test_limits_can_be_changed() -> None:
    with pytest.raises(UnreadableError, match="1 MB"):
        read_html(b"<p>" + b"x" * 2**21, "a.html", Limits(text_bytes=2**20))
    with pytest.raises(UnreadableError, match="2 行"):
        read_html(b"<table>" + b"<tr><td>1<td>2" * 3, "a.html", Limits(table_rows=2))


@pytest.mark.parametrize("page", PAGES)
def test_cut_and_flipped_pages_are_read(page: str) -> None:
    data = PAGES[page](clean_report())
    rng = random.Random(page)
    for _ in range(40):
        broken = bytearray(data[: rng.randrange(len(data))])
        for _ in range(rng.randrange(30)):
            broken[rng.randrange(len(broken))] = rng.randrange(256) if rng.random() < 0.5 else ord("<")
        try:
            report_of(read_html(bytes(broken), "a.html"))
        except UnreadableError as error:
            assert "(" in str(error)
