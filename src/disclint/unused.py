"""Suppressions of the configuration that do nothing, or no more: told where they are written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from disclint.config import Suppression
from disclint.discover import Target
from disclint.engine import in_order, kept
from disclint.finding import Finding
from disclint.own import ExpiredSuppression
from disclint.result import FileResult, SuppressedBy
from disclint.settings import entry_place
from disclint.suppress import Entry, unused
from disclint.workspace import Project, Workspace


def entries_of_no_use(
    workspace: Workspace, paths: Sequence[str], targets: Sequence[Target], results: Sequence[FileResult]
) -> list[FileResult]:
    """A result for each configuration file with suppressions that are unused or expired.

    An entry is called unused only if all files it may be of were checked: those it names by their paths, or else the
    whole folder of the configuration, which is below one of `paths`.
    """
    found: dict[str, list[Finding]] = {}
    for project in workspace.projects:
        if not project.entries:
            continue
        mine = [
            (target, result)
            for target, result in zip(targets, results, strict=False)
            if workspace.config_for(target.path).source == project.config.source
        ]
        walked = _walked(workspace, project, paths)
        for entry, suppression in zip(project.entries, project.config.suppress, strict=True):
            if workspace.expired(suppression):
                finding = ExpiredSuppression().finding(
                    entry.position, "", code=entry.code, where=entry.where, expires=str(suppression.expires)
                )
            elif _is_unused(workspace, project, entry, suppression, mine, walked):
                finding = unused(entry)
            else:
                continue
            if finding.code in project.settings.selection.enabled:
                file, _ = entry_place(project.config, entry.ordinal)
                found.setdefault(file, []).extend(kept([finding], project.settings))
    return [
        FileResult(file, in_order(findings), judged=False, lines=_lines(file, findings))
        for file, findings in found.items()
        if findings
    ]


def _is_unused(
    workspace: Workspace,
    project: Project,
    entry: Entry,
    suppression: Suppression,
    mine: Sequence[tuple[Target, FileResult]],
    walked: bool,
) -> bool:
    if not _all_checked(project.config.root, suppression.files, [target.path for target, _ in mine], walked):
        return False
    for target, result in mine:
        if not workspace.covers(suppression, project.config, target.path):
            continue
        if any(each.by is SuppressedBy.CONFIG and each.entry == entry.ordinal for each in result.suppressed):
            return False
        if result.errors or entry.code not in workspace.settings_for(target.path).selection.enabled:
            return False
    return True


def _all_checked(root: str, patterns: Sequence[str], paths: Iterable[str], walked: bool) -> bool:
    """Whether all files these patterns may mean were checked. `/a/b.md` means one; `b.md` is in any folder."""
    checked = {os.path.abspath(path) for path in paths}
    plain = [pattern for pattern in patterns if not set("*?[!\\") & set(pattern)]
    files = [os.path.normpath(os.path.join(root, pattern.strip("/"))) for pattern in plain]
    if walked:  # a file that is excluded, or no document by its name, is checked only when it is named
        return all(file in checked or not os.path.isfile(file) for file in files)
    single = bool(patterns) and len(plain) == len(patterns) and all("/" in pattern for pattern in patterns)
    return single and checked.issuperset(files)


def _walked(workspace: Workspace, project: Project, paths: Iterable[str]) -> bool:
    """Whether everything below the configuration was looked at."""
    if workspace.narrowed:
        return False
    root = os.path.join(project.config.root, "")
    return any(root.startswith(os.path.join(os.path.abspath(path), "")) for path in paths if os.path.isdir(path))


def _lines(file: str, findings: Iterable[Finding]) -> dict[int, str]:
    try:
        with open(file, encoding="utf-8-sig", errors="replace") as source:
            lines = source.read().split("\n")  # as line_of counts
    except OSError:
        return {}
    numbers = {finding.position.line for finding in findings}
    return {number: lines[number - 1] for number in numbers if number <= len(lines)}
