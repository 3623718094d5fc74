"""Word documents: what is read, what is left out, what is told; and that nothing hostile gets through."""

from __future__ import annotations

import random

import pytest

from disclint.document import Document, Grid, Paragraph
from disclint.readers.docx import read_docx
from disclint.report import Reading
from disclint.testing import clean_report
from flattenings import blank_cells, random_report
from renderers.reading import report_of, wrong_cells
from renderers.wordxml import abstract, cell, item, level, num, paragraph, relationships, table, word, zipped


def read(body: str, numbering: str = "", styles: str = "") -> Document:
    return read_docx(word(body, numbering, styles), "报告.docx")


def texts(document: Document) -> list[str]:
    """Paragraphs with their automatic number; a row of a table with | between its cells."""
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.number + block.text)
        else:
            found += ["|".join(cell.text for cell in row) for row in block.rows]
    return found


def damage(document: Document) -> list[tuple[str, int, str]]:
    return [(each.reason, each.position.line, each.detail) for each in document.damage]


# The tables of the form


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("blanks", [0, 0.15, 0.5])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_cell_is_read(form: str, seed: int, blanks: float) -> None:
    pytest.importorskip("docx", reason="python-docx writes the documents of these tests")
    from renderers.docx import docx

    report, _ = blank_cells(random_report(random.Random(seed), form), random.Random(seed), blanks)
    document = read_docx(docx(report), "报告.docx")
    assert wrong_cells(document, report) == []
    assert {table.reading for table in report_of(document).tables.values()} == {Reading.EXACT}
    assert document.damage == ()


def test_positions_are_ordinals_of_blocks() -> None:
    document = read(
        paragraph("甲") + "<w:p/>" + paragraph("  乙") + table(cell("a") + cell("b"), cell("c") + cell("d"))
    )
    first, second, grid = document.blocks
    assert isinstance(first, Paragraph) and isinstance(second, Paragraph) and isinstance(grid, Grid)
    assert (first.position.line, second.position.line, grid.position.line) == (1, 2, 3)
    assert (second.text, second.position.column, second.position.end_column) == ("乙", 3, 4)
    assert [[(c.position.line, c.position.column, c.column) for c in row] for row in grid.rows] == [
        [(3, 1, 0), (3, 2, 1)],
        [(4, 1, 0), (4, 2, 1)],
    ]


# Text: what a reader of the printed page sees

