"""Which rules run: by code, name, family or prefix, `ALL`; where select and ignore meet, the more specific wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from disclint.errors import DisclintError
from disclint.finding import Finding, Severity
from disclint.rule import RuleMeta

_EXACT = 100  # more specific than any prefix
_DEFAULT = -1  # less specific than ALL
_PREFIX = re.compile(r"([A-Z]{1,4})(\d{0,3})")


class SelectorError(DisclintError):
    """A selector that names no rule."""


class Selection(Struct, frozen=True):
    """The rules that run, by code.

    `explicit` are those of them that were asked for rather than on by default; `ignored` are rules that were
    asked not to run, which is more than not to be selected.
    """

    enabled: frozenset[str]
    explicit: frozenset[str] = frozenset()
    ignored: frozenset[str] = frozenset()

    def keeps(self, finding: Finding) -> bool:
        """Whether a finding is shown: an info only on request, or from a rule that is an info and on by default."""
        if finding.severity is not Severity.INFO or finding.code in self.explicit:
            return True
        return finding.meta.severity is Severity.INFO and finding.meta.on_by_default


class _Selector(Struct, frozen=True):
    codes: frozenset[str]
    specificity: int


class Layer(Struct, frozen=True):
    """What one place (the configuration, the command line) says of the rules to run."""

    select: Sequence[str] | None = None
    extend: Sequence[str] = ()
    ignore: Sequence[str] = ()


def choose(metas: Sequence[RuleMeta], *layers: Layer) -> Selection:
    """Resolve selectors against the rules there are; of several layers the later has the last word.

    `select` replaces the default set and whatever the layers before say, `extend` adds, `ignore` takes away. A rule that
    a layer names both ways follows the more specific selector (`--select S --ignore S103`, `--ignore S --select
    S103`); of equals, `ignore`. SelectorError names a selector that fits no rule, and the likeliest one meant.
    """
    enabled = {meta.code for meta in metas if meta.on_by_default}
    explicit: set[str] = set()
    refused: set[str] = set()
    for layer in layers:
        chosen = [_resolve(text, metas) for text in [*(layer.select or ()), *layer.extend]]
        ignored = [_resolve(text, metas) for text in layer.ignore]
        if layer.select is not None:
            enabled, explicit, refused = set(), set(), set()
        for meta in metas:
            code = meta.code
            wanted, unwanted = _best(chosen, code), _best(ignored, code)
            if unwanted is not None and unwanted >= (_DEFAULT if wanted is None else wanted):
                enabled.discard(code)
                explicit.discard(code)
                refused.add(code)
            elif wanted is not None:
                enabled.add(code)
                explicit.add(code)
                refused.discard(code)
    return Selection(frozenset(enabled), frozenset(explicit), frozenset(refused))


def find_rules(text: str, metas: Sequence[RuleMeta]) -> frozenset[str]:
    """The codes a single selector stands for; SelectorError if none."""
    return _resolve(text, metas).codes


def _best(selectors: Iterable[_Selector], code: str) -> int | None:
    return max((selector.specificity for selector in selectors if code in selector.codes), default=None)


def _resolve(text: str, metas: Sequence[RuleMeta]) -> _Selector:
    upper = text.upper()
    if upper == "ALL":
        return _Selector(frozenset(meta.code for meta in metas), 0)
    exact = frozenset(meta.code for meta in metas if meta.code == upper or meta.name == text.lower())
    if exact:
        return _Selector(exact, _EXACT)
    if _PREFIX.fullmatch(upper):
        # The letters must match whole: S means the sections of the core, never a province's SC001, which
        # `--ignore S` would otherwise switch off unseen.
        codes = frozenset(meta.code for meta in metas if meta.code.startswith(upper) and _same_family(meta.code, upper))
        if codes:
            return _Selector(codes, len(upper))
    raise SelectorError(_unknown(text, metas))


def _same_family(code: str, prefix: str) -> bool:
    return code.rstrip("0123456789") == prefix.rstrip("0123456789")


def _unknown(text: str, metas: Sequence[RuleMeta]) -> str:
    import difflib

    known = sorted({meta.code for meta in metas} | {meta.name for meta in metas} | {"ALL"})
    near = difflib.get_close_matches(text, known, 1) or difflib.get_close_matches(text.upper(), known, 1)
    if near:
        return f"没有规则“{text}”，是不是要写 {near[0]}？ (unknown rule; did you mean {near[0]}?)"
    return f"没有规则“{text}”；disclint rule 列出全部规则 (unknown rule; `disclint rule` lists them all)"
