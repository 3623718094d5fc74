"""L903: half-width punctuation between Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Applicability, Edit, Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice
from disclint_rules.edits import in_text, safe
from disclint_rules.passages import Prose, prose_of
from disclint_rules.prose import HAN

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
# Between Chinese characters on both sides, or at the end of a paragraph: 3,000, 12:30, a.b@c.cn and 1) stay.
# The mark first and what stands before it second: only where there is one is anything looked at.
_MARK = (
    rf"[,;:?!](?:(?<={HAN}.)|(?<=[”’》）】〕].))(?=\s?(?:{HAN}|[“‘《（【〔])|[ \t]*(?:\n|\Z))"
    rf"|\.(?<={HAN}.)(?=[ \t]*(?:\n|\Z))"
)
_BRACKETS = rf"\((?=[^()\n]{{0,60}}{HAN})[^()\n]{{1,60}}\)"


class HalfWidthPunctuation(ReportRule):
    """推进,政务公开 for 推进，政务公开."""

    meta = RuleMeta(
        code="L903",
        name="half-width-punctuation",
        title=Phrase("半角标点", "half-width punctuation"),
        why=Phrase(
            "中文里的逗号、冒号、括号用全角。半角标点多由识别或转换带来，不影响数字，只在选用时提示，一段提示一次。"
            "数字、网址、邮箱、英文和“1)”式的编号不作提示。",
            "Chinese text uses full-width commas, colons and brackets. Half-width ones mostly come from recognition or "
            "conversion; they touch no figure, so this is told on request only, once a paragraph. Numbers, addresses, "
            "English and lists such as 1) are left alone.",
        ),
        severity=Severity.INFO,
        authority=advice("中文使用全角标点", "Chinese text uses full-width punctuation"),
        fix=Applicability.SAFE,
        messages={
            "": Phrase(
                "中文里有半角标点 {count} 处（{marks}），应用全角",
                "{count} half-width marks ({marks}) in Chinese text, should be full-width",
            ),
        },
        examples=(
            Example(
                Phrase("半角逗号和冒号", "half-width comma and colon"),
                replace=(("由办公室专人负责，全年", "由办公室专人负责,做到:全年"),),
                expect=("overview",),
            ),
            Example(
                Phrase("半角括号", "half-width brackets"),
                year=2020,
                replace=(("（二）依申请公开。", "(二)依申请公开。"), ("（二）改进情况。", "(二)改进情况。")),
                expect=("overview", "problems"),
            ),
            Example(Phrase("全角标点", "full-width punctuation")),
            Example(
                Phrase("数字、网址、时间、编号里的半角标点", "numbers, addresses, times and lists"),
                replace=(
                    (
                        "发布政策解读2篇。",
                        "发布政策解读2篇，访问量1,234次，网址 http://www.example.gov.cn:80/a?b=1 和 xxgk@example.gov.cn，"
                        "开放时间8:30至17:00，分为 1) 文字、2) 图解 (PDF)。",
                    ),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a paragraph, at its first mark."""
        prose = prose_of(report)
        offsets = {found.start() for found in re.finditer(_MARK, prose.text)}
        for found in re.finditer(_BRACKETS, prose.text):
            offsets |= {found.start(), found.end() - 1}
        paragraph: list[int] = []
        for offset in sorted(offsets):
            if paragraph and "\n" in prose.text[paragraph[-1] : offset]:
                yield self._finding(prose, paragraph)
                paragraph = []
            paragraph.append(offset)
        if paragraph:
            yield self._finding(prose, paragraph)

    def _finding(self, prose: Prose, offsets: list[int]) -> Finding:
        path, position = prose.place(offsets[0], offsets[0] + 1)
        edits: list[Edit | None] = []
        for offset in offsets:
            _, block, start = prose.at(offset)
            edits.append(in_text(block, start, start + 1, _WIDE[prose.text[offset]]))
        return self.finding(
            position,
            path,
            fix=safe("改用全角标点", "use full-width punctuation", edits),
            count=len(offsets),
            marks=" ".join(dict.fromkeys(prose.text[offset] for offset in offsets)),
        )
