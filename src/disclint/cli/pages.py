"""The page on a rule, made of its metadata and examples: what, why and on what ground, what passes and what fails."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from msgspec import Struct

from disclint.finding import Language, Phrase, Severity
from disclint.fix import Applicability
from disclint.plugins import LoadedRule
from disclint.rule import Example, RuleMeta, Standing
from disclint.testing import clean_report, example_text

SEVERITIES = {
    Severity.ERROR: Phrase("错误", "error"),
    Severity.WARNING: Phrase("警告", "warning"),
    Severity.INFO: Phrase("提示", "info"),
}
STANDINGS = {
    Standing.SOURCED: Phrase("有明文规定", "a norm says so"),
    Standing.TEMPLATE: Phrase("格式样表所印", "printed in the form"),
    Standing.SAMPLES: Phrase("通行做法，没有明文规定", "common practice; no norm says so"),
    Standing.ADVICE: Phrase("disclint 的建议，没有明文规定", "advice of disclint; no norm says so"),
}
FIXES = {
    Applicability.SAFE: Phrase("安全", "safe"),
    Applicability.UNSAFE: Phrase("不安全", "unsafe"),
    Applicability.DISPLAY: Phrase("只作建议", "suggestion only"),
    None: Phrase("无", "none"),
}
_FIX_SAFETY = {
    Applicability.SAFE: Phrase(
        "--fix 会改正能改的地方，不改变意思，数字一律不动。改后会重新检查，带来新问题的改动不写入。",
        "--fix corrects what it can; no meaning and no number is changed. The file is checked anew, and a change that "
        "makes it worse is not written.",
    ),
    Applicability.UNSAFE: Phrase(
        "只有同时写 --fix --unsafe-fixes 才会改，改后请人工看一遍：意思可能有变。已有的数字一律不动。",
        "Corrected with --fix --unsafe-fixes only, and to be looked at afterwards: the meaning may have changed. No "
        "number that is there is changed.",
    ),
    Applicability.DISPLAY: Phrase(
        "提示中给出应有的写法，不自动修改。", "The message shows how it should read; nothing is changed."
    ),
    None: Phrase(
        "没有自动修复，请核实后自行改正。", "There is no automatic fix: check the facts and correct it yourself."
    ),
}
_SEVERITY = Phrase("级别", "severity")
_DEFAULT = Phrase("默认", "default")
_ON = Phrase("启用", "on")
_OFF = Phrase("不启用，用 --select {code}", "off, use --select {code}")
_PLUGIN = Phrase("插件", "plugin")
_FIX = Phrase("自动修复", "fix")
_WHY = Phrase("为什么，怎样改", "Why, and how to correct it")
_AUTHORITY = Phrase("依据", "Authority")
_MESSAGES = Phrase("提示信息", "Messages")
_SAFETY = Phrase("自动修复", "Fix safety")
_FAILS = Phrase("不通过的例子", "Fails")
_PASSES = Phrase("通过的例子", "Passes")
_IN_REPORT = Phrase("改动一份无误的 {year} 年度报告", "a clean report on {year}, changed")
_CLEAN = Phrase("一份无误的 {year} 年度报告", "a clean report on {year}")
_FILE = Phrase("整个文件", "a whole file")
_AT = Phrase("报告于：{paths}", "found at: {paths}")
_AROUND = 16  # unchanged characters shown on either side of a change
_LONG = 72
_MOST = 12  # lines of a diff; a table left out is known by its first rows


class Sample(Struct, frozen=True):
    """An example: its title, the lines of a diff, and where the rule speaks, if it does."""

    title: str
    changes: tuple[str, ...]
    found: str


class Page(Struct, frozen=True):
    """A page, in one language: `facts` are short pairs, `texts` headed lines, `samples` headed examples.

    Of the texts, the lines of `messages` are items of a list.
    """

    heading: str
    title: str
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, tuple[str, ...]], ...]
    messages: tuple[str, tuple[str, ...]]
    samples: tuple[tuple[str, tuple[Sample, ...]], ...]


def page(loaded: LoadedRule, language: Language) -> Page:
    """The page on one rule."""

    def say(phrase: Phrase, **values: object) -> str:
        return phrase.render(language, values) if values else phrase.text(language)

    meta = loaded.meta
    aside = _aside(language)
    return Page(
        heading=f"{meta.code} {meta.name}",
        title=say(meta.title),
        facts=(
            (say(_SEVERITY), say(SEVERITIES[meta.severity])),
            (say(_DEFAULT), say(_ON) if meta.on_by_default else say(_OFF, code=meta.code)),
            (say(_FIX), say(FIXES[meta.fix])),
            (say(_PLUGIN), loaded.plugin),
        ),
        texts=(
            (say(_WHY), (say(meta.why),)),
            (
                say(_AUTHORITY),
                (say(meta.authority.text), aside.format("", say(STANDINGS[meta.authority.standing])).strip()),
            ),
            (say(_SAFETY), (say(_FIX_SAFETY[meta.fix]),)),
        ),
        messages=(say(_MESSAGES), tuple(say(message) for message in meta.messages.values())),
        samples=tuple(
            (say(heading), samples)
            for heading, fails in ((_FAILS, True), (_PASSES, False))
            if (samples := _samples(meta, language, fails))
        ),
    )


def changes(example: Example) -> list[str]:
    """What the example changes in a clean report, as lines of a diff; the whole file where it stands for itself."""
    if example.text:
        lines = [f"+ {_short(line)}" for line in example.text.splitlines() if line.strip()]
    else:
        lines = list(_diff(clean_report(example.year).text("packed"), example_text(example, "packed")))
    return [*lines[: _MOST - 1], "…"] if len(lines) > _MOST else lines


def _samples(meta: RuleMeta, language: Language, fails: bool) -> tuple[Sample, ...]:
    return tuple(_sample(example, language) for example in meta.examples if bool(example.expect) is fails)


def _sample(example: Example, language: Language) -> Sample:
    lines = changes(example)
    intro = _FILE if example.text else _IN_REPORT if lines else _CLEAN
    where = intro.render(language, {"year": example.year})
    return Sample(
        title=_aside(language).format(example.title.text(language), where),
        changes=tuple(lines),
        found=_AT.render(language, {"paths": ", ".join(example.expect)}) if example.expect else "",
    )


def _aside(language: Language) -> str:
    return "{} ({})" if language is Language.EN else "{}（{}）"


def _diff(old: str, new: str) -> Iterator[str]:
    before, after = (text.replace("\t", " | ").splitlines() for text in (old, new))
    for kind, start, end, other_start, other_end in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "equal":
            continue
        removed = [line for line in before[start:end] if line]
        added = [line for line in after[other_start:other_end] if line]
        if len(removed) == len(added):
            pairs = [_cut(*pair) for pair in zip(removed, added, strict=True)]
            removed, added = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        yield from (f"- {_short(line)}" for line in removed)
        yield from (f"+ {_short(line)}" for line in added)


def _cut(old: str, new: str) -> tuple[str, str]:
    """Two versions of a long line, without most of what they have in common at either end."""
    same = len(_common([old, new]))
    tail = min(len(_common([old[::-1], new[::-1]])), len(old) - same, len(new) - same)
    first, last = max(same - _AROUND, 0), max(tail - _AROUND, 0)
    if len(old) - first - last + 2 * _AROUND > len(old):
        return old, new

    def part(text: str) -> str:
        return ("…" if first else "") + text[first : len(text) - last] + ("…" if last else "")

    return part(old), part(new)


def _common(texts: list[str]) -> str:
    low, high = min(texts), max(texts)
    for index, character in enumerate(low):
        if character != high[index]:
            return low[:index]
    return low


def _short(line: str) -> str:
    return line if len(line) <= _LONG else line[: _LONG - 1] + "…"
