"""S105: a part of the form occurs twice."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Related, Report, RuleMeta, Section, Severity
from disclint_rules.common import ReportRule, by_form


class DuplicateSection(ReportRule):
    """Two headings for one part."""

    meta = RuleMeta(
        code="S105",
        name="duplicate-section",
        title=Phrase("部分重复", "a part occurs twice"),
        why=Phrase(
            "同一部分出现两次，读者不知以哪一处为准，多因套用上年文本时没有删净，或者误把一个标题写成了另一个。"
            "请合并为一处，或者改正写错的标题。",
            "With a part told twice nobody knows which holds. Mostly text of last year was left in, or one heading "
            "was written for another. Merge the two, or correct the heading.",
        ),
        severity=Severity.ERROR,
        authority=by_form("六个部分各出现一次", "each of the six parts once"),
        messages={
            "": Phrase("“{title}”部分重复出现", 'the part "{title}" occurs again'),
        },
        examples=(
            Example(
                Phrase("第六部分出现两次", "part six twice"),
                replace=(("六、其他需要报告的事项", "六、其他需要报告的事项\n\n无。\n\n六、其他需要报告的事项"),),
                expect=("other_matters",),
            ),
            Example(
                Phrase("第五部分的标题误写成总体情况", "the heading of part five copied from part one"),
                year=2020,
                replace=(("五、存在的主要问题及改进情况", "五、总体情况"),),
                expect=("overview",),
            ),
            Example(Phrase("各部分只出现一次", "every part once")),
            Example(
                Phrase("前言里列举六个部分不算重复", "a lead that names the six parts"),
                replace=(
                    (
                        "编制本报告。",
                        "编制本报告。全文包括：一、总体情况；二、主动公开政府信息情况；三、"
                        "收到和处理政府信息公开申请情况；四、政府信息公开行政复议、行政诉讼情况；五、"
                        "存在的主要问题及改进情况；六、其他需要报告的事项。",
                    ),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """A finding at the second and every later one."""
        first: dict[str, Section] = {}
        for section in report.sections:
            if section.id is None:
                continue
            if section.id not in first:
                first[section.id] = section
                continue
            earlier = first[section.id]
            yield self.finding(
                section.position,
                section.id,
                # A heading that is only like one of the form may be meant for something else.
                severity=Severity.WARNING if section.near_miss or earlier.near_miss else None,
                related=(Related(earlier.position, Phrase("第一次出现", "first occurs here"), section.id),),
                title=report.form.section(section.id).title,
            )
