"""OpenDocument texts: what is read, what is left out, what is told."""

from __future__ import annotations

import random

import pytest

from disclint.document import Document, Grid, Paragraph
from disclint.errors import UnreadableError
from disclint.readers.odt import read_odt
from disclint.report import Reading
from flattenings import blank_cells, random_report
from renderers.odt import odt, report_odt
from renderers.reading import report_of, wrong_cells


def read(body: str, automatic: str = "", styles: str = "") -> Document:
    return read_odt(odt(body, automatic, styles), "报告.odt")


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


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def row(*cells: str) -> str:
    return (
        "<table:table-row>"
        + "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
        + "</table:table-row>"
    )


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("blanks", [0, 0.15, 0.5])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_cell_is_read(form: str, seed: int, blanks: float) -> None:
    report, _ = blank_cells(random_report(random.Random(seed), form), random.Random(seed), blanks)
    document = read_odt(report_odt(report), "报告.odt")
    assert wrong_cells(document, report) == []
    assert {table.reading for table in report_of(document).tables.values()} == {Reading.EXACT}


FRAME = '<draw:frame svg:width="14.6cm" svg:height="80mm">{}</draw:frame>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(p("公<text:span>开</text:span>"), ["公开"], id="span"),
        pytest.param(p("甲\n   乙"), ["甲 乙"], id="white space"),
        pytest.param(p('甲<text:s text:c="2"/>乙<text:tab/>丙'), ["甲  乙\t丙"], id="spaces and tab"),
        pytest.param(p("甲<text:line-break/>乙"), ["甲", "乙"], id="line break"),
        pytest.param(p("见<text:a>链接</text:a>"), ["见链接"], id="link"),
        pytest.param(
            p("正文<text:note><text:note-body><text:p>注</text:p></text:note-body></text:note>后"),
            ["正文后"],
            id="note",
        ),
        pytest.param(
            p("<text:ruby><text:ruby-base>河</text:ruby-base><text:ruby-text>hé</text:ruby-text></text:ruby>"),
            ["河"],
            id="ruby",
        ),
        pytest.param(p("共<text:page-count>5</text:page-count>页"), ["共5页"], id="field"),
        pytest.param(f"<text:section>{p('甲')}</text:section>", ["甲"], id="section"),
        pytest.param(
            f"<text:table-of-content><text:index-body>{p('一、总体情况 1')}</text:index-body></text:table-of-content>{p('乙')}",
            ["乙"],
            id="contents",
        ),
        pytest.param(
            p(FRAME.format(f"<draw:text-box>{p('框内')}</draw:text-box>") + "正文"),
            ["框内", "正文"],
            id="text box first",
        ),
        pytest.param(
            p("前") + p("正文" + FRAME.format(f"<draw:text-box>{p('框内')}</draw:text-box>")),
            ["前", "正文", "框内"],
            id="text box later",
        ),
        pytest.param(
            p(f"<draw:g><draw:custom-shape>{p('甲')}</draw:custom-shape><draw:rect>{p('乙')}</draw:rect></draw:g>"),
            ["甲", "乙"],
            id="shapes",
        ),
        pytest.param(
            f"<text:list><text:list-item>{p('甲')}</text:list-item></text:list>", ["甲"], id="list without style"
        ),
        pytest.param(
            table(f"<table:table-header-rows>{row(p('甲'), p('乙'))}</table:table-header-rows>", row(p("1"), p("2"))),
            ["甲|乙", "1|2"],
            id="header rows",
        ),
    ],
)
def test_text(body: str, expected: list[str]) -> None:
    assert texts(read(body)) == expected


HIDING = '<style:style style:name="{}" style:family="text"><style:text-properties text:display="none"/></style:style>'


@pytest.mark.parametrize(
    ("body", "automatic", "styles"),
    [
        pytest.param(
            p('甲<text:span text:style-name="T1">密</text:span>乙'), HIDING.format("T1"), "", id="automatic style"
        ),
        pytest.param(p("甲乙") + p("密", "H"), "", HIDING.format("H"), id="named style"),
        pytest.param(p("甲乙") + f'<text:section text:display="none">{p("密")}</text:section>', "", "", id="section"),
        pytest.param(p("甲<text:hidden-text>密</text:hidden-text>乙"), "", "", id="field"),
    ],
)
def test_hidden_text_is_kept_out_and_told(body: str, automatic: str, styles: str) -> None:
    document = read(body, automatic, styles)
    assert texts(document) == ["甲乙"]
    assert [(reason, detail) for reason, _, detail in damage(document)] == [("hidden-text", "密")]


