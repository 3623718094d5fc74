"""The sample report: immutable, clean at first, changed in one place at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from disclint.template import built_in_forms, load_form
from disclint.testing import wording
from disclint.testing.figures import clean_figures
from disclint.testing.grid import GridCell, PhysicalGrid, printed_grid


@dataclass(frozen=True, slots=True)
class Heading:
    """The title (level 1, section "title") or the heading of one of the six sections (level 2)."""

    text: str
    section: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `section` is a section id, or "lead" or "signature" outside the six."""

    text: str
    section: str


Piece = Heading | Prose | PhysicalGrid


@dataclass(frozen=True, slots=True)
class SampleReport:
    """A report as an author would print it. Every change returns a new report; the prose keeps its figures.

    Cells are named `table/row/column` with the ids of the form, e.g. `requests/granted/total`.
    """

    form: str
    year: int
    organ: str
    pieces: tuple[Piece, ...]

    def blocks(self) -> tuple[Piece, ...]:
        """Headings, paragraphs and printed tables in the order of the page."""
        return self.pieces

    def grid(self, table_id: str) -> PhysicalGrid:
        """The printed table; ValueError if the report has none of that id."""
        for piece in self.pieces:
            if isinstance(piece, PhysicalGrid) and piece.table == table_id:
                return piece
        raise ValueError(f"报告中没有表“{table_id}”，有的是：{self._tables()} (no such table in the sample)")

    def values(self) -> dict[str, str]:
        """The raw text of every value cell by path, in the order of the page; "" is a blank cell."""
        return {
            cell.path: cell.text
            for piece in self.pieces
            if isinstance(piece, PhysicalGrid)
            for cell in piece.cells
            if cell.path
        }

    def value(self, path: str) -> str:
        """The raw text of one cell; ValueError if the report has no such cell."""
        values = self.values()
        if path not in values:
            raise self._unknown(path)
        return values[path]

    def set(self, path: str, value: str | int | float) -> SampleReport:
        """One cell with another number or raw text ("" makes it blank); ValueError if the report has no such cell."""
        return self.fill({path: value})

    def fill(self, values: Mapping[str, str | int | float]) -> SampleReport:
        """Many cells at once, by path; ValueError names the first path the report does not have."""
        known = self.values()
        for path in values:
            if path not in known:
                raise self._unknown(path)
        texts = {path: str(value) for path, value in values.items()}
        return replace(
            self,
            pieces=tuple(
                piece.with_texts(lambda cell: texts.get(cell.path, cell.text) if cell.path else cell.text)
                if isinstance(piece, PhysicalGrid)
                else piece
                for piece in self.pieces
            ),
        )

    def replace(self, old: str, new: str) -> SampleReport:
        """`old` becomes `new` in every heading, paragraph and label; value cells are left to `set`.

        ValueError if `old` is empty or stands nowhere, so that an example cannot quietly stop showing its defect.
        """
        if not old:
            raise ValueError("要替换的文字不能为空 (the text to replace is empty)")

        def label(cell: GridCell) -> str:
            return cell.text if cell.path else cell.text.replace(old, new)

        pieces: list[Piece] = []
        found = False
        for piece in self.pieces:
            if isinstance(piece, PhysicalGrid):
                found = found or any(old in cell.text for cell in piece.cells if not cell.path)
                pieces.append(piece.with_texts(label))
            else:
                found = found or old in piece.text
                pieces.append(replace(piece, text=piece.text.replace(old, new)))
        if not found:
            raise ValueError(f"样本报告的标题、正文和表头中没有“{old}” (nothing to replace)")
        return replace(self, pieces=tuple(pieces))

    def drop(self, path: str) -> SampleReport:
        """Without a row (`requests/granted`) or a whole table (`requests`); the heading of the section stays.

        ValueError if there is no such row or table, or if the path is that of a cell, which can only be blanked.
        """
        table_id, _, row_id = path.partition("/")
        if "/" in row_id:
            raise ValueError(f"“{path}”是单元格，不能删除；请用 set 置空 (a cell can be blanked, not dropped)")
        grid = self.grid(table_id)
        if not row_id:
            return replace(self, pieces=tuple(piece for piece in self.pieces if piece is not grid))
        rows = [cell.row for cell in grid.cells if cell.path and cell.path.startswith(path + "/")]
        if not rows:
            raise self._unknown(path)
        shorter = grid.without_row(rows[0])
        return replace(self, pieces=tuple(shorter if piece is grid else piece for piece in self.pieces))

    def drop_section(self, section_id: str) -> SampleReport:
        """Without a section, heading and all; "title", "lead" and "signature" count as sections here.

        ValueError if the report has no such section.
        """
        kept = tuple(piece for piece in self.pieces if piece.section != section_id)
        if len(kept) == len(self.pieces):
            known = "、".join(dict.fromkeys(piece.section for piece in self.pieces))
            raise ValueError(f"报告中没有部分“{section_id}”，有的是：{known} (no such section in the sample)")
        return replace(self, pieces=kept)

    def text(self, layout: Literal["tabs", "packed"] = "tabs") -> str:
        """Plain text, tables as rows of tab-separated fields.

        "tabs": the full grid, labels and values at fixed columns; "packed": values right behind their label.
        Rows of a table are of equal width in both.
        """
        parts = []
        for piece in self.pieces:
            if isinstance(piece, PhysicalGrid):
                rows = piece.full_rows() if layout == "tabs" else piece.packed_rows()
                parts.append("\n".join("\t".join(text.replace("\n", " ") for text in row) for row in rows))
            else:
                parts.append(piece.text)
        return "\n\n".join(parts) + "\n"

    def markdown(self) -> str:
        """GitHub-flavoured Markdown; a merged cell has its text at its top left place."""
        parts = []
        for piece in self.pieces:
            if isinstance(piece, Heading):
                parts.append("#" * piece.level + " " + piece.text)
            elif isinstance(piece, Prose):
                parts.append(piece.text)
            else:
                lines = ["| " + " | ".join(map(_markdown_cell, row)) + " |" for row in piece.full_rows()]
                lines.insert(1, "|" + " --- |" * piece.width)
                parts.append("\n".join(lines))
        return "\n\n".join(parts) + "\n"

    def html(self) -> str:
        """A web page with true tables."""
        from disclint.testing.formats import html

        return html(self)

    def docx(self) -> bytes:
        """A Word document with true tables."""
        from disclint.testing.formats import docx

        return docx(self)

    def data(self, format: Literal["text", "markdown", "html", "docx"] = "text") -> bytes:
        """The content of a file in this format."""
        if format == "docx":
            return self.docx()
        return {"text": self.text, "markdown": self.markdown, "html": self.html}[format]().encode()

    def _tables(self) -> str:
        return "、".join(piece.table for piece in self.pieces if isinstance(piece, PhysicalGrid)) or "无"

    def _unknown(self, path: str) -> ValueError:
        """Says which part of the path is wrong and what would be right there."""
        table_id, _, rest = path.partition("/")
        row_id = rest.partition("/")[0]
        known = [each.split("/") for each in self.values()]
        rows = list(dict.fromkeys(row for table, row, _ in known if table == table_id))
        columns = [column for table, row, column in known if (table, row) == (table_id, row_id)]
        if not rows:
            hint = f"报告中的表：{self._tables()}"
        elif not columns:
            hint = f"表 {table_id} 的行：{'、'.join(rows)}"
        else:
            hint = f"行 {row_id} 的列：{'、'.join(columns)}"
        return ValueError(f"样本报告中没有“{path}”；{hint} (no such node in the sample)")


