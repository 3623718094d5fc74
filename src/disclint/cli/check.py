"""`disclint check`: the main job."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from msgspec import Struct

from disclint.cachedir import cache_directory
from disclint.cli import UsageError
from disclint.cli.check_options import parser
from disclint.cli.configuring import workspace_of
from disclint.cli.options import emit, emit_bytes, language, use_color
from disclint.config import Config
from disclint.discover import STDIN, Target, discover, shown
from disclint.engine import WORTH_FORKING, Progress, check_files
from disclint.finding import Language, Severity
from disclint.hooks import Writer
from disclint.output import DRAWS_TABLES, writer
from disclint.output.text import safe, safe_row
from disclint.plugins import Plugins
from disclint.result import FileResult, Fixing, Run
from disclint.workspace import Workspace

__all__ = ["main", "parser"]

FINDINGS, FAILED, INTERRUPTED = 1, 2, 130


class _Output(Struct, frozen=True):
    """A format to write, and the file it goes to; None is standard output."""

    name: str
    write: Writer
    filename: str | None


def main(arguments: list[str]) -> int:
    """Check files: 0 nothing at or above --fail-level, 1 findings, 2 something could not be checked, 130 Ctrl-C."""
    options = parser().parse_args(arguments)
    workspace = workspace_of(options)
    config = workspace.config
    tongue = language(options.lang, config.lang)
    if options.show_settings:
        from disclint.cli.config import show_settings

        return show_settings(workspace, options.paths, tongue)
    if options.watch and not os.environ.get("DISCLINT_WATCHED"):
        from disclint.cli.watch import watch

        formats = options.output_format or config.output_format
        written = [text.partition("=")[2] for text in formats] + [options.output_file, options.write_baseline]
        return watch(
            arguments, options.paths or [os.curdir], lambda: workspace_of(options), tongue, filter(None, written)
        )
    plugins = workspace.plugins
    outputs = _outputs(
        options.output_format or config.output_format or ["full"], options.output_file, plugins, options.statistics
    )
    workspace.keep_tables = any(output.name in DRAWS_TABLES for output in outputs)
    if not workspace.settings.selection.enabled:
        raise UsageError("选用的规则一条不剩 (no rule is left to run)")  # checking nothing must not look like a pass
    paths = options.paths or [os.curdir]
    targets = discover(paths, workspace.excluded, force_exclude=options.force_exclude)
    if options.show_files:
        emit("".join(f"{shown(target.path)}\n" for target in targets), options.output_file)
        return 0
    workspace.prepare(target.path for target in targets)
    fixing = _fixing(options)
    found = _finder(fixing, workspace, options)
    results, interrupted = _check(targets, workspace, options.jobs, found, tongue)
    _check_places(outputs, targets, results)
    if options.write_baseline:
        if interrupted:
            print("disclint: 中途停止，没有写基线 (interrupted: no baseline was written)", file=sys.stderr)
            return INTERRUPTED
        return _write_baseline(results, options.write_baseline, config.root)
    if not interrupted and not options.ignore_suppressions and any(each.entries for each in workspace.projects):
        from disclint.unused import entries_of_no_use

        results = (*results, *entries_of_no_use(workspace, paths, targets, results))
    results = _without_known(results, options, config)
    baseline = bool(options.baseline or config.baseline) and not options.ignore_suppressions
    run = Run(results, tongue, interrupted, fixing, config.root, options.show_suppressed, baseline)
    _complain(run)
    piped = _pass_on(run, targets)
    for output in outputs:
        color = output.filename is None and use_color(options.color) and not piped
        emit(output.write(run, color), output.filename, aside=piped)
    return _status(run, Severity(options.fail_level) if options.fail_level else config.fail_level, options)


def _check_places(outputs: Sequence[_Output], targets: Sequence[Target], results: Sequence[FileResult]) -> None:
    """UsageError if what is found would be written over a report."""
    if not any(output.filename for output in outputs):
        return
    reports = {os.path.abspath(each.path) for each, result in zip(targets, results, strict=False) if result.judged}
    for output in outputs:
        if output.filename and os.path.abspath(output.filename) in reports:
            raise UsageError(
                f"结果不能写到要检查的文件 {output.filename} 上 (the result would be written over a file to check)"
            )


def _check(
    targets: Sequence[Target],
    workspace: Workspace,
    jobs: int,
    found: Callable[..., Iterator[FileResult]],
    tongue: Language,
) -> tuple[tuple[FileResult, ...], bool]:
    """The results, and whether Ctrl-C cut them short: what is known by then is still told."""
    results: list[FileResult] = []
    try:
        with _progress(len(targets), tongue) as progress:
            for result in found(targets, workspace.settings_for, workspace.plugins, jobs=jobs, progress=progress):
                results.append(result)  # noqa: PERF402 - kept one by one, so that Ctrl-C leaves them
    except KeyboardInterrupt:
        return tuple(results), True
    return tuple(results), False


def _without_known(
    results: tuple[FileResult, ...], options: argparse.Namespace, config: Config
) -> tuple[FileResult, ...]:
    """The results without what the baseline holds, if there is one."""
    path = options.baseline or config.baseline
    if not path or options.ignore_suppressions:
        return results
    from disclint.baseline import against, read_baseline

    told, stale = against(results, read_baseline(path), config.root)
    if stale:
        print(
            f"disclint: 基线 {path} 有 {len(stale)} 条已不再出现，可用 --write-baseline {path} 更新"
            " (entries of the baseline that are no longer found):",
            file=sys.stderr,
        )
        for line in stale:
            print("disclint:  ", safe(line.replace("\t", " ")), file=sys.stderr)
    return told


def _write_baseline(results: Sequence[FileResult], path: str, root: str) -> int:
    from disclint.baseline import baseline_text

    failures = [result for result in results if result.errors]
    for result in failures:
        print(f"disclint: {safe(result.filename)}: {safe(result.errors[0])}", file=sys.stderr)
    emit(baseline_text(results, root), path)
    count = sum(len(result.findings) for result in results)
    print(f"disclint: {count} 个问题已写入基线 {path} (findings written to the baseline)", file=sys.stderr)
    return FAILED if failures else 0


@contextmanager
def _progress(total: int, tongue: Language) -> Iterator[Progress | None]:
    if total > WORTH_FORKING and sys.stderr.isatty():
        from disclint.cli.progress import ProgressBar

        with ProgressBar(tongue) as bar:
            yield bar
    else:
        yield None


def _complain(run: Run) -> None:
    for result in run.results:
        for sentence in (*result.errors, *result.notes):
            lines = f"{result.filename}: {sentence}".split("\n")
            print("disclint:", "\n".join(map(safe, lines)), file=sys.stderr)
    if not run.results and not run.interrupted:
        print("disclint: 没有找到可以检查的文件 (found no files to check)", file=sys.stderr)


def _status(run: Run, fail_level: Severity, options: argparse.Namespace) -> int:
    if run.interrupted:
        return INTERRUPTED
    if any(result.errors for result in run.results):
        return FAILED
    if options.exit_zero:
        return 0
    fixed = any(result.fixed for result in run.results)
    if fixed and (run.fixing.diff or options.exit_non_zero_on_fix):
        return FINDINGS
    return FINDINGS if not run.fixing.only and run.reaches(fail_level) else 0


def _fixing(options: argparse.Namespace) -> Fixing:
    return Fixing(
        made=options.fix or options.fix_only or options.diff,
        unsafe=options.unsafe_fixes,
        only=options.fix_only or options.diff,
        shown=options.show_fixes,
        diff=options.diff,
    )


def _finder(fixing: Fixing, workspace: Workspace, options: argparse.Namespace) -> Callable[..., Iterator[FileResult]]:
    """How to get the results of files: by fixing them, from the cache, or by checking them."""
    if fixing.made:
        from disclint.fixer import Plan, fix_target

        return partial(check_files, check=partial(fix_target, plan=Plan(fixing.unsafe, write=not fixing.diff)))
    config = workspace.config
    if not options.no_cache and config.cache and not os.environ.get("DISCLINT_NO_CACHE"):
        directory = options.cache_dir or config.cache_dir or cache_directory()
        if directory:
            from disclint.caching import check_cached, open_cache

            return partial(check_cached, cache=open_cache(directory, workspace.plugins))
    return check_files


def _pass_on(run: Run, targets: Sequence[Target]) -> bool:
    """Write what has become of standard input, or the differences; whether standard output is taken by that."""
    if run.fixing.diff:
        for result in run.results:
            text = result.diff
            if sys.stdout.isatty():
                text = "\n".join(safe_row(line.rstrip("\r")) for line in text.split("\n"))
            emit_bytes(text.encode("utf-8", "backslashreplace"))
        return True
    for result in run.results:
        if result.content is not None:
            emit_bytes(result.content)
    return run.fixing.made and any(target.path == STDIN for target in targets)


def _outputs(
    formats: Sequence[str], output_file: str | None, plugins: Plugins, statistics: bool = False
) -> list[_Output]:
    """The formats as asked for, `name` or `name=file`; --output-file is where the one without a file goes."""
    outputs = []
    unplaced = 0
    for text in formats:
        name, _, filename = text.partition("=")
        unplaced += not filename
        write = writer(name, plugins.outputs)
        if statistics:
            write = _statistics(name)
        outputs.append(_Output(name, write, filename or output_file))
    if unplaced > 1:
        raise UsageError(
            "只有一种格式可以输出到屏幕，其余请写成 --output-format 格式=文件"
            " (only one format can go to standard output; write --output-format format=file for the others)"
        )
    files = [os.path.realpath(output.filename) for output in outputs if output.filename]
    if len(set(files)) < len(files):
        raise UsageError("几种格式不能写入同一个文件 (several formats cannot go to the same file)")
    if output_file and not unplaced:
        raise UsageError("--output-file 没有对应的格式 (no format is left for --output-file)")
    return outputs


def _statistics(name: str) -> Writer:
    from disclint.output.statistics import statistics_writer

    write = statistics_writer(name)
    if write is None:
        raise UsageError(
            f"--statistics 只有 full、concise、grouped 和 json 格式，没有 {name}"
            f" (--statistics has the formats full, concise, grouped and json, not {name})"
        )
    return write
