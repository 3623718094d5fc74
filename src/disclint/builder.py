"""Tree to report: the typed nodes rules work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lark import Token, Tree

from disclint.document import Document, Position
from disclint.report import Band, Report, Row, Section, Signature, Stated, Table, Text, Title
from disclint.scanner.headings import Heading
from disclint.scanner.scan import Scan, Scanned
from disclint.scanner.tables import TableScan, missing_row

if TYPE_CHECKING:
    from disclint.template import BandForm

_TABLES = frozenset(("table_2", "table_3", "table_4", "other_table"))
Node = Tree[Token] | Token


def _scanned(token: Token) -> Scanned:
    value = token.value
    assert isinstance(value, Scanned)
    return value


def _rows(tree: Tree[Token]) -> dict[str, Row]:
    """All rows below a table, however deep its groups and bands."""
    found: dict[str, Row] = {}
    for child in tree.children:
        if isinstance(child, Tree):
            found |= _rows(child)
        else:
            payload = _scanned(child).payload
            if isinstance(payload, Row):
                found[payload.form.id] = payload
    return found


def _band(form: BandForm, rows: dict[str, Row], scan: TableScan) -> Band:
    """A band with every row of the form, the missing ones marked; a row that stands for others takes their place."""
    replaced = {name for row in form.rows if row.id in rows for name in row.stands_for}
    built: list[Row] = []
    for row in form.rows:
        if row.id in rows:
            built.append(rows[row.id])
        elif not row.stands_for and row.id not in replaced:
            built.append(
                missing_row(scan.table, row, form.columns, scan.captions.get(form.id, scan.end), bool(scan.strays))
            )
    return Band(form, scan.captions.get(form.id), tuple(built), scan.missing_columns.get(form.id, ()))


def _table(tree: Tree[Token]) -> Table | None:
    first = tree.children[0]
    assert isinstance(first, Token)
    scan = _scanned(first).payload
    if not isinstance(scan, TableScan):
        return None  # a table the form does not have
    rows = _rows(tree)
    return Table(
        id=scan.table.id,
        template=scan.form,
        form=scan.table,
        position=scan.position,
        end=scan.end,
        bands=tuple(_band(band, rows, scan) for band in scan.table.bands),
        headers=tuple(scan.headers),
        strays=tuple(scan.strays),
        reading=scan.reading,
        corner=scan.corner,
        groups=tuple(scan.groups),
    ).settle()


def _blocks(children: list[Node]) -> tuple[Text | Table, ...]:
    blocks: list[Text | Table] = []
    for child in children:
        if isinstance(child, Tree):
            table = _table(child) if child.data in _TABLES else None
            if table:
                blocks.append(table)
        else:
            payload = _scanned(child).payload
            if isinstance(payload, Text):
                blocks.append(payload)
    return tuple(blocks)


def _section(tree: Tree[Token]) -> Section:
    first = tree.children[0]
    assert isinstance(first, Token)
    scanned = _scanned(first)
    heading = scanned.payload
    assert isinstance(heading, Heading)
    return Section(
        id=heading.section,
        ordinal=heading.ordinal,
        heading=heading.text,
        position=scanned.position,
        blocks=_blocks(tree.children[1:]),
        near_miss=heading.section is not None and not heading.accepted,
        likeness=heading.likeness,
    )


def build(tree: Tree[Token], scan: Scan, document: Document, stated: Stated) -> Report:
    """The report of a tree; `scan` gives what concerns the document as a whole."""
    title: Title | None = None
    signature: Signature | None = None
    front: list[Node] = []
    sections: list[Section] = []
    for child in tree.children:
        name = child.data if isinstance(child, Tree) else ""
        if not isinstance(child, Tree) or name in _TABLES:
            front.append(child)
            continue
        first = child.children[0]
        payload = _scanned(first).payload if isinstance(first, Token) else None
        if isinstance(payload, Title):
            title = payload
        elif isinstance(payload, Signature):
            signature = payload
        else:
            sections.append(_section(child))
    return Report(
        filename=document.filename,
        format=document.format,
        kind=scan.kind,
        form=scan.form,
        title=title,
        year=scan.year,
        organ=scan.organ,
        front=_blocks(front),
        sections=tuple(sections),
        signature=signature,
        position=scan.begin,
        end=Position(scan.end.line, scan.end.column, page=scan.end.page),
        form_by_labels=scan.form_by_labels,
        outside=scan.outside,
        damage=document.damage,
        organ_type=stated.organ_type,
    )
