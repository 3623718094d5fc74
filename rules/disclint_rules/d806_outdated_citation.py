"""D806: the report rests on a document that is out of date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule
from disclint_rules.passages import Prose, prose_of

_FORM_2021 = 2021
_LAST_NATIONAL_PLAN = 2022
_HINTS = ("60", "试行", "492", "工作要点")
_TRIAL_FORM = (
    r"国办公开办函\s*[〔\[（(【［]\s*2019\s*[〕\])）】］]\s*(?:第\s*)?60\s*号|年度报告格式\s*[（(]\s*试行\s*[)）]"
)
_NEW_FORM = r"[〔\[（(【［]\s*2021\s*[〕\])）】］]\s*(?:第\s*)?30\s*号"
_OLD_REGULATION = r"国务院(?:令)?\s*第?\s*492\s*号(?:令)?|第\s*492\s*号\s*国务院令"
_REVISED = "711"
_PLAN = r"《(?P<before>[^《》\n]{0,40}?)(?P<year>20\d\d)\s*年[^《》\n]{0,30}?(?:政务公开|信息公开)[^《》\n]{0,15}?工作要点[^《》\n]{0,10}》"
_BASIS = r"根据|依据|按照|遵照|依照|对照|围绕|落实|贯彻|执行|以[^。；\n]{0,4}$"
_STOP = r"[。；！？\n]"


class OutdatedCitation(ReportRule):
    """The trial form of 2019, the regulation of 2007, or the plan of an earlier year as the basis."""

    meta = RuleMeta(
        code="D806",
        name="outdated-citation",
        title=Phrase("引用文件过期", "a citation that is out of date"),
        why=Phrase(
            "依据写错多因沿用往年文本。2021年度起应当依据国办公开办函〔2021〕30号，不再是2019年的试行格式；"
            "《条例》是2019年修订的国务院令第711号，不是2007年的第492号；工作要点每年一发，应引用报告年度的。"
            "请改为现行文件。提到往年文件而不以它为依据的，不作提示；国务院办公厅2022年以后未见印发年度要点，"
            "此后的报告引用2022年要点的只作提示。",
            "A wrong basis was mostly taken over from an older report. Since the reports on 2021 the form is that of "
            "国办公开办函〔2021〕30号, no longer the trial form of 2019; the Regulation is Decree No. 711 as revised in 2019, "
            "not No. 492 of 2007; plans of work are issued each year, and that of the report's year is cited. Cite what "
            "is in force. Documents that are merely mentioned are left alone; as no national plan later than that of "
            "2022 was found, a later report citing it gets a hint only.",
        ),
        severity=Severity.WARNING,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                "国办公开办函〔2019〕60号、国办公开办函〔2021〕30号；国务院令第711号",
                "国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号; State Council Decree No. 711 (国务院令第711号)",
            ),
        ),
        messages={
            "form": Phrase(
                "“{text}”是2019年的试行格式，{year}年度应依据国办公开办函〔2021〕30号",
                '"{text}" is the trial form of 2019; a report on {year} follows 国办公开办函〔2021〕30号',
            ),
            "regulation": Phrase(
                "“{text}”是2007年的《条例》，现行的是2019年修订的国务院令第711号",
                '"{text}" is the regulation of 2007; in force is State Council Decree No. 711 of 2019',
            ),
            "plan": Phrase(
                "{year}年度的报告以{text}为依据，请核对是不是应引用{year}年的要点",
                "a report on {year} rests on {text}: check whether the plan of {year} is meant",
            ),
        },
        examples=(
            Example(
                Phrase("2023 年度仍依据试行格式", "the trial form in a report on 2023"),
                replace=(("国办公开办函〔2021〕30号", "国办公开办函〔2019〕60号"),),
                expect=("lead",),
            ),
            Example(
                Phrase("依据上年的工作要点", "the plan of the year before"),
                year=2020,
                replace=(("编制本报告。", "依据《2019年清河县政务公开工作要点》（清政办〔2019〕8号），编制本报告。"),),
                expect=("lead",),
            ),
            Example(
                Phrase("引用 2007 年的《条例》", "the regulation of 2007"),
                replace=(
                    ("《中华人民共和国政府信息公开条例》", "《中华人民共和国政府信息公开条例》（国务院令第492号）"),
                ),
                expect=("lead",),
            ),
            Example(Phrase("依据现行文件", "documents in force")),
            Example(
                Phrase("《条例》的沿革两个令号并列", "both decrees, as the history of the regulation"),
                replace=(
                    (
                        "《中华人民共和国政府信息公开条例》",
                        "《中华人民共和国政府信息公开条例》（2007年国务院令第492号公布，2019年国务院令第711号修订）",
                    ),
                ),
            ),
            Example(
                Phrase("提到往年文件而不以它为依据", "an older plan that is mentioned, and is no basis"),
                replace=(
                    ("发布政策解读2篇。", "发布政策解读2篇。《2021年清河县政务公开工作要点》同时移入历史文件栏目。"),
                ),
            ),
            Example(Phrase("2020 年度依据试行格式", "the trial form in a report on 2020"), year=2020),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a paragraph for the form and for the regulation, one for each plan."""
        prose = prose_of(report)
        if not any(hint in prose.text for hint in _HINTS):
            return
        year = report.year
        if year is not None and year >= _FORM_2021:
            yield from self._once(prose, "form", _TRIAL_FORM, _NEW_FORM, year)
        yield from self._once(prose, "regulation", _OLD_REGULATION, _REVISED, year or 0)
        if year is not None:
            yield from self._plans(prose, year)

    def _once(self, prose: Prose, message: str, old: str, new: str, year: int) -> Iterator[Finding]:
        told: set[int] = set()
        for found in re.finditer(old, prose.text):
            _, block, _ = prose.at(found.start())
            start = prose.begin(found.start())
            # Both documents in one paragraph tell of the change from one to the other.
            if start not in told and not re.search(new, block.text):
                told.add(start)
                path, position = prose.place(*found.span())
                yield self.finding(position, path, message, text=found.group(), year=year)

    def _plans(self, prose: Prose, year: int) -> Iterator[Finding]:
        plans = list(re.finditer(_PLAN, prose.text))
        # A paragraph that cites the plan of the year as well tells of both.
        current = {prose.begin(plan.start()) for plan in plans if int(plan["year"]) >= year}
        for found in plans:
            before = re.split(_STOP, prose.text[max(0, found.start() - 60) : found.start()])[-1]
            old = int(found["year"])
            if old >= year or not re.search(_BASIS, before) or prose.begin(found.start()) in current:
                continue
            path, position = prose.place(*found.span())
            severity = Severity.INFO if old == _LAST_NATIONAL_PLAN else None
            yield self.finding(position, path, "plan", severity=severity, text=found.group(), year=year)
