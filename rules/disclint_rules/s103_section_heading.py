"""S103: a part is there, but its heading is not worded as the form has it."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import (
    Applicability,
    Example,
    Finding,
    Fix,
    Phrase,
    Report,
    RuleMeta,
    Section,
    SectionForm,
    Severity,
    Text,
)
from disclint_rules.common import ReportRule, bare, by_form, ordinal_end, plain
from disclint_rules.edits import in_text, unsafe


class SectionHeading(ReportRule):
    """A heading that is recognised as one of the six, though neither the form nor official practice words it so."""

    meta = RuleMeta(
        code="S103",
        name="section-heading",
        title=Phrase("部分标题不规范", "a heading is not worded as in the form"),
        why=Phrase(
            "六个部分的标题由格式给定，平台和汇总系统按标题提取内容，改动用词会使该部分找不到。请改用提示中的标题。"
            "带有“行政机关”“政府信息公开工作”“因政府信息公开工作被申请……”等字样的通行写法不算错误。",
            "The headings are given by the form, and platforms find the parts by them; other words make a part hard "
            "to find. Use the heading in the message. Prefixed headings in official use (行政机关…, "
            "政府信息公开工作…, 因政府信息公开工作被申请…) are right.",
        ),
        severity=Severity.WARNING,
        authority=by_form("六个部分的标题", "headings of the six parts"),
        fix=Applicability.UNSAFE,
        messages={
            "": Phrase("标题“{heading}”应为“{expected}”", 'the heading "{heading}" should read "{expected}"'),
        },
        examples=(
            Example(
                Phrase("第一部分写作“概述”", "part one called 概述"),
                replace=(("一、总体情况", "一、概述"),),
                expect=("overview",),
            ),
            Example(
                Phrase("第五、六部分改了用词", "other words in parts five and six"),
                year=2020,
                replace=(
                    ("五、存在的主要问题及改进情况", "五、存在的主要问题及改进措施"),
                    ("六、其他需要报告的事项", "六、其他需要说明的事项"),
                ),
                expect=("problems", "other_matters"),
            ),
            Example(Phrase("标题与格式一致", "headings as in the form")),
            Example(
                Phrase("带前缀的通行写法", "official headings with a prefix"),
                replace=(
                    (
                        "四、政府信息公开行政复议、行政诉讼情况",
                        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
                    ),
                    ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a heading."""
        for section in report.sections:
            if section.id and section.near_miss:
                form = report.form.section(section.id)
                yield self.finding(
                    section.position,
                    section.id,
                    fix=_fix(section, form),
                    heading=bare(section.heading),
                    expected=form.title,
                )


def _fix(section: Section, form: SectionForm) -> Fix | None:
    """The form's wording for one it lists as a near miss; a heading that is merely like it is left to the clerk."""
    heading = section.heading
    if plain(bare(heading)) not in map(plain, form.near_miss):
        return None
    edit = in_text(Text(heading, section.position, True), ordinal_end(heading), len(heading), form.title)
    return unsafe(f"改为“{form.title}”", f'change to "{form.title}"', (edit,))
