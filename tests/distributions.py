"""Distributions with plugins, made by hand: a build backend would have to come from the network."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from commands import Outcome, disclint, environment

RULE = '''
"""Rules of a province that wants its name in the title."""
from collections.abc import Iterator

from disclint.api import *
from disclint.api import hookimpl


class HubeiTitle(Rule):
    """The title names the province."""

    meta = RuleMeta(
        code="{code}",
        name="{name}",
        title=Phrase("标题应写明湖北省", "the title names Hubei"),
        why=Phrase("省内统一要求。", "A custom of the province."),
        severity=Severity.WARNING,
        authority=Authority(Standing.SAMPLES, Phrase("省内通行做法", "common practice in the province")),
        messages={{"": Phrase("标题“{{title}}”没有写明湖北省", 'the title "{{title}}" does not name Hubei')}},
        examples=(),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding, at the title."""
        {body}


@hookimpl
def {hook}():
    return [HubeiTitle]
'''

BODY = """title = report.title
        if title and "湖北省" not in title.text:
            yield self.finding(title.position, "title", title=title.text)"""


def rule_source(
    code: str = "HUB001", name: str = "hubei-title", body: str = BODY, hook: str = "disclint_rules", extra: str = ""
) -> str:
    return RULE.format(code=code, name=name, body=body, hook=hook) + extra


@dataclass(frozen=True)
class Distribution:
    """A distribution of one module with entry points."""

    name: str = "disclint-hubei"
    version: str = "1.2.0"
    module: str = "disclint_hubei"
    source: str = field(default_factory=rule_source)
    entry_points: str = "[disclint]\nhubei = disclint_hubei\n"

    def wheel(self, folder: Path) -> Path:
        """A wheel; written by hand, since a build backend would have to come from the network."""
        stem = f"{self.name.replace('-', '_')}-{self.version}"
        info = f"{stem}.dist-info"
        files = {
            f"{self.module}.py": self.source,
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {self.name}\nVersion: {self.version}\n\nA province.\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
            f"{info}/entry_points.txt": self.entry_points,
        }
        path = folder / f"{stem}-py3-none-any.whl"
        with zipfile.ZipFile(path, "w") as wheel:
            for name, content in files.items():
                wheel.writestr(name, content)
            record = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
            wheel.writestr(f"{info}/RECORD", record)
        return path

    def unpack(self, folder: Path) -> Path:
        """What pip makes of the wheel, without pip: for the many cases where only the content matters."""
        with zipfile.ZipFile(self.wheel(folder.parent)) as wheel:
            wheel.extractall(folder)
        return folder


def run(site: Path, *arguments: str) -> Outcome:
    return disclint(*arguments, cwd=site.parent, env=environment([str(site)]))
