"""The kit with which a rule author writes examples and tests: a clean report to damage, one step at a time.

    clean_report(year=2023).set("requests/granted/total", 9).text()

and what rules find in it, in any format:

    found(MyRule, clean_report().set("requests/granted/total", 9), "docx") == [("HUB001", "requests/granted/total")]

There is no pytest plugin, since one that breaks would break every test run around; a fixture is three lines of one's
own (see the guide on testing). Only the standard library and the forms are imported until something is run.
"""

from __future__ import annotations

from disclint.testing.examples import example_document, example_report, example_text
from disclint.testing.grid import GridCell, PhysicalGrid, printed_grid
from disclint.testing.running import FORMATS, Format, assert_examples, check, found, parse
from disclint.testing.sample import (
    Heading,
    Piece,
    Prose,
    SampleReport,
    clean_report,
    compose_report,
)

__all__ = [
    "FORMATS",
    "Format",
    "GridCell",
    "Heading",
    "PhysicalGrid",
    "Piece",
    "Prose",
    "SampleReport",
    "assert_examples",
    "check",
    "clean_report",
    "compose_report",
    "example_document",
    "example_report",
    "example_text",
    "found",
    "parse",
    "printed_grid",
]
