"""Reports for the language server to look at, and what the command line finds in them."""

from __future__ import annotations

from disclint.engine import Settings, check_data
from disclint.finding import Finding
from disclint.plugins import load_plugins
from disclint.select import choose
from disclint.testing import clean_report

SETTINGS = Settings((_plugins := load_plugins([])), choose(_plugins.metas), skip_unrelated=True)


def report(*changes: tuple[str, str], year: int = 2023) -> str:
    """A clean report as tab-separated text, with cells changed: pairs of node path and new text."""
    clean = clean_report(year)
    for path, text in changes:
        clean = clean.set(path, text)
    return clean.text()


def found(text: str, filename: str) -> tuple[Finding, ...]:
    """What `disclint check` finds in a file with this text."""
    return check_data(text.encode(), filename, SETTINGS).findings
