"""C313: there are comments."""

from __future__ import annotations

from disclint.api import Example, Phrase, RuleMeta, Severity
from disclint_rules.common import advice
from disclint_rules.noted import NotedRule


class CommentsLeft(NotedRule):
    """There are comments."""

    reason = "comments"
    meta = RuleMeta(
        code="C313",
        name="comments-left",
        title=Phrase("有批注", "there are comments"),
        why=Phrase(
            "文件里有批注：审稿时的意见和批注人的姓名会随文件一并公开。公布前请删去。",
            "The file holds comments: what was said in review, and by whom, is published with it. Delete them before publishing.",
        ),
        severity=Severity.WARNING,
        authority=advice("公布的文件不应留有内部痕迹", "a published file should keep no traces of its making"),
        messages={
            "": Phrase(
                "有 {detail} 处批注，会随文件一并公开；请删去",
                "{detail} comments are published with the file: delete them",
            ),
        },
        examples=(
            Example(Phrase("有批注", "there are comments"), damage=(("comments", "1"),), expect=("comments/1",)),
            Example(
                Phrase("2019 年格式的报告", "a report in the form of 2019"),
                year=2019,
                damage=(("comments", "4"),),
                expect=("comments/1",),
            ),
            Example(Phrase("没有这类内容", "nothing of the kind")),
            Example(Phrase("只有图片", "a picture only"), damage=(("image", "x.png"),)),
        ),
    )
