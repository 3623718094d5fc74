"""F603: the parts of the processing fee do not make up its total."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Related, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice, show
from disclint_rules.counting import Meaning, passages
from disclint_rules.lists import misfits

_TOLD = "本机关2023年度未收取信息处理费，没有其他需要报告的事项。"


class FeeParts(ReportRule):
    """收取信息处理费2950元，其中……元、……元."""

    meta = RuleMeta(
        code="F603",
        name="fee-parts",
        title=Phrase("处理费分项不符", "the parts of the fee do not add up"),
        why=Phrase(
            "信息处理费总金额应等于所列各项之和。不符多因漏列一个单位或者一笔。请与收费票据核对后改正。"
            "以“等”结尾的不要求相加。",
            "The parts of the processing fee should make up its total. Mostly one payer or one organ was left out. "
            "Compare them with the receipts. A list that ends in 等 need not add up.",
        ),
        severity=Severity.WARNING,
        authority=advice("报告前后应当一致", "a report should agree with itself"),
        messages={
            "": Phrase(
                "信息处理费分项之和与“{written}”不符：{spelled}，相差 {difference} 元",
                'the parts of the fee do not make up "{written}": {spelled}; the difference is {difference} yuan',
            ),
        },
        examples=(
            Example(
                Phrase("漏列一项", "a part was left out"),
                replace=(
                    (_TOLD, "全年收取信息处理费2950元，其中规划科420元、建设科290元、水政科1500元、资源科140元。"),
                ),
                expect=("other_matters",),
            ),
            Example(
                Phrase("各项之和大于总额", "more than the total"),
                year=2022,
                replace=(
                    (
                        "本机关2022年度未收取信息处理费，没有其他需要报告的事项。",
                        "收取信息处理费3件，总金额1,200元，其中按件计收900元、按量计收400元。",
                    ),
                ),
                expect=("other_matters",),
            ),
            Example(Phrase("没有收取", "none was raised")),
            Example(
                Phrase("各项之和等于总额", "the parts make up the total"),
                set=(("active_disclosure/administrative_fees/amount", "0.295"),),
                replace=(
                    (
                        _TOLD,
                        "全年收取信息处理费2950元，其中规划科420元、建设科290元、水政科1500元、资源科140元、法规科600元。",
                    ),
                ),
            ),
            Example(
                Phrase("只举两项、以“等”结尾", "two of them, and a list with 等"),
                set=(("active_disclosure/administrative_fees/amount", "0.3"),),
                replace=((_TOLD, "收取信息处理费0.3万元，其中规划科1400元、建设科900元。"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding at the total."""
        for passage in passages(report):
            for misfit in misfits(passage, money=True):
                whole = misfit.whole
                if whole.meaning is not Meaning.FEE:
                    continue
                yield self.finding(
                    passage.place(whole),
                    passage.path,
                    related=tuple(
                        Related(
                            passage.place(part),
                            Phrase(f"分项：{passage.written(part)}", f"part: {passage.written(part)}"),
                        )
                        for part in misfit.parts
                    ),
                    written=passage.written(whole),
                    spelled=misfit.spelled(),
                    difference=show(misfit.difference),
                )
