"""C312: there are tracked changes."""

from __future__ import annotations

from disclint.api import Example, Phrase, RuleMeta, Severity
from disclint_rules.common import advice
from disclint_rules.noted import NotedRule


class UnacceptedRevisions(NotedRule):
    """There are tracked changes."""

    reason = "revisions"
    meta = RuleMeta(
        code="C312",
        name="unaccepted-revisions",
        title=Phrase("有未接受的修订", "there are tracked changes"),
        why=Phrase(
            "文件里有未接受或未拒绝的修订：谁在什么时候改了什么，公众都能看到，删去的文字也能恢复。公布前请接受或拒绝全部修订。disclint 按“全部接受”检查。",
            "The file holds tracked changes: everyone can see who changed what and when, and read what was deleted. Accept or reject all before publishing. disclint judges the text as if all were accepted.",
        ),
        severity=Severity.WARNING,
        authority=advice("公布的文件不应留有内部痕迹", "a published file should keep no traces of its making"),
        messages={
            "": Phrase(
                "有 {detail} 处修订没有接受或拒绝；公布前请处理",
                "{detail} tracked changes are neither accepted nor rejected: settle them before publishing",
            ),
        },
        examples=(
            Example(
                Phrase("有未接受的修订", "there are tracked changes"),
                damage=(("revisions", "3"),),
                expect=("revisions/1",),
            ),
            Example(
                Phrase("2019 年格式的报告", "a report in the form of 2019"),
                year=2019,
                damage=(("revisions", "12"),),
                expect=("revisions/1",),
            ),
            Example(Phrase("没有这类内容", "nothing of the kind")),
            Example(Phrase("只有图片", "a picture only"), damage=(("image", "x.png"),)),
        ),
    )
