"""C311: there is hidden text."""

from __future__ import annotations

from disclint.api import Example, Phrase, RuleMeta, Severity
from disclint_rules.common import advice
from disclint_rules.noted import NotedRule


class HiddenText(NotedRule):
    """There is hidden text."""

    reason = "hidden-text"
    meta = RuleMeta(
        code="C311",
        name="hidden-text",
        title=Phrase("有隐藏文字", "there is hidden text"),
        why=Phrase(
            "文件里有设为隐藏的文字：页面上看不见，复制、检索或打开“显示隐藏文字”就能看到。年度报告要向社会公布，隐藏文字一并公开。请核对后删去或取消隐藏。",
            "The file holds text set to be hidden: not seen on the page, but seen by whoever copies, searches or shows hidden text. A report is published with all it holds. Delete the text or show it.",
        ),
        severity=Severity.WARNING,
        authority=advice("公布的文件不应留有内部痕迹", "a published file should keep no traces of its making"),
        messages={
            "": Phrase(
                "有隐藏文字“{detail}”，会随文件一并公开；请删去或取消隐藏",
                'there is hidden text "{detail}", which is published with the file: delete it or show it',
            ),
        },
        examples=(
            Example(
                Phrase("有隐藏文字", "there is hidden text"),
                damage=(("hidden-text", "内部掌握，勿公开"),),
                expect=("hidden-text/1",),
            ),
            Example(
                Phrase("2019 年格式的报告", "a report in the form of 2019"),
                year=2019,
                damage=(("hidden-text", "旧稿"),),
                expect=("hidden-text/1",),
            ),
            Example(Phrase("没有这类内容", "nothing of the kind")),
            Example(Phrase("只有图片", "a picture only"), damage=(("image", "x.png"),)),
        ),
    )