INSERTED = '<w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins>'
DELETED = '<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>= SUM(A1)</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    "<w:p><w:r><mc:AlternateContent>"
    '<mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p>'
    "</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>正文</w:t></w:r></w:p>"
)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p(run("公") + run("开")), ["公开"], id="runs"),
        pytest.param(p(run("共") + INSERTED + DELETED + run("件")), ["共新件"], id="tracked changes"),
        pytest.param(p(f"<w:moveFrom>{run('甲')}</w:moveFrom><w:moveTo>{run('乙')}</w:moveTo>"), ["乙"], id="moved"),
        pytest.param(p(f"<w:ins><w:del>{run('甲')}</w:del></w:ins>{run('乙')}"), ["乙"], id="inserted, then deleted"),
        pytest.param(
            p(run("一、总体"), "<w:rPr><w:del/></w:rPr>") + p(run("情况")),
            ["一、总体情况"],
            id="deleted paragraph mark",
        ),
        pytest.param(f"<w:sdt><w:sdtContent>{p(run('控件'))}</w:sdtContent></w:sdt>", ["控件"], id="block control"),
        pytest.param(
            p(f"<w:sdt><w:sdtContent>{run('2023')}</w:sdtContent></w:sdt>{run('年')}"), ["2023年"], id="control"
        ),
        pytest.param(p(f'<w:hyperlink r:id="x">{run("链接")}</w:hyperlink>'), ["链接"], id="link"),
        pytest.param(p(f"<w:smartTag>{run('县')}</w:smartTag>"), ["县"], id="smart tag"),
        pytest.param(p(FIELD + run("件")), ["12件"], id="field"),
        pytest.param(p(f'<w:fldSimple w:instr="DATE">{run("5月")}</w:fldSimple>'), ["5月"], id="simple field"),
        pytest.param(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p(run("下段")), ["下段"], id="torn field"),
        pytest.param(p("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"), ["甲\t乙"], id="tab"),
        pytest.param(p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>"), ["甲", "乙"], id="line break"),
        pytest.param(p("<w:r><w:noBreakHyphen/><w:t>2</w:t></w:r>"), ["-2"], id="hyphen"),
        pytest.param(p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), ["□"], id="symbol"),
        pytest.param(p("<m:oMath><m:r><m:t>1+2</m:t></m:r></m:oMath>"), ["1+2"], id="formula"),
        pytest.param(
            p(
                "<w:r><w:ruby><w:rt><w:r><w:t>hé</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>河</w:t></w:r></w:rubyBase></w:ruby></w:r>"
            ),
            ["河"],
            id="ruby",
        ),
        pytest.param(p(run("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), ["正文"], id="footnote"),
        pytest.param(BOX, ["框内", "正文"], id="text box at the beginning"),
        pytest.param(p(run("前")) + BOX, ["前", "正文", "框内"], id="text box later"),
        pytest.param(
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
            f"<w:sdtContent>{p(run('一、总体情况 1'))}</w:sdtContent></w:sdt>{p(run('正文'))}",
            ["正文"],
            id="table of contents",
        ),
        pytest.param(
            p(
                '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o </w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
            )
            + p(run("一、总体情况 1"))
            + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>')
            + p(run("正文")),
            ["正文"],
            id="contents as a field",
        ),
    ],
)
def test_text(body: str, expected: list[str]) -> None:
    assert texts(read(body)) == expected


VANISH = "<w:vanish/>"
STYLES = (
    '<w:style w:type="character" w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="hh"><w:basedOn w:val="h"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="ph"><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p(run("甲") + run("密", VANISH) + run("乙")), ["甲乙"], id="run"),
        pytest.param(p(run("甲乙") + run("密", '<w:rStyle w:val="hh"/>')), ["甲乙"], id="style it is based on"),
        pytest.param(p(run("密"), '<w:pStyle w:val="ph"/>') + p(run("甲乙")), ["甲乙"], id="paragraph style"),
        pytest.param(
            p(run("密") + run("甲乙", '<w:vanish w:val="0"/>'), '<w:pStyle w:val="ph"/>'), ["甲乙"], id="shown again"
        ),
        pytest.param(
            p(run("甲乙"))
            + f"<w:tbl><w:tr><w:trPr><w:hidden/></w:trPr>{cell('密')}</w:tr><w:tr>{cell('1')}{cell('2')}</w:tr></w:tbl>",
            ["甲乙", "1|2"],
            id="row",
        ),
    ],
)
def test_hidden_text_is_kept_out_and_told(body: str, expected: list[str]) -> None:
    document = read(body, styles=STYLES)
    assert texts(document) == expected
    assert [(reason, detail) for reason, _, detail in damage(document)] == [("hidden-text", "密")]


def test_what_should_not_go_public_is_told() -> None:
    picture = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="5256000" cy="2880000"/><a:graphic><a:blip/></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    vml = '<w:r><w:pict><v:shape style="width:144pt;height:72pt"><v:imagedata r:id="x"/></v:shape></w:pict></w:r>'
    document = read_docx(
        word(
            p(run("甲"))
            + p(INSERTED + DELETED + run("乙", "<w:rPrChange/>"))
            + p(run("丙") + '<w:r><w:commentReference w:id="0"/></w:r>')
            + p(picture)
            + p(vml)
            + '<w:altChunk r:id="x"/>'
            + p(run("丁")),
            extra={"word/vbaProject.bin": b"\0"},
        ),
        "报告.docm",
    )
    assert texts(document) == ["甲", "新乙", "丙", "丁"]
    assert damage(document) == [
        ("revisions", 2, "3"),
        ("comments", 3, "1"),
        ("image", 4, "146×80 mm"),
        ("image", 5, "51×25 mm"),
        ("embedded", 6, ""),
        ("macros", 1, ""),
    ]


