"""`disclint rule`: the page on a rule, several, or all; without an argument the list of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from disclint.cli.options import Parser, emit, language
from disclint.config import resolve
from disclint.finding import Language
from disclint.plugins import LoadedRule, load_plugins
from disclint.select import find_rules


def main(arguments: list[str]) -> int:
    """Explain rules; SelectorError (exit code 2) for one there is not."""
    options = parser().parse_args(arguments)
    tongue = language(options.lang)
    config = resolve(os.getcwd())
    plugins = load_plugins(None, config.rule_packs, config.local_rules, options.allow_local_rules)
    codes = {code for text in options.rules for code in find_rules(text, plugins.metas)}
    chosen = [loaded for loaded in plugins.rules if options.all or not codes or loaded.meta.code in codes]
    if options.output_dir:
        from disclint.cli.markdown import write_files

        write_files(chosen, options.output_dir)
        return 0
    if options.all or codes or options.output_format == "json":
        text = _WRITERS[options.output_format](chosen, tongue)
    else:
        text = _list(chosen, tongue)
    emit(text, options.output_file)
    return 0


def parser() -> Parser:
    """The parser of `disclint rule`."""
    made = Parser(
        "rule",
        "说明规则：代码、名称或前缀；不写则列出全部\nexplain rules by code, name or prefix; without any, list them",
    )
    made.add_operand("rules", "RULE", "*", "代码、名称或前缀", "codes, names or prefixes")
    made.add_option("--all", zh="全部规则的说明", en="the pages on all rules", action="store_true")
    made.add_format(_WRITERS, "text")
    made.add_output_file()
    made.add_option(
        "--output-dir",
        zh="每条规则一页（Markdown，中英文）和目录，写入此目录",
        en="write a page for each rule (Markdown, both languages) and an index into this folder",
        metavar="DIR",
    )
    made.add_local_rules()
    made.add_language()
    return made


def _list(rules: Sequence[LoadedRule], tongue: Language) -> str:
    width = max((len(loaded.meta.name) for loaded in rules), default=0)
    return "".join(
        f"{loaded.meta.code:<7} {loaded.meta.name:<{width}}  {loaded.meta.severity.value:<8} "
        f"{'' if loaded.meta.on_by_default else '* '}{loaded.meta.title.text(tongue)}\n"
        for loaded in rules
    ) + ("" if all(loaded.meta.on_by_default for loaded in rules) else _OFF[tongue])


_OFF = {
    Language.ZH: "\n* 默认不启用，用 --select 选用\n",
    Language.EN: "\n* off by default, use --select\n",
}


def _text(rules: Sequence[LoadedRule], tongue: Language) -> str:
    from disclint.cli.pages import page

    texts = []
    for loaded in rules:
        content = page(loaded, tongue)
        lines = [content.heading, content.title, ""]
        lines += [f"{label}: {value}" for label, value in content.facts]
        for heading, body in content.texts:
            lines += ["", heading, *(f"  {line}" for line in body)]
        heading, messages = content.messages
        lines += ["", heading, *(f"  - {message}" for message in messages)]
        for heading, samples in content.samples:
            lines += ["", heading]
            for number, sample in enumerate(samples):
                lines += [""] * bool(number) + [f"  {sample.title}", *(f"      {line}" for line in sample.changes)]
                lines += [f"  {sample.found}"] if sample.found else []
        texts.append("\n".join(lines) + "\n")
    return "\n".join(texts)


def _markdown(rules: Sequence[LoadedRule], tongue: Language) -> str:
    from disclint.cli.markdown import markdown

    return "\n".join(markdown(loaded, tongue) for loaded in rules)


def _json(rules: Sequence[LoadedRule], tongue: Language) -> str:
    import json

    from disclint.cli.pages import changes

    content = [
        {
            "code": loaded.meta.code,
            "name": loaded.meta.name,
            "title": loaded.meta.title.text(tongue),
            "severity": loaded.meta.severity.value,
            "default": loaded.meta.on_by_default,
            "fix": loaded.meta.fix.value if loaded.meta.fix else None,
            "plugin": loaded.plugin,
            "why": loaded.meta.why.text(tongue),
            "authority": {
                "standing": loaded.meta.authority.standing.value,
                "text": loaded.meta.authority.text.text(tongue),
            },
            "messages": {key: message.text(tongue) for key, message in loaded.meta.messages.items()},
            "examples": [
                {
                    "title": example.title.text(tongue),
                    "year": example.year,
                    "passes": not example.expect,
                    "changes": changes(example),
                    "paths": list(example.expect),
                }
                for example in loaded.meta.examples
            ],
        }
        for loaded in rules
    ]
    return json.dumps({"version": 1, "rules": content}, ensure_ascii=False, indent=2) + "\n"


_WRITERS: dict[str, Callable[[Sequence[LoadedRule], Language], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}
