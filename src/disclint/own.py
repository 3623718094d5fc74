"""Findings of the house itself, not of a report: a suppression that does nothing, or that nobody can understand."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.failure import RuleFailed
from disclint.finding import Finding, Phrase, Severity
from disclint.report import Report
from disclint.rule import Authority, Rule, RuleMeta, Standing

_ADVICE = Authority(Standing.ADVICE, Phrase("disclint 的建议，没有明文规定", "advice of disclint; no norm says so"))


class _Own(Rule):
    """A rule for its metadata only: its findings are made where suppressions are applied."""

    def check(self, report: Report) -> Iterator[Finding]:
        """Nothing."""
        del report
        return iter(())


class UnusedSuppression(_Own):
    """A suppression nothing falls to."""

    meta = RuleMeta(
        code="Z901",
        name="unused-suppression",
        title=Phrase("没有用处的豁免", "a suppression that does nothing"),
        why=Phrase(
            "配置里的 [[suppress]] 或者文件里的 disclint 注释没有对应的问题：可能已经改好，也可能位置写错了。"
            "留着它，以后同一处真出了问题就不再提示，请删去。只在它所指的文件都检查过、规则也启用时才提示。",
            "An entry [[suppress]] of the configuration, or a comment in the file, that no finding falls to: it was "
            "corrected since, or the place is wrong. Left there it would hide the next mistake at that place: delete "
            "it. Told only if all the files it names were checked and its rule was on.",
        ),
        severity=Severity.WARNING,
        authority=_ADVICE,
        messages={
            "": Phrase(
                "豁免 {code}（{where}）没有对应的问题，请删去",
                "the suppression of {code} ({where}) suppresses nothing: delete it",
            )
        },
        examples=(),
        judges=frozenset(),
    )


class ExpiredSuppression(_Own):
    """A suppression past its day."""

    meta = RuleMeta(
        code="Z902",
        name="expired-suppression",
        title=Phrase("过期的豁免", "a suppression that has expired"),
        why=Phrase(
            "[[suppress]] 的 expires 已到，这一条不再起作用，原来的问题会重新提示。请改正问题，或者写明新的理由和日期。",
            "An entry [[suppress]] whose day `expires` has come: it counts no more and the finding is told again. "
            "Correct the report, or give a new reason and day.",
        ),
        severity=Severity.WARNING,
        authority=_ADVICE,
        messages={
            "": Phrase(
                "豁免 {code}（{where}）已于 {expires} 到期，不再起作用",
                "the suppression of {code} ({where}) expired on {expires} and counts no more",
            )
        },
        examples=(),
        judges=frozenset(),
    )


class BadSuppression(_Own):
    """A comment that means to suppress something and cannot be understood."""

    meta = RuleMeta(
        code="Z903",
        name="bad-suppression",
        title=Phrase("看不懂的豁免注释", "a suppression comment that cannot be understood"),
        why=Phrase(
            "文件里的注释应写成 <!-- disclint: ignore[B402 requests/result_total/total] 理由 -->：规则代码或名称、"
            "位置（可不写，指全文）和理由，理由不能省。写错的注释不起作用。",
            "A comment in a file reads <!-- disclint: ignore[B402 requests/result_total/total] reason -->: the code or "
            "name of a rule, a node path (without one, the whole file) and the reason, which must be there. A comment "
            "that is wrong does nothing.",
        ),
        severity=Severity.WARNING,
        authority=_ADVICE,
        messages={
            "": Phrase(
                "看不懂这条 disclint 注释，应写成 <!-- disclint: ignore[规则代码 位置] 理由 -->",
                "not understood: write <!-- disclint: ignore[CODE PATH] reason -->",
            ),
            "reason": Phrase(
                "豁免 {code} 的注释没有写理由，不起作用",
                "the comment that suppresses {code} gives no reason and does nothing",
            ),
            "code": Phrase(
                "豁免注释里没有“{code}”这条规则",
                'the comment suppresses "{code}", and there is no such rule',
            ),
        },
        examples=(),
        judges=frozenset(),
    )


OWN: tuple[type[Rule], ...] = (UnusedSuppression, ExpiredSuppression, BadSuppression, RuleFailed)
