"""From the options of a command to the workspace: which configuration, and what goes over it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import Any

from disclint.cli import UsageError
from disclint.cli.options import split
from disclint.discover import STDIN
from disclint.select import Layer
from disclint.workspace import Overrides, Workspace


def workspace_of(options: argparse.Namespace) -> Workspace:
    """The workspace of a command that has the options of `check`."""
    config, inline = configuration(options)
    return Workspace(
        Overrides(
            config=config,
            inline=inline,
            isolated=options.isolated,
            rules=Layer(split(options.select), split(options.extend_select) or (), split(options.ignore) or ()),
            per_file_ignores=_per_file(options.per_file_ignores or ()),
            exclude=[part for text in options.exclude or () for part in text.split(",") if part],
            fixable=split(options.fixable),
            unfixable=split(options.unfixable) or (),
            skip_unrelated=options.skip_unrelated,
            ignore_suppressions=options.ignore_suppressions,
            stdin_filename=options.stdin_filename or STDIN,
            allow_local_rules=options.allow_local_rules,
            rule_seconds=options.rule_timeout,
        )
    )


def configuration(options: argparse.Namespace) -> tuple[str | None, dict[str, Any]]:
    """The one file --config names, and the fields it gives; UsageError for two files, or a file under --isolated."""
    files: list[str] = []
    inline: dict[str, Any] = {}
    for text in options.config or ():
        if "=" in text and not os.path.exists(text):
            from disclint.config.load import parse_inline

            inline |= parse_inline(text)
        else:
            files.append(text)
    if len(files) > 1:
        raise UsageError("--config 只能指定一个配置文件 (only one configuration file)")
    if files and options.isolated:
        raise UsageError("--isolated 不能与 --config 文件同用 (--isolated goes with no file)")
    return (files[0] if files else None), inline


def _per_file(texts: Sequence[str]) -> dict[str, list[str]]:
    """`reports/*:B402,S1` as patterns with the selectors."""
    ignores: dict[str, list[str]] = {}
    for text in texts:
        pattern, colon, rules = text.rpartition(":")
        if not colon or not pattern or not rules:
            raise UsageError(f"--per-file-ignores 应写成 模式:规则，不能是“{text}” (write PATTERN:RULES)")
        ignores.setdefault(pattern, []).extend(split([rules]) or ())
    return ignores
