"""S111: a government's report without assessment, public appraisal or accountability."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule, main_section
from disclint_rules.organs import organ_of
from disclint_rules.passages import prose_of

_DUTIES = (
    (Phrase("工作考核", "工作考核 (assessment)"), re.compile(r"考核|考评|绩效|评估|测评|评价|评比")),
    (
        Phrase("社会评议", "社会评议 (public appraisal)"),
        re.compile(r"评议|满意度|满意率|(?:公众|群众|社会)评价|民意|问卷|第三方"),
    ),
    (Phrase("责任追究结果", "责任追究 (accountability)"), re.compile(r"追究|追责|问责|责任认定")),
)
_GOVERNMENT = re.compile(r"人民政府$")


class GovernmentDuties(ReportRule):
    """What the Regulation asks of governments beyond what it asks of every organ."""

    meta = RuleMeta(
        code="S111",
        name="government-duties",
        title=Phrase("缺工作考核、社会评议或责任追究", "no assessment, public appraisal or accountability"),
        why=Phrase(
            "《条例》要求各级人民政府的年度报告还要写明工作考核、社会评议和责任追究结果情况，一般写在“总体情况”的"
            "监督保障里；没有发生责任追究的，也要写明“未发生责任追究的情形”。部门的报告没有这项要求。"
            "只检查名称为“……人民政府”的报告。",
            "The Regulation asks the report of every government to tell also of assessment, public appraisal and the "
            "results of accountability, mostly under 监督保障 in part one; where nobody was held to account, say so. "
            "Departments need not. Only reports of a ……人民政府 are judged.",
        ),
        severity=Severity.WARNING,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                "《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条第（四）项；国办公开办函〔2021〕30号",
                "Regulation on Open Government Information (State Council Decree No. 711), article 50 (4); "
                "国办公开办函〔2021〕30号",
            ),
        ),
        messages={
            "": Phrase("政府的年度报告还应写明：{duties}", "a government's report should also tell of: {duties}"),
        },
        examples=(
            Example(
                Phrase("县政府的报告没有责任追究", "a county government without accountability"),
                replace=(
                    ("清河县水利局", "清河县人民政府"),
                    ("通过问卷开展社会评议，没有需要追究责任的情形，责任追究结果为0人次。", "通过问卷开展社会评议。"),
                ),
                expect=("overview",),
            ),
            Example(
                Phrase("镇政府的报告三项都没有", "a township government with none of the three"),
                year=2020,
                replace=(
                    ("清河县水利局", "清河县城关镇人民政府"),
                    (
                        "政府信息公开列入年度工作考核，由办公室专人负责，全年组织业务培训2次；"
                        "通过问卷开展社会评议，没有需要追究责任的情形，责任追究结果为0人次。",
                        "由办公室专人负责，全年组织业务培训2次。",
                    ),
                ),
                expect=("overview",),
            ),
            Example(
                Phrase("县政府的报告三项齐全", "a county government with all three"),
                replace=(("清河县水利局", "清河县人民政府"),),
            ),
            Example(
                Phrase("部门不作此要求", "a department need not"),
                replace=(
                    ("；通过问卷开展社会评议，没有需要追究责任的情形，责任追究结果为0人次。", "。"),
                    ("政府信息公开列入年度工作考核，", ""),
                ),
            ),
            Example(
                Phrase("政府办公室的报告不作此要求", "the office of a government need not"),
                replace=(
                    ("清河县水利局", "清河县人民政府办公室"),
                    ("；通过问卷开展社会评议，没有需要追究责任的情形，责任追究结果为0人次。", "。"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at part one; the three may stand anywhere in the report."""
        section = main_section(report, "overview")
        if section is None or not _GOVERNMENT.search(organ_of(report).name):
            return
        prose = prose_of(report).text
        missing = [name for name, words in _DUTIES if not words.search(prose)]
        if missing:
            duties = Phrase("、".join(name.zh for name in missing), ", ".join(name.en for name in missing))
            yield self.finding(section.position, "overview", duties=duties)
