"""X503: review and litigation in prose and in table 4."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import Number, ReportRule, show
from disclint_rules.counting import Count, Meaning, Passage, passages
from disclint_rules.ledger import Ledger, ledger
from disclint_rules.x501_requests_prose import F30

_SUITS = ("direct", "post_review")
_COLUMNS = {"review": ("review",), "lawsuit": _SUITS}
_OUTCOMES = {
    Meaning.UPHELD: "upheld",
    Meaning.CORRECTED: "corrected",
    Meaning.OTHER_OUTCOME: "other",
    Meaning.PENDING: "pending",
}
_TOLD = "因政府信息公开被申请行政复议1件，其中结果维持1件；被提起行政诉讼0件。"


class DisputesProse(ReportRule):
    """Cases of review and litigation in prose against the totals and outcomes of table 4."""

    meta = RuleMeta(
        code="X503",
        name="disputes-prose",
        title=Phrase("正文与表四件数不一致", "review and litigation in prose differ from table 4"),
        why=Phrase(
            "正文写的行政复议、行政诉讼件数及结果应与表四相同；诉讼为“未经复议直接起诉”与“复议后起诉”之和。"
            "本年提起、备案的件数与表四按结果统计的件数口径不同：上年提起、本年审结的也计入表四，"
            "所以提起数较小不算不一致；复议机关作共同被告的诉讼不计（国办公开办函〔2016〕201号）。请核对后改正文或改表。",
            "Cases of review and litigation and their outcomes should be the same in prose and in table 4; lawsuits are "
            "the sum of 未经复议直接起诉 and 复议后起诉. Cases filed this year are not the cases of the table, which also "
            "has those filed last year and decided now: fewer filings are no difference. Lawsuits in which the review "
            "organ is co-defendant are not counted (国办公开办函〔2016〕201号). Correct the prose or the table.",
        ),
        severity=Severity.WARNING,
        authority=F30,
        messages={
            "": Phrase("正文“{written}”，表四为{found}件", 'the prose says "{written}", table 4 has {found}'),
        },
        examples=(
            Example(
                Phrase("复议件数不同", "cases of review differ"),
                replace=((_TOLD, "政府信息公开行政复议3件，行政诉讼2件。"),),
                expect=("overview", "overview"),
            ),
            Example(
                Phrase("结果不同", "outcomes differ"),
                year=2020,
                replace=(("其中结果维持1件", "其中结果维持0件、结果纠正1件"),),
                expect=("overview", "overview"),
            ),
            Example(
                Phrase("提起数多于表四", "more cases filed than the table has"),
                replace=(("被申请行政复议1件，其中结果维持1件", "被申请行政复议四起"),),
                expect=("overview",),
            ),
            Example(Phrase("正文与表四一致", "prose and table agree")),
            Example(
                Phrase("提起数少于表四：有上年提起的", "fewer filed than decided: some were filed last year"),
                set=(("review_litigation/cases/review_corrected", "2"), ("review_litigation/cases/review_total", "3")),
            ),
            Example(
                Phrase("备案数、代理的其他案件", "cases on file, other cases an organ deals with"),
                replace=((_TOLD, "备案行政复议案件34件。办理各类行政复议案件57件，代理行政诉讼26件。"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """Totals first; outcomes only where the total is that of the table. That there were none is X504's."""
        book = ledger(report)
        for passage in passages(report):
            if passage.path not in ("overview", "requests", "review_litigation"):
                continue
            for meaning, dispute in ((Meaning.REVIEW, "review"), (Meaning.LAWSUIT, "lawsuit")):
                count = passage.voice(meaning)
                if count is None or count.number == 0 or not _about_disclosure(passage, count):
                    continue
                total = book.dispute(*(f"{part}_total" for part in _COLUMNS[dispute]))
                if total is None:
                    continue
                if count.number == total:
                    yield from self._outcomes(passage, dispute, book)
                elif _differs(count, total, book.dispute(*(f"{part}_pending" for part in _COLUMNS[dispute]))):
                    yield self._finding(passage, count, total, book, *(f"{part}_total" for part in _COLUMNS[dispute]))

    def _outcomes(self, passage: Passage, dispute: str, book: Ledger) -> Iterator[Finding]:
        for meaning, outcome in _OUTCOMES.items():
            count = passage.voice(meaning, dispute)
            columns = [f"{part}_{outcome}" for part in _COLUMNS[dispute]]
            found = book.dispute(*columns)
            if count and found is not None and count.number != found:
                yield self._finding(passage, count, found, book, *columns)

    def _finding(self, passage: Passage, count: Count, found: Number, book: Ledger, *columns: str) -> Finding:
        return self.finding(
            passage.place(count),
            passage.path,
            related=book.related(*(f"review_litigation/cases/{column}" for column in columns)),
            written=passage.written(count),
            found=show(found),
        )


def _differs(count: Count, total: Number, pending: Number | None) -> bool:
    """Whether no reading fits. Filings may be fewer than outcomes; lawsuits filed may be others' as well."""
    if count.filed:
        return count.number > total and (count.meaning is Meaning.REVIEW or total == 0)
    return pending is not None and count.number != total - pending


def _about_disclosure(passage: Passage, count: Count) -> bool:
    """Whether the case is about disclosure: an organ may also tell of the cases it decides or pleads."""
    if passage.path == "review_litigation":
        return True
    text = passage.text.text
    sentence = max(text.rfind(mark, 0, count.start) for mark in "。；") + 1
    return "公开" in text[sentence : count.end]
