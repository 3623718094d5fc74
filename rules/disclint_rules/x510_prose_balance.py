"""X510: what came in and what became of it do not balance within the prose."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Related, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice, show
from disclint_rules.counting import Meaning
from disclint_rules.readings import accounts

_TOLD = (
    "本年新收政府信息公开申请12件，上年结转1件；本年度办结11件，其中予以公开5件、部分公开1件、不予公开1件、"
    "无法提供3件、不予处理1件、其他处理0件；结转下年度继续办理2件。"
)


class ProseBalance(ReportRule):
    """New + carried over = handled + carried forward, where one paragraph gives all four."""

    meta = RuleMeta(
        code="X510",
        name="prose-balance",
        title=Phrase("正文收办不平衡", "requests in prose do not balance"),
        why=Phrase(
            "一段文字同时写了新收、上年结转、办结（答复）和结转下年度的件数，就应满足：新收 + 上年结转 = 办结 + 结转。"
            "不平衡说明其中至少有一个数写错。请与表三核对后改正。“收到”可能已含上年结转，两种理解都不平衡才提示；"
            "写明撤回件数的，计入办结。",
            "A paragraph that gives the requests that are new, carried over, handled and carried forward should "
            "balance: new + carried over = handled + carried forward. Otherwise one of them is wrong. Compare them "
            "with table 3. 收到 may include those carried over; requests withdrawn count as handled.",
        ),
        severity=Severity.WARNING,
        authority=advice("报告前后应当一致", "a report should agree with itself"),
        messages={
            "": Phrase(
                "正文收办不平衡：{received} + {carried} = {left}，{handled} + {forward} = {right}",
                "requests in prose do not balance: {received} + {carried} = {left}, {handled} + {forward} = {right}",
            ),
        },
        examples=(
            Example(
                Phrase("新收加结转不等于答复加结转", "new and carried over are more than answered and carried forward"),
                replace=((_TOLD, "新收政府信息公开申请78件，上年结转3件，答复75件，结转下年度继续办理3件。"),),
                expect=("overview",),
            ),
            Example(
                Phrase("“收到”两种理解都不平衡", "no reading of 收到 balances"),
                year=2020,
                replace=((_TOLD, "全年收到政府信息公开申请12件，2019年结转1件，办结9件，结转2021年办理2件。"),),
                expect=("overview",),
            ),
            Example(Phrase("收办平衡", "requests balance")),
            Example(
                Phrase("“收到”已含上年结转", "收到 includes those carried over"),
                replace=((_TOLD, "收到申请13件，其中上年结转1件，办结11件，结转下年度2件。"),),
            ),
            Example(
                Phrase("撤回的计入办结", "withdrawn requests count as handled"),
                replace=((_TOLD, "新收政府信息公开申请12件，上年结转1件，答复10件，主动撤回1件，结转下年度2件。"),),
            ),
            Example(
                Phrase("没有写全四个数", "not all four are given"),
                replace=((_TOLD, "新收政府信息公开申请12件，答复11件，均按时答复。"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding at the number received; silent unless each of the four is told once."""
        for account in accounts(report):
            passage = account.passage
            received = passage.voice(Meaning.NEW) or passage.voice(Meaning.RECEIVED)
            carried, handled = passage.voice(Meaning.CARRIED), passage.voice(Meaning.HANDLED)
            forward, withdrawn = passage.voice(Meaning.FORWARD), passage.voice(Meaning.WITHDRAWN)
            if received is None or carried is None or handled is None or forward is None:
                continue
            left, right = received.number + carried.number, handled.number + forward.number
            inclusive = {received.number} if received.meaning is Meaning.RECEIVED else set()
            if not {right, right + (withdrawn.number if withdrawn else 0)}.isdisjoint({left} | inclusive):
                continue
            yield self.finding(
                passage.place(received),
                passage.path,
                related=tuple(
                    Related(passage.place(count), Phrase(passage.written(count), passage.written(count)))
                    for count in (received, carried, handled, forward)
                ),
                received=show(received.number),
                carried=show(carried.number),
                left=show(left),
                handled=show(handled.number),
                forward=show(forward.number),
                right=show(right),
            )
