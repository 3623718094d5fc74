"""A small grammar of counting phrases: what the prose of a report says of requests, disputes and documents.

    paragraph := clause*                         cut at 。！？；
    clause    := phrase ((，|、|：) phrase)*
    phrase    := shape ((占|（) percentage)?       a shape of `shapes.py`: RQ# is 收到 政府信息公开申请 12件
    list      := whole 其中 part (、part)* 等?      a part is a phrase; 等 leaves the list open
    figures   := label (、label)* 分别为 figure (、figure)*
    claim     := 未收到 noun | 未发生 noun (、noun)* | 全部 办结

The words and their kinds are in `words.py`, the shapes in `shapes.py`; a phrase of any other shape counts for nothing.
Figures of another year, of other organs, of part of the year or of all years together are read but not `own`: they are
held against one another, never against the tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Report
from disclint_rules.counting.matcher import read
from disclint_rules.counting.model import Claim, Count, Dimension, Meaning, Parts, Passage, Share, Statement
from disclint_rules.counting.phrases import Setting
from disclint_rules.once import once
from disclint_rules.prose import places

_SECTIONS = frozenset(("overview", "active_disclosure", "requests", "review_litigation", "other_matters"))
_FIGURE = re.compile(r"\d|[一二三四五六七八九十两][件宗份起例]")
_NOUN = re.compile(r"申请|复议|诉讼|规范性文件|处理费|结转|新收|办结|予以公开")
_LIST = re.compile(r"其中|分别|包括|[：:]|占\s?\d|[%％]")
_NONE = re.compile(r"[未没无均]|全部")
_SHORT = 30  # a paragraph of so few characters may be the heading of the next


@once
def passages(report: Report) -> tuple[Passage, ...]:
    """The paragraphs of the report that count something. Read once for all rules."""
    return tuple(_passages(report))


def _passages(report: Report) -> Iterator[Passage]:
    place = topic = ""
    organ = "".join(report.organ.split())
    for path, text in places(report):
        if path not in _SECTIONS:
            continue
        if path != place:
            place, topic = path, _topic(path)
        words = text.text
        noun = _NOUN.search(words)
        if text.heading:
            topic = _headed(words) or _topic(path)
        elif noun and len(words) < _SHORT:
            topic = _headed(words) or topic
        elif words.startswith(("（", "(")):  # （三）政府信息管理。…: what the last heading said is over
            topic = _topic(path)
        figure = _FIGURE.search(words)
        if not ((noun or topic) and (figure or _NONE.search(words))) and not (figure and _LIST.search(words)):
            continue
        counts, statements = read(words, Setting(report.year, organ, topic))
        if counts or statements:
            yield Passage(path, text, counts, statements)


def _topic(path: str) -> str:
    return {"requests": "requests", "review_litigation": "disputes"}.get(path, "")


_HEADINGS = (
    (("依申请", "申请情况", "申请办理"), "requests"),
    (("复议", "诉讼"), "disputes"),
    (("政府信息管理", "规范性文件"), "documents"),
)


def _headed(words: str) -> str:
    return next((topic for marks, topic in _HEADINGS if any(mark in words for mark in marks)), "")


__all__ = [
    "Claim",
    "Count",
    "Dimension",
    "Meaning",
    "Parts",
    "Passage",
    "Share",
    "Statement",
    "passages",
]
