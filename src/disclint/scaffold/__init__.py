"""Writes packages for plugins: what `disclint new` makes is complete, and passes its own tests at once."""

from __future__ import annotations

import os
import re

from msgspec import Struct

from disclint import __version__
from disclint.errors import DisclintError
from disclint.hooks import API_VERSION
from disclint.rule import PLUGIN_CODE
from disclint.trust import letters

_HERE = os.path.dirname(__file__)
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_RULES = re.compile(r"^RULES: list\[type\[Rule\]\] = \[\n(.*?)^\]", re.MULTILINE | re.DOTALL)
_FIRST_PYTHON = ("many-carried-forward", "结转下年度超过新收的一半")
_FIRST_PACK = ("not-held-told", "不掌握的件数没有说明")


class Plugin(Struct, frozen=True):
    """A package to be written: `hubei` is disclint-hubei, disclint_hubei and, unless said, HUB."""

    name: str
    prefix: str
    pack: bool

    @property
    def distribution(self) -> str:
        """disclint-hubei."""
        return f"disclint-{self.name}"

    @property
    def package(self) -> str:
        """disclint_hubei."""
        return self.distribution.replace("-", "_")


def plugin(name: str, prefix: str | None, pack: bool) -> Plugin:
    """A plugin by its name; DisclintError for a name or a prefix that cannot be one."""
    name = name.lower().removeprefix("disclint-").replace("_", "-")
    if not _NAME.fullmatch(name) or name == "core":
        raise DisclintError(f"名称“{name}”应为小写英文，可加连字符，如 hubei (a name is lower-case letters, as hubei)")
    prefix = (prefix or re.sub(r"[^a-z]", "", name)[:3]).upper()
    if not re.fullmatch(r"[A-Z]{2,4}", prefix):
        raise DisclintError(f"代码前缀“{prefix}”应为二至四个大写字母，用 --prefix 指定 (a prefix is 2–4 letters)")
    return Plugin(name, prefix, pack)


def write_plugin(what: Plugin, folder: str) -> list[str]:
    """Write the package into a folder that must not be there; the paths of the files, relative to it."""
    if os.path.lexists(folder):
        raise DisclintError(f"{folder} 已经存在 (is there already)")
    rule, title = _FIRST_PACK if what.pack else _FIRST_PYTHON
    values = _values(what, f"{what.prefix}001", rule) | {"title": title}
    source = f"src/{what.package}"
    kind = "pack" if what.pack else "python"
    files = {
        "pyproject.toml": _fill(f"{kind}/pyproject.toml", values),
        "README.md": _fill("common/README.md", values),
        ".gitignore": _fill("common/gitignore", values),
        ".github/workflows/ci.yml": _fill("common/ci.yml", values),
        f"{source}/__init__.py": _fill(f"{kind}/init.py", values),
        "tests/test_rules.py": _fill(f"{kind}/test_rules.py", values),
        "examples/合格.txt": _example(),
    }
    if what.pack:
        files[f"{source}/pack.toml"] = _fill("pack/head.toml", values) + _fill("pack/first_rule.toml", values)
    else:
        files[f"{source}/{values['module']}.py"] = _fill("python/first_rule.py", values)
        files["tests/conftest.py"] = _fill("python/conftest.py", values)
    files[f"{source}/py.typed"] = ""
    for name, content in files.items():
        _write(os.path.join(folder, *name.split("/")), content)
    return sorted(files)


