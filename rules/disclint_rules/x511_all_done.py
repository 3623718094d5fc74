"""X511: all are said to be done, and some are carried forward."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, show
from disclint_rules.counting import Claim, Meaning, Passage, Statement
from disclint_rules.ledger import ledger
from disclint_rules.readings import accounts
from disclint_rules.x501_requests_prose import F30

_FORWARD = "requests/carried_forward/total"
_EXCEPT = ("除", "其余", "剩余", "其他", "结转", "未到期", "正在", "尚未", "到期")
_WHOLE = (Meaning.NEW, Meaning.RECEIVED, Meaning.RECEIVED_HANDLED)
_TOLD = (
    "本年新收政府信息公开申请12件，上年结转1件；本年度办结11件，其中予以公开5件、部分公开1件、不予公开1件、"
    "无法提供3件、不予处理1件、其他处理0件；结转下年度继续办理2件。"
)


class AllDone(ReportRule):
    """全部办结 in prose while table 3 carries requests forward."""

    meta = RuleMeta(
        code="X511",
        name="all-done",
        title=Phrase("“全部办结”与结转矛盾", "all are done, and some are carried forward"),
        why=Phrase(
            "正文写申请“全部办结”，表三却有结转下年度继续办理的件数，两处不能同时成立。"
            "请改为“除结转下年度 N 件外均已办结”，或者核对结转数。"
            "“均按时答复”“办结率100%”可以只指到期的申请，不在检查之列。",
            "The prose says that all requests are done, and table 3 carries some forward: both cannot be. Say that all "
            "but those are done, or check the number. 均按时答复 and 办结率100% may speak of those that were due and are "
            "left alone.",
        ),
        severity=Severity.WARNING,
        authority=F30,
        messages={
            "": Phrase(
                "正文“{written}”，表三结转下年度继续办理{number}件",
                'the prose says "{written}", table 3 carries {number} forward',
            ),
        },
        examples=(
            Example(
                Phrase("全部办结，表三有结转", "all done, two carried forward"),
                replace=((_TOLD, "2023年共收到政府信息公开申请12件，已全部办结。"),),
                expect=("overview",),
            ),
            Example(
                Phrase("均已办理完毕", "all dealt with"),
                year=2020,
                replace=((_TOLD, "全年受理依申请公开12件，其中网络申请10件、信函申请2件，均已按时办理完毕。"),),
                expect=("overview",),
            ),
            Example(
                Phrase("除结转外均已办结", "all but those carried forward"),
                replace=((_TOLD, "2023年共收到政府信息公开申请12件，除结转下年度2件外，均已办结。"),),
            ),
            Example(
                Phrase("均按时答复、办结率100%", "all answered in time, a rate of 100%"),
                replace=((_TOLD, "2023年共收到政府信息公开申请12件，均按时答复，办结率100%。"),),
            ),
            Example(
                Phrase("全部办结的是热线工单、上年结转", "the hotline's cases, those carried over"),
                replace=(
                    (
                        _TOLD,
                        "新收政府信息公开申请12件。上年结转1件，已全部办结。办理12345热线工单47件，已全部办结。",
                    ),
                ),
            ),
            Example(
                Phrase("同段写明结转", "the same paragraph tells what is carried forward"),
                replace=((_TOLD, "收到政府信息公开申请12件，到期的全部办结；结转下年度继续办理2件。"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each paragraph; it must speak of the requests of this year, all of them."""
        book = ledger(report)
        forward = book.number(_FORWARD)
        if forward is None or forward <= 0:
            return
        for account in accounts(report):
            passage = account.passage
            said = next((s for s in passage.statements if s.claim is Claim.ALL_DONE and s.own), None)
            if said is None or not _of_all(passage, said) or not account.agrees:
                continue
            yield self.finding(
                passage.place(said),
                passage.path,
                related=book.related(_FORWARD),
                written=passage.written(said),
                number=show(forward),
            )


def _of_all(passage: Passage, said: Statement) -> bool:
    """Whether the claim is about all requests received: nothing excepted, nothing else told last."""
    if any(count.meaning is Meaning.FORWARD and count.number for count in passage.all()):
        return False
    before = [count for count in passage.counts if count.start < said.start and count.sentence >= said.sentence - 1]
    if not before or before[-1].meaning not in _WHOLE:
        return False
    return not any(word in passage.text.text[before[-1].end : said.end] for word in _EXCEPT)
