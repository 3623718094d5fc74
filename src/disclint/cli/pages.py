"""The page on a rule, made of its metadata and examples: what, why and on what ground, what passes and what fails."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from msgspec import Struct

from disclint.finding import Language, Phrase, Severity
from disclint.plugins import LoadedRule
from disclint.rule import Example, Standing
from disclint.testing import SampleReport, clean_report

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
_SEVERITY = Phrase("级别", "severity")
_DEFAULT = Phrase("默认", "default")
_ON = Phrase("启用", "on")
_OFF = Phrase("不启用，用 --select {code}", "off, use --select {code}")
_PLUGIN = Phrase("插件", "plugin")
_WHY = Phrase("为什么", "Why")
_AUTHORITY = Phrase("依据", "Authority")
_MESSAGES = Phrase("提示信息", "Messages")
_FAILS = Phrase("不通过的例子", "Fails")
_PASSES = Phrase("通过的例子", "Passes")
_IN_REPORT = Phrase("改动一份无误的 {year} 年度报告", "a clean report on {year}, changed")
_CLEAN = Phrase("一份无误的 {year} 年度报告", "a clean report on {year}")
_FILE = Phrase("整个文件", "a whole file")
_AT = Phrase("报告于：{paths}", "found at: {paths}")
_AROUND = 16  # unchanged characters shown on either side of a change
_LONG = 72
_MOST = 12  # lines of a diff; a table left out is known by its first rows


class Page(Struct, frozen=True):
    """A page, in one language: `facts` are short pairs, `parts` headed texts of several lines."""

    heading: str
    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]


def page(loaded: LoadedRule, language: Language) -> Page:
    """The page on one rule."""

    def say(phrase: Phrase, **values: object) -> str:
        return phrase.render(language, values)

    meta = loaded.meta
    default = say(_ON) if meta.on_by_default else say(_OFF, code=meta.code)
    parts = [
        (say(_WHY), say(meta.why)),
        (say(_AUTHORITY), f"{say(meta.authority.text)}\n({say(STANDINGS[meta.authority.standing])})"),
        (say(_MESSAGES), "\n".join(f"- {say(message)}" for message in meta.messages.values())),
    ]
    for heading, fails in ((_FAILS, True), (_PASSES, False)):
        examples = [_example(example, language) for example in meta.examples if bool(example.expect) is fails]
        if examples:
            parts.append((say(heading), "\n\n".join(examples)))
    return Page(
        heading=f"{meta.code} {meta.name}",
        title=say(meta.title),
        facts=(
            (say(_SEVERITY), say(SEVERITIES[meta.severity])),
            (say(_DEFAULT), default),
            (say(_PLUGIN), loaded.plugin),
        ),
        parts=tuple(parts),
    )


def changes(example: Example) -> list[str]:
    """What the example changes in a clean report, as lines of a diff; the whole file where it stands for itself."""
    if example.text:
        lines = [f"+ {_short(line)}" for line in example.text.splitlines() if line.strip()]
    else:
        clean = clean_report(example.year)
        lines = list(_diff(clean.text("packed"), _apply(example, clean)))
    return [*lines[: _MOST - 1], "…"] if len(lines) > _MOST else lines


def _apply(example: Example, report: SampleReport) -> str:
    tables = {path.partition("/")[0] for path in report.values()}
    report = report.fill(dict(example.set))
    for old, new in example.replace:
        report = report.replace(old, new)
    for path in example.drop:
        report = report.drop(path) if path.partition("/")[0] in tables else report.drop_section(path)
    return report.text("packed") + example.append


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


def _example(example: Example, language: Language) -> str:
    lines = changes(example)
    intro = _FILE if example.text else _IN_REPORT if lines else _CLEAN
    where = intro.render(language, {"year": example.year})
    text = [f"{example.title.render(language, {})} ({where})"]
    text += [f"    {line}" for line in lines]
    if example.expect:
        text.append(_AT.render(language, {"paths": ", ".join(example.expect)}))
    return "\n".join(text)
