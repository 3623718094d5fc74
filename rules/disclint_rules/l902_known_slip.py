"""L902: a slip of the pen from a short list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Applicability, Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice
from disclint_rules.edits import in_text, unsafe
from disclint_rules.passages import Prose, prose_of
from disclint_rules.words import SLIPS


class KnownSlip(ReportRule):
    """阳关政府, 上级级, 布署 and the like."""

    meta = RuleMeta(
        code="L902",
        name="known-slip",
        title=Phrase("常见错别字", "a known slip of the pen"),
        why=Phrase(
            "拼音输入和文字识别常把“阳光政府”打成“阳关政府”，把“部署”打成“布署”。只认一份不长的词表，"
            "并看前后文：地名“阳关”、“资深人士”、“自己经营”都不会误报。请改正；确实无误的，可以对该行停用本规则。",
            "Keyboards and character recognition turn 阳光政府 into 阳关政府 and 部署 into 布署. Only a short list is "
            "known, with the words around: the place 阳关, 资深人士 or 自己经营 are no slips. Correct it.",
        ),
        severity=Severity.WARNING,
        authority=advice("文字应当通顺无误", "the text should be free of slips"),
        fix=Applicability.UNSAFE,
        messages={
            "": Phrase("“{wrong}”疑为“{right}”之误", '"{wrong}" is probably a slip for "{right}"'),
        },
        examples=(
            Example(
                Phrase("“阳关政府”", "阳关政府"),
                year=2020,
                replace=(("发布政策解读2篇。", "发布政策解读2篇，打造公开透明的阳关政府。"),),
                expect=("overview",),
            ),
            Example(
                Phrase("“上级级部门”“布署”", "上级级 and 布署"),
                replace=(("由办公室按时核对并通报。", "由办公室按照上级级部门的布署按时核对并通报。"),),
                expect=("problems", "problems"),
            ),
            Example(
                Phrase("地名“阳关”", "the place 阳关"),
                replace=(("发布政策解读2篇。", "发布政策解读2篇，在阳关镇、阳关大道设公开栏。"),),
            ),
            Example(
                Phrase("相同的字在别的词里", "the same characters in other words"),
                replace=(
                    (
                        "发布政策解读2篇。",
                        "发布政策解读2篇。资深人士和自己经营的企业按排名公开，各部份额不变，重申情况说明2次，"
                        "缴纳人年度名单、以经济数据为主的图表、构建全县一体的体系和微薄之力同样写入。",
                    ),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a place. A name that holds the characters (阳关镇) is never a slip."""
        prose = prose_of(report)
        for wrong, (right, context) in SLIPS.items():
            if wrong in prose.text and wrong not in report.organ:
                yield from self._places(prose, wrong, right, context or wrong)

    def _places(self, prose: Prose, wrong: str, right: str, context: str) -> Iterator[Finding]:
        for found in re.finditer(context, prose.text):
            path, position = prose.place(found.start(), found.start() + len(wrong))
            _, block, offset = prose.at(found.start())
            yield self.finding(
                position,
                path,
                fix=unsafe(
                    f"改为“{right}”", f'change to "{right}"', (in_text(block, offset, offset + len(wrong), right),)
                ),
                wrong=wrong,
                right=right,
            )
