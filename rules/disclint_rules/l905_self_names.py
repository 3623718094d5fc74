"""L905: a report that calls its own organ by two names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Related, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice
from disclint_rules.organs import organ_of
from disclint_rules.passages import Prose, prose_of

# 我县, 我市, 我国 name no organ; 我办理, 我会, 我所知 and the like are no names at all.
_NAME = re.compile(
    r"我(?P<name>管委会|分局|局|委|厅|中心|街道办|街道|街|办事处|镇政府|镇|乡政府|乡(?!村)|支队|大队|总队"
    r"|办(?![理好法事公结学案成实完]|得)|院|校|馆)"
)
# Names that one organ may use side by side.
_FAMILIES = (
    frozenset(("局", "分局", "支队", "大队", "总队")),
    frozenset(("委", "管委会")),
    frozenset(("办", "街", "街道", "街道办", "办事处")),
    frozenset(("镇", "镇政府", "办")),
    frozenset(("乡", "乡政府", "办")),
    frozenset(("厅",)),
    frozenset(("中心",)),
    frozenset(("院",)),
    frozenset(("校",)),
    frozenset(("馆",)),
)
_QUOTED = r"[“《][^“”《》\n]{0,60}[”》]"
_SHOWN = 5


class SelfNames(ReportRule):
    """我局 here and 我委 there."""

    meta = RuleMeta(
        code="L905",
        name="self-names",
        title=Phrase("自称混用", "two names for oneself"),
        why=Phrase(
            "同一份报告里“我局”“我委”“我中心”混用，多因套用其他单位或者机构改革前的文本，容易被认为内容雷同。"
            "请统一自称。“我县”“我市”“我省”“我国”指地方，不算自称；引号和书名号里的不算；"
            "机关名称本身带有两个名称的（如“局（办公室）”）不作提示。",
            "我局 in one place and 我委 or 我中心 in another were mostly taken over from another organ's report, or from "
            "before a reform. Use one name throughout. 我县, 我市, 我省 and 我国 name places; what stands in quotation "
            "marks does not count; an organ that bears both names (局（办公室）) is left alone.",
        ),
        severity=Severity.WARNING,
        authority=advice(
            "报告前后应当一致，不套用他人文本", "a report should agree with itself and not be taken over from others"
        ),
        messages={
            "": Phrase(
                "这里自称“我{name}”（共 {count} 处），其他 {others} 处自称“我{usual}”",
                "the organ calls itself 我{name} here ({count} in all), and 我{usual} in {others} other places",
            ),
        },
        examples=(
            Example(
                Phrase("“我局”中间夹着“我委”", "我委 among 我局"),
                replace=(
                    ("（一）主动公开。2023年，", "（一）主动公开。2023年，我局加强领导，"),
                    ("（五）监督保障。", "（五）监督保障。我委高度重视，"),
                    ("（二）改进情况。", "（二）改进情况。我局将逐项落实。"),
                ),
                expect=("overview",),
            ),
            Example(
                Phrase("局的报告里有“我中心”", "我中心 in the report of a bureau"),
                year=2020,
                replace=(("（二）改进情况。", "（二）改进情况。我局将逐项落实，我中心专人负责。"),),
                expect=("problems",),
            ),
            Example(
                Phrase("“我县”“我省”“我国”不是自称", "places are no names of organs"),
                replace=(("（二）改进情况。", "（二）改进情况。按照我国法律和我省、我县部署，我局将逐项落实。"),),
            ),
            Example(
                Phrase("“我办理”和引号里的“我中心”", "我办理, and 我中心 in quotation marks"),
                replace=(("（二）改进情况。", "（二）改进情况。我局将逐项落实，请我办理的“我中心有话说”栏目照常。"),),
            ),
            Example(
                Phrase("街道办事处自称“我街道”“我办”", "a sub-district office as 我街道 and 我办"),
                replace=(
                    ("清河县水利局", "清河市桥东区南湖街道办事处"),
                    ("（二）改进情况。", "（二）改进情况。我街道将逐项落实，由我办督促。"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each name in the minority, at its first place."""
        prose = prose_of(report)
        if "我" not in prose.text:
            return
        if len({found["name"] for found in _NAME.finditer(prose.text)}) < 2:
            return
        unquoted = re.sub(_QUOTED, lambda found: "□" * len(found.group()), prose.text)
        places: dict[str, list[int]] = {}
        for found in _NAME.finditer(unquoted):
            places.setdefault(found["name"], []).append(found.start())
        if len(places) < 2:
            return
        own = organ_of(report).name
        usual = max(places, key=lambda name: (own.endswith(name), len(places[name])))
        allowed = {usual, *(name for family in _FAMILIES if usual in family for name in family)}
        for name, offsets in places.items():
            if name in allowed or name in own or len(offsets) > len(places[usual]):
                continue
            yield self._finding(prose, name, offsets, usual, len(places[usual]))

    def _finding(self, prose: Prose, name: str, offsets: list[int], usual: str, others: int) -> Finding:
        size = len(name) + 1
        path, position = prose.place(offsets[0], offsets[0] + size)
        related = [prose.place(offset, offset + size) for offset in offsets[1 : 1 + _SHOWN]]
        return self.finding(
            position,
            path,
            related=tuple(Related(p, Phrase(f"我{name}", f"我{name}"), where) for where, p in related),
            name=name,
            count=len(offsets),
            usual=usual,
            others=others,
        )
