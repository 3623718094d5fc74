"""L909: the numbers of items jump, repeat or run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from disclint.api import Applicability, Edit, Example, Finding, Fix, Phrase, Position, Report, RuleMeta, Severity, Text
from disclint_rules.common import ReportRule, advice, numeral, section_path
from disclint_rules.edits import in_text, unsafe
from disclint_rules.prose import within

_HAN = r"[一二三四五六七八九十]{1,3}"
_ITEM = (
    rf"\s*(?:(?P<top>{_HAN})、|[（(]\s*(?P<paren>{_HAN})\s*[)）]|(?P<digit>\d{{1,2}})[.．、](?!\d)"
    r"|[（(]\s*(?P<small>\d{1,2})\s*[)）])"
)
_RUN_IN = r"(?P<number>[一二三四五六七八九十]{1,2})是(?![否非])"
_BEFORE = "。；，：:;,、 \u3000）)"
_STYLES = {"top": "{}、", "paren": "（{}）", "digit": "{}.", "small": "（{}）", "run-in": "{}是"}
_DIGITS = "零一二三四五六七八九"
_TABLES = frozenset(("active_disclosure", "requests", "review_litigation"))


@dataclass(frozen=True, slots=True)
class _Item:
    style: str
    number: int
    path: str
    text: Text
    start: int
    end: int

    @property
    def position(self) -> Position:
        return within(self.text, self.start, self.end)

    def label(self, number: int) -> str:
        return _STYLES[self.style].format(self.written(number))

    def written(self, number: int) -> str:
        return str(number) if self.style in ("digit", "small") else _han(number)

    def edit(self, number: int) -> Edit | None:
        return in_text(self.text, self.start, self.end, self.written(number))


class ItemNumbers(ReportRule):
    """（一）（二）（二）, 1. 2. 4., 一是……三是."""

    meta = RuleMeta(
        code="L909",
        name="item-numbers",
        title=Phrase("层次序号错误", "numbers of items that jump or repeat"),
        why=Phrase(
            "“（一）（二）（四）”“一是……三是……”跳号或重号，读者会以为漏了一条。请重新编号，或者补上漏掉的一条。"
            "只在选用时提示；各级标题分别计数，从一重新开始的不算错误，表格不在检查之列。",
            "With （一）（二）（四） or 一是…三是… a reader thinks that an item is missing. Renumber them, or add what was "
            "left out. Told on request only; each level is counted on its own, beginning again at one is fine, and "
            "tables are left alone.",
        ),
        severity=Severity.INFO,
        authority=advice("层次序号应当连续", "items should be numbered without gaps"),
        fix=Applicability.UNSAFE,
        messages={
            "": Phrase(
                "“{written}”前面是“{before}”，应为“{expected}”",
                '"{written}" follows "{before}", should be "{expected}"',
            ),
        },
        examples=(
            Example(
                Phrase("小标题跳号", "a sub-heading is skipped"),
                replace=(
                    ("（四）政府信息公开平台建设。", "（五）政府信息公开平台建设。"),
                    ("（五）监督保障。", "（六）监督保障。"),
                ),
                expect=("overview",),
            ),
            Example(
                Phrase("“一是”后接“三是”", "三是 after 一是"),
                year=2020,
                replace=(("；二是个别科室", "；三是个别科室"),),
                expect=("problems",),
            ),
            Example(
                Phrase("“（二）”重复", "（二） twice"),
                replace=(("（三）政府信息管理。", "（二）政府信息管理。"),),
                expect=("overview", "overview"),
            ),
            Example(Phrase("连续编号", "numbers without gaps")),
            Example(
                Phrase("各条之下从一重新开始", "beginning again under each item"),
                replace=(
                    (
                        "发布政策解读2篇。",
                        "发布政策解读2篇。\n\n1.更新公开目录。\n\n2.公开办事指南。",
                    ),
                    ("发布前逐件进行保密审查。", "发布前逐件进行保密审查。\n\n1.审查文件。\n\n2.清理文件。"),
                ),
            ),
            Example(
                Phrase("小数、日期和“三是否”不是序号", "decimals, dates and words are no numbers"),
                replace=(("全年组织业务培训2次", "全年组织业务培训2次，第三是否公开由科室说明"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a break; the first of a run offers to renumber the run."""
        for section in report.sections:
            if section.id not in _TABLES:
                path = section_path(section)
                for run in _runs(path, section.texts):
                    yield from self._run(run)

    def _run(self, run: list[_Item]) -> Iterator[Finding]:
        fix: Fix | None = None
        told = False
        for before, item in pairwise(run):
            if item.number == before.number + 1:
                continue
            if not told:
                told = True
                right = [(each, run[0].number + i) for i, each in enumerate(run)]
                edits = [each.edit(number) for each, number in right if each.number != number]
                fix = unsafe("依次重新编号", "renumber the items", edits)
            yield self.finding(
                item.position,
                item.path,
                fix=fix,
                written=item.label(item.number),
                before=before.label(before.number),
                expected=item.label(before.number + 1),
            )
            fix = None


def _runs(path: str, texts: Iterator[Text]) -> Iterator[list[_Item]]:
    """Items of one style that belong together: a run ends where it begins again at one, or a higher level goes on."""
    open_runs: dict[str, list[_Item]] = {}  # by style, higher levels first
    for text in texts:
        for item in _items(path, text):
            styles = list(open_runs)
            if item.style in open_runs:
                for lower in styles[styles.index(item.style) + 1 :]:
                    yield open_runs.pop(lower)
                if item.number == 1:
                    yield open_runs[item.style]
                    open_runs[item.style] = [item]
                else:
                    open_runs[item.style].append(item)
            else:
                open_runs[item.style] = [item]
    yield from open_runs.values()


def _items(path: str, text: Text) -> Iterator[_Item]:
    found = re.match(_ITEM, text.text)
    if found and found.lastgroup:
        number = numeral(found[found.lastgroup])
        if number:
            yield _Item(found.lastgroup, number, path, text, *found.span(found.lastgroup))
    if "是" in text.text:
        for spoken in re.finditer(_RUN_IN, text.text):
            number = numeral(spoken["number"])
            if number and text.text[max(0, spoken.start() - 1) : spoken.start()] in _BEFORE:
                yield _Item("run-in", number, path, text, *spoken.span("number"))


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ((_DIGITS[tens] if tens > 1 else "") + "十" if tens else "") + (_DIGITS[ones] if ones else "")
