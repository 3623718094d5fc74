"""Files of which nothing can be checked: one rule for each reason, and nothing else is said of such a file."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Finding, Report, Rule


class UncheckableRule(Rule):
    """A rule that speaks of the files its `meta.judges` names."""

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding for such a file; `{detail}` is what the reader said of it."""
        if report.kind in self.meta.judges:
            detail = next((damage.detail for damage in report.damage if damage.detail), "")
            yield self.finding(report.position, "report", detail=detail)
