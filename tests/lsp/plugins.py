"""Plugins as they are installed: a module, and the folder that declares it."""

from __future__ import annotations

from pathlib import Path

RULE = """
from disclint.api import Authority, Phrase, Rule, RuleMeta, Severity, Standing, hookimpl


class TheRule(Rule):
    meta = RuleMeta(
        code="{code}",
        name="{name}",
        title=Phrase("一条规则", "a rule"),
        why=Phrase("试验", "a trial"),
        severity=Severity.WARNING,
        authority=Authority(Standing.ADVICE, Phrase("无", "none")),
        messages={{"": Phrase("{message}", "{message}")}},
        examples=(),
    )

    def check(self, report):
        {body}
        yield self.finding(report.position, "title")


@hookimpl
def disclint_rules():
    return [TheRule]
"""


def install(folder: Path, name: str, source: str) -> None:
    """Put a plugin where Python finds it: the module first, as an installer does."""
    folder.mkdir(exist_ok=True)
    (folder / f"disclint_{name}.py").write_text(source, encoding="utf-8")
    info = folder / f"disclint_{name}-1.0.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: disclint-{name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[disclint]\n{name} = disclint_{name}\n", encoding="utf-8")


def uninstall(folder: Path, name: str) -> None:
    """Take it away again."""
    info = folder / f"disclint_{name}-1.0.dist-info"
    for path in info.iterdir():
        path.unlink()
    info.rmdir()
    (folder / f"disclint_{name}.py").unlink()


def rule(code: str, message: str = "说一句", body: str = "pass") -> str:
    """The module of a plugin with one rule, which speaks of every report after it has done `body`."""
    return RULE.format(code=code, name=f"rule-{code.lower()}", message=message, body=body)
