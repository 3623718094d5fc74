"""L901: a word that stands twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Applicability, Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice
from disclint_rules.edits import in_text, unsafe
from disclint_rules.passages import Prose, prose_of
from disclint_rules.words import NEVER_TWICE, NEVER_TWICE_AT_END, NOT_TWICE_AFTER

_PAIR = re.compile(r"(..)\1")
_END = frozenset("，。；、：！？）》”,;:!?)\n")
_CLAUSE = re.compile(r"[^，。；、：！？,;:!?\n]+")
_LONGEST = 8
_SHORTEST_CLAUSE = 5  # 学习、学习、再学习 is rhetoric, a whole clause said twice is not
_DE = re.compile(r"(?<![目标])的的(?![确士黎])")


class RepeatedWord(ReportRule):
    """重点重点, 日常工作工作，, or a clause written twice."""

    meta = RuleMeta(
        code="L901",
        name="repeated-word",
        title=Phrase("重复词语", "a word that stands twice in a row"),
        why=Phrase(
            "同一个词连写两遍（“重点重点领域”“日常工作工作，”），多是修改时没有删净，公布出去有损严肃性。请删去一个。"
            "“等等”“人人”“层层”“方方面面”“政府政府信息公开”这类合法的叠用和前后两词相接，不作提示："
            "只认一份不容误会的词表，以及标点前连写两遍的名词和整句。",
            "A word written twice (重点重点领域) was mostly left over from editing and looks careless in public. Delete "
            "one. Rightful doubling (等等, 人人, 层层) and two words that happen to meet (人民政府政府信息公开) are left "
            "alone: only a list of words beyond doubt is known, and nouns and clauses that stand twice before a mark "
            "of punctuation.",
        ),
        severity=Severity.WARNING,
        authority=advice("文字应当通顺无误", "the text should be free of slips"),
        fix=Applicability.UNSAFE,
        messages={
            "": Phrase("“{text}”重复，应为“{word}”", '"{text}" stands twice, should be "{word}"'),
        },
        examples=(
            Example(
                Phrase("“重点重点领域”“广大广大群众”", "重点重点 and 广大广大"),
                replace=(("发布政策解读2篇。", "公开重点重点领域信息，方便广大广大群众办事，发布政策解读2篇。"),),
                expect=("overview", "overview"),
            ),
            Example(
                Phrase("标点前的名词重复", "a noun twice before a comma"),
                year=2020,
                replace=(("由办公室专人负责，", "由办公室专人负责日常工作工作，"),),
                expect=("overview",),
            ),
            Example(
                Phrase("整句写了两遍", "a clause twice"),
                replace=(("建立每月清单，", "建立每月公开清单，建立每月公开清单，"),),
                expect=("problems",),
            ),
            Example(
                Phrase("合法的叠用", "rightful doubling"),
                replace=(
                    (
                        "由办公室专人负责，",
                        "层层压实责任，人人有责，方方面面、种种渠道等等一一核对，常常检查，往往重重把关，多次提醒，"
                        "高高兴兴办事，实实在在服务，一件一件落实，研究研究再办的情形仅仅1次，大大减少，由办公室专人负责，",
                    ),
                ),
            ),
            Example(
                Phrase("前后两词相接", "two words that meet"),
                replace=(
                    (
                        "（三）政府信息管理。",
                        "（三）政府信息管理。按照县人民政府政府信息公开工作工作方案，各部门部门预算由局领导领导小组审定，"
                        "社会组织组织的活动和便民服务服务窗口的安排一并公开，以方便群众为目的的事项的确认及时公开。",
                    ),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a place, in the order of the text."""
        prose = prose_of(report)
        found = sorted({(s, m, e) for s, m, e in (*_words(prose.text), *_clauses(prose.text))})
        end = -1
        for start, middle, stop in found:
            if start >= end:
                end = stop
                yield self._finding(prose, start, middle, stop)

    def _finding(self, prose: Prose, start: int, middle: int, stop: int) -> Finding:
        path, position = prose.place(start, stop)
        _, block, offset = prose.at(start)
        edit = in_text(block, offset + middle - start, offset + stop - start, "")
        return self.finding(
            position,
            path,
            fix=unsafe("删去重复的词语", "delete the repetition", (edit,)),
            text=prose.text[start:stop].rstrip("，。；、"),
            word=prose.text[start:middle].rstrip("，。；、"),
        )


def _words(text: str) -> Iterator[tuple[int, int, int]]:
    """Words of two characters: start, where the second begins, end."""
    for found in _PAIR.finditer(text):
        for start in (found.start(), found.start() + 1):
            word = text[start : start + 2]
            if text[start + 2 : start + 4] == word and _is_slip(text, start, word):
                yield start, start + 2, start + 4
                break
    if "的的" in text:
        for found in _DE.finditer(text):
            yield found.start(), found.start() + 1, found.end()


def _is_slip(text: str, start: int, word: str) -> bool:
    if word in NEVER_TWICE:
        return start == 0 or not NOT_TWICE_AFTER.match(text, start - 1)
    return word in NEVER_TWICE_AT_END and (start + 4 >= len(text) or text[start + 4] in _END)


def _clauses(text: str) -> Iterator[tuple[int, int, int]]:
    """Longer words at the end of a clause, and clauses that follow themselves."""
    before, begin = "", 0
    for found in _CLAUSE.finditer(text):
        clause, start, stop = found.group(), found.start(), found.end()
        if clause == before and len(clause) >= _SHORTEST_CLAUSE and clause.isalpha():
            yield begin, start, stop
        before, begin = clause, start
        # A word said twice at the end: its last character stands once more, as far back as the word is long.
        size = len(clause) - 1 - clause.rfind(clause[-1], 0, -1)
        if 3 <= size <= _LONGEST and clause[-size:] == clause[-2 * size : -size] and clause[-size:].isalpha():
            yield stop - 2 * size, stop - size, stop
