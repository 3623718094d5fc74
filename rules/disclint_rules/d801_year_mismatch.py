"""D801: title, period of the statistics, lead and first words of the text name different years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Position, Related, Report, RuleMeta, Severity, Text
from disclint_rules.common import ReportRule, advice
from disclint_rules.prose import YEAR, arabic, masked, period, places, within

_NOT_A_DATE = r"(?!\s*\d{1,2}\s*月)"
# 现将2020年度…报告如下; the year of a plan or of a law stands elsewhere in the sentence, or in a citation.
_STATEMENT = re.compile(
    rf"(?:现将|现公布|现发布|现予以?公布|现向社会|现面向社会|特向社会|特编制|编制本|现就)[^。！？；：\n]{{0,40}}?"
    rf"(?P<year>{YEAR})\s*年{_NOT_A_DATE}(?=[^。！？：\n]{{0,40}}(?:报告|情况|公布|总结))"
)
# 2020年，我局…; 2020年度我局…: not 2019年以来, not 2020年5月.
_OPENING = re.compile(
    rf"^\s*(?:[（(][一二三四五六七八九十]+[)）][^。，,]{{0,30}}。\s*)?"
    rf"(?P<year>{YEAR})\s*年(?:度)?\s*(?:[,，]|(?=[我本全在是]))"
)


class YearMismatch(ReportRule):
    """A year that should be the report's and is another."""

    meta = RuleMeta(
        code="D801",
        name="year-mismatch",
        title=Phrase("报告年份不一致", "years that do not agree"),
        why=Phrase(
            "标题、统计期限、前言“现将……年……报告如下”和总体情况开头的年份应当是同一年；"
            "不一致多因套用上年文本没有改净，读者会怀疑数据也是上年的。请按报告年度改正。"
            "引用的文件名、文号、与上年的比较、下一年的计划、法律的日期不在检查之列。",
            "The title, the period of the statistics, the words 现将…年…报告如下 and the first words of part one "
            "should name one year. Where they do not, last year's text was mostly not changed throughout, and readers "
            "doubt the figures as well. Correct the year. Names and numbers of cited documents, comparisons with last "
            "year, plans for the next and dates of laws are left alone.",
        ),
        severity=Severity.ERROR,
        authority=advice("报告内部年份应当一致", "the years within a report should agree"),
        messages={
            "period": Phrase(
                "统计期限“{written}”是{found}年的，报告是{year}年度的",
                'the period "{written}" is in {found}, the report is on {year}',
            ),
            "lead": Phrase(
                "这里写的是{found}年的报告，本报告是{year}年度的",
                "this speaks of a report on {found}, the report is on {year}",
            ),
            "opening": Phrase(
                "总体情况开头写的是{found}年，报告是{year}年度的",
                "part one begins with {found}, the report is on {year}",
            ),
        },
        examples=(
            Example(
                Phrase("统计期限仍是上年", "the period is last year's"),
                replace=(("自2023年1月1日起至2023年12月31日止", "自2022年1月1日起至2022年12月31日止"),),
                expect=("lead",),
            ),
            Example(
                Phrase("前言和总体情况仍写上年", "lead and part one name last year"),
                year=2020,
                replace=(
                    ("编制本报告。", "现将2019年度政府信息公开工作情况报告如下。"),
                    ("（一）主动公开。2020年，", "（一）主动公开。2019年，"),
                ),
                expect=("lead", "overview"),
            ),
            Example(
                Phrase("中文数字年份", "a year in Chinese numerals"),
                replace=(("（一）主动公开。2023年，", "二〇二二年，"),),
                expect=("overview",),
            ),
            Example(Phrase("年份一致", "the years agree")),
            Example(
                Phrase("引用往年文件、与上年比较、明年计划", "documents of last year, comparisons, plans"),
                replace=(
                    (
                        "编制本报告。",
                        "依据《2022年政务公开工作要点》（清政办〔2022〕5号），"
                        "现将《2022年要点》落实情况和2023年工作报告如下。",
                    ),
                    ("发布政策解读2篇。", "发布政策解读2篇，比2022年增加1篇。2022年5月修订的《条例》继续执行。"),
                    ("（二）改进情况。", "（二）改进情况。2024年，我局将继续改进。"),
                ),
            ),
            Example(
                Phrase("“二〇二三年”与 2023 年相同", "二〇二三年 is 2023"),
                replace=(("（一）主动公开。2023年，", "二〇二三年，"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding each for the period, the lead and the opening of part one."""
        year = report.year
        if year is None:
            return
        related: tuple[Related, ...] = ()
        if report.title and report.title.year == year:
            related = (Related(report.title.position, Phrase(f"标题：{year}年", f"title: {year}"), "title"),)
        stated = period(report)
        # A period that is no calendar year is D802's.
        if stated and stated.first[0] == stated.last[0] != year:
            yield self.finding(
                stated.position,
                stated.path,
                "period",
                related=related,
                written=stated.written,
                found=stated.first[0],
                year=year,
            )
        for message, said in (("lead", _statement(report)), ("opening", _opening(report))):
            if said and said[2] != year:
                yield self.finding(said[1], said[0], message, related=related, found=said[2], year=year)


Said = tuple[str, Position, int]


def _statement(report: Report) -> Said | None:
    """现将…年…报告如下 in the lead, or in part one where there is no lead: path, position, year."""
    for path, text in places(report):
        if path not in ("lead", "overview"):
            continue
        if found := _STATEMENT.search(masked(text.text)):
            return path, within(text, *found.span("year")), arabic(found["year"])
    return None


def _opening(report: Report) -> Said | None:
    section = report.section("overview")
    if section is None:
        return None
    first = next((text for text in section.texts if not text.heading), None)
    if isinstance(first, Text) and (found := _OPENING.match(masked(first.text))):
        return "overview", within(first, *found.span("year")), arabic(found["year"])
    return None
