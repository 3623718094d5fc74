"""S118: the page only links the report."""

from __future__ import annotations

from disclint.api import Example, Kind, Phrase, RuleMeta, Severity
from disclint_rules.common import advice
from disclint_rules.uncheckable import UncheckableRule


class LinkedReport(UncheckableRule):
    """The page only links the report."""

    meta = RuleMeta(
        code="S118",
        name="linked-report",
        title=Phrase("页面只有附件链接", "the page only links the report"),
        why=Phrase(
            "网页本身没有报告正文，只链接或嵌入了附件。disclint 只检查交给它的文件，不会去下载附件；请检查附件本身。未见明文规定不得只以附件发布，但公众在页面上看不到内容。",
            "The page has no text of the report and only links or frames a file. disclint checks what it is given and never downloads: check the file itself. No norm that forbids publishing by attachment alone was found, but nobody can read the report on the page.",
        ),
        severity=Severity.ERROR,
        judges=frozenset({Kind.LINKS}),
        authority=advice("disclint 的检查范围", "what disclint can check"),
        messages={
            "": Phrase(
                "页面没有报告正文，只链接或嵌入了附件“{detail}”，没有检查；请检查附件本身",
                'the page only links or frames "{detail}" and was not checked: check that file itself',
            ),
        },
        examples=(
            Example(
                Phrase("只挂附件的网页", "a page with an attachment only"),
                text=" ",
                damage=(("links-only", "附件.docx"),),
                expect=("report",),
            ),
            Example(
                Phrase("页上另有几个字", "with a few words beside"),
                text="清河县水利局2023年政府信息公开工作年度报告\n附件下载\n",
                damage=(("links-only", "b.pdf"),),
                expect=("report",),
            ),
            Example(Phrase("读得出的报告", "a report that can be read")),
            Example(Phrase("2019 年格式的报告", "a report in the form of 2019"), year=2019),
        ),
    )
