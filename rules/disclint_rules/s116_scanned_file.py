"""S116: the file is a scan."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Kind, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import advice
from disclint_rules.uncheckable import UncheckableRule


class ScannedFile(UncheckableRule):
    """The file, or a page of it, is a scan."""

    meta = RuleMeta(
        code="S116",
        name="scanned-file",
        title=Phrase("文件是扫描件", "the file is a scan"),
        why=Phrase(
            '扫描件只有图片，没有文字：不能检索、复制和朗读，disclint 无法核对。请提供由 Word、WPS 导出的原文件；确实只有扫描件的，可安装文字识别（pip install "disclint[ocr]"）。',
            'A scan is pictures without text: it cannot be searched, copied or spoken, nor checked by disclint. Give the original, or install text recognition (pip install "disclint[ocr]").',
        ),
        severity=Severity.ERROR,
        judges=frozenset({Kind.SCANNED}),
        authority=advice("disclint 的检查范围", "what disclint can check"),
        messages={
            "": Phrase(
                '文件是扫描件，没有文字层，没有检查；请提供原文件，或安装文字识别 pip install "disclint[ocr]"',
                'the file is a scan without a text layer and was not checked: give the original, or install text recognition with pip install "disclint[ocr]"',
            ),
            "page": Phrase(
                "第{page}页是扫描图片，没有检查；请提供原文件",
                "page {page} is a scanned picture and was not checked: give the original",
            ),
        },
        examples=(
            Example(
                Phrase("只有图片的 PDF", "a PDF of pictures"),
                text=" ",
                damage=(("scanned", "附件.docx"),),
                expect=("report",),
            ),
            Example(
                Phrase("页上另有几个字", "with a few words beside"),
                text=" ",
                damage=(("scanned", "b.pdf"),),
                expect=("report",),
            ),
            Example(
                Phrase("夹有一页扫描图片", "one page among others"), damage=(("scanned-page", "3"),), expect=("page/3",)
            ),
            Example(Phrase("读得出的报告", "a report that can be read")),
            Example(Phrase("2019 年格式的报告", "a report in the form of 2019"), year=2019),
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding for a scan; else one for each scanned page of a file that has text on the others."""
        if report.kind in self.meta.judges:
            yield from super().check(report)
            return
        for damage in report.damage:
            if damage.reason == "scanned-page":
                yield self.finding(damage.position, f"page/{damage.detail}", "page", page=damage.detail)
