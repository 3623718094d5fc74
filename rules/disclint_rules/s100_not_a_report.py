"""S100: the file is no report of this kind; nothing else is said about it."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Kind, Phrase, Report, Rule, RuleMeta, Severity
from disclint_rules.common import advice

_OLD = """清河县水利局2017年政府信息公开工作年度报告

一、概述

2017年，我局认真做好政府信息公开工作，没有发生差错。

二、主动公开政府信息的情况

全年通过网站主动公开政府信息86条。

三、依申请公开政府信息和不予公开政府信息的情况

全年没有收到政府信息公开申请。

四、政府信息公开的收费及减免情况

全年没有收费。

五、因政府信息公开申请行政复议、提起行政诉讼的情况

全年没有发生。

六、政府信息公开工作存在的主要问题及改进情况

公开不够及时，将加强督促。
"""

_RULE_OF_LAW = """清河县水利局2023年度法治政府建设工作年度报告

一、法治政府建设的主要举措和成效

（一）健全依法决策机制。全年开展合法性审查6件。

二、存在的不足和原因

执法力量不足。

三、下一年度推进法治政府建设的主要安排

加强执法培训。
"""


class NotAReport(Rule):
    """The file is an older form, an empty form, another kind of report, an index page or something else."""

    meta = RuleMeta(
        code="S100",
        name="not-a-report",
        title=Phrase("不是可检查的年度报告", "not a report that can be checked"),
        why=Phrase(
            "disclint 只检查按 2019 年或 2021 年格式编制的政府信息公开工作年度报告。2018 年度及以前的旧格式、"
            "没有填写的空表、只有标题的文章、法治政府建设等其他报告、网站目录页，都不能按现行格式检查；"
            "对这类文件只作这一条提示，以免把“没有检查”误认为“没有问题”。请核对是否选错了文件。",
            "disclint checks annual reports on open government information in the form of 2019 or 2021 only. Older "
            "forms (for 2018 and before), forms not filled in, free texts under such a title, other reports and index "
            "pages cannot be judged by it. Such a file gets this one finding, so that 'not checked' is not taken for "
            "'nothing wrong'. Check whether it is the right file.",
        ),
        severity=Severity.ERROR,
        judges=frozenset((Kind.OLD_FORM, Kind.EMPTY_FORM, Kind.FREE_TEXT, Kind.OTHER, Kind.INDEX, Kind.UNRELATED)),
        authority=advice(
            "格式见国办公开办函〔2021〕30号、国办公开办函〔2019〕60号；本条只说明 disclint 的检查范围",
            "the forms are those of 国办公开办函〔2021〕30号 and 国办公开办函〔2019〕60号; this rule only says what "
            "disclint can check",
        ),
        messages={
            Kind.OLD_FORM.value: Phrase(
                "这是 2018 年度及以前旧格式的年度报告，不能按 2019 年或 2021 年格式检查",
                "this is a report in the form used before 2019; it cannot be checked by the forms of 2019 or 2021",
            ),
            Kind.EMPTY_FORM.value: Phrase(
                "这是没有填写内容的空白格式，不是年度报告",
                "this is the form with nothing filled in, not a report",
            ),
            Kind.FREE_TEXT.value: Phrase(
                "标题是政府信息公开工作年度报告，正文却没有规定的六个部分和表格，无法检查",
                "the title is that of such a report, but the text has neither the six parts nor the tables; it cannot "
                "be checked",
            ),
            Kind.OTHER.value: Phrase(
                "这是另一种年度报告，不是政府信息公开工作年度报告",
                "this is another kind of annual report, not one on open government information",
            ),
            Kind.INDEX.value: Phrase(
                "这是列出多份报告的目录页，不是年度报告本身；请检查其中的各份报告",
                "this page lists reports and is none itself; check the reports it lists",
            ),
            Kind.UNRELATED.value: Phrase(
                "文件里没有政府信息公开工作年度报告的内容",
                "there is nothing of an annual report on open government information in this file",
            ),
        },
        examples=(
            Example(Phrase("2017 年度的旧格式报告", "a report on 2017 in the old form"), text=_OLD, expect=("report",)),
            Example(
                Phrase("法治政府建设年度报告", "a report on the rule of law"), text=_RULE_OF_LAW, expect=("report",)
            ),
            Example(
                Phrase("与年度报告无关的文件", "a file that has nothing to do with it"),
                text="会议通知\n\n定于下周三上午九时召开办公会，请各科室负责人参加。\n",
                expect=("report",),
            ),
            Example(Phrase("2023 年度报告", "a report on 2023")),
            Example(Phrase("2019 年度报告", "a report on 2019"), year=2019),
            Example(Phrase("缺一个部分的报告仍是报告", "a report without a part is a report"), drop=("other_matters",)),
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding for a file that is no report, in the words for what it is."""
        if report.kind in self.meta.judges:
            yield self.finding(report.position, "report", report.kind.value)
