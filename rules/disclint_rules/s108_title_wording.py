"""S108: the title is not worded as such titles are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from disclint.api import Applicability, Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing, Text
from disclint_rules.common import ReportRule
from disclint_rules.edits import in_text, safe
from disclint_rules.prose import YEAR, arabic

_NAME = "政府信息公开工作年度报告"
# 年度 before 年度报告 says the same twice; it is common and does no harm.
_RIGHT = re.compile(rf"(?:.*?{YEAR}年度?{_NAME}|{YEAR}年度?.+?{_NAME})")
_NO_NIAN = re.compile(rf"(?P<organ>.*?)(?P<year>{YEAR})(?P<rest>(?!年).*{_NAME})")
_FRAME = "《》〈〉#*“”\"' "


class TitleWording(ReportRule):
    """A title that lacks 年, the year, or some of 政府信息公开工作年度报告."""

    meta = RuleMeta(
        code="S108",
        name="title-wording",
        title=Phrase("标题不规范", "the title is not in the usual form"),
        why=Phrase(
            "通行的标题是“（机关名称）（年份）年政府信息公开工作年度报告”，年份在机关名称前也可以。"
            "写成“信息公开工作报告”“政务公开年报”等，容易与工作总结等文件混淆，检索时也查不到。请按提示改正标题。",
            "The usual title is (organ)(year)年政府信息公开工作年度报告; the year may come first. Other names such as "
            "信息公开工作报告 are easily taken for other papers and are not found by a search. Correct the title as "
            "the message says.",
        ),
        severity=Severity.WARNING,
        authority=Authority(
            Standing.SAMPLES,
            Phrase("已公布的年度报告的通行做法", "common practice in published reports"),
        ),
        fix=Applicability.SAFE,
        messages={
            "": Phrase("标题“{written}”不规范，应为“{expected}”", 'the title "{written}" should read "{expected}"'),
            "nian": Phrase(
                "标题“{written}”的年份后缺“年”字，应为“{expected}”",
                'the title "{written}" lacks 年 after the year, should read "{expected}"',
            ),
            "year": Phrase(
                "标题“{written}”没有写明年份，应为“{expected}”",
                'the title "{written}" does not tell the year, should read "{expected}"',
            ),
        },
        examples=(
            Example(
                Phrase("年份后缺“年”", "年 is missing"),
                replace=(("清河县水利局2023年政府", "清河县水利局2023政府"),),
                expect=("title",),
            ),
            Example(
                Phrase("写成“信息公开工作报告”", "信息公开工作报告 for the right name"),
                year=2020,
                replace=(("2020年政府信息公开工作年度报告", "2020年信息公开工作报告"),),
                expect=("title",),
            ),
            Example(
                Phrase("年份在机关名称之前", "year before organ"),
                replace=(("清河县水利局2023年政府", "2023年清河县水利局政府"),),
            ),
            Example(
                Phrase("“年度”重复可以容忍", "年度 said twice is tolerated"),
                replace=(("2023年政府信息公开工作年度报告", "2023年度政府信息公开工作年度报告"),),
            ),
            Example(
                Phrase("标题分两行，字间有空格", "on two lines, with spaces"),
                replace=(
                    ("清河县水利局2023年政府信息公开工作年度报告", "清河县水利局\n2023 年政府信息公开工作年度报告"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at the title."""
        title = report.title
        if title is None:
            return
        written = re.sub(r"\s+", "", title.text).strip(_FRAME)
        plain = unicodedata.normalize("NFKC", written).replace("(", "（").replace(")", "）")
        # A bracket behind the title (（公开版）) is left to the organ.
        plain = re.sub(r"（[^（）]{1,12}）$", "", plain).rstrip("》")
        if _RIGHT.fullmatch(plain):
            return
        missing = _NO_NIAN.fullmatch(plain)
        if missing:
            organ, year, rest = missing["organ"], missing["year"], missing["rest"].removeprefix("度")
            at = re.search(rf"{YEAR}(?!\s*年)", title.text)
            edit = in_text(Text(title.text, title.position, True), at.end(), at.end(), "年") if at else None
            yield self.finding(
                title.position,
                "title",
                "nian",
                fix=safe("补上“年”字", "add 年", (edit,)),
                written=written,
                expected=f"{organ}{year}年{rest}",
            )
            return
        year = title.year or (report.year if report.year else None)
        named = re.search(YEAR, plain)
        if named and title.year is None:
            year = arabic(named.group())
        organ = title.organ or report.organ or "（机关名称）"
        yield self.finding(
            title.position,
            "title",
            "" if named else "year",
            written=written,
            expected=f"{organ}{year or '（年份）'}年{_NAME}",
        )
