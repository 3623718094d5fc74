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
    whole folder of the configuration, which is below one of `paths`. One that several configurations extend is told
    once, and unused only if it is in all of them.
    """
    checked = [target.path for target in targets]
    told: dict[tuple[str, int, int], tuple[Finding, ...]] = {}
    for project in workspace.projects:
        if not project.entries:
            continue
        mine = [
            (target, result)
            for target, result in zip(targets, results, strict=False)
            if workspace.config_for(target.path).source == project.config.source
        ]
        for entry, suppression in zip(project.entries, project.config.suppress, strict=True):
            findings: tuple[Finding, ...] = ()
            if workspace.expired(suppression):
                findings = (
                    ExpiredSuppression().finding(
                        entry.position, "", code=entry.code, where=entry.where, expires=str(suppression.expires)
                    ),
                )
            elif _was_looked_for(workspace, project, entry, suppression, checked, paths) and _is_unused(
                workspace, project, entry, suppression, mine
            ):
                findings = (unused(entry),)
            enabled = project.settings.selection.enabled
            findings = tuple(kept((each for each in findings if each.code in enabled), project.settings))
            place = (*entry_place(project.config, entry.ordinal), entry.ordinal)
            told[place] = findings and told.get(place, findings)
    found: dict[str, list[Finding]] = {}
    for (file, _, _), findings in told.items():
        found.setdefault(file, []).extend(findings)
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
    mine: Iterable[tuple[Target, FileResult]],
) -> bool:
    config = project.config
    for target, result in mine:
        if not workspace.covers(suppression, config, target.path):
            continue
        if any(each.by is SuppressedBy.CONFIG and each.entry == entry.ordinal for each in result.suppressed):
            return False
        if result.errors or entry.code not in workspace.settings_for(target.path).selection.enabled:
            return False
    return True


def _was_looked_for(
    workspace: Workspace,
    project: Project,
    entry: Entry,
    suppression: Suppression,
    checked: Iterable[str],
    paths: Iterable[str],
) -> bool:
    config = project.config
    file, _ = entry_place(config, entry.ordinal)
    own = config.source is None or os.path.abspath(file) == config.source
    walked = _walked(workspace, config.root if own else os.path.dirname(os.path.abspath(file)), paths)
    # What extends the file elsewhere may need the entry.
    return (own or walked) and _all_checked(config.root, suppression.files, checked, walked)


def _all_checked(root: str, patterns: Sequence[str], paths: Iterable[str], walked: bool) -> bool:
    """Whether all files these patterns may mean were checked. `/a/b.md` means one; `b.md` is in any folder."""
    checked = {os.path.abspath(path) for path in paths}
    plain = [pattern for pattern in patterns if not set("*?[!\\") & set(pattern)]
    files = [os.path.normpath(os.path.join(root, pattern.strip("/"))) for pattern in plain]
    if walked:  # a file that is excluded, or no document by its name, is checked only when it is named
        return all(file in checked or not os.path.isfile(file) for file in files)
    single = bool(patterns) and len(plain) == len(patterns) and all("/" in pattern for pattern in patterns)
    return single and checked.issuperset(files)


def _walked(workspace: Workspace, folder: str, paths: Iterable[str]) -> bool:
    """Whether everything below a folder was looked at."""
    if workspace.narrowed:
        return False
    root = os.path.join(folder, "")
    return any(root.startswith(os.path.join(os.path.abspath(path), "")) for path in paths if os.path.isdir(path))


def _lines(file: str, findings: Iterable[Finding]) -> dict[int, str]:
    try:
        with open(file, encoding="utf-8-sig", errors="replace") as source:
            lines = source.read().split("\n")  # as line_of counts
    except OSError:
        return {}
    numbers = {finding.position.line for finding in findings}
    return {number: lines[number - 1] for number in numbers if number <= len(lines)}
