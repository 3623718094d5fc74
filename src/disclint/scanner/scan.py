"""A document to tokens: the whole of the scanner, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from disclint.document import Document, Position
from disclint.report import NOTHING_STATED, Evidence, Header, Kind, Row, Signature, Stated, Text, Title
from disclint.scanner.frame import (
    Closing,
    find_closing,
    find_title,
    is_no_furniture,
    is_report_title,
    is_wide_prose,
    report_year,
)
from disclint.scanner.headings import Heading, find_headings, is_subheading
from disclint.scanner.items import Item, items_of
from disclint.scanner.kinds import Seen, kind_of
from disclint.scanner.segments import Segment, find_segments
from disclint.scanner.tables import TableScan, choose_form, scan_table
from disclint.scanner.vocabulary import Vocabulary, vocabulary_of
from disclint.template import Form


class TokenType(Enum):
    """The terminals of report.lark."""

    TITLE = "TITLE"
    PARAGRAPH = "PARAGRAPH"
    SUBHEADING = "SUBHEADING"
    SIGNATURE = "SIGNATURE"
    OVERVIEW = "OVERVIEW"
    ACTIVE_DISCLOSURE = "ACTIVE_DISCLOSURE"
    REQUESTS = "REQUESTS"
    REVIEW_LITIGATION = "REVIEW_LITIGATION"
    PROBLEMS = "PROBLEMS"
    OTHER_MATTERS = "OTHER_MATTERS"
    UNLISTED = "UNLISTED"
    TABLE_2 = "TABLE_2"
    TABLE_3 = "TABLE_3"
    TABLE_4 = "TABLE_4"
    OTHER_TABLE = "OTHER_TABLE"
    TABLE_END = "TABLE_END"
    BAND = "BAND"
    ROW = "ROW"
    STRAY = "STRAY"
    RESULTS = "RESULTS"
    DENIED = "DENIED"
    UNAVAILABLE = "UNAVAILABLE"
    NOT_PROCESSED = "NOT_PROCESSED"
    OTHER_PROCESSING = "OTHER_PROCESSING"
    GROUP = "GROUP"
    GROUP_END = "GROUP_END"


RECOGNISED = "pdf-ocr"  # the format of a document whose text was recognised in pictures

_NAMES = {token.value for token in TokenType}
_TABLES = {
    "active_disclosure": TokenType.TABLE_2,
    "requests": TokenType.TABLE_3,
    "review_litigation": TokenType.TABLE_4,
}

Payload = Title | Text | Heading | Signature | TableScan | Row | Header | str | None


class Scanned(Struct, frozen=True):
    """One token: its type, the text shown in the tree, where it stands, and what it carries."""

    type: TokenType
    text: str
    position: Position
    payload: Payload = None


class Scan(Struct):
    """The tokens of a document and what is known of it as a whole."""

    tokens: list[Scanned]
    kind: Kind
    form: Form
    form_by_labels: Form | None
    year: int | None
    organ: str
    begin: Position
    end: Position
    outside: tuple[Text, ...] = ()


class _Part(Struct):
    """The items from a heading (None: the front) to the next one, with the tables found among them."""

    heading: Heading | None
    begin: int
    end: int
    segments: list[Segment] = []


def _parts(items: list[Item], headings: list[Heading], begin: int, end: int) -> list[_Part]:
    parts = [_Part(None, begin, headings[0].index if headings else end)]
    for number, heading in enumerate(headings):
        stop = headings[number + 1].index if number + 1 < len(headings) else end
        parts.append(_Part(heading, heading.index + 1 + heading.joined, max(stop, heading.index + 1 + heading.joined)))
    return parts


def _group_token(group: str) -> TokenType:
    name = group.upper()
    return TokenType(name) if name in _NAMES else TokenType.GROUP


def _chain(scan: TableScan, row: Row) -> list[str]:
    """The groups a row stands in, outermost first."""
    parents = {group.id: group.parent for group in scan.table.groups}
    chain: list[str] = []
    current = row.form.group
    while current in parents:
        chain.insert(0, current)
        current = parents[current]
    return chain


def _row_token(row: Row) -> Scanned:
    values = " ".join(cell.text or "·" for cell in row.cells)
    return Scanned(TokenType.ROW, f"{row.form.id}: {values}", row.position, row)


def _table_tokens(scan: TableScan) -> Iterator[Scanned]:
    """The tokens of one table; groups and bands are opened and closed so that the nesting always holds."""
    yield Scanned(_TABLES.get(scan.table.id, TokenType.OTHER_TABLE), scan.table.id, scan.position, scan)
    bands = {row.id: band for band in scan.table.bands for row in band.rows}
    in_bands = len(scan.table.bands) > 1
    band_id = ""
    groups: list[str] = []
    for row in scan.rows:
        band = bands[row.form.id]
        if in_bands and band.id != band_id:
            band_id = band.id
            yield Scanned(TokenType.BAND, band.caption, scan.captions.get(band.id, row.position), band_id)
        chain = _chain(scan, row)
        while groups != chain[: len(groups)]:
            groups.pop()
            yield Scanned(TokenType.GROUP_END, "", row.position)
        for group in chain[len(groups) :]:
            groups.append(group)
            yield Scanned(_group_token(group), group, row.position, group)
        yield _row_token(row)
    for _ in groups:
        yield Scanned(TokenType.GROUP_END, "", scan.end)
    yield Scanned(TokenType.TABLE_END, "", scan.end)


def _stray_tokens(segment: Segment) -> Iterator[Scanned]:
    first, last = segment.strips[0].position, segment.strips[-1].position
    yield Scanned(TokenType.OTHER_TABLE, "", first)
    for strip in segment.strips:
        text = " | ".join([label.text for label in strip.labels] + [slot.text for slot in strip.slots if slot.text])
        if text:
            yield Scanned(TokenType.STRAY, text, strip.position, Header(text, strip.position, None, 0))
    yield Scanned(TokenType.TABLE_END, "", last)


def _text_token(text: str, position: Position) -> Scanned:
    heading = is_subheading(text)
    kind = TokenType.SUBHEADING if heading else TokenType.PARAGRAPH
    return Scanned(kind, text, position, Text(text, position, heading))


def _block_tokens(part: _Part, items: list[Item], tables: dict[int, TableScan]) -> Iterator[Scanned]:
    """Paragraphs and tables of a part; a table stands where its first row does."""
    taken = {strip.index for segment in part.segments for strip in segment.strips}
    by_first = {segment.first: segment for segment in part.segments}
    for index in range(part.begin, part.end):
        segment = by_first.get(index)
        if segment:
            scan = tables.get(id(segment))
            yield from _table_tokens(scan) if scan else _stray_tokens(segment)
        item = items[index]
        if index not in taken and item.text:
            yield _text_token(item.number + item.text, item.position)


def _heading_tokens(heading: Heading, items: list[Item]) -> Iterator[Scanned]:
    item = items[heading.index]
    position = item.position
    if heading.rest:
        position = Position(
            position.line, position.column, position.line, position.column + len(heading.text), position.page
        )
    name = (heading.section or "unlisted").upper()
    kind = TokenType(name) if name in _NAMES else TokenType.UNLISTED
    yield Scanned(kind, heading.text, position, heading)
    if heading.rest:
        end = item.position
        rest = Position(
            end.line, end.column + len(item.text) - len(heading.rest), end.end_line, end.end_column, end.page
        )
        yield _text_token(heading.rest, rest)


def _forms_of(
    segments: list[Segment], vocabulary: Vocabulary, year: int | None, stated: str | None
) -> tuple[Form, Form | None]:
    """(the form the report is judged by where its labels do not tell, the form its labels bear)."""
    forms = list(vocabulary.forms.values())
    newest = forms[-1]
    default = next((form for form in forms if year is not None and form.covers(year)), newest)
    if year is None and stated in vocabulary.forms:
        default = vocabulary.forms[stated]
    votes: dict[str, int] = {}
    for form in forms:
        exclusive = vocabulary.exclusive[form.id]
        votes[form.id] = len(
            {label.key for s in segments for strip in s.strips for label in strip.labels if label.key in exclusive}
        )
    best = max(votes, key=lambda form_id: votes[form_id])
    clear = votes[best] >= 2 and sum(count == votes[best] for count in votes.values()) == 1
    by_labels = vocabulary.forms[best] if clear else None
    if year is None and by_labels:
        default = by_labels
    return default, by_labels


def _recognised(row: Row) -> Row:
    """The row with every value marked as read from a picture."""
    return replace(row, cells=tuple(replace(cell, evidence=Evidence.OCR) for cell in row.cells))


def scan(document: Document, forms: tuple[Form, ...], stated: Stated = NOTHING_STATED) -> Scan:
    """Scan a document against the known forms. Total: any document gives a stream the grammar parses."""
    vocabulary = vocabulary_of(forms)
    items = items_of(document)
    headings = find_headings(items, vocabulary)
    front_end = headings[0].index if headings else len(items)
    titled = find_title(items, front_end)
    title = titled[2] if titled else None
    begin = titled[1] if titled else 0
    organ = title.organ if title else ""
    last = headings[-1].index + 1 + headings[-1].joined if headings else begin
    closing = find_closing(items, last, organ) if headings else Closing(len(items), None, len(items))
    parts = _parts(items, headings, begin, closing.start)
    tables: dict[int, TableScan] = {}
    unlabelled = {
        table.id for form in forms for table in form.tables.values() if not any(b.rows[0].label for b in table.bands)
    }
    for part in parts:
        section = part.heading.section if part.heading else None
        part.segments = find_segments(
            items, part.begin, part.end, section if section in unlabelled else None, vocabulary
        )
    segments = [segment for part in parts for segment in part.segments if segment.table]
    told = report_year(title, items, begin, closing)
    year = told or stated.year
    default, by_labels = _forms_of(segments, vocabulary, year, stated.form)
    for segment in segments:
        form = choose_form(segment, vocabulary.forms, default)
        table = scan_table(segment, form, vocabulary)
        if document.format == RECOGNISED:
            table.rows = [_recognised(row) for row in table.rows]
        tables[id(segment)] = table
    tokens: list[Scanned] = []
    if title:
        tokens.append(Scanned(TokenType.TITLE, title.text, title.position, title))
    outside = [Text(item.text, item.position) for item in items[: titled[0] if titled else 0] if item.text]
    for part in parts:
        if part.heading:
            tokens += _heading_tokens(part.heading, items)
        blocks = list(_block_tokens(part, items, tables))
        if part.heading is None:
            # Without a title nothing says where the report begins: breadcrumbs and buttons are short, prose is not.
            own = is_wide_prose if title is None else is_no_furniture
            outside += [t.payload for t in blocks if isinstance(t.payload, Text) and not own(t.text)]
            blocks = [t for t in blocks if not isinstance(t.payload, Text) or own(t.text)]
        tokens += blocks
    signature = closing.signature
    if signature:
        tokens.append(
            Scanned(TokenType.SIGNATURE, f"{signature.organ} {signature.date_text}", signature.position, signature)
        )
    outside += [Text(item.text, item.position) for item in items[closing.signature_end :] if item.text]
    kind = kind_of(
        Seen(
            title=title,
            titles=sum(is_report_title(item) for item in items),
            year=told,
            sections=len({h.section for h in headings if h.section and h.accepted}),
            headings=len({h.section for h in headings if h.section}),
            tables=list(tables.values()),
            prose=sum(len(t.text) for t in tokens if t.type is TokenType.PARAGRAPH and len(t.text) > 12),
            items=items,
            damage=document.damage,
        )
    )
    nowhere = Position(1)
    return Scan(
        tokens=tokens,
        kind=kind,
        form=by_labels or default,
        form_by_labels=by_labels,
        year=year,
        organ=organ or (signature.organ if signature else ""),
        begin=tokens[0].position if tokens else (items[0].position if items else nowhere),
        end=_end(tokens, items) if items else nowhere,
        outside=tuple(outside),
    )


def _end(tokens: list[Scanned], items: list[Item]) -> Position:
    last = next((t for t in reversed(tokens) if t.type is not TokenType.GROUP_END), None)
    position = last.position if last else items[-1].position
    line = position.end_line or position.line
    return Position(line, position.column if line == position.line else 1, page=position.page)
