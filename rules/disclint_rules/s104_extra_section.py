"""S104: a top-level part that the form does not have."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, bare, by_form, section_path


class ExtraSection(ReportRule):
    """A part beside the six."""

    meta = RuleMeta(
        code="S104",
        name="extra-section",
        title=Phrase("多余的一级标题", "a part that the form does not have"),
        why=Phrase(
            "年度报告只有六个部分，自设的一级标题会使后面的序号错位，也常常重复表格已有的内容。"
            "请把其内容并入相应部分：工作举措、平台建设、制度建设归入“一、总体情况”，其余归入“六、"
            "其他需要报告的事项”。",
            "The report has six parts. A top-level heading of one's own shifts the numbers of those behind it and "
            "often repeats what the tables tell. Move its text under the part it belongs to: measures, platforms and "
            "rules under 一、总体情况, anything else under 六、其他需要报告的事项.",
        ),
        severity=Severity.WARNING,
        authority=by_form(
            "只有六个部分；2021年格式要求“不能遗漏，也不宜泛化”",
            "six parts only; that of 2021 asks that nothing be left out and nothing padded",
        ),
        messages={
            "": Phrase("“{heading}”不是格式规定的部分", '"{heading}" is not a part of the form'),
        },
        examples=(
            Example(
                Phrase("平台建设单列一个部分", "platforms as a part of their own"),
                replace=(
                    (
                        "六、其他需要报告的事项",
                        "六、政府信息公开平台建设情况\n\n平台运行正常。\n\n七、其他需要报告的事项",
                    ),
                ),
                expect=("extra/政府信息公开平台建设情况",),
            ),
            Example(
                Phrase("开头加了一个部分", "a part put in front"),
                year=2020,
                replace=(("一、总体情况", "一、强化领导，健全机制\n\n成立了领导小组。\n\n二、总体情况"),),
                expect=("extra/强化领导，健全机制",),
            ),
            Example(Phrase("只有规定的六个部分", "the six parts and no more")),
            Example(
                Phrase("总体情况里自有一、二的列举", "an enumeration 一, 二 of its own inside part one"),
                replace=(
                    (
                        "（三）政府信息管理。",
                        "一、制度更加健全\n\n修订制度2项。\n\n二、管理更加规范\n\n逐件审查。\n\n（三）政府信息管理。",
                    ),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a part; the path bears its wording, for it has no id."""
        for section in report.sections:
            if section.id is None:
                yield self.finding(section.position, section_path(section), heading=bare(section.heading))