def test_what_should_not_go_public_is_told() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion></text:changed-region>"
        "<text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>"
    )
    body = (
        changes
        + p("甲")
        + p("乙<text:change/><text:change-start/>新<text:change-end/>")
        + p("丙<office:annotation><text:p>批注</text:p></office:annotation>")
        + p(FRAME.format("<draw:image/>"))
        + table(
            row(p("1"), p("2")).replace(
                "</table:table-row>",
                f"<table:covered-table-cell>{p('遮')}</table:covered-table-cell></table:table-row>",
            )
        )
    )
    document = read_odt(odt(body, extra={"Basic/Standard/Module1.xml": "<x/>"}), "报告.odt")
    assert texts(document) == ["甲", "乙新", "丙", "1|2"]
    assert damage(document) == [
        ("revisions", 2, "2"),
        ("comments", 3, "1"),
        ("image", 4, "146×80 mm"),
        ("hidden-text", 5, "遮"),
        ("macros", 1, ""),
    ]


def test_spans_repeats_and_covered_cells() -> None:
    document = read(
        "<table:table>"
        '<table:table-row><table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="2"><text:p>角</text:p></table:table-cell>'
        '<table:covered-table-cell/><table:table-cell table:number-columns-repeated="2"><text:p>头</text:p></table:table-cell></table:table-row>'
        '<table:table-row><table:covered-table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>1</text:p></table:table-cell>'
        '<table:table-cell table:number-rows-spanned="2000000000"/></table:table-row>'
        "</table:table>"
    )
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [[(c.text, c.column, c.colspan, c.rowspan) for c in row] for row in grid.rows] == [
        [("角", 0, 2, 2), ("头", 2, 1, 1), ("头", 3, 1, 1)],
        [("1", 2, 1, 1), ("", 3, 1, 1)],
    ]


def test_pages() -> None:
    breaking = '<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    body = p("甲") + p("乙<text:soft-page-break/>丙") + p("丁") + p("戊", "B")
    assert [block.position.page for block in read(body, breaking).blocks] == [1, 1, 2, 3]
    converted = read_odt(odt(body, breaking), "报告.doc", made_from="doc")
    assert ([block.position.page for block in converted.blocks], converted.format) == ([None] * 4, "doc")


# Automatic numbering


def list_style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def number(level: int, form: str, suffix: str, more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" style:num-suffix="{suffix}" {more}/>'


CHINESE = list_style("L", number(1, "一, 二, 三, ...", "、"), number(2, "1", ".", 'text:display-levels="2"'))


def items(*texts_: str, attributes: str = "", style: str = "L") -> str:
    inner = "".join(f"<text:list-item>{p(text)}{p('续')}</text:list-item>" for text in texts_)
    return f'<text:list text:style-name="{style}" {attributes}>{inner}</text:list>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(items("甲", "乙"), ["一、甲", "续", "二、乙", "续"], id="items"),
        pytest.param(items("甲") + items("乙"), ["一、甲", "续", "一、乙", "续"], id="two lists"),
        pytest.param(
            items("甲") + p("正文") + items("乙", attributes='text:continue-numbering="true"'),
            ["一、甲", "续", "正文", "二、乙", "续"],
            id="continued",
        ),
        pytest.param(
            items("甲", attributes='xml:id="x"') + items("丙") + items("乙", attributes='text:continue-list="x"'),
            ["一、甲", "续", "一、丙", "续", "二、乙", "续"],
            id="continued by name",
        ),
        pytest.param(
            f'<text:list text:style-name="L"><text:list-item>{p("甲")}<text:list><text:list-item>{p("子")}</text:list-item>'
            f"</text:list></text:list-item><text:list-item><text:list><text:list-item>{p('丑')}</text:list-item></text:list>"
            f"</text:list-item><text:list-item>{p('乙')}</text:list-item></text:list>",
            ["一、甲", "一.1.子", "一.2.丑", "二、乙"],
            id="levels",
        ),
        pytest.param(
            f'<text:list text:style-name="L"><text:list-header>{p("头")}</text:list-header>'
            f'<text:list-item text:start-value="5">{p("甲")}</text:list-item></text:list>',
            ["头", "五、甲"],
            id="header and start value",
        ),
    ],
)
def test_lists(body: str, expected: list[str]) -> None:
    assert texts(read(body, CHINESE)) == expected
    assert texts(read(body, "", CHINESE)) == expected


def test_headings_by_the_outline() -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
        '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>'
    )
    heads = "".join(
        f'<text:h text:outline-level="{level}">{text}</text:h>' for level, text in ((1, "甲"), (2, "乙"), (1, "丙"))
    )
    assert texts(read(heads, styles=outline)) == ["一、甲", "乙", "二、丙"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(odt("", extra={"META-INF/manifest.xml": "<manifest:encryption-data/>"}), id="password"),
        pytest.param(odt("", extra={"content.xml": "<a/>"}), id="no text"),
        pytest.param(b"PK\x03\x04", id="torn"),
    ],
)
def test_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_odt(data, "x.odt")