def clean_report(year: int = 2023, form: str | None = None, organ: str = "清河县水利局") -> SampleReport:
    """A report without defects on `year`, in the form for that year unless `form` names another.

    ValueError for years before 2019, which had no such form; FormError for an unknown form.
    """
    if form is None:
        fitting = [each.id for each in built_in_forms() if each.covers(year)]
        if not fitting:
            raise ValueError(f"{year}年度还没有统一格式，请写明 form (no standard form for that year)")
        form = fitting[0]
    return compose_report(form, year, organ, clean_figures(load_form(form)))


def compose_report(form: str, year: int, organ: str, values: Mapping[str, str]) -> SampleReport:
    """A report whose tables hold `values` (raw texts by path) and whose prose tells the same figures.

    The totals of tables 3 and 4 have to be given and whole; any other cell may be absent and is then blank.
    """
    standard = load_form(form)
    prose = {
        "overview": wording.overview(standard, year, values),
        "problems": wording.problems(),
        "other_matters": wording.other_matters(standard, year),
    }
    pieces: list[Piece] = [Heading(wording.title(year, organ), "title", 1)]
    pieces += [Prose(text, "lead") for text in wording.lead(standard, year)]
    for section in standard.sections:
        pieces.append(Heading(f"{section.ordinal}、{section.title}", section.id))
        pieces += [Prose(text, section.id) for text in prose.get(section.id, ())]
        pieces += [printed_grid(table, values) for table in standard.tables.values() if table.section == section.id]
    pieces += [Prose(text, "signature") for text in wording.signature(year, organ)]
    return SampleReport(form, year, organ, tuple(pieces))


def _markdown_cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "<br>")
