"""The only module a plugin imports: re-exports, nothing else.

What stands here and in `disclint.testing` keeps its meaning under one major API_VERSION; anything else in disclint may
change any day.
"""

from __future__ import annotations

from msgspec.structs import replace

from disclint.document import Block, Damage, Document, Grid, Layout, Paragraph, Position
from disclint.document import Cell as GridCell
from disclint.equations import EquationRule, Sum, equation_messages, replaced, spell, sums
from disclint.errors import DisclintError, UnreadableError
from disclint.finding import CellRef, Finding, Language, Phrase, Related, Severity
from disclint.fix import Applicability, Edit, Fix
from disclint.hooks import API_VERSION, hookimpl
from disclint.naming import Number, cell_name, column_label, column_name, row_label, row_name, show, table_name
from disclint.report import (
    Band,
    Cell,
    CellState,
    Evidence,
    Header,
    Kind,
    Mark,
    OrganType,
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
from disclint.rule import Authority, Example, Option, Rule, RuleMeta, Standing
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
    load_form,
    parse_equation,
    parse_form,
)

__all__ = [
    "API_VERSION",
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
    "EquationRule",
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
    "Number",
    "Operator",
    "Option",
    "OrganType",
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
    "Sum",
    "Table",
    "TableForm",
    "Term",
    "Text",
    "Title",
    "Unread",
    "UnreadableError",
    "Value",
    "ValueKind",
    "cell_name",
    "column_label",
    "column_name",
    "equation_messages",
    "hookimpl",
    "load_form",
    "parse_equation",
    "parse_form",
    "replace",
    "replaced",
    "row_label",
    "row_name",
    "show",
    "spell",
    "sums",
    "table_name",
]
