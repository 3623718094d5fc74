"""`disclint plugins`: what is loaded, from where, and how long it took."""

from __future__ import annotations

from collections.abc import Sequence

from disclint.cli.options import Parser, emit, language
from disclint.finding import Language, Phrase
from disclint.plugins import PluginInfo, load_plugins

_ENTRY = Phrase(
    """{name}
  发行包  {distribution} {version}
  模块    {module}（{path}）
  规则    {count} 条 {codes}
  载入    {ms} ms
""",
    """{name}
  distribution  {distribution} {version}
  module        {module} ({path})
  rules         {count} {codes}
  loaded in     {ms} ms
""",
)


def main(arguments: list[str]) -> int:
    """List the plugins; PluginError (exit code 2) if one does not load."""
    options = parser().parse_args(arguments)
    infos = load_plugins().infos
    emit(_json(infos) if options.output_format == "json" else _text(infos, language(options.lang)))
    return 0


def parser() -> Parser:
    """The parser of `disclint plugins`."""
    made = Parser("plugins", "列出已安装的插件\nlist the installed plugins")
    made.add_format(["text", "json"], "text")
    made.add_language()
    return made


def _text(infos: Sequence[PluginInfo], tongue: Language) -> str:
    return "\n".join(
        _ENTRY.render(
            tongue,
            {
                "name": info.name,
                "distribution": info.distribution,
                "version": info.version,
                "module": info.module,
                "path": info.path,
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
            "rules": list(info.rules),
            "load_ms": round(info.load_ms, 1),
        }
        for info in infos
    ]
    return json.dumps({"version": 1, "plugins": plugins}, ensure_ascii=False, indent=2) + "\n"
