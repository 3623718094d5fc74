"""How much of a file is read before disclint says it is too much. Every number can be overridden."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes or characters; past one of them a file is refused with a sentence, the others are still read."""

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
    # word documents
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