def test_pages_are_those_word_noted() -> None:
    mark = "<w:lastRenderedPageBreak/>"
    rows = f"<w:tr>{cell('1')}{cell('2')}</w:tr><w:tr><w:tc><w:p><w:r>{mark}<w:t>3</w:t></w:r></w:p></w:tc>{cell('4')}</w:tr>"
    body = p(run("甲")) + p(f"<w:r>{mark}<w:t>乙</w:t></w:r>") + f"<w:tbl>{rows}</w:tbl>" + p(run("丙"))
    document = read(body)
    first, second, grid, last = document.blocks
    assert isinstance(grid, Grid)
    assert [block.position.page for block in (first, second, grid, last)] == [1, 2, 2, 3]
    assert [[c.position.page for c in row] for row in grid.rows] == [[2, 2], [3, 3]]
    assert [block.position.page for block in read(p(run("甲"))).blocks] == [None]


# Tables

RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def grid_of(*rows: str) -> list[list[tuple[str, int, int, int]]]:
    document = read(table(*rows))
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    return [[(c.text, c.column, c.colspan, c.rowspan) for c in row] for row in grid.rows]


def test_spans_and_true_columns() -> None:
    assert grid_of(
        cell("角", span(2) + RESTART) + cell("头", span(3)),
        cell("", span(2) + CONTINUE) + cell("a") + cell("b") + cell("c"),
        '<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("1") + cell("2") + cell("3"),
    ) == [
        [("角", 0, 2, 2), ("头", 2, 3, 1)],
        [("a", 2, 1, 1), ("b", 3, 1, 1), ("c", 4, 1, 1)],
        [("1", 2, 1, 1), ("2", 3, 1, 1), ("3", 4, 1, 1)],
    ]


def test_a_continuation_that_fits_nothing_is_a_cell_of_its_own() -> None:
    assert grid_of(cell("a", span(2) + RESTART) + cell("b"), cell("", CONTINUE) + cell("c") + cell("d")) == [
        [("a", 0, 2, 1), ("b", 2, 1, 1)],
        [("", 0, 1, 1), ("c", 1, 1, 1), ("d", 2, 1, 1)],
    ]


def test_merged_side_by_side_the_old_way() -> None:
    assert grid_of(cell("a", '<w:hMerge w:val="restart"/>') + cell("", '<w:hMerge w:val="continue"/>') + cell("b")) == [
        [("a", 0, 2, 1), ("b", 2, 1, 1)]
    ]


def test_rows_and_cells_in_controls_and_deleted_rows() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    rows = (
        control(f"<w:tr>{cell('1')}{cell('2')}</w:tr>")
        + f"<w:tr>{control(cell('3'))}{cell('4')}</w:tr>"
        + f"<w:tr><w:trPr><w:del/></w:trPr>{cell('5')}{cell('6')}</w:tr>"
        + f"<w:tr><w:trPr><w:ins/></w:trPr>{cell('7')}{cell('8')}</w:tr>"
    )
    document = read(f"<w:tbl>{rows}</w:tbl>")
    assert texts(document) == ["1|2", "3|4", "7|8"]
    assert damage(document) == [("revisions", 1, "2")]


def test_text_in_a_covered_cell_is_told() -> None:
    document = read(table(cell("a", RESTART) + cell("1"), cell("遮", CONTINUE) + cell("2")))
    assert texts(document) == ["a|1", "2"]
    assert damage(document) == [("hidden-text", 1, "遮")]


def test_numbers_of_cells_are_part_of_their_text() -> None:
    numbered = f"<w:tc>{item('重复申请', 1)}</w:tc>"
    document = read(table(numbered + cell("3")), abstract(0, level("decimal", "%1.")) + num(1, 0))
    assert texts(document) == ["1.重复申请|3"]


