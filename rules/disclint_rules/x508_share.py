"""X508: a percentage that is not that of its part in its whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from disclint.api import Example, Finding, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import Number, ReportRule, advice, show
from disclint_rules.counting import Count, Dimension, Passage, passages
from disclint_rules.ledger import Ledger, ledger

_OF_REQUESTS = frozenset((Dimension.RESULT, Dimension.APPLICANT, Dimension.CHANNEL))
_MANY = 50  # figures of a paragraph
_TOLD = (
    "本年新收政府信息公开申请12件，上年结转1件；本年度办结11件，其中予以公开5件、部分公开1件、不予公开1件、"
    "无法提供3件、不予处理1件、其他处理0件；结转下年度继续办理2件。"
)


class WrongShare(ReportRule):
    """占33.9% behind a part of a count."""

    meta = RuleMeta(
        code="X508",
        name="share",
        title=Phrase("百分比与数量不符", "a percentage does not fit its numbers"),
        why=Phrase(
            "“予以公开5件，占45.5%”应当等于分项除以总数。不符多因件数改过而百分比没有重算。请重新计算。"
            "四舍五入、截尾以及为使各项之和等于100%而作的末位调整都不算错；"
            "总数可以是收到、办结、新收加结转或表三的总计，与其中任何一个相符即可。",
            "In 予以公开5件，占45.5% the percentage should be the part divided by the whole. Mostly a number was changed "
            "and the percentage was not. Calculate again. Rounding, cutting off and adjusting the last digit are right, "
            "and the whole may be any that the paragraph or table 3 gives.",
        ),
        severity=Severity.WARNING,
        authority=advice("报告前后应当一致", "a report should agree with itself"),
        messages={
            "": Phrase(
                "“{written}”占{percent}%，按总数{whole}应为{right}%",
                '"{written}" is given as {percent}%; of {whole} it is {right}%',
            ),
        },
        examples=(
            Example(
                Phrase("百分比没有重算", "the percentage was not calculated again"),
                replace=((_TOLD, "办结申请11件，其中予以公开5件，占55.6%；部分公开1件，占9.1%。"),),
                expect=("overview",),
            ),
            Example(
                Phrase("括号里的百分比", "percentages in brackets"),
                year=2020,
                replace=(("工作动态52条、", "工作动态52条（占70.5%）、"),),
                expect=("overview",),
            ),
            Example(
                Phrase("四舍五入、截尾", "rounded, or cut off"),
                replace=(
                    (_TOLD, "办结申请11件，其中予以公开5件，占45.4%；部分公开1件（占9.09%）、无法提供3件（27%）。"),
                ),
            ),
            Example(
                Phrase("以新收加结转为总数", "of new ones and those carried over together"),
                replace=((_TOLD, "共收到政府信息公开申请13件（含上年结转1件），其中自然人10件，占76.9%。"),),
            ),
            Example(
                Phrase("另一总数的百分比、增长率", "shares of something else, growth"),
                replace=((_TOLD, "收到政府信息公开申请12件，同比增长20%，占全县申请量的3.5%，办结率100%。"),),
            ),
            Example(Phrase("没有百分比", "no percentage")),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each share that fits no whole it may be of."""
        for passage in passages(report):
            shared = [count for count in passage.all() if count.share and count.exact and count.number]
            if not shared:
                continue
            wholes = _wholes(passage, ledger(report))
            listed = {part.start: whole for whole in passage.counts if whole.parts for part in whole.parts.counts}
            for count in shared:
                whole = _whole(passage, count, listed.get(count.start))
                share = count.share
                if whole is None or share is None or any(_fits(count, share.percent, each) for each in wholes):
                    continue
                yield self.finding(
                    passage.place(share),
                    passage.path,
                    written=passage.written(count),
                    percent=show(share.percent),
                    whole=show(whole.number),
                    right=show(_percent(count.number, whole.number, share.percent)),
                )


def _whole(passage: Passage, count: Count, head: Count | None) -> Count | None:
    """The whole a share would naturally be of: that of its list, or the last one told of requests before a result."""
    if head:
        return head if head.number and head.exact and head.sure else None
    if count.dimension not in _OF_REQUESTS:
        return None
    before = [w for w in passage.counts if w.dimension is Dimension.FLOW and w.start < count.start and w.number]
    return before[-1] if before else None


def _wholes(passage: Passage, book: Ledger) -> set[Number]:
    """Every number the paragraph or table 3 could mean as a whole."""
    counts = [count for count in passage.all() if count.number]
    found = {count.number for count in counts}
    flows = {count.number for count in counts[:_MANY] if count.dimension is Dimension.FLOW}
    found.update(one + other for one in flows for other in flows)
    found.update(sum(part.number for part in count.parts.counts) for count in passage.counts if count.parts)
    new, carried, total = (book.request(row) for row in ("new_received", "carried_over", "result_total"))
    found.update(number for number in (new, total) if number)
    if new is not None and carried is not None:
        found.add(new + carried)
    return found


def _percent(part: Number, whole: Number, like: Decimal) -> Decimal:
    """The true percentage with as many digits as the one given."""
    exponent = like.as_tuple().exponent
    return (Decimal(100) * part / whole).quantize(Decimal(1).scaleb(min(0, int(exponent))))


def _fits(part: Count, percent: Decimal, whole: Number) -> bool:
    if whole <= 0:
        return False
    last_digit = Decimal(1).scaleb(min(0, int(percent.as_tuple().exponent)))
    return abs(Decimal(100) * part.number / whole - percent) <= last_digit
