"""S117: the text layer is useless."""

from __future__ import annotations

from disclint.api import Example, Kind, Phrase, RuleMeta, Severity
from disclint_rules.common import advice
from disclint_rules.uncheckable import UncheckableRule


class GarbledText(UncheckableRule):
    """The text layer is useless."""

    meta = RuleMeta(
        code="S117",
        name="garbled-text",
        title=Phrase("文字层不可用", "the text layer is useless"),
        why=Phrase(
            "PDF 里的文字已转成图形，或字体没有说明每个字形是什么字：看得见，却复制不出、检索不到，disclint 无法核对。请从原文件重新导出 PDF，或直接提供原文件。",
            "The text of the PDF was turned into drawings, or its fonts do not say which characters they show: it can be seen but neither copied nor searched, nor checked by disclint. Export it again from the original, or give the original.",
        ),
        severity=Severity.ERROR,
        judges=frozenset({Kind.GARBLED}),
        authority=advice("disclint 的检查范围", "what disclint can check"),
        messages={
            "": Phrase(
                "PDF 的文字层不可用，没有检查；请从原文件重新导出",
                "the text layer of the PDF is useless and was not checked: export it again from the original",
            ),
        },
        examples=(
            Example(
                Phrase("文字转成图形的 PDF", "a PDF whose text was turned into drawings"),
                text=" ",
                damage=(("garbled", "附件.docx"),),
                expect=("report",),
            ),
            Example(
                Phrase("页上另有几个字", "with a few words beside"),
                text=" ",
                damage=(("garbled", "b.pdf"),),
                expect=("report",),
            ),
            Example(Phrase("读得出的报告", "a report that can be read")),
            Example(Phrase("2019 年格式的报告", "a report in the form of 2019"), year=2019),
        ),
    )
