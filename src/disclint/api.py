"""The only module a plugin imports: re-exports, nothing else."""

from __future__ import annotations

from msgspec.structs import replace

from disclint.document import Block, Damage, Document, Grid, Layout, Paragraph, Position
from disclint.document import Cell as GridCell
from disclint.errors import DisclintError, UnreadableError
from disclint.finding import CellRef, Finding, Language, Phrase, Related, Severity
from disclint.fix import Applicability, Edit, Fix
from disclint.hooks import hookimpl
from disclint.report import (
    Band,
    Cell,
    CellState,
    Evidence,
    Header,
    Kind,
    Mark,
    Reading,
    Report,
    Row,
    Section,
    Signature,
    Table,
    Text,
    Title,
    Unread,
    Value,
)
from disclint.rule import Authority, Example, Rule, RuleMeta, Standing
from disclint.template import (
    BandForm,
    ColumnForm,
    Equation,
    Form,
    GroupForm,
    Operator,
    RowForm,
    SectionForm,
    TableForm,
    Term,
    ValueKind,
    parse_form,
)

__all__ = [
    "Applicability",
    "Authority",
    "Band",
    "BandForm",
    "Block",
    "Cell",
    "CellRef",
    "CellState",
    "ColumnForm",
    "Damage",
    "DisclintError",
    "Document",
    "Edit",
    "Equation",
    "Evidence",
    "Example",
    "Finding",
    "Fix",
    "Form",
    "Grid",
    "GridCell",
    "GroupForm",
    "Header",
    "Kind",
    "Language",
    "Layout",
    "Mark",
    "Operator",
    "Paragraph",
    "Phrase",
    "Position",
    "Reading",
    "Related",
    "Report",
    "Row",
    "RowForm",
    "Rule",
    "RuleMeta",
    "Section",
    "SectionForm",
    "Severity",
    "Signature",
    "Standing",
    "Table",
    "TableForm",
    "Term",
    "Text",
    "Title",
    "Unread",
    "UnreadableError",
    "Value",
    "ValueKind",
    "hookimpl",
    "parse_form",
    "replace",
]
