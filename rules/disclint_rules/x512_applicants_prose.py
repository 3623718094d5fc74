"""X512: who made the requests, in prose and in table 3."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import Number, ReportRule, show
from disclint_rules.counting import Claim, Dimension, Meaning, Passage, Statement
from disclint_rules.ledger import ORGANISATIONS, Ledger, ledger
from disclint_rules.readings import accounts
from disclint_rules.x501_requests_prose import F30

_WHOLE = (Meaning.NEW, Meaning.RECEIVED, Meaning.RECEIVED_HANDLED)
_NEW = "本年新收政府信息公开申请12件，"


class ApplicantsProse(ReportRule):
    """Natural persons and organisations in prose against the columns of table 3."""

    meta = RuleMeta(
        code="X512",
        name="applicants-prose",
        title=Phrase("正文申请人分项不符", "applicants in prose differ from table 3"),
        why=Phrase(
            "正文写的自然人、法人或其他组织的申请件数应与表三的列相符；可以按新收、新收加结转或办理结果统计，"
            "与其中之一相符即可。写“均为自然人申请”的，表三各类组织的列应为0。请核对后改正文或改表。",
            "Requests of natural persons and of organisations should be those of the columns of table 3, counted by new "
            "requests, by those with the ones carried over, or by results. Where the prose says that all applicants "
            "were natural persons, the columns of organisations should be 0. Correct one or the other.",
        ),
        severity=Severity.WARNING,
        authority=F30,
        messages={
            "": Phrase(
                "正文“{written}”，表三本年新收中为{found}件",
                'the prose says "{written}", table 3 has {found} among the new requests',
            ),
            "all": Phrase(
                "正文“{written}”，表三本年新收中法人或其他组织有{found}件",
                'the prose says "{written}", table 3 has {found} new requests of organisations',
            ),
        },
        examples=(
            Example(
                Phrase("自然人、法人件数不同", "natural and legal persons differ"),
                replace=((_NEW, _NEW + "其中自然人8件、法人或其他组织4件；"),),
                expect=("overview", "overview"),
            ),
            Example(
                Phrase("“均为自然人”，表三有企业和法律服务机构", "all natural persons, but for three"),
                year=2020,
                replace=((_NEW, _NEW + "均为自然人申请，"),),
                expect=("overview",),
            ),
            Example(
                Phrase("与表三一致", "as in the table"),
                replace=((_NEW, _NEW + "其中自然人9件、法人或其他组织3件；"),),
            ),
            Example(
                Phrase("按新收加结转统计", "counted with those carried over"),
                replace=((_NEW + "上年结转1件", "共收到申请13件（含上年结转1件），自然人、法人分别为10件、3件"),),
            ),
            Example(
                Phrase("某一结果中的自然人", "natural persons among one result"),
                replace=(("不予处理1件、", "不予处理1件（自然人1件）、"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each figure; a paragraph whose whole is not that of the table is left alone."""
        book = ledger(report)
        for account in accounts(report):
            passage = account.passage
            told = [meaning for meaning in (Meaning.NATURAL, Meaning.ORGANISATIONS) if passage.voice(meaning)]
            all_natural = [s for s in passage.statements if s.claim is Claim.ALL_NATURAL and s.own]
            if not (told or all_natural) or not account.agrees:
                continue
            for meaning in told:
                count = passage.voice(meaning)
                accepted = _numbers(book, meaning)
                if count is None or accepted is None or count.number in accepted or not _listed(passage):
                    continue
                yield self.finding(
                    passage.place(count),
                    passage.path,
                    related=book.related("requests/new_received/natural_person"),
                    written=passage.written(count),
                    found=show(_of(book, "new_received", meaning) or 0),
                )
            for said in all_natural[:1]:
                organisations = _numbers(book, Meaning.ORGANISATIONS, whole=True)
                if organisations and 0 not in organisations and _of_all(passage, said):
                    yield self.finding(
                        passage.place(said),
                        passage.path,
                        "all",
                        related=book.related("requests/new_received/natural_person", "requests/new_received/total"),
                        written=passage.written(said),
                        found=show(_of(book, "new_received", Meaning.ORGANISATIONS) or 0),
                    )


def _of(book: Ledger, row: str, meaning: Meaning) -> Number | None:
    columns = ("natural_person",) if meaning is Meaning.NATURAL else ORGANISATIONS
    return book.sum(f"requests/{row}/{column}" for column in columns)


def _numbers(book: Ledger, meaning: Meaning, *, whole: bool = False) -> set[Number] | None:
    """What the figure may rightly be; 法人 may also be one kind of organisation, unless the `whole` is asked for."""
    new, carried, done = (_of(book, row, meaning) for row in ("new_received", "carried_over", "result_total"))
    if new is None or carried is None or done is None:
        return None
    found = {new, new + carried, done}
    if meaning is Meaning.ORGANISATIONS and not whole:
        single = (book.request(row, column) for row in ("new_received", "result_total") for column in ORGANISATIONS)
        found |= {number for number in single if number}
    return found


def _listed(passage: Passage) -> bool:
    """Whether the applicants are told of the requests as a whole, and not within one result."""
    return any(
        count.dimension is Dimension.FLOW and count.parts and count.parts.counts[0].dimension is Dimension.APPLICANT
        for count in passage.counts
    ) or not any(count.dimension is Dimension.RESULT for count in passage.all())


def _of_all(passage: Passage, said: Statement) -> bool:
    before = [count for count in passage.all() if count.start < said.start and count.sentence == said.sentence]
    return bool(before) and before[-1].meaning in _WHOLE
