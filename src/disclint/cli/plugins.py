"""`disclint plugins`: what is loaded, from where, and how long it took."""

from __future__ import annotations

import os
from collections.abc import Sequence

from disclint.cli.options import Parser, emit, language
from disclint.config import resolve
from disclint.finding import Language, Phrase
from disclint.loading import Origin
from disclint.plugins import PluginInfo, load_plugins

_ENTRY = Phrase(
    """{name}
  来源    {origin} {distribution} {version}
  位置    {module}（{path}）
  接口    disclint.api {api}
  规则    {count} 条 {codes}
  载入    {ms} ms
""",
    """{name}
  from          {origin} {distribution} {version}
  at            {module} ({path})
  API           disclint.api {api}
  rules         {count} {codes}
  loaded in     {ms} ms
""",
)

_ORIGINS = {
    Origin.PACKAGE: Phrase("Python 包", "Python package"),
    Origin.PACK: Phrase("规则包", "rule pack"),
    Origin.LOCAL: Phrase("本地规则", "local rules"),
}


def main(arguments: list[str]) -> int:
    """List the plugins; PluginError (exit code 2) if one does not load, or one that the configuration requires lacks."""
    options = parser().parse_args(arguments)
    config = resolve(os.getcwd())
    infos = load_plugins(None, config.rule_packs, config.local_rules, options.allow_local_rules).infos
    emit(_json(infos) if options.output_format == "json" else _text(infos, language(options.lang, config.lang)))
    from disclint.required import check_required

    check_required(config.required_plugins, infos, config.origins.get("required-plugins", ""))
    return 0


def parser() -> Parser:
    """The parser of `disclint plugins`."""
    made = Parser("plugins", "列出已安装的插件\nlist the installed plugins")
    made.add_format(["text", "json"], "text")
    made.add_local_rules()
    made.add_language()
    return made


def _text(infos: Sequence[PluginInfo], tongue: Language) -> str:
    return "\n".join(
        _ENTRY.render(
            tongue,
            {
                "name": info.name,
                "origin": _ORIGINS[info.origin],
                "distribution": info.distribution,
                "version": info.version,
                "module": info.module,
                "path": info.path,
                "api": info.api_version,
                "count": len(info.rules),
                "codes": " ".join(info.rules),
                "ms": f"{info.load_ms:.1f}",
            },
        )
        for info in infos
    )


def _json(infos: Sequence[PluginInfo]) -> str:
    import json

    plugins = [
        {
            "name": info.name,
            "distribution": info.distribution,
            "version": info.version,
            "module": info.module,
            "path": info.path,
            "origin": info.origin.value,
            "api_version": info.api_version,
            "prefixes": list(info.prefixes),
            "rules": list(info.rules),
            "load_ms": round(info.load_ms, 1),
        }
        for info in infos
    ]
    return json.dumps({"version": 1, "plugins": plugins}, ensure_ascii=False, indent=2) + "\n"
