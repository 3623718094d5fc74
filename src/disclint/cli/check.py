"""`disclint check`: the main job."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct

from disclint.cli import UsageError
from disclint.cli.options import Parser, emit, language, split, use_color
from disclint.discover import STDIN, Target, discover
from disclint.engine import WORTH_FORKING, Progress, Settings, check_files
from disclint.finding import Severity
from disclint.hooks import Writer
from disclint.output import writer
from disclint.output.text import safe
from disclint.plugins import Plugins, load_plugins
from disclint.result import FileResult, Run
from disclint.select import choose

FINDINGS, FAILED, INTERRUPTED = 1, 2, 130


class _Output(Struct, frozen=True):
    """A format to write, and the file it goes to; None is standard output."""

    write: Writer
    filename: str | None


def main(arguments: list[str]) -> int:
    """Check files: 0 nothing at or above --fail-level, 1 findings, 2 something could not be checked, 130 Ctrl-C."""
    options = _parser().parse_args(arguments)
    tongue = language(options.lang)
    plugins = load_plugins()
    outputs = _outputs(options.output_format or ["full"], options.output_file, plugins)
    settings = Settings(
        plugins=plugins,
        selection=choose(
            plugins.metas, split(options.select), split(options.extend_select) or (), split(options.ignore) or ()
        ),
        skip_unrelated=options.skip_unrelated,
        stdin_filename=options.stdin_filename or STDIN,
    )
    if not settings.selection.enabled:
        raise UsageError("选用的规则一条不剩 (no rule is left to run)")  # checking nothing must not look like a pass
    targets = discover(options.paths or [os.curdir])
    results, interrupted = _check(targets, settings, options.jobs)
    run = Run(results, tongue, interrupted)
    _complain(run)
    for output in outputs:
        color = output.filename is None and use_color(options.color)
        emit(output.write(run, color), output.filename)
    return _status(run, Severity(options.fail_level), options.exit_zero)


def _check(targets: Sequence[Target], settings: Settings, jobs: int) -> tuple[tuple[FileResult, ...], bool]:
    """The results, and whether Ctrl-C cut them short: what is known by then is still told."""
    results: list[FileResult] = []
    try:
        with _progress(len(targets)) as progress:
            for result in check_files(targets, settings, jobs, progress):
                results.append(result)  # noqa: PERF402 - kept one by one, so that Ctrl-C leaves them
    except KeyboardInterrupt:
        return tuple(results), True
    return tuple(results), False


@contextmanager
def _progress(total: int) -> Iterator[Progress | None]:
    if total > WORTH_FORKING and sys.stderr.isatty():
        from disclint.cli.progress import ProgressBar

        with ProgressBar() as bar:
            yield bar
    else:
        yield None


def _complain(run: Run) -> None:
    for result in run.results:
        for sentence in result.errors:
            lines = f"{result.filename}: {sentence}".split("\n")
            print("disclint:", "\n".join(map(safe, lines)), file=sys.stderr)
    if not run.results and not run.interrupted:
        print("disclint: 没有找到可以检查的文件 (found no files to check)", file=sys.stderr)


def _status(run: Run, fail_level: Severity, exit_zero: bool) -> int:
    if run.interrupted:
        return INTERRUPTED
    if any(result.errors for result in run.results):
        return FAILED
    return FINDINGS if run.reaches(fail_level) and not exit_zero else 0


def _outputs(formats: Sequence[str], output_file: str | None, plugins: Plugins) -> list[_Output]:
    """The formats as asked for, `name` or `name=file`; --output-file is where the one without a file goes."""
    outputs = []
    unplaced = 0
    for text in formats:
        name, _, filename = text.partition("=")
        unplaced += not filename
        outputs.append(_Output(writer(name, plugins.outputs), filename or output_file))
    if unplaced > 1:
        raise UsageError(
            "只有一种格式可以输出到屏幕，其余请写成 --output-format 格式=文件"
            " (only one format can go to standard output; write --output-format format=file for the others)"
        )
    if output_file and not unplaced:
        raise UsageError("--output-file 没有对应的格式 (no format is left for --output-file)")
    return outputs


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
        zh="full（默认）、concise、json 等；可重复",
        en="full (default), concise, json, …; repeatable",
        action="append",
        metavar="FORMAT[=FILE]",
    )
    parser.add_output_file()
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
