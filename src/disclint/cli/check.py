"""`disclint check`: the main job."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct

from disclint.cli import UsageError
from disclint.cli.options import Parser, emit, emit_bytes, language, split, use_color
from disclint.discover import STDIN, Target, discover
from disclint.engine import WORTH_FORKING, CheckTarget, Progress, Settings, check_files, check_target
from disclint.finding import Language, Severity
from disclint.hooks import Writer
from disclint.output import DRAWS_TABLES, writer
from disclint.output.text import safe, safe_row
from disclint.plugins import Plugins, load_plugins
from disclint.result import FileResult, Fixing, Run
from disclint.select import choose

FINDINGS, FAILED, INTERRUPTED = 1, 2, 130


class _Output(Struct, frozen=True):
    """A format to write, and the file it goes to; None is standard output."""

    name: str
    write: Writer
    filename: str | None


def main(arguments: list[str]) -> int:
    """Check files: 0 nothing at or above --fail-level, 1 findings, 2 something could not be checked, 130 Ctrl-C."""
    options = _parser().parse_args(arguments)
    tongue = language(options.lang)
    plugins = load_plugins()
    outputs = _outputs(options.output_format or ["full"], options.output_file, plugins, options.statistics)
    settings = Settings(
        plugins=plugins,
        selection=choose(
            plugins.metas, split(options.select), split(options.extend_select) or (), split(options.ignore) or ()
        ),
        skip_unrelated=options.skip_unrelated,
        stdin_filename=options.stdin_filename or STDIN,
        fixable=_fixable(options, plugins),
        keep_tables=any(output.name in DRAWS_TABLES for output in outputs),
    )
    if not settings.selection.enabled:
        raise UsageError("选用的规则一条不剩 (no rule is left to run)")  # checking nothing must not look like a pass
    targets = discover(options.paths or [os.curdir])
    fixing = _fixing(options)
    results, interrupted = _check(targets, settings, options.jobs, _checker(fixing), tongue)
    run = Run(results, tongue, interrupted, fixing)
    _complain(run)
    piped = _pass_on(run, targets)
    for output in outputs:
        color = output.filename is None and use_color(options.color) and not piped
        emit(output.write(run, color), output.filename, aside=piped)
    return _status(run, Severity(options.fail_level), options)


def _check(
    targets: Sequence[Target], settings: Settings, jobs: int, check: CheckTarget, tongue: Language
) -> tuple[tuple[FileResult, ...], bool]:
    """The results, and whether Ctrl-C cut them short: what is known by then is still told."""
    results: list[FileResult] = []
    try:
        with _progress(len(targets), tongue) as progress:
            for result in check_files(targets, settings, jobs, progress, check):
                results.append(result)  # noqa: PERF402 - kept one by one, so that Ctrl-C leaves them
    except KeyboardInterrupt:
        return tuple(results), True
    return tuple(results), False


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


def _fixable(options: argparse.Namespace, plugins: Plugins) -> frozenset[str] | None:
    """The rules whose fixes may be made; None for all."""
    fixable, unfixable = split(options.fixable), split(options.unfixable)
    if fixable is None and unfixable is None:
        return None
    return choose(plugins.metas, ["ALL"] if fixable is None else fixable, (), unfixable or ()).enabled


def _checker(fixing: Fixing) -> CheckTarget:
    if not fixing.made:
        return check_target
    from functools import partial

    from disclint.fixer import Plan, fix_target

    return partial(fix_target, plan=Plan(fixing.unsafe, write=not fixing.diff))


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


def _jobs(text: str) -> int:
    if text == "auto":
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”应为 auto 或正整数 (must be auto or a positive number)")


def _parser() -> Parser:
    parser = Parser(
        "check",
        "检查政府信息公开工作年度报告\ncheck government information disclosure annual reports\n\n"
        "退出码：0 没有问题，1 有问题，2 命令、插件有误或有文件无法检查\n"
        "exit code: 0 nothing found, 1 findings, 2 usage or plugin error, or a file that could not be checked",
    )
    add, lists = parser.add_option, {"action": "append", "metavar": "RULES"}
    parser.add_operand(
        "paths", "PATH", "*", "文件、目录，或 -（标准输入）；默认当前目录", "files, directories, or - (default: .)"
    )
    add(
        "--select",
        zh="只用这些规则：代码、名称、前缀或 ALL，逗号分隔",
        en="only these rules: codes, names, prefixes or ALL, with commas",
        **lists,
    )
    add("--extend-select", zh="默认规则之外再用这些", en="these besides the default ones", **lists)
    add(
        "--ignore",
        zh="不用这些规则；与上两项冲突时以更具体者为准",
        en="not these; against the above, the more specific wins",
        **lists,
    )
    _add_fix_options(parser)
    add(
        "--fail-level",
        zh="达到此级别即退出码 1（默认 warning）",
        en="severity from which the exit code is 1 (default: warning)",
        choices=[level.value for level in Severity],
        default=Severity.WARNING.value,
    )
    add("-e", "--exit-zero", zh="有问题也退出码 0", en="exit code 0 in spite of findings", action="store_true")
    add(
        "--output-format",
        zh="full（默认）、concise、grouped、json、json-lines、sarif、junit、github、gitlab、azure、rdjson、checkstyle；可重复",
        en="full (default), concise, … as above, or a plugin's; repeatable",
        action="append",
        metavar="FORMAT[=FILE]",
    )
    parser.add_output_file()
    add(
        "--statistics",
        zh="不列问题，只列每条规则的次数（也可用 json 格式）",
        en="not the findings but how often each rule spoke (also as json)",
        action="store_true",
    )
    add(
        "--color",
        zh="颜色（默认 auto）",
        en="colour (default: auto)",
        choices=["auto", "always", "never"],
        default="auto",
    )
    add(
        "-j",
        "--jobs",
        zh="进程数（默认 auto）",
        en="processes (default: auto)",
        type=_jobs,
        default="auto",
        metavar="N",
    )
    add("--stdin-filename", zh="标准输入在结果中的文件名", en="what standard input is called", metavar="NAME")
    add(
        "--skip-unrelated",
        zh="与年度报告毫无关系的文件只计数，不判",
        en="count files that have nothing of a report, do not judge them",
        action="store_true",
    )
    parser.add_language()
    return parser


def _add_fix_options(parser: Parser) -> None:
    add, lists = parser.add_option, {"action": "append", "metavar": "RULES"}
    add("--fix", zh="写入安全的修复", en="write the safe fixes", action="store_true")
    add("--unsafe-fixes", zh="不安全的修复也算在内", en="the unsafe fixes too", action="store_true")
    add(
        "--diff",
        zh="只显示修复会改什么，不写入；有改动即退出码 1",
        en="show what fixes would change, write nothing; exit code 1 if anything would",
        action="store_true",
    )
    add("--fix-only", zh="只修复，不报其余问题", en="fix, and tell nothing of what is left", action="store_true")
    add("--show-fixes", zh="列出已修复的问题", en="list what was fixed", action="store_true")
    add("--exit-non-zero-on-fix", zh="有修复即退出码 1", en="exit code 1 if anything was fixed", action="store_true")
    add("--fixable", zh="只修复这些规则的问题（默认 ALL）", en="fix these rules only (default: ALL)", **lists)
    add("--unfixable", zh="不修复这些规则的问题", en="do not fix these rules", **lists)
