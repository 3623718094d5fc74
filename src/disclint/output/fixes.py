"""What the formats for people say of fixes: how many were made, how many there are, which they were."""

from __future__ import annotations

from collections import Counter

from disclint.finding import Finding, Language, Phrase
from disclint.fix import Applicability
from disclint.output.text import safe
from disclint.result import Fixing, Run, Summary


def fix_lines(run: Run) -> list[str]:
    """The list of what was fixed, if asked for, and the line with the counts; empty if there is nothing to say."""
    shown = _list(run) if run.fixing.shown else []
    counts = _counts(run.summary, run.fixing)
    return [*shown, counts.text(run.language)] if counts else shown


def can_be_made(finding: Finding, fixing: Fixing) -> bool:
    """Whether `--fix`, with the options given, would make the fix of a finding."""
    if finding.fix is None:
        return False
    applicability = finding.fix.applicability
    return applicability is Applicability.SAFE or (fixing.unsafe and applicability is Applicability.UNSAFE)


def _counts(summary: Summary, fixing: Fixing) -> Phrase | None:
    done = _done(summary.fixed, fixing.diff) if fixing.made else None
    left = _left(summary, fixing, other=done is not None)
    if done and left:
        return Phrase(f"{done.zh}；{left.zh}", f"{done.en}; {left.en}")
    return done or left


def _done(fixed: int, diff: bool) -> Phrase | None:
    if diff:
        return (
            Phrase(f"将修复 {fixed} 处", f"Would fix {fixed}") if fixed else Phrase("没有改动", "Nothing would change")
        )
    return Phrase(f"已修复 {fixed} 处", f"Fixed {fixed}") if fixed else None


def _left(summary: Summary, fixing: Fixing, *, other: bool) -> Phrase | None:
    unsafe = 0 if fixing.unsafe else summary.fixable_unsafe
    count = summary.fixable + summary.fixable_unsafe
    if not count:
        return None
    also, more = ("另有 ", " more") if other else ("", "")
    if unsafe == count:
        return Phrase(
            f"{also}{count} 处可用 --fix --unsafe-fixes 修复", f"{count}{more} fixable with --fix --unsafe-fixes"
        )
    zh, en = f"{also}{count} 处可用 --fix 修复", f"{count}{more} fixable with --fix"
    if unsafe:
        return Phrase(f"{zh}（其中 {unsafe} 处需 --unsafe-fixes）", f"{en} ({unsafe} of them need --unsafe-fixes)")
    return Phrase(zh, en)


def _list(run: Run) -> list[str]:
    """By file the rules and how often each was fixed."""
    lines: list[str] = []
    for result in run.results:
        if not result.fixed:
            continue
        metas = {finding.code: finding.meta for finding in result.fixed}
        counts = Counter(finding.code for finding in result.fixed)
        lines.append(f"{safe(result.filename)}{':' if run.language is Language.EN else '：'}")
        for code in sorted(counts):
            meta = metas[code]
            lines.append(f"    {counts[code]} × {code}[{meta.name}] {meta.title.text(run.language)}")
    if not lines:
        return []
    title = Phrase("将修复", "Would fix") if run.fixing.diff else Phrase("已修复", "Fixed")
    return [title.text(run.language) + (":" if run.language is Language.EN else "："), *(f"  {line}" for line in lines)]
