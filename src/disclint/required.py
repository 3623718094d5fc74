"""The plugins that a configuration says must be installed. Loaded only where one says so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from disclint.errors import PluginError
from disclint.plugins import PluginInfo

_REQUIREMENT = re.compile(
    r"\s*(?P<name>[A-Za-z0-9][\w.-]*)\s*(?:(?P<operator>>=|==)\s*(?P<version>\d+(?:\.\d+)*)|@\s*\S+)?\s*"
)


def check_required(required: Sequence[str], infos: Sequence[PluginInfo], origin: str = "") -> None:
    """PluginError unless all of `required` are loaded; it ends in the lines to paste into a pre-commit configuration.

    A requirement is the name of a distribution or of a plugin: `disclint-henan`, `disclint-henan>=0.2`,
    `disclint-henan==0.2.1`, or `disclint-henan @ git+https://…@v0.2.0`, whose address is for the lines to paste only.
    """
    lacking = [text for text in required if not any(_meets(info, text, origin) for info in infos)]
    if not lacking:
        return
    place = f"{origin}：" if origin else ""
    there = [info for text in lacking for info in infos if _name(text, origin) in _names(info)]
    has = f"（现有 {'、'.join(info.label for info in there)}）" if there else ""
    pasted = ", ".join(f'"{text.strip()}"' for text in required)
    raise PluginError(
        f"{place}缺少 required-plugins 要求的插件：{'、'.join(lacking)}{has} (required plugins are missing)\n"
        f"  安装 (install)：pip install {' '.join(_quoted(text) for text in lacking)}\n"
        f"  用 pre-commit 时写 (with pre-commit)：\n"
        f"        additional_dependencies: [{pasted}]"
    )


def _meets(info: PluginInfo, text: str, origin: str) -> bool:
    found = _parse(text, origin)
    if _normal(found["name"]) not in _names(info):
        return False
    if not found["operator"]:
        return True
    has, wanted = _numbers(info.version), _numbers(found["version"])
    return has >= wanted if found["operator"] == ">=" else has == wanted


def _parse(text: str, origin: str) -> re.Match[str]:
    found = _REQUIREMENT.fullmatch(text)
    if not found:
        raise PluginError(
            f"{origin + '：' if origin else ''}required-plugins 里的“{text}”应为名称，可加 >=版本、==版本或 @ 地址"
            " (a name, with >=version, ==version or @ address)"
        )
    return found


def _name(text: str, origin: str) -> str:
    return _normal(_parse(text, origin)["name"])


def _names(info: PluginInfo) -> frozenset[str]:
    return frozenset(_normal(name) for name in (info.name, info.distribution) if name)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _numbers(version: str) -> tuple[int, ...]:
    """The numbers a version begins with, without zeros at the end: 1.0 is 1."""
    begins = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in begins.group().split(".")] if begins else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _quoted(text: str) -> str:
    text = text.strip()
    return f'"{text}"' if re.search(r"[ <>=@]", text) else text