def test_a_table_that_lays_out_the_page_is_taken_apart() -> None:
    inner = table(*["".join(cell(f"{r}{c}") for c in range(4)) for r in range(2)])
    frame = table(f"<w:tc>{paragraph('标题')}{inner}{paragraph('落款')}</w:tc>{cell('旁')}")
    document = read(frame)
    assert texts(document) == ["标题", "00|01|02|03", "10|11|12|13", "落款", "旁"]
    assert [type(block) for block in document.blocks] == [Paragraph, Grid, Paragraph, Paragraph]
    assert texts(read(table(cell("一、总体情况"), cell("正文")))) == ["一、总体情况", "正文"]


def test_a_table_in_a_cell_of_a_data_table_is_part_of_the_cell() -> None:
    inner = f"<w:tc>{table(cell('7'))}<w:p/></w:tc>"
    assert texts(
        read(table(cell("a") + cell("b") + cell("c") + cell("d"), cell("e") + inner + cell("8") + cell("9")))
    ) == [
        "a|b|c|d",
        "e|7|8|9",
    ]


# Automatic numbering

CHINESE = level("chineseCounting", "%1、")
PAREN = level("chineseCounting", "（%2）")
ARABIC = level("decimal", "%3.")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("chineseCounting", "一 二 九 十 十一 二十一 一〇一"),
        ("chineseCountingThousand", "一 二 九 十 十一 二十一 一百零一"),
        ("japaneseCounting", "一 二 九 十 十一 二十一 百一"),
        ("ideographDigital", "一 二 九 一〇 一一 二一 一〇一"),
        ("chineseLegalSimplified", "壹 贰 玖 壹拾 壹拾壹 贰拾壹 壹佰零壹"),
        ("ideographTraditional", "甲 乙 壬 癸 11 21 101"),
        ("decimal", "1 2 9 10 11 21 101"),
        ("decimalZero", "01 02 09 10 11 21 101"),
        ("decimalFullWidth", "１ ２ ９ １０ １１ ２１ １０１"),
        ("decimalEnclosedCircle", "① ② ⑨ ⑩ ⑪ ㉑ 101"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑼ ⑽ ⑾ 21 101"),
        ("ideographEnclosedCircle", "㊀ ㊁ ㊈ ㊉ 11 21 101"),
        ("upperRoman", "I II IX X XI XXI CI"),
        ("lowerRoman", "i ii ix x xi xxi ci"),
        ("upperLetter", "A B I J K U WWWW"),
        ("lowerLetter", "a b i j k u wwww"),
        ("somethingNew", "1 2 9 10 11 21 101"),
    ],
)
def test_number_formats(form: str, expected: str) -> None:
    lists = abstract(0, level(form, "%1")) + num(1, 0)
    found = texts(read("".join(item("x", 1) for _ in range(101)), lists))
    assert [found[n - 1].removesuffix("x") for n in (1, 2, 9, 10, 11, 21, 101)] == expected.split()


ITEMS = [0, 0, 1, 1, 2, 0, 1, 1]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param((CHINESE, PAREN, ARABIC), "一、 二、 （一） （二） 1. 三、 （一） （二）", id="levels restart"),
        pytest.param(
            (CHINESE, level("chineseCounting", "（%2）", more='<w:lvlRestart w:val="0"/>'), ARABIC),
            "一、 二、 （一） （二） 1. 三、 （三） （四）",
            id="level that goes on",
        ),
        pytest.param(
            (CHINESE, level("decimal", "%1.%2"), level("decimal", "%1.%2.%3")),
            "一、 二、 二.1 二.2 二.2.1 三、 三.1 三.2",
            id="levels above",
        ),
        pytest.param(
            (CHINESE, level("decimal", "%1.%2", more="<w:isLgl/>"), level("lowerRoman", "%3", more="<w:isLgl/>")),
            "一、 二、 2.1 2.2 1 三、 3.1 3.2",
            id="legal",
        ),
        pytest.param(
            (level("chineseCounting", "第%1部分", start=3), level("bullet", "●"), level("none", "")),
            "第三部分 第四部分 - - - 第五部分 - -",
            id="start, bullet, none",
        ),
    ],
)
def test_levels(levels: tuple[str, ...], expected: str) -> None:
    document = read("".join(item("x", 1, each) for each in ITEMS), abstract(0, *levels) + num(1, 0))
    assert [text.removesuffix("x") or "-" for text in texts(document)] == expected.split()


