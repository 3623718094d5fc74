"""S109: the lead says what the report is made of, and the report is made of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity, Text
from disclint_rules.common import ReportRule, advice, numeral
from disclint_rules.prose import within

_LIST = re.compile(
    r"(?:由|包括|包含|分为)[:：]?(?P<parts>[^。！？]{20,400}?)等?(?P<count>[一二三四五六七八九十]{1,2}|\d{1,2})(?:个|大)?(?:部分|方面)"
)
# A word that tells which part is meant, whatever it is called there.
_WORDS = {
    "overview": r"总体|概述|概况|基本情况|工作情况$",
    "active_disclosure": r"主动公开",
    "requests": r"申请(?!行政复议|复议)",
    "review_litigation": r"复议|诉讼",
    "problems": r"问题|改进|不足|打算",
    "other_matters": r"其他|其它|需要(?:报告|说明)",
}
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[、.．])")
_CUT = re.compile(r"[、，,；;]|以及|(?<=情况)[和及与]|(?<=事项)[和及与]")


class LeadParts(ReportRule):
    """The lead names a part that is none of the form, leaves one out, or counts them wrongly."""

    meta = RuleMeta(
        code="S109",
        name="lead-parts",
        title=Phrase("前言所列部分与正文不符", "the parts named in the lead are not those of the report"),
        why=Phrase(
            "前言写明“本报告由……六部分组成”，就应与正文的标题一致；不一致多因前言沿用了往年的旧格式。"
            "请按正文改正前言，或补上正文所缺的部分。前言不列举各部分也可以。",
            "A lead that says of which parts the report is made must agree with its headings; where it does not, it "
            "was mostly taken over from an older form. Correct the lead by the headings, or add the part that is "
            "missing. A lead need not name the parts at all.",
        ),
        severity=Severity.WARNING,
        authority=advice("报告前后应当一致", "a report should agree with itself"),
        messages={
            "named": Phrase("前言列有“{part}”，正文没有这一部分", 'the lead names "{part}", but there is no such part'),
            "unnamed": Phrase(
                "正文有“{part}”部分，前言没有列出", 'there is a part "{part}" that the lead does not name'
            ),
            "count": Phrase(
                "前言说有{said}个部分，正文有{found}个", "the lead says {said} parts, the report has {found}"
            ),
        },
        examples=(
            Example(
                Phrase("前言沿用旧格式的“收费及减免情况”", "a lead from the old form names charges"),
                replace=(
                    (
                        "收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、",
                        "收到和处理政府信息公开申请情况、政府信息公开的收费及减免情况、政府信息公开行政复议、"
                        "行政诉讼情况、",
                    ),
                    ("六部分组成", "七部分组成"),
                ),
                expect=("lead",),
            ),
            Example(
                Phrase("前言漏列第六部分", "the lead leaves out part six"),
                year=2020,
                replace=(("存在的主要问题及改进情况和其他需要报告的事项六部分", "存在的主要问题及改进情况五部分"),),
                expect=("lead",),
            ),
            Example(
                Phrase("前言说有五个部分", "the lead counts five parts"),
                replace=(("六部分组成", "五部分组成"),),
                expect=("lead",),
            ),
            Example(Phrase("前言与正文一致", "lead and report agree")),
            Example(
                Phrase("前言用简称列举", "a lead that names the parts in short"),
                replace=(
                    (
                        "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、"
                        "行政诉讼情况、存在的主要问题及改进情况和其他需要报告的事项六部分",
                        "总体情况、主动公开情况、依申请公开情况、行政复议和诉讼情况、存在问题及改进情况、"
                        "其他事项等六个部分",
                    ),
                ),
            ),
            Example(Phrase("没有前言", "no lead"), drop=("lead",)),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """Speaks only of a lead that clearly enumerates: a list of at least four known parts that ends in their "
        "number."""
        for block in report.front:
            if isinstance(block, Text) and (found := _LIST.search(block.text)):
                items = [_ORDINAL.sub("", item.strip('“”"《》 ')) for item in _CUT.split(found["parts"])]
                yield from self._compare(report, block, found, [item for item in items if len(item) >= 2])
                return

    def _compare(self, report: Report, text: Text, found: re.Match[str], items: list[str]) -> Iterator[Finding]:
        meant = {item: _meant(item) for item in items}
        named = set().union(*meant.values()) if meant else set()
        if len(named) < 4:
            return
        place = within(text, found.start(), found.end())
        present = {section.id for section in report.sections if section.id}
        headings = "".join(section.heading for section in report.sections)
        foreign = [item for item, ids in meant.items() if not ids and _strange(item, headings)]
        unnamed = [form.title for form in report.form.sections if form.id in present and form.id not in named]
        for item in foreign:
            yield self.finding(place, "lead", "named", part=item)
        for title in unnamed:
            yield self.finding(place, "lead", "unnamed", part=title)
        # A part that the lead names and the report lacks is S101's, one too many S104's or S105's: a lead that counts
        # the parts of the form is right.
        said, count = numeral(found["count"]), len(report.sections)
        if not foreign and not unnamed and said not in (None, count, len(report.form.sections)):
            yield self.finding(place, "lead", "count", said=said, found=count)


def _strange(item: str, headings: str) -> bool:
    return item not in headings and "附" not in item and len(item) >= 6


def _meant(item: str) -> set[str]:
    return {part for part, words in _WORDS.items() if re.search(words, item)}
