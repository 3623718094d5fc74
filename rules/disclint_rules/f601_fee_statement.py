"""F601: nothing is said on the information processing fee."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule
from disclint_rules.fees import FIRST_YEAR, spoken, words_of_part_six

_TOLD = "本机关2023年度未收取信息处理费，没有其他需要报告的事项。"


class FeeStatement(ReportRule):
    """A report on 2021 or later that does not speak of the fee."""

    meta = RuleMeta(
        code="F601",
        name="fee-statement",
        title=Phrase("未说明信息处理费", "nothing is said on the processing fee"),
        why=Phrase(
            "信息处理费自2021年起可以收取（国办函〔2020〕109号），已公布的年度报告大多在“其他需要报告的事项”中写明"
            "收取情况，没有收取的也写明。河南省要求把收取情况写入年度报告；其他地方未见明文。"
            "请补写“本年度未收取信息处理费”，或写明发出收费通知的件数和收取的总金额。写在总体情况中的也算。",
            "The processing fee may be raised since 2021 (国办函〔2020〕109号), and most published reports say in part six "
            "what was raised, also when it was nothing. Henan province asks for it; for other places no norm was found. "
            "Add that none was raised, or the number of notices and the amount. To say it in part one will do.",
        ),
        severity=Severity.WARNING,
        authority=Authority(
            Standing.SAMPLES,
            Phrase(
                "已公布的年度报告的通行做法；河南省关于信息处理费的通知要求写入年度报告",
                "common practice in published reports; a notice of Henan province on the fee asks for it",
            ),
        ),
        messages={
            "": Phrase(
                "报告没有说明信息处理费的收取情况（没有收取的也应写明）",
                "the report does not say what processing fee was raised (nor that none was)",
            ),
        },
        examples=(
            Example(
                Phrase("第六部分只写“无”", "part six says nothing but 无"),
                replace=((_TOLD, "无其他需要报告的事项。"),),
                expect=("other_matters",),
            ),
            Example(
                Phrase("只说到公开收费目录", "only a list of charges that was disclosed"),
                year=2021,
                replace=(
                    ("本机关2021年度未收取信息处理费，没有其他需要报告的事项。", "没有其他需要报告的事项。"),
                    ("公文起草时", "公开行政事业性收费目录1件，公文起草时"),
                ),
                expect=("other_matters",),
            ),
            Example(Phrase("写明未收取", "it says that none was raised")),
            Example(
                Phrase("写明收取金额", "it gives the amount"),
                replace=((_TOLD, "本年度发出收费通知2件，收取信息处理费共计380元。"),),
            ),
            Example(
                Phrase("写在总体情况中", "said in part one"),
                replace=(
                    (_TOLD, "无其他需要报告的事项。"),
                    ("公文起草时", "全年未因政府信息公开向申请人收取任何费用。公文起草时"),
                ),
            ),
            Example(Phrase("2020 年度还没有信息处理费", "there was no such fee in 2020"), year=2020),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding at part six; a part that is missing or empty is S101's or S113's."""
        texts = words_of_part_six(report)
        if texts and (report.year or 0) >= FIRST_YEAR and not spoken(report):
            yield self.finding(texts[0].position, "other_matters")
