"""D805: the date at the end is incomplete, impossible, or before the year was over."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity, Signature
from disclint_rules.common import ReportRule, advice

_PARTS = {
    "year": Phrase("年份", "the year"),
    "month": Phrase("月份", "the month"),
    "day": Phrase("日", "the day"),
}


class SignatureDate(ReportRule):
    """A date at the end that cannot be the report's."""

    meta = RuleMeta(
        code="D805",
        name="signature-date",
        title=Phrase("落款日期异常", "the date at the end cannot be right"),
        why=Phrase(
            "年度报告在次年 1 月编制，落款日期不会早于报告年度结束；日期缺月缺日，多因待签发时忘了补填，"
            "写成上年多因套用旧文本。请补全或改正日期。“二〇二四年一月二十日”“2024年1月”都是可以的写法。",
            "The report is written in January of the next year, so its date cannot be before the year was over. A "
            "date without its day was mostly left to be filled in later; one of last year was copied. Complete or "
            "correct it. 二〇二四年一月二十日 and 2024年1月 are right.",
        ),
        severity=Severity.ERROR,
        authority=advice(
            "落款日期应当完整，且不早于报告年度结束", "the date should be whole, and not before the year was over"
        ),
        messages={
            "incomplete": Phrase("落款日期“{written}”缺{missing}", 'the date "{written}" lacks {missing}'),
            "early": Phrase(
                "落款日期“{written}”早于{year}年度结束，应在{next}年",
                'the date "{written}" is before the end of {year}, it should be in {next}',
            ),
            "impossible": Phrase("落款日期“{written}”不存在", 'there is no such date as "{written}"'),
        },
        examples=(
            Example(
                Phrase("“2020年1月 日”：年份不对，又缺日", "2020年1月 日: wrong year, and no day"),
                year=2020,
                replace=(("2021年1月15日", "2020年1月 日"),),
                expect=("signature", "signature"),
            ),
            Example(
                Phrase("日期写成报告年度", "dated in the year of the report"),
                replace=(("2024年1月15日", "2023年1月15日"),),
                expect=("signature",),
            ),
            Example(
                Phrase("2 月 30 日", "30 February"),
                replace=(("2024年1月15日", "2024年2月30日"),),
                expect=("signature",),
            ),
            Example(Phrase("次年 1 月", "January of the next year")),
            Example(
                Phrase("中文数字日期", "a date in Chinese numerals"),
                year=2020,
                replace=(("2021年1月15日", "二〇二一年一月二十日"),),
            ),
            Example(
                Phrase("只写到月", "month and no more"),
                year=2020,
                replace=(("2021年1月15日", "二〇二一年一月"),),
            ),
            Example(Phrase("没有落款", "no date at all"), drop=("signature",)),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """Up to three findings: what is missing, what does not exist, what is too early."""
        sign = report.signature
        if sign is None or not sign.date_text:
            return
        position = sign.date_position or sign.position
        missing = _missing(sign)
        if missing:
            words = Phrase("、".join(part.zh for part in missing), " and ".join(part.en for part in missing))
            yield self.finding(position, "signature", "incomplete", written=sign.date_text, missing=words)
        if _impossible(sign):
            yield self.finding(position, "signature", "impossible", written=sign.date_text)
        if report.year is not None and _early(sign, report.year):
            yield self.finding(
                position, "signature", "early", written=sign.date_text, year=report.year, next=report.year + 1
            )


def _missing(sign: Signature) -> list[Phrase]:
    """What is left out. 2024年1月 is whole; 2024年1月 日 waits for its day."""
    missing = [_PARTS[name] for name in ("year", "month") if getattr(sign, name) is None]
    if sign.day is None and (sign.month is None or re.search(r"[日号.．/-]\s*[)）]?\s*$", sign.date_text)):
        missing.append(_PARTS["day"])
    return missing


def _impossible(sign: Signature) -> bool:
    if sign.month is None:
        return False
    if not 1 <= sign.month <= 12:
        return True
    return sign.day is not None and not 1 <= sign.day <= monthrange(sign.year or 2024, sign.month)[1]


def _early(sign: Signature, year: int) -> bool:
    """Whether the date, or all that is known of it, is before the last day of the year."""
    if sign.year is None or sign.year > year:
        return False
    return sign.year < year or (sign.month, sign.day) != (12, 31)
