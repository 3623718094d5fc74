"""S101: one of the six parts of the form is not there."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ARTICLE_50, ReportRule, main_section


class MissingSection(ReportRule):
    """A part of the form that the report does not have under any wording or number."""

    meta = RuleMeta(
        code="S101",
        name="missing-section",
        title=Phrase("缺少规定部分", "a part of the form is missing"),
        why=Phrase(
            "年度报告由六个部分组成，一个也不能少；缺少规定内容的报告会被退回补正。"
            "没有可报告的情况也要保留标题，写明“无”或填 0。"
            "标题用词不同（S103）或序号不对（S102）的部分不算缺少。请补上所缺部分的标题和内容。",
            "The report has six parts and none may be left out; a report without one is sent back. Where there is "
            "nothing to report, keep the heading and say so, or enter 0. A part under a slightly different heading "
            "(S103) or another number (S102) is not missing. Add the heading and its content.",
        ),
        severity=Severity.ERROR,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                f"{ARTICLE_50.zh}；2021年度起另见国办公开办函〔2021〕30号（“不能遗漏，也不宜泛化”）",
                f"{ARTICLE_50.en}; since the reports on 2021 also 国办公开办函〔2021〕30号 (nothing may be left out)",
            ),
        ),
        messages={
            "": Phrase("缺少“{ordinal}、{title}”部分", 'the part "{ordinal}、{title}" is missing'),
        },
        examples=(
            Example(
                Phrase("缺少第六部分", "part six is missing"),
                drop=("other_matters",),
                expect=("other_matters",),
            ),
            Example(
                Phrase("缺少总体情况和第五部分", "parts one and five are missing"),
                year=2020,
                drop=("overview", "problems"),
                expect=("overview", "problems"),
            ),
            Example(Phrase("六个部分齐全", "all six parts are there")),
            Example(
                Phrase("带“行政机关”等字样的标题是通行写法", "headings with an official prefix"),
                replace=(
                    ("二、主动公开政府信息情况", "二、行政机关主动公开政府信息情况"),
                    ("三、收到和处理政府信息公开申请情况", "三、行政机关收到和处理政府信息公开申请情况"),
                    (
                        "四、政府信息公开行政复议、行政诉讼情况",
                        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                    ),
                    ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a missing part, where the next part that is there begins, or at the end."""
        if report.only_tables:
            return
        present = [main_section(report, form.id) for form in report.form.sections]
        for index, form in enumerate(report.form.sections):
            if present[index] is None:
                following = next((section for section in present[index + 1 :] if section), None)
                position = following.position if following else report.end
                yield self.finding(position, form.id, ordinal=form.ordinal, title=form.title)
