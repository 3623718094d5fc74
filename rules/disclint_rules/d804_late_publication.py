"""D804: the date at the end is past the day the report had to be public."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, OrganType, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule
from disclint_rules.organs import organ_of

_DEADLINES = {OrganType.DEPARTMENT: (1, 31), OrganType.GOVERNMENT: (3, 31)}


class LatePublication(ReportRule):
    """A department's report dated after 31 January, a government's after 31 March."""

    meta = RuleMeta(
        code="D804",
        name="late-publication",
        title=Phrase("逾期公布", "published too late"),
        why=Phrase(
            "县级以上行政机关应在每年1月31日前公布上一年度的报告，县级以上地方人民政府的报告应在3月31日前公布。"
            "文内可知的只有落款日期，报告不会早于落款公布，落款已过期限即为逾期。日期写错的请改正；"
            "确已逾期的，只能说明情况、下年提前。乡镇、街道和法律授权的组织，《条例》没有规定期限，不作判断。"
            "看不出机关类别的，按部门的期限只作提示。",
            "Organs at county level and above publish last year's report by 31 January, the governments of counties "
            "and above by 31 March. The file tells only the date at its end, and nothing is published before it is "
            "signed. Correct a wrong date; where it is right, the report is late. The Regulation sets no day for "
            "townships, sub-districts and authorised organisations: they are not judged. Where the kind of organ "
            "cannot be told, this is a hint only.",
        ),
        severity=Severity.ERROR,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                "《中华人民共和国政府信息公开条例》（国务院令第711号）第四十九条",
                "Regulation on Open Government Information (State Council Decree No. 711), article 49",
            ),
        ),
        messages={
            "": Phrase(
                "落款日期“{written}”晚于公布期限{year}年{month}月{day}日",
                'the date "{written}" is past the deadline, {year}-{month:02d}-{day:02d}',
            ),
            "unsure": Phrase(
                "落款日期“{written}”晚于{year}年{month}月{day}日；县级以上行政机关应在此前公布，请核对",
                'the date "{written}" is past {year}-{month:02d}-{day:02d}, by which organs at county level and above '
                "publish: check",
            ),
        },
        examples=(
            Example(
                Phrase("县水利局的报告落款 2 月 5 日", "a county bureau, dated 5 February"),
                replace=(("2024年1月15日", "2024年2月5日"),),
                expect=("signature",),
            ),
            Example(
                Phrase("县政府的报告落款 4 月", "a county government, dated April"),
                year=2020,
                replace=(("清河县水利局", "清河县人民政府"), ("2021年1月15日", "二〇二一年四月")),
                expect=("signature",),
            ),
            Example(
                Phrase("县政府的报告落款 3 月 31 日", "a county government, dated 31 March"),
                replace=(("清河县水利局", "清河县人民政府"), ("2024年1月15日", "2024年3月31日")),
            ),
            Example(
                Phrase("镇政府没有法定期限", "no deadline for a township"),
                replace=(("清河县水利局", "清河县城关镇人民政府"), ("2024年1月15日", "2024年2月20日")),
            ),
            Example(Phrase("落款 1 月 31 日", "dated 31 January"), replace=(("2024年1月15日", "2024年1月31日"),)),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding; an error only where the kind of organ is certain."""
        sign = report.signature
        if sign is None or report.year is None or sign.year is None or sign.month is None:
            return
        organ = organ_of(report)
        if organ.kind is OrganType.TOWNSHIP:
            return
        certain = organ.kind in _DEADLINES
        month, day = _DEADLINES.get(organ.kind, _DEADLINES[OrganType.DEPARTMENT])
        year = report.year + 1
        # A date without its day is late when its whole month is.
        if (sign.year, sign.month, sign.day or 1) <= (year, month, day):
            return
        severity = None if certain else Severity.INFO
        if certain and not sign.organ and "年" not in sign.date_text:
            severity = Severity.WARNING  # a bare 2024-02-05 may be the page's date and not the report's
        yield self.finding(
            sign.date_position or sign.position,
            "signature",
            "" if certain else "unsure",
            severity=severity,
            written=sign.date_text,
            year=year,
            month=month,
            day=day,
        )
