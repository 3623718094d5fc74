"""HA001: a report of Henan that says nothing on the processing fee."""

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, Rule, RuleMeta, Severity

from disclint_henan.fee import FIRST_YEAR, NOTICE, spoken

_TOLD = "本机关2023年度未收取信息处理费，没有其他需要报告的事项。"


class HenanFeeStatement(Rule):
    """Reports on 2021 and later must say what was collected, also when it was nothing."""

    meta = RuleMeta(
        code="HA001",
        name="henan-fee-statement",
        title=Phrase("河南：没有说明信息处理费收取情况", "Henan: nothing is said on the processing fee"),
        why=Phrase(
            "河南省要求把信息处理费的收取情况写入年度报告。请在“其他需要报告的事项”中写明收取的金额，没有收取的写明未收取。"
            "与全国通用的 F601（警告）相同之处报两次，可在配置中 ignore F601。",
            "Henan asks that the collection of the fee be written into the annual report. Say in part six what was "
            "collected, or that nothing was. The national rule F601 (a warning) then speaks, too: ignore it if you like.",
        ),
        severity=Severity.ERROR,
        authority=NOTICE,
        messages={
            "": Phrase(
                "河南省要求年度报告写明信息处理费收取情况，第六部分没有写（没有收取的写明未收取）",
                "Henan asks for the processing fee in the annual report; part six does not speak of it",
            )
        },
        examples=(
            Example(
                Phrase("第六部分只写“无”", "part six says nothing but 无"),
                replace=((_TOLD, "无。"),),
                expect=("other_matters",),
            ),
            Example(Phrase("写明未收取", "it says that none was raised")),
            Example(Phrase("写明金额", "it gives the amount"), replace=((_TOLD, "全年收取信息处理费380元。"),)),
            Example(Phrase("2020年度还没有这项收费", "there was no such fee in 2020"), year=2020),
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding, at part six; a part that is missing is S101's."""
        section = report.section("other_matters")
        if section is not None and (report.year or 0) >= FIRST_YEAR and not spoken(report):
            first = next(section.texts, None)
            yield self.finding(first.position if first else section.position, section.path)
