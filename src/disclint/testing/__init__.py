"""The kit with which a rule author writes examples and tests: a clean report to damage, one step at a time.

    clean_report(2023).set("requests/granted/total", "9").text()

Only the standard library and the forms are imported, so examples in a rule's own module cost nothing at start-up.
"""

from __future__ import annotations

from disclint.testing.examples import example_document, example_report, example_text
from disclint.testing.grid import GridCell, PhysicalGrid, printed_grid
from disclint.testing.sample import (
    Heading,
    Piece,
    Prose,
    SampleReport,
    clean_report,
    compose_report,
)

__all__ = [
    "GridCell",
    "Heading",
    "PhysicalGrid",
    "Piece",
    "Prose",
    "SampleReport",
    "clean_report",
    "compose_report",
    "example_document",
    "example_report",
    "example_text",
    "printed_grid",
]
