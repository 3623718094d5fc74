"""The options of `disclint check`, in ruff's spelling wherever ruff has the thing."""

from __future__ import annotations

import argparse
import os

from disclint.cli.options import Parser
from disclint.engine import RULE_SECONDS
from disclint.finding import Severity

_RULES = {"action": "append", "metavar": "RULES"}
_FILES = {"action": "append", "metavar": "PATTERNS"}


def parser() -> Parser:
    """The parser of `disclint check`."""
    made = Parser(
        "check",
        "检查政府信息公开工作年度报告\ncheck government information disclosure annual reports\n\n"
        "退出码：0 没有问题，1 有问题，2 命令、配置、插件有误或有文件无法检查\n"
        "exit code: 0 nothing found, 1 findings, 2 usage, configuration or plugin error, or a file that could not be "
        "checked",
    )
    made.add_operand(
        "paths", "PATH", "*", "文件、目录，或 -（标准输入）；默认当前目录", "files, directories, or - (default: .)"
    )
    _add_rules(made)
    _add_fixes(made)
    _add_files(made)
    _add_suppressions(made)
    _add_outputs(made)
    _add_running(made)
    made.add_configuration()
    made.add_language()
    return made


def _add_rules(parser: Parser) -> None:
    add = parser.add_option
    add(
        "--select",
        zh="只用这些规则：代码、名称、前缀或 ALL，逗号分隔",
        en="only these rules: codes, names, prefixes or ALL, with commas",
        **_RULES,
    )
    add("--extend-select", zh="默认规则之外再用这些", en="these besides the default ones", **_RULES)
    add(
        "--ignore",
        zh="不用这些规则；与上两项冲突时以更具体者为准",
        en="not these; against the above, the more specific wins",
        **_RULES,
    )
    add(
        "--per-file-ignores",
        zh="在符合模式的文件里不用这些规则",
        en="not these rules in the files that match the pattern",
        action="append",
        metavar="PATTERN:RULES",
    )
    add(
        "--fail-level",
        zh="达到此级别即退出码 1（默认 warning）",
        en="severity from which the exit code is 1 (default: warning)",
        choices=[level.value for level in Severity],
    )
    add("-e", "--exit-zero", zh="有问题也退出码 0", en="exit code 0 in spite of findings", action="store_true")


def _add_fixes(parser: Parser) -> None:
    add = parser.add_option
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
    add("--fixable", zh="只修复这些规则的问题（默认 ALL）", en="fix these rules only (default: ALL)", **_RULES)
    add("--unfixable", zh="不修复这些规则的问题", en="do not fix these rules", **_RULES)


def _add_files(parser: Parser) -> None:
    add = parser.add_option
    add(
        "--exclude",
        zh="配置之外再排除这些文件、目录（写法同 .gitignore，相对于当前目录）",
        en="leave these out too (as in .gitignore, relative to the working directory)",
        **_FILES,
    )
    add(
        "--force-exclude",
        zh="直接写出的文件也按排除模式排除",
        en="exclude files that are named, too",
        action="store_true",
    )
    add("--show-files", zh="只列出会检查哪些文件", en="list the files that would be checked", action="store_true")
    add("--stdin-filename", zh="标准输入在结果中的文件名", en="what standard input is called", metavar="NAME")
    add(
        "--skip-unrelated",
        zh="与年度报告毫无关系的文件只计数，不判",
        en="count files that have nothing of a report, do not judge them",
        action="store_true",
    )


def _add_suppressions(parser: Parser) -> None:
    add = parser.add_option
    add(
        "--show-suppressed",
        zh="豁免的、基线里已有的问题也列出来，注明理由",
        en="list what is suppressed or in the baseline, too, with the reason",
        action="store_true",
    )
    add(
        "--ignore-suppressions",
        zh="不理会豁免（[[suppress]]、文件中的注释）和基线",
        en="as if nothing were suppressed: no [[suppress]], no comments, no baseline",
        action="store_true",
    )
    add(
        "--baseline",
        zh="只报此基线文件里没有的问题",
        en="tell only what this baseline does not hold",
        metavar="FILE",
    )
    add(
        "--write-baseline",
        zh="把现有的问题写成基线，退出码 0",
        en="write what is found now as the baseline; exit code 0",
        metavar="FILE",
    )


def _add_outputs(parser: Parser) -> None:
    add = parser.add_option
    add(
        "--output-format",
        zh="full（默认）、concise、grouped、html、json、json-lines、sarif、junit、github、gitlab、azure、rdjson、checkstyle；可重复",
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
        "--show-settings",
        zh="只列出文件的各项设置和出处",
        en="only print the settings of a file and where each comes from",
        action="store_true",
    )


def _add_running(parser: Parser) -> None:
    add = parser.add_option
    add(
        "-j",
        "--jobs",
        zh="进程数（默认 auto）",
        en="processes (default: auto)",
        type=_jobs,
        default="auto",
        metavar="N",
    )
    add(
        "-w",
        "--watch",
        zh="文件一改就重新检查，Ctrl-C 结束",
        en="check again whenever a file changes",
        action="store_true",
    )
    parser.add_local_rules()
    add(
        "--rule-timeout",
        zh="插件的一条规则检查一个文件最多用多少秒（默认 30，0 不限）",
        en="seconds a rule of a plugin may take for a file (default: 30; 0: no limit)",
        type=_seconds,
        default=RULE_SECONDS,
        metavar="SECONDS",
    )
    add("-n", "--no-cache", zh="不用结果缓存", en="do without the cache of results", action="store_true")
    add(
        "--cache-dir",
        zh="结果缓存的目录（默认 DISCLINT_CACHE_DIR，或系统的缓存目录）",
        en="folder of the cache (default: DISCLINT_CACHE_DIR, or that of the system)",
        metavar="DIR",
    )


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < 1e6:
        raise argparse.ArgumentTypeError(f"“{text}”应为秒数，0 表示不限 (must be seconds, 0 for no limit)")
    return seconds


def _jobs(text: str) -> int:
    if text == "auto":
        if hasattr(os, "sched_getaffinity"):
            return len(os.sched_getaffinity(0))
        return os.cpu_count() or 1
    if text.isdecimal() and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}”应为 auto 或正整数 (must be auto or a positive number)")
