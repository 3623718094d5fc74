"""S114: the tables are those of the form for other years."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Form, Phrase, Related, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule, table_name


class FormYear(ReportRule):
    """Tables with labels of 2019 in a report on 2021 or later, or the reverse."""

    meta = RuleMeta(
        code="S114",
        name="form-year",
        title=Phrase("模板年份不符", "the form is the one for other years"),
        why=Phrase(
            "2019、2020 年度用 2019 年格式，2021 年度起用 2021 年格式，两者的表二栏目和表三（六）其他处理不同。"
            "用错格式，数据无法与其他机关汇总，通常要重新填报。请换用本年度的格式，把数据重新填入。",
            "Reports on 2019 and 2020 use the form of 2019, those on 2021 and later the form of 2021; table 2 and "
            "（六）其他处理 of table 3 differ. Figures in the wrong form cannot be added up with others and have to "
            "be reported again. Take the form for the year and fill it in anew.",
        ),
        severity=Severity.ERROR,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                "国办公开办函〔2021〕30号（2021年度起）；国办公开办函〔2019〕60号（2019、2020年度）",
                "国办公开办函〔2021〕30号 (since 2021); 国办公开办函〔2019〕60号 (for 2019 and 2020)",
            ),
        ),
        messages={
            "": Phrase(
                "{table}用的是{years}年度的格式（{number}），本报告是{year}年度的",
                "{table} is in the form for {years} ({number}), but the report is on {year}",
            ),
        },
        examples=(
            Example(
                Phrase("2023 年度报告用了 2019 年格式", "a report on 2023 in the form of 2019"),
                year=2020,
                replace=(("2020年", "2023年"), ("2021年1月15日", "2024年1月15日")),
                expect=("active_disclosure",),
            ),
            Example(
                Phrase("2020 年度报告用了 2021 年格式", "a report on 2020 in the form of 2021"),
                replace=(("2023年", "2020年"), ("2024年1月15日", "2021年1月15日")),
                expect=("active_disclosure",),
            ),
            Example(Phrase("2023 年度报告用 2021 年格式", "a report on 2023 in the form of 2021")),
            Example(Phrase("2020 年度报告用 2019 年格式", "a report on 2020 in the form of 2019"), year=2020),
            Example(
                Phrase("2021 年格式中写“规范性文件”", "规范性文件 in the form of 2021"),
                replace=(("行政规范性文件", "规范性文件"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding, at the first table of the wrong form; the others are related places."""
        if report.year is None:
            return
        borne = report.form_by_labels
        if borne is None or borne.covers(report.year):
            return
        wrong = [table for table in report.tables.values() if table.template.id == borne.id]
        if not wrong:
            return
        first, *others = wrong
        yield self.finding(
            first.position,
            first.id,
            related=tuple(Related(table.position, table_name(table), table.id) for table in others),
            table=table_name(first),
            years=_years(borne),
            number=borne.document_number,
            year=report.year,
        )


def _years(form: Form) -> Phrase:
    if form.last_year is None:
        return Phrase(f"{form.first_year}及以后", f"{form.first_year} and later")
    return Phrase(f"{form.first_year}—{form.last_year}", f"{form.first_year}–{form.last_year}")
