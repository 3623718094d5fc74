"""X504: the prose says that there was none, the table has some."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, show
from disclint_rules.counting import Claim, Count, Meaning, Passage, Statement, passages
from disclint_rules.ledger import ledger
from disclint_rules.x501_requests_prose import F30

_CELLS = {
    Claim.NO_REQUESTS: ("requests/new_received/total",),
    Claim.NO_REVIEWS: ("review_litigation/cases/review_total",),
    Claim.NO_LAWSUITS: ("review_litigation/cases/direct_total", "review_litigation/cases/post_review_total"),
}
_COUNTED = {
    Claim.NO_REQUESTS: (Meaning.NEW, Meaning.RECEIVED, Meaning.RECEIVED_HANDLED),
    Claim.NO_REVIEWS: (Meaning.REVIEW,),
    Claim.NO_LAWSUITS: (Meaning.LAWSUIT,),
}
_TOLD = "因政府信息公开被申请行政复议1件，其中结果维持1件；被提起行政诉讼0件。"
_ON_REQUEST = (
    "本年新收政府信息公开申请12件，上年结转1件；本年度办结11件，其中予以公开5件、部分公开1件、不予公开1件、"
    "无法提供3件、不予处理1件、其他处理0件；结转下年度继续办理2件。"
)


class NoneButSome(ReportRule):
    """未收到, 未发生 or 0件 in prose where the table has a number."""

    meta = RuleMeta(
        code="X504",
        name="none-but-some",
        title=Phrase("“未收到/未发生”与表不符", "the prose says none, the table has some"),
        why=Phrase(
            "正文写明全年未收到申请、未发生复议诉讼，表中却有件数，读者无从判断哪一处是真。"
            "多因沿用了上年的文字，或者表格填错了行。请核对后改正。"
            "只就某一渠道、某一时段、其他机关或其他年份说“未收到”的，不在检查之列。",
            "The prose says that no request came in or no case was brought, and the table has some: a reader cannot "
            "tell which is true. Mostly last year's words were kept, or a number stands in the wrong row. What is said "
            "of one channel, a part of the year, another organ or another year is left alone.",
        ),
        severity=Severity.ERROR,
        authority=F30,
        messages={
            "requests": Phrase(
                "正文“{written}”，表三本年新收{number}件",
                'the prose says "{written}", table 3 has {number} new requests',
            ),
            "reviews": Phrase(
                "正文“{written}”，表四行政复议总计{number}件",
                'the prose says "{written}", table 4 has {number} reviews',
            ),
            "lawsuits": Phrase(
                "正文“{written}”，表四行政诉讼总计{number}件",
                'the prose says "{written}", table 4 has {number} lawsuits',
            ),
        },
        examples=(
            Example(
                Phrase("未收到申请，表三有新收", "no requests in prose, twelve in the table"),
                replace=((_ON_REQUEST, "2023年，我局未收到政府信息公开申请。"),),
                expect=("overview",),
            ),
            Example(
                Phrase("未发生复议、诉讼，表四有一件复议", "no disputes in prose, a review in the table"),
                year=2020,
                replace=((_TOLD, "全年未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。"),),
                expect=("overview",),
            ),
            Example(
                Phrase("收到 0 件，表三有新收", "0 received in prose"),
                replace=((_ON_REQUEST, "全年收到依申请公开0件。"), (_TOLD, "行政复议0件、行政诉讼0件。")),
                expect=("overview", "overview"),
            ),
            Example(Phrase("正文与表一致", "prose and tables agree")),
            Example(
                Phrase("没有诉讼，表四也没有", "no lawsuits, and none in the table"),
                replace=(("被提起行政诉讼0件", "未被提起行政诉讼"),),
            ),
            Example(
                Phrase(
                    "某一渠道、上年、上半年、下属单位未收到",
                    "none by one channel, last year, in a half-year, elsewhere",
                ),
                replace=(
                    (
                        "本年新收",
                        "未收到书面申请。2022年未收到政府信息公开申请。2023年上半年未收到政府信息公开申请。"
                        "2023年局属各单位未收到政府信息公开申请。我局2023年未收到行政许可申请。本年新收",
                    ),
                ),
            ),
            Example(
                Phrase("未发生的是另一件事", "something else did not happen"),
                replace=(
                    (
                        _TOLD,
                        _TOLD + "未发生行政复议决定被撤销的情况，未收到政府信息公开申请补正材料，"
                        "未发生因政府信息公开被投诉举报的情况。",
                    ),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each claim of a paragraph; one that also gives a number of its own is left alone."""
        book = ledger(report)
        for passage in passages(report):
            if passage.path not in ("overview", "requests", "review_litigation"):
                continue
            for claim, paths in _CELLS.items():
                said = _said(passage, claim)
                number = book.sum(paths)
                if said is None or number is None or number <= 0:
                    continue
                yield self.finding(
                    passage.place(said),
                    passage.path,
                    claim.value.removeprefix("no-"),
                    related=book.related(*paths),
                    written=passage.written(said),
                    number=show(number),
                )


def _said(passage: Passage, claim: Claim) -> Statement | Count | None:
    """The statement that there was none, or a count of 0."""
    counted = [count for meaning in _COUNTED[claim] for count in passage.all() if count.meaning is meaning]
    if any(count.number for count in counted):
        return None
    for statement in passage.statements:
        if statement.claim is claim and statement.own:
            return statement
    return next((count for meaning in _COUNTED[claim] if (count := passage.voice(meaning))), None)
