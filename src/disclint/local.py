"""Folders of local rules: Python code beside the reports, run only when the command line says so."""

from __future__ import annotations

import os
from collections.abc import Sequence

from disclint.errors import PluginError


def files_of(folders: Sequence[str], allowed: bool) -> list[str]:
    """The Python files of the folders, sorted; those that begin with `_` or `.` are no plugins.

    PluginError unless `allowed`: whoever can send a pull request can change the configuration that names the folder,
    and must not thereby run code on the machine that checks it. Not to load them silently would look like a pass.
    """
    if not allowed:
        named = "、".join(folders)
        raise PluginError(
            f"配置里有 local-rules（{named}），其中是要运行的代码，而配置可能随被检查的文件一起改动；"
            "信得过的话请在命令行加 --allow-local-rules"
            " (local-rules names code to run, and the configuration may come with what is linted:"
            " give --allow-local-rules on the command line if you trust it)"
        )
    found: list[str] = []
    for folder in folders:
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            raise PluginError(
                f"local-rules 的目录 {folder} 读不了：{error.strerror} (the folder of local rules cannot be read)"
            ) from error
        files = [name for name in names if name.endswith(".py") and not name.startswith(("_", "."))]
        if not files:
            raise PluginError(f"local-rules 的目录 {folder} 里没有规则文件 (no rules in this folder)")
        found += [os.path.join(folder, name) for name in files]
    return found
