"""Which rules run: codes, names, families, prefixes, ALL, and who wins."""

from __future__ import annotations

import pytest

from disclint.api import Authority, Finding, Phrase, Position, RuleMeta, Severity, Standing
from disclint.select import Layer, SelectorError, choose, find_rules


def meta(code: str, name: str, severity: Severity = Severity.ERROR, default: bool | None = None) -> RuleMeta:
    word = Phrase(name, name)
    return RuleMeta(code, name, word, word, severity, Authority(Standing.ADVICE, word), {"": word}, (), default)


RULES = (
    meta("B401", "requests-balance"),
    meta("B402", "results-total"),
    meta("D802", "report-period"),
    meta("D807", "document-number-brackets", Severity.INFO),
    meta("S100", "not-a-report"),
    meta("S103", "section-heading", Severity.WARNING),
    meta("SC001", "sichuan-period"),
    meta("T299", "table-unread", Severity.INFO, default=True),
)
DEFAULT = "B401 B402 D802 S100 S103 SC001 T299"

CASES = [
    # select, extend-select, ignore → enabled
    (None, "", "", DEFAULT),
    ("", "", "", ""),
    ("B401", "", "", "B401"),
    ("b401", "", "", "B401"),
    ("results-total", "", "", "B402"),
    ("B", "", "", "B401 B402"),
    ("B40", "", "", "B401 B402"),
    ("ALL", "", "", "B401 B402 D802 D807 S100 S103 SC001 T299"),
    (None, "D807", "", DEFAULT.replace("D802", "D802 D807")),
    (None, "", "ALL", ""),
    (None, "", "S", DEFAULT.replace("S100 S103 ", "")),  # the province's SC001 is another family
    (None, "", "SC", DEFAULT.replace("SC001 ", "")),
    ("S", "", "S103", "S100"),
    ("S103", "", "S", "S103"),  # the more specific wins, whichever side it is on
    ("S103", "", "ALL", "S103"),
    ("S10", "", "S", "S100 S103"),
    ("S", "", "S10", ""),
    ("S103", "", "S103", ""),  # of equals, ignore
    ("section-heading", "", "S103", ""),
    ("B", "S103", "B402", "B401 S103"),
]


@pytest.mark.parametrize(("select", "extend", "ignore", "enabled"), CASES)
def test_who_wins(select: str | None, extend: str, ignore: str, enabled: str) -> None:
    wanted = None if select is None else select.split()
    assert choose(RULES, Layer(wanted, extend.split(), ignore.split())).enabled == set(enabled.split())


LAYERED = [
    # configuration: select, extend-select, ignore; command line: the same → enabled
    (("B", "", ""), (None, "", ""), "B401 B402"),
    (("B", "", ""), ("S103", "", ""), "S103"),  # --select begins anew
    (("B", "", "B402"), ("B", "", ""), "B401 B402"),  # and forgets what was ignored
    (("B", "", "B402"), (None, "S103", ""), "B401 S103"),  # what only adds does not
    (("B", "", "B402"), (None, "B402", ""), "B401 B402"),  # the later has the last word,
    ((None, "", "B402"), (None, "B", ""), DEFAULT),  # however broad it is
    (("B401", "", ""), (None, "", "B"), ""),
    ((None, "D807", ""), (None, "", "D"), DEFAULT.replace("D802 ", "")),
    ((None, "", "B401"), (None, "", "B402"), DEFAULT.replace("B401 B402 ", "")),
]


@pytest.mark.parametrize(("configuration", "command_line", "enabled"), LAYERED)
def test_the_command_line_has_the_last_word(
    configuration: tuple[str | None, str, str], command_line: tuple[str | None, str, str], enabled: str
) -> None:
    layers = [
        Layer(None if select is None else select.split(), extend.split(), ignore.split())
        for select, extend, ignore in (configuration, command_line)
    ]
    assert choose(RULES, *layers).enabled == set(enabled.split())


@pytest.mark.parametrize(
    ("selector", "hint"),
    [
        ("B410", "B40"),
        ("result-total", "results-total"),
        ("X", "disclint rule"),
        ("B4011", "B401"),
        ("C", "disclint rule"),
    ],
)
def test_an_unknown_selector_is_an_error_that_says_what_was_meant(selector: str, hint: str) -> None:
    for option in ("select", "extend", "ignore"):
        with pytest.raises(SelectorError) as caught:
            choose(RULES, Layer(**{option: [selector]}))
        assert f"“{selector}”" in str(caught.value)
        assert hint in str(caught.value)


def test_a_selector_stands_for_its_rules() -> None:
    assert find_rules("B", RULES) == {"B401", "B402"}
    assert find_rules("table-unread", RULES) == {"T299"}


@pytest.mark.parametrize(
    ("code", "severity", "select", "kept"),
    [
        ("D802", Severity.ERROR, None, True),
        ("D802", Severity.INFO, None, False),  # an error rule's mild variant is told on request only
        ("D802", Severity.INFO, ["D802"], True),
        ("D802", Severity.INFO, ["report-period"], True),
        ("D802", Severity.INFO, ["D"], True),
        ("D802", Severity.INFO, ["ALL"], True),
        ("T299", Severity.INFO, None, True),  # an info that is on by default
        ("T299", Severity.INFO, ["T299"], True),
        ("D807", Severity.INFO, ["D8"], True),
    ],
)
def test_infos_are_told_on_request(code: str, severity: Severity, select: list[str] | None, kept: bool) -> None:
    rule = next(rule for rule in RULES if rule.code == code)
    finding = Finding(rule, rule.messages[""], Position(1), "overview", severity=severity)
    assert choose(RULES, Layer(select)).keeps(finding) is kept
