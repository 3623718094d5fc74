"""Z904: what is found where a rule failed. Not a rule that checks, but a rule's place in the lists and pages."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.document import Position
from disclint.finding import Finding, Phrase, Severity
from disclint.report import Report
from disclint.rule import Authority, Rule, RuleMeta, Standing

_LONG = 300


class RuleFailed(Rule):
    """Stands for rules that raised, did not end, or returned what is no finding. The engine speaks in its name."""

    meta = RuleMeta(
        code="Z904",
        name="rule-failed",
        title=Phrase("规则出错，未能检查", "a rule failed and did not check"),
        why=Phrase(
            "某条规则（多为插件的规则）在检查本文件时出错、超时、占用内存过多，或者返回的不是问题，因此没有完成检查；"
            "其余规则照常检查，退出码为 2。没有检查不等于没有问题：请升级插件，或把消息转给插件的作者。"
            "无论用 --select 选了哪些规则都会报告；用 --ignore Z904 只是不显示，退出码不变。",
            "A rule, mostly one of a plugin, raised an error, took too long, wanted too much memory or returned what is "
            "no finding, so it did not check this file. The others did, and the exit code is 2. Not checked is not "
            "passed: upgrade the plugin, or send the message to its author. Reported whatever is selected; "
            "--ignore Z904 hides it, but the exit code stays.",
        ),
        severity=Severity.ERROR,
        authority=Authority(
            Standing.ADVICE, Phrase("disclint 自身的说明（没有明文规定）", "disclint on itself (no norm says so)")
        ),
        messages={
            "": Phrase(
                "插件 {plugin} 的规则 {rule} 没有检查 {file}：{reason}",
                "rule {rule} of plugin {plugin} did not check {file}: {reason}",
            )
        },
        examples=(),
        judges=frozenset(),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """Nothing: what failed is found by running the other rules."""
        del report
        return iter(())


def failure(report: Report, meta: RuleMeta, plugin: str, reason: str) -> Finding:
    """The finding on a rule that failed; `plugin` is its label, with distribution and version."""
    first = report.position
    return RuleFailed().finding(
        Position(first.line, first.column, page=first.page),
        f"rule/{meta.code}",
        plugin=plugin,
        rule=f"{meta.code}[{meta.name}]",
        file=report.filename,
        reason=reason if len(reason) <= _LONG else reason[:_LONG] + "…",
    )