def write_rule(code: str, name: str, folder: str) -> list[str]:
    """Add a rule to the package in a folder; the paths of the files written or changed.

    DisclintError if there is no package of ours, if the code is not within its prefix, or is taken.
    """
    if not PLUGIN_CODE.fullmatch(code):
        raise DisclintError(f"代码“{code}”应为二至四个大写字母加三位数字 (2–4 capital letters and three digits)")
    if not _NAME.fullmatch(name):
        raise DisclintError(f"名称“{name}”应为小写英文加连字符，如 fee-statement (kebab-case)")
    what = _plugin_in(folder)
    values = _values(what, code, name)
    source = os.path.join(folder, "src", what.package)
    if what.pack:
        path = os.path.join(source, "pack.toml")
        text = _read(path)
        _check_prefix(code, re.search(r'^prefix = "(\w+)"', text, re.MULTILINE))
        _check_new(code, name, text)
        _write(path, text.rstrip("\n") + "\n" + _fill("pack/rule.toml", values), new=False)
        return [path]
    init, module = os.path.join(source, "__init__.py"), os.path.join(source, f"{values['module']}.py")
    text = _read(init)
    _check_prefix(code, re.search(r'^code_prefix = "(\w+)"', text, re.MULTILINE))
    for other in sorted(os.listdir(source)):
        if other.endswith(".py"):
            _check_new(code, name, _read(os.path.join(source, other)))
    _write(init, _registered(text, what, values), new=False)
    _write(module, _fill("python/rule.py", values))
    return [init, module]


def _plugin_in(folder: str) -> Plugin:
    import tomllib

    try:
        with open(os.path.join(folder, "pyproject.toml"), "rb") as file:
            points = tomllib.load(file)["project"]["entry-points"]
    except FileNotFoundError:
        points = {}
    except (KeyError, tomllib.TOMLDecodeError) as error:
        raise DisclintError(f"{folder} 的 pyproject.toml 不是插件的 (not that of a plugin)") from error
    for group, pack in (("disclint", False), ("disclint.packs", True)):
        for name in points.get(group, ()):
            return Plugin(name, "", pack)
    raise DisclintError("这里没有 disclint 插件；先运行 disclint new plugin 名称，再进入它的目录 (no plugin here)")


def _check_prefix(code: str, found: re.Match[str] | None) -> None:
    if found and letters(code) != found[1]:
        raise DisclintError(f"代码“{code}”不在插件的前缀 {found[1]} 之内 (outside the plugin's prefix)")


def _check_new(code: str, name: str, text: str) -> None:
    for word in (code, name):
        if re.search(rf'(code|name)\s*=\s*"{re.escape(word)}"', text):
            raise DisclintError(f"已经有规则 {word} (there is such a rule already)")


def _registered(text: str, what: Plugin, values: dict[str, str]) -> str:
    """`__init__.py` with one more import and one more item of RULES."""
    line = f"from {what.package}.{values['module']} import {values['class']}\n"
    imports = re.findall(rf"^from {what.package}\.\w+ import \w+\n", text, re.MULTILINE)
    rules = _RULES.search(text)
    if not imports or not rules:
        raise DisclintError(
            f"src/{what.package}/__init__.py 里找不到 RULES 列表，请自行登记 {values['class']}"
            " (no list RULES: register the class yourself)"
        )
    text = text[: rules.end(1)] + f"    {values['class']},\n" + text[rules.end(1) :]
    first = text.index(imports[0])
    for each in imports:
        text = text.replace(each, "", 1)
    return text[:first] + "".join(sorted([*imports, line])) + text[first:]


def _values(what: Plugin, code: str, rule: str) -> dict[str, str]:
    return {
        "name": what.name,
        "dist": what.distribution,
        "package": what.package,
        "prefix": what.prefix or letters(code),
        "code": code,
        "rule": rule,
        "module": f"{code.lower()}_{rule.replace('-', '_')}",
        "class": "".join(part.capitalize() for part in rule.split("-")),
        "api": API_VERSION,
        "version": __version__,
    }


def _fill(template: str, values: dict[str, str]) -> str:
    text = _read(os.path.join(_HERE, *f"{template}.tmpl".split("/")))
    return re.sub(r"@@(\w+)@@", lambda found: values[found[1]], text)


def _example() -> str:
    from disclint.testing import clean_report

    return clean_report(2023).text()


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError as error:
        raise DisclintError(f"{path} 读不了：{error.strerror} (cannot be read)") from error


def _write(path: str, content: str, *, new: bool = True) -> None:
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "x" if new else "w", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except OSError as error:
        raise DisclintError(f"无法写入 {path}：{error.strerror} (cannot be written)") from error
