"""`disclint test`: the examples of rules, which are their tests."""

from __future__ import annotations

import os

from disclint.cli import UsageError
from disclint.cli.options import Parser, emit, language
from disclint.config import resolve
from disclint.finding import Phrase
from disclint.plugins import LoadedRule, load_plugins
from disclint.select import find_rules

_PASSED = Phrase("{code} {name}：{count} 个例子，都对", "{code} {name}: {count} examples hold")
_TOTAL = Phrase("{rules} 条规则，{failures} 处不对", "{rules} rules, {failures} failures")


def main(arguments: list[str]) -> int:
    """Run the examples of rules: 0 all hold, 1 one does not, or is missing; PluginError if a plugin does not load."""
    options = parser().parse_args(arguments)
    config = resolve(os.getcwd())
    tongue = language(options.lang, config.lang)
    chosen = _chosen(options.rules, config.rule_packs, config.local_rules, options.allow_local_rules)
    from disclint.testing.running import example_failures

    lines = []
    failures = 0
    for loaded in chosen:
        meta = loaded.meta
        sentences = list(example_failures(type(loaded.rule)))
        failures += len(sentences)
        values = {"code": meta.code, "name": meta.name, "count": len(meta.examples)}
        lines += sentences or [_PASSED.render(tongue, values)]
    lines.append(_TOTAL.render(tongue, {"rules": len(chosen), "failures": failures}))
    emit("\n".join(lines) + "\n")
    return 1 if failures else 0


def parser() -> Parser:
    """The parser of `disclint test`."""
    made = Parser(
        "test",
        "运行规则的例子：规则包的 TOML 文件、规则代码、名称或前缀；不写则测试全部插件的规则\n"
        "run the examples of rules: TOML files of packs, codes, names or prefixes; default: all rules of plugins",
    )
    made.add_operand(
        "rules", "RULE|FILE", "*", "规则包文件，或代码、名称、前缀", "files of packs, or codes, names, prefixes"
    )
    made.add_local_rules()
    made.add_language()
    return made


def _chosen(texts: list[str], packs: list[str], local: list[str], allow_local: bool) -> list[LoadedRule]:
    """The rules to test; files stand for themselves, whatever else is installed."""
    files = [text for text in texts if text.endswith(".toml")]
    selectors = [text for text in texts if text not in files]
    found: list[LoadedRule] = []
    if files:
        plugins = load_plugins([], files)
        found += [loaded for loaded in plugins.rules if loaded.meta.code in plugins.foreign]
    if selectors or not texts:
        plugins = load_plugins(None, packs, local, allow_local)
        codes = {code for text in selectors for code in find_rules(text, plugins.metas)} or plugins.foreign
        found += [loaded for loaded in plugins.rules if loaded.meta.code in codes]
    if not found:
        raise UsageError("没有安装插件，没有可测的规则 (no plugin is installed, there is no rule to test)")
    return found
