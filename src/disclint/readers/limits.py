"""How much of a file is read before disclint says it is too much. Every number can be overridden."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import fields, replace

from disclint.errors import DisclintError


class LimitError(DisclintError):
    """A limit that does not exist, or a value that is none."""


class Limits(Struct, frozen=True):
    """Sizes in bytes or characters, times in seconds; past one of them a file is refused with a sentence.

    The other files are still read.
    """

    file_bytes: int = 50 * 1024 * 1024
    text_bytes: int = 20 * 1024 * 1024
    line_characters: int = 1_000_000
    lines: int = 200_000
    # one table; `grid_places` counts those its cells cover
    table_rows: int = 2_000
    table_columns: int = 200
    table_cells: int = 20_000
    grid_places: int = 60_000
    # packages of XML (docx, xlsx, odt)
    zip_entries: int = 2_000
    part_bytes: int = 32 * 1024 * 1024
    zip_total_bytes: int = 128 * 1024 * 1024
    zip_ratio: int = 200  # of a part larger than 1 MB
    xml_tags: int = 1_000_000
    # word documents and pages
    blocks: int = 100_000  # paragraphs and rows
    nested_tables: int = 8
    office_seconds: float = 60.0  # a conversion by LibreOffice
    office_memory_bytes: int = 4 * 1024 * 1024 * 1024
    # pdf
    pdf_pages: int = 300
    pdf_objects: int = 60_000  # on one page
    pdf_characters: int = 200_000  # on one page
    ocr_pages: int = 40
    ocr_pixels: int = 40_000_000  # of one page as a picture
    # the child process that foreign native code reads a file in
    child_seconds: float = 30.0
    child_seconds_per_ocr_page: float = 45.0  # dense tables on a slow machine
    child_memory_bytes: int = 2 * 1024 * 1024 * 1024
    answer_bytes: int = 64 * 1024 * 1024  # what the child may say of a file


DEFAULT = Limits()

_MOST_SECONDS = 86_400.0
_MOST = 2**53  # what every part of the way, JSON included, takes for an integer


def limits_from(values: Mapping[str, object], base: Limits = DEFAULT) -> Limits:
    """`base` with these limits, as a table `[limits]` of a configuration has them: field names and positive numbers.

    LimitError names a key that is no limit, or a value that is none, and what is allowed.
    """
    kinds = {field.name: type(field.default) for field in fields(Limits)}
    changed: dict[str, int | float] = {}
    for name, value in values.items():
        if name not in kinds:
            raise LimitError(_unknown(str(name), list(kinds)))
        changed[name] = _seconds(name, value) if kinds[name] is float else _count(name, value)
    return replace(base, **changed)


def size_text(size: int) -> str:
    """A number of bytes as one says it: 50 MB, 300 KB, 12 bytes."""
    for unit, name in ((2**30, "GB"), (2**20, "MB"), (2**10, "KB")):
        if size >= unit:
            return f"{size / unit:.4g} {name}"
    return f"{size} bytes"


def _unknown(name: str, names: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, names, 1)
    if close:
        return f"limits 没有“{name}”这一项，是不是 {close[0]}？ (no such limit: did you mean {close[0]}?)"
    return f"limits 没有“{name}”这一项，可用的有：{', '.join(names)} (no such limit)"


def _count(name: str, value: object) -> int:
    if type(value) is not int or not 0 < value <= _MOST:
        raise LimitError(f"limits.{name} 应为正整数，现在是 {value!r} (should be a positive integer)")
    return value


def _seconds(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _MOST_SECONDS:
        raise LimitError(
            f"limits.{name} 应为秒数，大于 0，不超过 {_MOST_SECONDS:,.0f}，现在是 {value!r}"
            f" (should be a number of seconds, more than 0, at most {_MOST_SECONDS:,.0f})"
        )
    return float(value)
