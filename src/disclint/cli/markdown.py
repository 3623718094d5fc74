"""Rule pages in Markdown: one on the screen, or a folder of them, in both languages, with an index."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from disclint.cli.options import emit
from disclint.cli.pages import FIXES, SEVERITIES, Page, page
from disclint.errors import DisclintError
from disclint.finding import Language, Phrase
from disclint.plugins import LoadedRule

INDEX = "README.md"
_TITLE = Phrase("规则", "Rules")
_INTRO = Phrase(
    "这些页面由规则自己的说明和例子生成，与 `disclint rule 代码` 所显示的相同。",
    "These pages are made of the rules' own texts and examples; `disclint rule CODE --lang en` shows the same.",
)
_HEAD = (
    "| 代码 code | 名称 name | | 级别 severity | 默认 default | 自动修复 fix |\n| --- | --- | --- | --- | --- | --- |\n"
)
_ESCAPED = str.maketrans({"\\": "\\\\", "*": "\\*", "_": "\\_", "`": "\\`", "[": "\\[", "|": "\\|", "<": "&lt;"})


def page_name(loaded: LoadedRule) -> str:
    """What the file of a rule's page is called."""
    return f"{loaded.meta.code}-{loaded.meta.name}.md"


def markdown(loaded: LoadedRule, language: Language) -> str:
    """The page on a rule in one language."""
    content = page(loaded, language)
    return "\n".join([f"# {content.heading}", "", *_body(content, 2)]) + "\n"


def files(rules: Sequence[LoadedRule]) -> dict[str, str]:
    """A page for each rule and the index, by file name; each in both languages."""
    return {INDEX: _index(rules), **{page_name(loaded): _both(loaded) for loaded in rules}}


def write_files(rules: Sequence[LoadedRule], folder: str) -> None:
    """Write `files` into a folder, which is made if there is none; what else is in it is left alone."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise DisclintError(f"无法建立目录 {folder}：{error.strerror} (cannot make the folder)") from error
    for name, text in files(rules).items():
        emit(text, os.path.join(folder, name))


def _both(loaded: LoadedRule) -> str:
    zh, en = (page(loaded, language) for language in (Language.ZH, Language.EN))
    lines = [f"# {zh.heading}", "", f"[全部规则]({INDEX}) · [English](#english)", "", *_body(zh, 2)]
    lines += ["", "## English", "", *_body(en, 3)]
    return "\n".join(lines) + "\n"


def _index(rules: Sequence[LoadedRule]) -> str:
    def both(phrase: Phrase) -> str:
        return f"{_escaped(phrase.zh)}<br>{_escaped(phrase.en)}"

    def row(loaded: LoadedRule) -> str:
        meta = loaded.meta
        cells = (
            f"[{meta.code}]({page_name(loaded)})",
            meta.name,
            both(meta.title),
            both(SEVERITIES[meta.severity]),
            both(Phrase("启用", "on") if meta.on_by_default else Phrase("不启用", "off")),
            both(FIXES[meta.fix]),
        )
        return f"| {' | '.join(cells)} |\n"

    title = f"# {_TITLE.zh} / {_TITLE.en}\n\n{_INTRO.zh}\n\n{_INTRO.en}\n\n"
    return title + _HEAD + "".join(map(row, rules))


def _body(content: Page, level: int) -> Iterator[str]:
    marks = "#" * level
    yield f"**{_escaped(content.title)}**"
    yield ""
    yield from (f"- {label}: {value}" for label, value in content.facts)
    for heading, lines in content.texts:
        yield from ("", f"{marks} {heading}", "")
        yield "\n".join(map(_escaped, lines))
    heading, messages = content.messages
    yield from ("", f"{marks} {heading}", "")
    yield from (f"- {_escaped(message)}" for message in messages)
    for heading, samples in content.samples:
        yield from ("", f"{marks} {heading}")
        for sample in samples:
            yield from ("", _escaped(sample.title))
            if sample.changes:
                yield from ("", "```diff", *sample.changes, "```")
            if sample.found:
                yield from ("", _escaped(sample.found))


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)
