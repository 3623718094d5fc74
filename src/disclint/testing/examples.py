"""An example of a rule as the file it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from disclint.testing.sample import SampleReport, clean_report

if TYPE_CHECKING:
    from disclint.document import Document
    from disclint.rule import Example


def example_report(example: Example) -> SampleReport:
    """The clean report with the changes of the example, but for what it appends; ValueError if one cannot be made.

    An example that is a whole file (`text`) has no such report.
    """
    report = clean_report(example.year)
    tables = {path.partition("/")[0] for path in report.values()}
    report = report.fill(dict(example.set))
    for old, new in example.replace:
        report = report.replace(old, new)
    for path in example.drop:
        report = report.drop(path) if path.partition("/")[0] in tables else report.drop_section(path)
    return report


def example_text(example: Example, layout: Literal["tabs", "packed"] = "tabs") -> str:
    """The whole file an example stands for, tables in the given layout (see `SampleReport.text`)."""
    return example.text or example_report(example).text(layout) + example.append


def example_document(example: Example) -> Document:
    """The document an example stands for, as a reader would give it."""
    from disclint.document import Damage, Document, Position
    from disclint.readers import read

    text = example_text(example)
    document = read(text.encode(), "报告.txt") if text.strip() else Document("报告.pdf", "pdf", ())
    damage = tuple(Damage(reason, Position(1), detail) for reason, detail in example.damage)
    return replace(document, damage=document.damage + damage)
