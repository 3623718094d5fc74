"""C314: some text cannot be decoded."""

from __future__ import annotations

from disclint.api import Example, Phrase, RuleMeta, Severity
from disclint_rules.common import advice
from disclint_rules.noted import NotedRule


class UndecodableText(NotedRule):
    """Some text cannot be decoded."""

    reason = "undecodable"
    meta = RuleMeta(
        code="C314",
        name="undecodable-text",
        title=Phrase("有无法解码的文字", "some text cannot be decoded"),
        why=Phrase(
            "文件里有不符合其编码的字节，多半是文件被截断、拼接了不同编码的内容，或复制时出错。这些地方的文字读不出来，也没有检查。请从原文件重新导出，存为 UTF-8。",
            "The file has bytes that are not of its encoding: it was cut off, put together from pieces in different encodings, or copied badly. The text there cannot be read and was not checked. Export it again and save it as UTF-8.",
        ),
        severity=Severity.ERROR,
        authority=advice("读不出的地方不能算合格", "what cannot be read must not pass"),
        messages={
            "": Phrase(
                "有 {detail} 处文字无法解码，没有检查；请重新导出为 UTF-8",
                "{detail} pieces of text cannot be decoded and were not checked: export the file again as UTF-8",
            ),
        },
        examples=(
            Example(
                Phrase("有无法解码的文字", "some text cannot be decoded"),
                damage=(("undecodable", "1"),),
                expect=("undecodable/1",),
            ),
            Example(
                Phrase("2019 年格式的报告", "a report in the form of 2019"),
                year=2019,
                damage=(("undecodable", "7"),),
                expect=("undecodable/1",),
            ),
            Example(Phrase("没有这类内容", "nothing of the kind")),
            Example(Phrase("只有图片", "a picture only"), damage=(("image", "x.png"),)),
        ),
    )
