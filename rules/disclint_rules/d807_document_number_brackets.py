"""D807: the year of a document number is not in 〔〕."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Applicability, Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule
from disclint_rules.edits import in_text, safe
from disclint_rules.passages import prose_of
from disclint_rules.prose import HAN

# 国办发[2021]5号; the number follows at once, which it does not in that of a lawsuit, （2021）鄂01行初5号.
_NUMBER = (
    rf"[\[(（【［](?:(?<={HAN}.)|(?<={HAN}\s.))\s?(?P<year>(?:19|20)\d\d)\s?[\])）】］]\s?(?=(?:第\s?)?\d{{1,4}}\s?号)"
)


class DocumentNumberBrackets(ReportRule):
    """国办发[2021]5号 for 国办发〔2021〕5号."""

    meta = RuleMeta(
        code="D807",
        name="document-number-brackets",
        title=Phrase("发文字号括号", "brackets of a document number"),
        why=Phrase(
            "公文的发文字号用六角括号“〔〕”括入年份，写成方括号或圆括号，复制去检索时可能查不到原文。"
            "年度报告不完全适用公文格式，所以只在选用时提示。请把括号改为“〔〕”。",
            "The year of a document number stands in 〔〕; with other brackets a search may not find the document. An "
            "annual report is not strictly an official document, so this is told on request only. Change the brackets.",
        ),
        severity=Severity.INFO,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                "《党政机关公文格式》（GB/T 9704—2012）7.2.5：发文字号的年份用六角括号“〔〕”括入",
                "GB/T 9704—2012, 7.2.5 (发文字号): the year of a document number stands in 〔〕",
            ),
        ),
        fix=Applicability.SAFE,
        messages={
            "": Phrase(
                "发文字号的年份“{written}”应写作“〔{year}〕”",
                'the year "{written}" of a document number should be 〔{year}〕',
            ),
        },
        examples=(
            Example(
                Phrase("方括号", "square brackets"),
                replace=(("国办公开办函〔2021〕30号", "国办公开办函[2021]30号"),),
                expect=("lead",),
            ),
            Example(
                Phrase("圆括号，全角和半角", "round brackets of both widths"),
                year=2020,
                replace=(
                    ("国办公开办函〔2019〕60号", "国办公开办函（2019）60号"),
                    ("发布政策解读2篇", "按照清政办发(2020)12号发布政策解读2篇"),
                ),
                expect=("lead", "overview"),
            ),
            Example(Phrase("六角括号", "the right brackets")),
            Example(
                Phrase("诉讼案号用圆括号，年份也可以单独括注", "the number of a lawsuit, and a year in brackets"),
                replace=(("发布政策解读2篇", "发布政策解读（2023年）2篇，公开（2023）鄂01行初5号判决1件"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a document number."""
        prose = prose_of(report)
        for found in re.finditer(_NUMBER, prose.text):
            start, end = found.span()
            path, position = prose.place(start, end)
            _, block, offset = prose.at(start)
            new = f"〔{found['year']}〕"
            yield self.finding(
                position,
                path,
                fix=safe("改用六角括号", "use 〔〕", (in_text(block, offset, offset + end - start, new),)),
                written=found.group().strip(),
                year=found["year"],
            )
