"""What a reader notes of a file and the public should not find in it: one rule for each kind of note."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from disclint.api import Damage, Finding, Report
from disclint_rules.common import ReportRule

_SHOWN = 20  # characters of a text that are quoted


class NotedRule(ReportRule):
    """A rule that speaks of every note with its `reason`."""

    reason: ClassVar[str]

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a note, at its place; `{detail}` is its number or the beginning of its text."""
        for number, damage in enumerate(self._notes(report)):
            detail = damage.detail if len(damage.detail) <= _SHOWN else damage.detail[:_SHOWN] + "…"
            yield self.finding(damage.position, f"{self.reason}/{number + 1}", detail=detail)

    def _notes(self, report: Report) -> list[Damage]:
        return [damage for damage in report.damage if damage.reason == self.reason]
