"""S113: part six says nothing, not even that there is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing, Table, Text
from disclint_rules.common import ARTICLE_50, ReportRule

# Strokes, dots and bracketed remarks such as （此处空白） or （略） are no content.
_NOTHING = re.compile(r"[\s\W_]*(?:此处空白|以下空白|此处无正文|此页无正文|空白|略|空)?[\s\W_]*")
_SHORT = 30
_ITEM = "other_matters"


class EmptyOtherMatters(ReportRule):
    """Part six is a bare heading, or holds a stroke in place of words."""

    meta = RuleMeta(
        code="S113",
        name="empty-other-matters",
        title=Phrase("第六部分为空", "part six is empty"),
        why=Phrase(
            "第六部分没有其他事项的，也要写一句，例如“没有其他需要报告的事项”或“无”；空着或者只画一道横线，"
            "读者分不清是没有还是漏写。2021年度起一般在这里写明信息处理费的收取情况。",
            "Where there is nothing else to report, part six says so (无); left blank, or with a mere stroke, a reader "
            "cannot tell whether something was forgotten. Since the reports on 2021 the processing fee is usually "
            "stated here.",
        ),
        severity=Severity.WARNING,
        authority=Authority(Standing.SOURCED, Phrase(f"{ARTICLE_50.zh}第（五）项", f"{ARTICLE_50.en} (5)")),
        messages={
            "": Phrase(
                "“{title}”部分没有内容；没有其他事项的，请写“无”",
                'the part "{title}" has no content; write 无 if there is nothing to report',
            ),
            "mark": Phrase(
                "“{title}”部分只有“{text}”；没有其他事项的，请写“无”",
                'the part "{title}" holds only "{text}"; write 无 if there is nothing to report',
            ),
        },
        examples=(
            Example(
                Phrase("第六部分只有标题", "part six is a bare heading"),
                replace=(("本机关2023年度未收取信息处理费，没有其他需要报告的事项。", ""),),
                expect=("other_matters",),
            ),
            Example(
                Phrase("第六部分只画一道斜线", "a mere stroke"),
                year=2020,
                replace=(("无其他需要报告的事项。", "/"),),
                expect=("other_matters",),
            ),
            Example(
                Phrase("第六部分只写“无”", "part six says 无"),
                year=2020,
                replace=(("无其他需要报告的事项。", "无"),),
            ),
            Example(Phrase("第六部分写明没有其他事项", "part six says that there is nothing else")),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at the heading."""
        found = [section for section in report.sections if section.id == _ITEM]
        if not found:
            return
        written = ""
        for section in found:
            for block in section.blocks:
                if isinstance(block, Table):
                    return
                if isinstance(block, Text):
                    if len(block.text) > _SHORT or not _NOTHING.fullmatch(block.text):
                        return
                    written = written or block.text.strip()
        title = report.form.section(_ITEM).title
        yield self.finding(found[0].position, _ITEM, "mark" if written else "", title=title, text=written)