def test_lists_of_one_kind_count_on_unless_one_starts_anew() -> None:
    lists = (
        abstract(0, CHINESE)
        + num(1, 0)
        + num(2, 0)
        + num(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
        + num(4, 0, f'<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0">{level("decimal", "%1)")}</w:lvl></w:lvlOverride>')
    )
    document = read("".join(item("x", number) for number in (1, 1, 2, 3, 3, 4)), lists)
    assert texts(document) == ["一、x", "二、x", "三、x", "一、x", "二、x", "3)x"]


def test_numbers_come_through_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="table" w:styleId="t"/>'
        '<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    lists = (
        abstract(0, CHINESE, '<w:pStyle w:val="3"/>' + PAREN)
        + abstract(1, level("decimal", "%1."), inside='<w:styleLink w:val="list"/>')
        + abstract(2, inside='<w:numStyleLink w:val="list"/>')
        + num(1, 0)
        + num(2, 1)
        + num(3, 2)
    )
    styled = [paragraph(name, f'<w:pStyle w:val="{name}"/>') for name in ("1", "2", "3", "1")]
    without = paragraph("无", '<w:pStyle w:val="1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    document = read("".join(styled) + without + item("链", 3), lists, styles)
    assert texts(document) == ["一、1", "二、2", "（一）3", "三、1", "无", "1.链"]


def test_deleted_and_hidden_items_do_not_count() -> None:
    numbered = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    gone = p(DELETED, f"{numbered}<w:rPr><w:del/></w:rPr>")
    document = read(
        item("甲", 1) + gone + p(run("密", VANISH), numbered) + item("乙", 1), abstract(0, CHINESE) + num(1, 0)
    )
    assert texts(document) == ["一、甲", "二、乙"]


def test_headings_whose_numbers_are_automatic_are_headings() -> None:
    sample = clean_report(2023)
    body = ""
    for piece in sample.blocks():
        text = getattr(piece, "text", None)
        if text is None:
            continue
        numeral, mark, rest = text.partition("、")
        body += item(rest, 1) if mark and len(numeral) == 1 else paragraph(text)
    report = report_of(read(body, abstract(0, CHINESE) + num(1, 0)))
    assert [section.ordinal for section in report.sections] == list("一二三四五六")
    assert [section.id for section in report.sections] == [s.id for s in report.form.sections]


# Dialects

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BODY = '<w:document xmlns:w="{}"><w:body><w:p><w:r><w:t>正文</w:t></w:r></w:p></w:body></w:document>'


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(BODY.format(MAIN).encode(), id="no declaration"),
        pytest.param(b"\xef\xbb\xbf" + BODY.format(MAIN).encode(), id="byte order mark"),
        pytest.param(BODY.format("http://purl.oclc.org/ooxml/wordprocessingml/main").encode(), id="strict"),
        pytest.param(f'<?xml version="1.0" encoding="UTF-16"?>{BODY.format(MAIN)}'.encode("utf-16"), id="utf-16"),
        pytest.param(f"<!-- WPS -->{BODY.format(MAIN)}".encode(), id="comment"),
        pytest.param(BODY.format(MAIN).replace("w:", "x:").replace(":w=", ":x=").encode(), id="other prefix"),
    ],
)
def test_dialects(part: bytes) -> None:
    assert texts(read_docx(word("", extra={"word/document.xml": part}), "x")) == ["正文"]


def test_part_names_of_other_programs() -> None:
    parts = {
        "_rels/.rels": relationships({"officeDocument": "/word/document2.xml"}),
        r"word\Document2.XML": BODY.format(MAIN),
    }
    assert texts(read_docx(zipped(parts), "x")) == ["正文"]
