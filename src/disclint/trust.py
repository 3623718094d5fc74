"""What is asked of a plugin before it is believed: its version of the API, its codes, its findings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclint.document import Position
from disclint.errors import PluginError
from disclint.finding import CellRef, Finding, Language, Related, Severity
from disclint.fix import Fix
from disclint.hooks import API_VERSION
from disclint.rule import Rule, RuleMeta

_PREFIX = re.compile(r"[A-Z]{2,4}")


def check_api(declared: object, label: str) -> str:
    """The version of the API a plugin is for; PluginError when this disclint does not have it.

    `declared` is its `api_version`: "1.2" or 1; None for a plugin that says nothing, which is for 1.0, for ever.
    """
    text = "1.0" if declared is None else str(declared)
    try:
        major, minor = (int(part) for part in (text if "." in text else f"{text}.0").split("."))
    except ValueError:
        raise PluginError(
            f'插件 {label} 的 api_version“{text}”应写成 "1.0" 的样子 (api_version must look like "1.0")'
        ) from None
    ours = [int(part) for part in API_VERSION.split(".")]
    if major != ours[0] or minor > ours[1]:
        newer = [major, minor] > ours
        advice = "升级 disclint (upgrade disclint)" if newer else "升级这个插件 (upgrade the plugin)"
        raise PluginError(
            f"插件 {label} 是为 disclint.api {text} 写的，而这里是 {API_VERSION}：请{advice}"
            f" (the plugin is for API {text}, this is {API_VERSION})"
        )
    return f"{major}.{minor}"


def declared_api(module_name: str) -> str | None:
    """The `api_version` a module's text declares, read without running it: for one that cannot be imported.

    A plugin for a later API fails on the first name this one lacks, which would be a riddle instead of an answer.
    """
    import ast
    import importlib.util

    try:
        spec = importlib.util.find_spec(module_name)
        if spec is None or not spec.origin or not spec.origin.endswith(".py"):
            return None
        with open(spec.origin, encoding="utf-8") as file:
            tree = ast.parse(file.read())
    except (ImportError, AttributeError, ValueError, OSError, SyntaxError):
        return None
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        named = any(isinstance(target, ast.Name) and target.id == "api_version" for target in targets)
        value = getattr(node, "value", None)
        if named and isinstance(value, ast.Constant):
            return str(value.value)
    return None


def check_prefixes(declared: object, metas: Sequence[RuleMeta], label: str) -> tuple[str, ...]:
    """The letters the codes of a plugin begin with: those it declares, one or several, else those of its first rule.

    PluginError if a code begins with others, or if `declared` is no such letters.
    """
    wanted = (declared,) if isinstance(declared, str) else declared
    if wanted is None:
        wanted = (letters(metas[0].code),) if metas else ()
    if not isinstance(wanted, tuple) or not all(isinstance(each, str) and _PREFIX.fullmatch(each) for each in wanted):
        raise PluginError(
            f"插件 {label} 的 code_prefix {_shown(declared)} 应为二至四个大写字母 (code_prefix must be 2–4 capital letters)"
        )
    for meta in metas:
        if letters(meta.code) not in wanted:
            raise PluginError(
                f"插件 {label} 的规则代码“{meta.code}”不在它的前缀 {'、'.join(wanted)} 之内"
                f" (the code is outside the plugin's prefix {', '.join(wanted)})"
            )
    return wanted


def letters(code: str) -> str:
    """HUB of HUB001."""
    return code.rstrip("0123456789")


class NotAFinding(Exception):
    """A rule yielded something else."""


def check_finding(finding: object, rule: Rule) -> Finding:
    """What a rule yielded, if it can be shown; NotAFinding says why not."""
    if not isinstance(finding, Finding):
        raise NotAFinding(f"check 给出的 {_shown(finding)} 不是 Finding (not a Finding)")
    if finding.meta is not rule.meta:
        raise NotAFinding(f"给出的问题属于规则 {getattr(finding.meta, 'code', finding.meta)} (of another rule)")
    wrong = [
        field
        for field, right in (
            ("position", _is_position(finding.position)),
            ("path", isinstance(finding.path, str)),
            ("severity", isinstance(finding.severity, Severity)),
            ("cell", finding.cell is None or isinstance(finding.cell, CellRef)),
            ("related", isinstance(finding.related, tuple) and all(map(_is_related, finding.related))),
            ("fix", finding.fix is None or isinstance(finding.fix, Fix)),
        )
        if not right
    ]
    if wrong:
        field = wrong[0]
        raise NotAFinding(f"问题的 {field} 不对：{_shown(getattr(finding, field))} (a wrong {field})")
    for language in Language:  # a message that lacks a field fails here, where its rule is known
        finding.message(language)
    return finding


def _is_position(position: object) -> bool:
    return (
        isinstance(position, Position)
        and all(isinstance(n, int) and n >= 1 for n in (position.line, position.column))
        and all(n is None or isinstance(n, int) for n in (position.end_line, position.end_column, position.page))
    )


def _is_related(related: object) -> bool:
    return isinstance(related, Related) and _is_position(related.position)


def _shown(value: object) -> str:
    text = f"{type(value).__name__} {value!r}"
    return text if len(text) <= 80 else text[:80] + "…"
