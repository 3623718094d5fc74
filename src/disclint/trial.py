"""Runs the rules over a report: whatever one of them does, the others go on, and what failed is told."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from disclint.failure import failure
from disclint.finding import Finding
from disclint.plugins import LoadedRule, Plugins
from disclint.report import Report
from disclint.trust import NotAFinding, check_finding

if TYPE_CHECKING:
    from disclint.guard import Guard

_never_ended: dict[str, str] = {}
"""Rules that took too long, with the file they did it on: a second file would take as long again."""


def judged(
    report: Report, rules: Sequence[LoadedRule], plugins: Plugins, seconds: float
) -> tuple[list[Finding], tuple[str, ...]]:
    """All findings on a report, in the order of the rules, and a sentence for each rule that failed.

    A rule that failed is also a finding (Z904). Rules that are not disclint's own are stopped after `seconds`.
    """
    findings: list[Finding] = []
    errors: list[str] = []
    if plugins.foreign.isdisjoint(loaded.meta.code for loaded in rules):
        for loaded in rules:
            _try(loaded, report, plugins, None, findings, errors)
        return findings, tuple(errors)
    from disclint.guard import Guard, OutOfTime

    try:
        with Guard(seconds) as guard:
            for loaded in rules:
                foreign = loaded.meta.code in plugins.foreign
                _try(loaded, report, plugins, guard if foreign else None, findings, errors)
    except OutOfTime:  # struck between two rules, when the first had just swallowed the last stroke
        errors.append("检查超时，未能完成 (the check took too long and was not finished)")
    return findings, tuple(errors)


def _try(
    loaded: LoadedRule,
    report: Report,
    plugins: Plugins,
    guard: Guard | None,
    findings: list[Finding],
    errors: list[str],
) -> None:
    if guard is None:
        try:
            for finding in loaded.rule.check(report):
                findings.append(check_finding(finding, loaded.rule))  # noqa: PERF401 - those before an error count
        except Exception as error:
            _failed(loaded, report, plugins, _reason(error), error, findings, errors)
        return
    from disclint.guard import OutOfTime

    meta = loaded.meta
    before = _never_ended.get(meta.code)
    if before is not None:
        reason = f"检查 {before} 时超时，不再运行这条规则 (it took too long on another file and is not run again)"
        _failed(loaded, report, plugins, reason, None, findings, errors)
        return
    try:
        guard.watch(f"规则 {meta.code}[{meta.name}]（插件 {loaded.plugin}）")
        for finding in loaded.rule.check(report):
            findings.append(check_finding(finding, loaded.rule))  # noqa: PERF401
        guard.rest()
    except KeyboardInterrupt:
        guard.rest()
        raise
    except OutOfTime:
        guard.rest()
        _never_ended[meta.code] = report.filename
        reason = f"超过 {guard.seconds:g} 秒仍未结束，已中止 (stopped after {guard.seconds:g} seconds)"
        _failed(loaded, report, plugins, reason, None, findings, errors)
    except BaseException as error:  # SystemExit, too: a rule has no business to end the run, least of all with 0
        guard.rest()
        if isinstance(error, MemoryError):
            error.with_traceback(None)  # with it goes what the rule has piled up, and there is room for a sentence
        _failed(loaded, report, plugins, _reason(error), error, findings, errors)


def _failed(
    loaded: LoadedRule,
    report: Report,
    plugins: Plugins,
    reason: str,
    error: BaseException | None,
    findings: list[Finding],
    errors: list[str],
) -> None:
    meta = loaded.meta
    findings.append(failure(report, meta, plugins.info(loaded.plugin).label, reason))
    errors.append(
        f"规则 {meta.code}[{meta.name}]（插件 {loaded.plugin}）出错，其余规则照常检查："
        f"{reason}{traceback_of(error)} (the rule failed; the others ran)"
    )


def _reason(error: BaseException) -> str:
    if isinstance(error, NotAFinding):
        return str(error)
    if isinstance(error, MemoryError):
        return "内存用量过大，已中止 (stopped: it wants too much memory)"
    return f"{type(error).__name__}: {error}"


def traceback_of(error: BaseException | None) -> str:
    """The traceback as lines of their own if DISCLINT_TRACEBACK asks for it, else nothing."""
    if error is None or not os.environ.get("DISCLINT_TRACEBACK"):
        return ""
    import traceback

    return "\n" + "".join(traceback.format_exception(error))


def forget(codes: Iterable[str] | None = None) -> None:
    """Give rules that took too long another chance: a server runs for days, and plugins are corrected meanwhile."""
    for code in list(_never_ended) if codes is None else codes:
        _never_ended.pop(code, None)
