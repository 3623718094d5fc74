"""S115: the file has a password."""

from __future__ import annotations

from disclint.api import Example, Kind, Phrase, RuleMeta, Severity
from disclint_rules.common import advice
from disclint_rules.uncheckable import UncheckableRule


class LockedFile(UncheckableRule):
    """The file has a password."""

    meta = RuleMeta(
        code="S115",
        name="locked-file",
        title=Phrase("文件有密码", "the file has a password"),
        why=Phrase(
            "加了打开密码的文件，公众打不开，disclint 也读不出来。请去掉密码，另存后再检查。",
            "A file that opens with a password only can be read neither by the public nor by disclint. Save it without the password.",
        ),
        severity=Severity.ERROR,
        judges=frozenset({Kind.LOCKED}),
        authority=advice("disclint 的检查范围", "what disclint can check"),
        messages={
            "": Phrase(
                "文件有打开密码，没有检查；请去掉密码后另存",
                "the file opens with a password and was not checked: save it without one",
            ),
        },
        examples=(
            Example(
                Phrase("有密码的 docx", "a docx with a password"),
                text=" ",
                damage=(("encrypted", "附件.docx"),),
                expect=("report",),
            ),
            Example(
                Phrase("页上另有几个字", "with a few words beside"),
                text=" ",
                damage=(("encrypted", "b.pdf"),),
                expect=("report",),
            ),
            Example(Phrase("读得出的报告", "a report that can be read")),
            Example(Phrase("2019 年格式的报告", "a report in the form of 2019"), year=2019),
        ),
    )
