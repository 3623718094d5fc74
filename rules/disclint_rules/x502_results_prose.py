"""X502: how requests were answered, in prose and in table 3."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import Number, ReportRule, show
from disclint_rules.counting import Count, Meaning, Passage
from disclint_rules.ledger import Ledger, ledger
from disclint_rules.readings import accounts
from disclint_rules.x501_requests_prose import F30

_GROUPS = {
    Meaning.GRANTED: "granted",
    Meaning.PARTIAL: "partially_granted",
    Meaning.DENIED: "denied",
    Meaning.UNAVAILABLE: "unavailable",
    Meaning.NOT_PROCESSED: "not_processed",
    Meaning.OTHER_PROCESSING: "other_processing",
}
_RESULTS = "予以公开5件、部分公开1件、不予公开1件、无法提供3件、不予处理1件、其他处理0件"


class ResultsProse(ReportRule):
    """Kinds of results in prose against the rows of table 3."""

    meta = RuleMeta(
        code="X502",
        name="results-prose",
        title=Phrase("正文与表三办理结果不一致", "results in prose differ from table 3"),
        why=Phrase(
            "正文写的予以公开、部分公开、不予公开、无法提供、不予处理、其他处理件数应与表三相同。"
            "不一致多因正文用了另一时点或另一口径的数。请核对后改正文或改表。"
            "正文只引某一类中的一项时，与该项相符即可；总数本身与表三不同的，由 X501 提示，不再逐项比较。",
            "Requests granted, granted in part, refused, not available, not processed or otherwise dealt with should be "
            "the same in prose and in table 3. They mostly differ because the prose was written at another time or "
            "counts otherwise. Correct one or the other. A figure that equals one item of its group is right; where "
            "the whole itself differs, X501 speaks and the parts are left alone.",
        ),
        severity=Severity.WARNING,
        authority=F30,
        messages={
            "": Phrase("正文“{written}”，表三为{found}件", 'the prose says "{written}", table 3 has {found}'),
        },
        examples=(
            Example(
                Phrase("予以公开件数不同", "requests granted differ"),
                replace=(
                    (_RESULTS, _RESULTS.replace("予以公开5件", "予以公开6件").replace("无法提供3件", "无法提供2件")),
                ),
                expect=("overview", "overview"),
            ),
            Example(
                Phrase("带百分比的结果", "results with percentages"),
                year=2020,
                set=(
                    ("requests/result_total/natural_person", "802"),
                    ("requests/result_total/total", "804"),
                    ("requests/granted/natural_person", "274"),
                    ("requests/granted/total", "275"),
                ),
                replace=(
                    (
                        "本年新收政府信息公开申请12件，上年结转1件；本年度办结11件，其中"
                        + _RESULTS
                        + "；结转下年度继续办理2件。",
                        "全年答复申请804件，其中予以公开258件（32.1%），部分公开1件。",
                    ),
                ),
                expect=("overview",),
            ),
            Example(
                Phrase("单项结果、零", "a single row, and none"),
                replace=((_RESULTS, "予以公开5件、属于四类过程性信息2件、不予处理0件"),),
                expect=("overview", "overview"),
            ),
            Example(Phrase("各项与表三一致", "all results agree")),
            Example(
                Phrase("公开与部分公开合写", "granted and granted in part told together"),
                replace=((_RESULTS, "予以公开或部分公开6件，不予公开和无法提供4件"),),
            ),
            Example(
                Phrase("总数不同，X501 提示", "the whole differs: X501 speaks"),
                replace=(("，上年结转1件；本年度办结11件", "；本年度办结31件"), ("予以公开5件", "予以公开25件")),
            ),
            Example(
                Phrase("文件的公开属性", "documents by their kind of disclosure"),
                replace=(
                    ("公文起草时", "全年制发公文90件，其中主动公开60件、依申请公开20件、不予公开10件，公文起草时"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each result; a paragraph whose whole is not that of the table is left alone."""
        book = ledger(report)
        for account in accounts(report):
            passage = account.passage
            for count, group in _told(passage) if account.agrees else ():
                accepted = _accepted(passage, count, group, book)
                if accepted is None or count.number in accepted:
                    continue
                yield self.finding(
                    passage.place(count),
                    passage.path,
                    related=book.related(*(f"requests/{row}/total" for row in book.results.get(group, (group,)))),
                    written=passage.written(count),
                    found=show(book.request(group) or 0),
                )


def _told(passage: Passage) -> Iterator[tuple[Count, str]]:
    """The results a paragraph gives one figure for, with the group or the row of the table."""
    for meaning, group in _GROUPS.items():
        if count := passage.voice(meaning):
            yield count, group
    for row in dict.fromkeys(count.row for count in passage.comparable.get(Meaning.RESULT_ROW, ())):
        if count := passage.voice(Meaning.RESULT_ROW, row):
            yield count, row


def _accepted(passage: Passage, count: Count, group: str, book: Ledger) -> set[Number] | None:
    found = book.request(group)
    if found is None:
        return None
    accepted = {found}
    if count.meaning is Meaning.GRANTED and passage.voice(Meaning.PARTIAL) is None:
        partial = book.request("partially_granted")
        if partial is None:
            return None
        accepted.add(found + partial)
    return accepted | {number for number in book.items(group) if number != 0}
