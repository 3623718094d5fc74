"""L907: 如下： and nothing follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity, Table, Text
from disclint_rules.common import ReportRule, advice, numeral, pictured, section_path
from disclint_rules.prose import HAN, within

_COLONS = (":", "：", "如下")
_BACK = 30  # paragraphs to look back for the item a sentence stands in
_ENDS = rf"(?:如下|下列|以下){HAN}{{0,8}}\s*[:：]\s*$|如下\s*$"
# 现将…报告如下: what follows is the whole report.
_WHOLE = r"(?:报告|汇报|总结|公布|公开|说明)(?:情况)?如下\s*[:：]?\s*$"
_ORDINAL = r"\s*(?P<open>[（(]?)\s*(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})\s*(?P<close>[)）]|[、.．])"


class DanglingColon(ReportRule):
    """A sentence that announces a list, with a heading or the end behind it."""

    meta = RuleMeta(
        code="L907",
        name="dangling-colon",
        title=Phrase("引出语后无内容", "nothing after 如下："),
        why=Phrase(
            "“具体情况如下：”后面没有内容，就转入下一部分，多是表格、列举在排版时丢失，或者删改没有删净。"
            "请补上所引出的内容，或者改写这一句。后面是表格、图片、列举的不作提示；前言“现将……报告如下：”不作提示。",
            "A sentence ends in 如下： and the next part begins: a list or table was lost in layout, or the sentence was "
            "left over from editing. Supply what it announces, or rewrite it. A table, a picture or a list behind it is "
            "fine, and so is the lead 现将……报告如下：.",
        ),
        severity=Severity.WARNING,
        authority=advice("句子应当完整", "sentences should be complete"),
        messages={
            "": Phrase("“{text}”后面没有内容", 'nothing follows "{text}"'),
        },
        examples=(
            Example(
                Phrase("“具体执行情况如下：”后转入第二部分", "part two begins after 如下："),
                year=2020,
                replace=(("责任追究结果为0人次。", "责任追究结果为0人次。具体执行情况如下："),),
                expect=("overview",),
            ),
            Example(
                Phrase("“主要做法如下：”后是下一条", "the next item follows 如下："),
                replace=(("发布政策解读2篇。", "发布政策解读2篇。主要做法如下："),),
                expect=("overview",),
            ),
            Example(
                Phrase("后面有列举", "a list follows"),
                replace=(
                    (
                        "发布政策解读2篇。",
                        "发布政策解读2篇。主要做法如下：\n\n1.更新公开目录。\n\n2.公开办事指南。",
                    ),
                ),
            ),
            Example(
                Phrase("后面有表格", "a table follows"),
                replace=(
                    (
                        "四、政府信息公开行政复议、行政诉讼情况",
                        "四、政府信息公开行政复议、行政诉讼情况\n\n行政复议、行政诉讼情况如下：",
                    ),
                ),
            ),
            Example(
                Phrase("前言“报告如下：”", "the lead"),
                replace=(("编制本报告。", "现将2023年政府信息公开工作情况报告如下："),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a sentence. A part whose table is missing or a picture is left to T201 and T206."""
        missing = {form.section for table_id, form in report.form.tables.items() if table_id not in report.tables}
        for section in report.sections:
            if section.id in missing:
                continue
            blocks = [block for block in section.blocks if isinstance(block, Table) or block.text.strip()]
            if not any(isinstance(block, Text) and block.text.rstrip().endswith(_COLONS) for block in blocks):
                continue
            if pictured(report, section):
                continue
            for index, block in enumerate(blocks):
                if isinstance(block, Text) and block.text.rstrip().endswith(_COLONS):
                    start = _dangling(blocks, index)
                    if start >= 0:
                        place = within(block, start, len(block.text))
                        yield self.finding(place, section_path(section), text=block.text[start:].strip())


def _dangling(blocks: list[Text | Table], index: int) -> int:
    """Where in a paragraph the clause begins that announces what does not follow; -1 if it follows."""
    block = blocks[index]
    if not isinstance(block, Text):
        return -1
    found = re.search(_ENDS, block.text)
    if not found or re.search(_WHOLE, block.text):
        return -1
    if index + 1 < len(blocks):
        following = blocks[index + 1]
        near = reversed(blocks[max(0, index - _BACK) : index + 1])
        items = (_ordinal(each.text) for each in near if isinstance(each, Text))
        current = next((item for item in items if item), None)
        if isinstance(following, Table) or not _goes_on(current, _ordinal(following.text)):
            return -1
    return max(block.text.rfind(mark, 0, found.start()) for mark in "，。；,;") + 1


def _ordinal(text: str) -> tuple[str, int] | None:
    """The style and number of an item such as （二） or 2."""
    found = re.match(_ORDINAL, text)
    number = numeral(found["number"]) if found else None
    if found is None or number is None:
        return None
    style = ("(" if found["open"] else "") + ("1" if found["number"].isdigit() else "一")
    return style, number


def _goes_on(before: tuple[str, int] | None, after: tuple[str, int] | None) -> bool:
    """Whether the next item is the successor of the one the sentence stands in, so no list of its own."""
    return before is not None and after is not None and after == (before[0], before[1] + 1)
