"""Every limit can be set, and past it a file is told of with exit code 2 while the others are checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from msgspec.structs import asdict, fields

from commands import ROOT
from disclint.engine import Settings, check_data
from disclint.plugins import load_plugins
from disclint.readers import DEFAULT, LimitError, Limits, limits_from
from disclint.readers.limits import size_text
from disclint.readers.office import find_office
from disclint.result import FileResult
from disclint.select import choose
from disclint.testing import clean_report
from renderers.docx import docx
from renderers.html import PAGES
from renderers.wordxml import cell, paragraph, table, word
from renderers.xlsx import WORKBOOKS

GOOD = clean_report(2023)


def checked(data: bytes, limits: Limits) -> FileResult:
    plugins = load_plugins()
    return check_data(data, "报告", Settings(plugins, choose(plugins.metas), limits=limits))


# --- the files --------------------------------------------------------------------------------------------------------


@cache
def text() -> bytes:
    return GOOD.text().encode()


@cache
def page() -> bytes:
    return PAGES["clean"](GOOD)


@cache
def document() -> bytes:
    return docx(GOOD)


@cache
def book() -> bytes:
    return WORKBOOKS["whole"](GOOD)


@cache
def printed() -> bytes:
    from renderers.pdf import RENDERERS, Page

    return RENDERERS["reportlab"](GOOD, Page())


@cache
def photographed() -> bytes:
    from renderers.pdf import scanned

    pytest.importorskip("rapidocr", reason="text recognition is not installed")
    return scanned(printed(), dpi=100)


@cache
def old_word() -> bytes:
    from renderers.libreoffice import NOT_INSTALLED, convert

    if find_office() is None:
        pytest.skip(NOT_INSTALLED)
    return convert({"a.docx": document()}, "doc")["a.docx"]


def nested() -> bytes:
    inner = table(cell("甲") + cell("乙"), cell("丙") + cell("丁"))
    return word("".join(map(paragraph, GOOD.text().splitlines())) + f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>")


def spacious() -> bytes:
    """A document of two million spaces, two thousandths of that when packed."""
    return word(paragraph("字" + " " * 2_000_000))


# limit: value, file, what the sentence says. Each value is one that a common report is past of.
PAST: dict[str, list[tuple[float, Callable[[], bytes], str]]] = {
    "file_bytes": [(100, text, "超过 100 bytes"), (2048, document, "超过 2 KB")],
    "text_bytes": [(1024, text, "超过 1 KB"), (1024, page, "超过 1 KB")],
    "line_characters": [(50, text, "超过 50 个字符"), (50, page, "超过 50 个字符")],
    "lines": [(10, text, "超过 10 行"), (1, page, "超过 1 行")],
    "table_rows": [(20, document, "超过 20 行"), (20, page, "超过 20 行"), (20, book, "行")],
    "table_columns": [(12, document, "超过 12 列"), (12, page, "超过 12 列"), (12, book, "列")],
    "table_cells": [(100, document, "100 格"), (100, page, "100")],
    "grid_places": [(100, page, "100"), (100, book, "行")],
    "zip_entries": [(3, document, "超过 3 个"), (3, book, "超过 3 个")],
    "part_bytes": [(1000, document, "过大")],
    "zip_total_bytes": [(1000, document, "过大")],
    "zip_ratio": [(20, spacious, "过大")],
    "xml_tags": [(100, document, "超过 100 个")],
    "blocks": [(5, document, "超过 5 个"), (5, page, "超过 5 个")],
    "nested_tables": [(1, nested, "嵌套超过 1 层")],
    "office_seconds": [(0.01, old_word, "超过 0.01 秒")],
    "office_memory_bytes": [(2**20, old_word, "无法转换")],
    "pdf_pages": [(1, printed, "超过 1 页")],
    "pdf_objects": [(10, printed, "超过 10 个图形")],
    "pdf_characters": [(100, printed, "超过 100 个字符")],
    "ocr_pages": [(1, photographed, "超过 1 页")],
    "ocr_pixels": [(1000, photographed, "尺寸过大")],
    "child_seconds": [(0.001, printed, "超过 0.001 秒")],
    "child_seconds_per_ocr_page": [(0.001, photographed, "秒，已中止")],
    "child_memory_bytes": [(2**20, printed, "1 MB 内存上限")],
    "answer_bytes": [(1000, printed, "文字过多")],
}
CASES = [(name, *case) for name, cases in PAST.items() for case in cases]


def test_every_limit_has_its_case() -> None:
    assert list(PAST) == [field.name for field in fields(Limits)]


@pytest.mark.parametrize(("name", "value", "make", "said"), CASES, ids=[f"{c[0]}-{c[2].__name__}" for c in CASES])
def test_past_a_limit(name: str, value: float, make: Callable[[], bytes], said: str) -> None:
    data = make()
    values = {name: value}
    if name == "child_seconds_per_ocr_page":
        values["child_seconds"] = 5.0  # enough to see that it is a scan, not for recognising four pages
    result = checked(data, limits_from(values))
    assert len(result.errors) == 1
    assert said in result.errors[0]
    if make in (text, page, document, book, printed):
        assert checked(data, DEFAULT).errors == ()


def test_a_limit_that_is_reached_is_not_past() -> None:
    assert checked(text(), limits_from({"file_bytes": len(text())})).errors == ()
    assert checked(document(), limits_from({"table_rows": 28, "table_columns": 15})).errors == ()


def test_the_children_of_others_keep_their_limits() -> None:
    """The child that reads PDFs is the same for all; what holds is what each file is read with."""
    assert checked(printed(), limits_from({"pdf_pages": 1})).errors
    assert not checked(printed(), DEFAULT).errors


# --- from a configuration ---------------------------------------------------------------------------------------------

WRONG = [
    ({"pdf_page": 3}, "pdf_pages"),
    ({"speed": 3}, "file_bytes, text_bytes"),
    ({"pdf_pages": "三百"}, "limits.pdf_pages 应为正整数，现在是 '三百'"),
    ({"pdf_pages": 3.5}, "limits.pdf_pages 应为正整数，现在是 3.5"),
    ({"pdf_pages": True}, "limits.pdf_pages 应为正整数"),
    ({"pdf_pages": 0}, "limits.pdf_pages 应为正整数"),
    ({"pdf_pages": -1}, "limits.pdf_pages 应为正整数"),
    ({"file_bytes": 2**60}, "limits.file_bytes 应为正整数"),
    ({"file_bytes": None}, "limits.file_bytes 应为正整数"),
    ({"child_seconds": "30"}, "limits.child_seconds 应为秒数"),
    ({"child_seconds": False}, "limits.child_seconds 应为秒数"),
    ({"child_seconds": 0}, "limits.child_seconds 应为秒数"),
    ({"child_seconds": float("nan")}, "limits.child_seconds 应为秒数"),
    ({"child_seconds": float("inf")}, "limits.child_seconds 应为秒数"),
]


@pytest.mark.parametrize(("values", "said"), WRONG, ids=[str(case[0]) for case in WRONG])
def test_what_is_no_limit_is_told(values: dict[str, object], said: str) -> None:
    with pytest.raises(LimitError) as caught:
        limits_from(values)
    assert said in str(caught.value)


def test_limits_from_a_table() -> None:
    made = limits_from({"pdf_pages": 500, "child_seconds": 60})
    assert asdict(made) == asdict(DEFAULT) | {"pdf_pages": 500, "child_seconds": 60.0}
    assert limits_from({"pdf_objects": 9}, made).pdf_pages == 500
    assert limits_from({}) == DEFAULT


@pytest.mark.parametrize(("size", "said"), [(1, "1 bytes"), (1536, "1.5 KB"), (50 * 2**20, "50 MB"), (2**31, "2 GB")])
def test_sizes(size: int, said: str) -> None:
    assert size_text(size) == said


def test_the_page_on_limits_is_current() -> None:
    page = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w-]+)` \| ([\d,.]+) \|", page, re.MULTILINE)
    assert {name.replace("-", "_"): float(value.replace(",", "")) for name, value in rows} == asdict(DEFAULT)
