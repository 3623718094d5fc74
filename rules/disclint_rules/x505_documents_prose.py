"""X505: normative documents in prose and in table 2."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, OrganType, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, show
from disclint_rules.counting import Meaning, passages
from disclint_rules.ledger import ledger
from disclint_rules.organs import organ_of
from disclint_rules.x501_requests_prose import F30

# The columns a figure may be read as; a form has those of its own.
_COLUMNS = {
    Meaning.ISSUED: ("issued", "newly_made", "newly_disclosed"),
    Meaning.REPEALED: ("repealed",),
    Meaning.IN_FORCE: ("in_force",),
    Meaning.NEWLY_DISCLOSED: ("newly_disclosed",),
    Meaning.TOTAL_DISCLOSED: ("total_disclosed",),
}
_TOLD_2021 = "本年制发行政规范性文件1件，废止0件，现行有效6件。"
_TOLD_2019 = "本年新制作规范性文件1件，新公开1件，对外公开总数量6件。"


class DocumentsProse(ReportRule):
    """Normative documents issued, repealed and in force in prose against table 2."""

    meta = RuleMeta(
        code="X505",
        name="documents-prose",
        title=Phrase("正文与表二规范性文件数不符", "normative documents in prose differ from table 2"),
        why=Phrase(
            "正文写的规范性文件制发、废止、现行有效件数应与表二第二十条第（一）项相同。"
            "甘肃省武威市要求在政府信息管理部分写明这些数（武政办发〔2025〕54号）。请核对后改正文或改表。"
            "一级政府的表二汇总所属各部门，正文往往只写政府本身的文件，因此对一级政府不作比较。",
            "Normative documents issued, repealed and in force should be the same in prose and under article 20 (1) in "
            "table 2. The city of Wuwei in Gansu asks for these figures in the prose (武政办发〔2025〕54号). Correct one "
            "or the other. The table of a government sums up its departments while its prose mostly tells its own "
            "documents, so governments are not compared.",
        ),
        severity=Severity.WARNING,
        authority=F30,
        messages={
            "": Phrase(
                "正文“{written}”，表二规范性文件为{found}件",
                'the prose says "{written}", table 2 has {found} normative documents',
            ),
        },
        examples=(
            Example(
                Phrase("制发、现行有效件数不同", "documents issued and in force differ"),
                replace=((_TOLD_2021, "全年制发行政规范性文件3件，废止0件，现行有效行政规范性文件十八件。"),),
                expect=("overview", "overview"),
            ),
            Example(
                Phrase("2019 年格式", "the form of 2019"),
                year=2020,
                replace=((_TOLD_2019, "本年新制作规范性文件4件，新公开1件，对外公开总数量8件。"),),
                expect=("overview", "overview"),
            ),
            Example(Phrase("正文与表二一致", "prose and table agree")),
            Example(
                Phrase("公开、解读、审查的文件另有其数", "documents disclosed, explained, examined"),
                replace=(
                    (
                        _TOLD_2021,
                        "主动公开规范性文件5件，解读规范性文件4件，审查规范性文件12件，备案规范性文件3件，"
                        "清理规范性文件30件。2022年制发规范性文件9件。",
                    ),
                ),
            ),
            Example(
                Phrase("政府的表二汇总各部门", "the table of a government sums up its departments"),
                replace=(
                    ("清河县水利局", "清河县人民政府"),
                    (_TOLD_2021, "县政府制发行政规范性文件4件，现行有效9件。"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each figure of a paragraph."""
        if organ_of(report).kind is OrganType.GOVERNMENT:
            return
        book = ledger(report)
        for passage in passages(report):
            if passage.path not in ("overview", "active_disclosure"):
                continue
            for meaning, columns in _COLUMNS.items():
                count = passage.voice(meaning)
                paths = [f"active_disclosure/normative_documents/{column}" for column in columns]
                paths = [path for path in paths if book.cell(path)]
                numbers = [book.number(path) for path in paths]
                if count is None or not numbers or None in numbers:
                    continue
                # 制发规范性文件5件，其中以县政府名义3件、以本局名义2件: the table may have the organ's alone
                parts = count.parts.counts if count.parts else ()
                if any(each.number in numbers for each in (count, *parts)):
                    continue
                yield self.finding(
                    passage.place(count),
                    passage.path,
                    related=book.related(*paths),
                    written=passage.written(count),
                    found=show(numbers[0] or 0),
                )
