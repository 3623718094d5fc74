"""L904: spaces and line breaks inside Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from disclint.api import Applicability, Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice
from disclint_rules.edits import in_text, safe
from disclint_rules.passages import Prose, prose_of

_SPACE = r"[ \u00a0\u3000]+"
_CLOSE = frozenset("，。；：、")
_SENTENCE = r"[，。；,;]"
_LABEL = r"[^，。；：、,;:]{1,8}"
_ENUMERATED = r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[一二三四五六七八九十]{1,2}是|第[一二三四五六])"
_LONG = 20


class StraySpace(ReportRule):
    """社会关注 的热点: a space, or the end of a line, in the middle of a sentence."""

    meta = RuleMeta(
        code="L904",
        name="stray-space",
        title=Phrase("多余空格或断行", "stray spaces or line breaks"),
        why=Phrase(
            "汉字之间的空格和句子中间的断行，多由识别或转换带来，会使检索和朗读断开。不影响数字，只在选用时提示，"
            "一段提示一次。标题、短行和用空格分栏的文字不作提示，数字和外文两边的空格也不作提示。",
            "A space between Chinese characters, or a line that ends in mid-sentence, mostly comes from recognition or "
            "conversion; a search or a screen reader stumbles over it. Told on request only, once a paragraph. "
            "Headings, short lines, columns set with spaces, and spaces beside digits and letters are left alone.",
        ),
        severity=Severity.INFO,
        authority=advice(
            "汉字之间不空格，句子中间不断行", "no spaces between Chinese characters, no breaks in a sentence"
        ),
        fix=Applicability.SAFE,
        messages={
            "": Phrase("汉字之间有多余空格 {count} 处", "{count} stray spaces between Chinese characters"),
            "break": Phrase("句子在“{text}”处断行", 'the line ends in mid-sentence, at "{text}"'),
        },
        examples=(
            Example(
                Phrase("汉字之间有空格", "spaces between Chinese characters"),
                replace=(("由办公室专人负责，全年组织业务培训2次", "由办公室专人 负责，全年组织 业务培训2次"),),
                expect=("overview",),
            ),
            Example(
                Phrase("句子中间断成两段", "a sentence broken in two"),
                year=2020,
                replace=(("由起草科室随文件一并提交", "由起草\n\n科室随文件一并提交"),),
                expect=("problems",),
            ),
            Example(
                Phrase("数字和外文两边的空格", "spaces beside digits and letters"),
                replace=(("全年组织业务培训2次", "全年通过 OA 系统组织业务培训 2 次"),),
            ),
            Example(
                Phrase("短行和分段列举", "short lines and lists"),
                replace=(
                    (
                        "（三）政府信息管理。",
                        "政策解读 图文并茂\n\n一是修订制度，二是更新目录\n\n（三）政府信息管理。",
                    ),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a paragraph for its spaces, one for each broken line."""
        prose = prose_of(report)
        paragraph: list[tuple[int, int]] = []
        for found in re.finditer(_SPACE, prose.text):
            if not _is_stray(prose.text, *found.span()):
                continue
            if paragraph and "\n" in prose.text[paragraph[-1][0] : found.start()]:
                yield from self._spaces(prose, paragraph)
                paragraph = []
            paragraph.append(found.span())
        if paragraph:
            yield from self._spaces(prose, paragraph)
        if report.format != "markdown":  # where a paragraph may run over several lines
            yield from self._breaks(prose)

    def _spaces(self, prose: Prose, spans: list[tuple[int, int]]) -> Iterator[Finding]:
        path, block, offset = prose.at(spans[0][0])
        text = block.text
        if block.heading or len(text) < _LONG or not re.search(_SENTENCE, text):
            return
        if len(spans) == 1 and re.fullmatch(_LABEL, text[:offset]):
            return  # 统计范围 全县……
        base = spans[0][0] - offset
        edits = [in_text(block, start - base, end - base, "") for start, end in spans]
        yield self.finding(
            prose.place(*spans[0])[1],
            path,
            fix=safe("删去空格", "delete the spaces", edits),
            count=len(spans),
        )

    def _breaks(self, prose: Prose) -> Iterator[Finding]:
        for (path, block), (other, following) in pairwise(prose.blocks):
            text = block.text.rstrip()
            if (
                path == other
                and len(text) >= _LONG
                and not block.heading
                and not following.heading
                and _is_han(text[-1])
                and _is_han(following.text[:1])
                and re.search(_SENTENCE, text)
                and following.position.line - block.position.line <= 3
                and not re.match(_ENUMERATED, following.text)
            ):
                yield self.finding(block.position, path, "break", text=text[-6:])


def _is_stray(text: str, start: int, end: int) -> bool:
    """Whether one or two spaces part what belongs together: Chinese characters, or one from its punctuation."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if end - start > 2 or not before or not after:
        return False
    return (_is_han(before) and (_is_han(after) or after in _CLOSE)) or (before in _CLOSE and _is_han(after))


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
