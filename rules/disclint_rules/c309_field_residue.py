"""C309: what a word processor left behind: a failed reference, a field code, a bookmark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import (
    Applicability,
    Cell,
    CellState,
    Edit,
    Example,
    Finding,
    Fix,
    Mark,
    Phrase,
    Position,
    Report,
    Row,
    RuleMeta,
    Severity,
    Table,
    Text,
)
from disclint_rules.common import ReportRule, advice, cell_name, cells, section_path
from disclint_rules.edits import in_cell, in_text, safe
from disclint_rules.prose import places, within

_FIELD = re.compile(
    r"错误[!！]\s*未(?:找到引用源|定义书签|指定书签|知的文档属性名称)[^\s。]{0,10}"
    r"|Error!\s*(?:Reference source|Bookmark) not \w+"
    r"|\\\*\s*MERGEFORMAT|MERGEFORMAT"
    r"|(?:HYPERLINK|INCLUDEPICTURE)\s+(?:\\l\s+)?[\"“”][^\"“”]*[\"“”]?"
    r"|\{\s*(?:PAGE|PAGEREF|NUMPAGES|REF|TOC|SEQ|DATE|TIME|HYPERLINK|FORMTEXT|INCLUDEPICTURE)\b[^{}]*\}"
    r"|\b(?:PAGEREF|REF)\s+_(?:Toc|Ref)\d+"
)
# Written by converters for a bookmark nobody sees in the document itself.
_BOOKMARK = re.compile(r"\[bookmark:[^\[\]]*\]|\b_GoBack\b")
_HINT = re.compile(r"错误|Error!|MERGEFORMAT|HYPERLINK|INCLUDEPICTURE|\{|REF\b|\[bookmark|_GoBack")


class FieldResidue(ReportRule):
    """Field codes and failed references in prose, headings and cells."""

    meta = RuleMeta(
        code="C309",
        name="field-residue",
        title=Phrase("字处理软件残留", "residue of a word processor"),
        why=Phrase(
            "“错误！未找到引用源”、域代码、书签标记不是报告的内容，公布出去有损严肃性，"
            "出现在单元格里还会使数字读不出来。在 Word 或 WPS 中按 Ctrl+A、F9 更新域，"
            "或者选中后按 Ctrl+Shift+F9 转为普通文字，再删去残留。“[bookmark: …]”一般由转换工具写入，核对原文件即可。",
            "A failed reference, a field code or a bookmark is no part of the report; published it looks careless, "
            "and in a cell it hides the number. In Word or WPS update the fields (Ctrl+A, F9) or turn them into text "
            "(Ctrl+Shift+F9), then delete what is left. '[bookmark: …]' is mostly written by converters: check the "
            "original.",
        ),
        severity=Severity.ERROR,
        authority=advice("不属于报告内容的文字", "text that is no part of the report"),
        fix=Applicability.SAFE,
        messages={
            "": Phrase("有字处理软件的残留“{text}”，应删去", 'residue of a word processor, "{text}", should go'),
            "bookmark": Phrase(
                "有书签标记“{text}”，一般由转换工具写入，请核对原文件并删去",
                'a bookmark, "{text}", mostly written by a converter: check the original and delete it',
            ),
            "cell": Phrase(
                "{where}有字处理软件的残留“{text}”，应删去",
                '{where} holds residue of a word processor, "{text}", which should go',
            ),
            "cell-bookmark": Phrase(
                "{where}有书签标记“{text}”，一般由转换工具写入，请核对原文件并删去",
                '{where} holds a bookmark, "{text}", mostly written by a converter: check the original and delete it',
            ),
        },
        examples=(
            Example(
                Phrase("正文有失败的交叉引用", "a failed reference in the text"),
                replace=(("发布政策解读2篇。", "发布政策解读2篇，见错误！未找到引用源。"),),
                expect=("overview",),
            ),
            Example(
                Phrase("单元格里有书签标记", "a bookmark in a cell"),
                year=2020,
                set=(("active_disclosure/licences/delta", "[bookmark: _GoBack]+1"),),
                expect=("active_disclosure/licences/delta",),
            ),
            Example(
                Phrase("第五部分有超链接域代码", "the code of a link in part five"),
                replace=(
                    ("由办公室按时核对并通报。", '由办公室按时核对并通报（HYPERLINK "http://www.example.cn" 专栏）。'),
                ),
                expect=("problems",),
            ),
            Example(Phrase("没有残留", "no residue")),
            Example(
                Phrase("正文中的“错误”二字和网址", "the word 错误 and an address in the text"),
                replace=(
                    ("发布政策解读2篇。", "发布政策解读2篇，纠正错误信息1条，网址为 http://www.example.cn/{id}。"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a residue in text, one a cell."""
        if report.title:
            yield from self._plain(report.title.text, report.title.position, "title")
        for section in report.sections:
            yield from self._plain(section.heading, section.position, section_path(section))
        for path, text in places(report):
            for found, message in _residues(text.text):
                yield self._finding(text, within(text, *found.span()), path, message, found)
        for table, row, cell in cells(report):
            if cell.value.marks or cell.state is CellState.TEXT:
                yield from self._cell(table, row, cell)

    def _cell(self, table: Table, row: Row, cell: Cell) -> Iterator[Finding]:
        residue, message = next(_residues(cell.text), (None, "bookmark"))
        if residue or Mark.RESIDUE in cell.value.marks:
            yield self.at_cell(
                cell,
                "cell-bookmark" if message else "cell",
                severity=Severity.WARNING if message else None,
                fix=_delete(in_cell(cell, _BOOKMARK.sub("", _FIELD.sub("", cell.text)).strip())),
                where=cell_name(table, row, cell),
                text=residue.group() if residue else cell.text.strip(),
            )

    def _plain(self, text: str, position: Position, path: str) -> Iterator[Finding]:
        for found, message in _residues(text):
            yield self._finding(Text(text, position), position, path, message, found)

    def _finding(self, text: Text, position: Position, path: str, message: str, found: re.Match[str]) -> Finding:
        return self.finding(
            position,
            path,
            message,
            severity=Severity.WARNING if message else None,
            fix=_delete(in_text(text, *found.span(), "")),
            text=found.group(),
        )


def _delete(edit: Edit | None) -> Fix | None:
    return safe("删去残留", "delete it", (edit,))


def _residues(text: str) -> Iterator[tuple[re.Match[str], str]]:
    if not _HINT.search(text):
        return
    for found in _FIELD.finditer(text):
        yield found, ""
    for found in _BOOKMARK.finditer(text):
        yield found, "bookmark"
