"""The kit as the author of a plugin uses it: a sample in any format, what rules find in it, and examples as tests."""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator

import pytest

import disclint_rules
from disclint.api import (
    Authority,
    CellState,
    EquationRule,
    Example,
    Finding,
    Phrase,
    Report,
    Rule,
    RuleMeta,
    Severity,
    Standing,
    equation_messages,
    load_form,
    parse_equation,
    replace,
)
from disclint.testing import FORMATS, Format, assert_examples, check, clean_report, found, parse
from disclint.trust import NotAFinding

TEN = Phrase("十", "ten")


class Granted(Rule):
    """A rule of ten lines: whatever was granted is a multiple of five."""

    meta = RuleMeta(
        code="HUB001",
        name="granted-by-fives",
        title=TEN,
        why=TEN,
        severity=Severity.WARNING,
        authority=Authority(Standing.ADVICE, TEN),
        messages={"": Phrase("{label}{row}：{number}", "{label} {row} {number}")},
        examples=(
            Example(TEN, set=(("requests/granted/total", "9"),), expect=("requests/granted/total",)),
            Example(TEN, set=(("requests/granted/natural_person", "5"), ("requests/granted/business", "0"))),
        ),
    )

    def check(self, report: Report) -> Iterator[Finding]:
        for row in report.requests.rows:
            for cell in row.cells:
                if row.id == "granted" and cell.label != "商业企业" and (cell.number or 0) % 5 and cell.number != 4:
                    yield self.at_cell(cell, label=cell.label, row=cell.row_label, number=cell.number)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("year", [2019, 2023])
def test_every_format_says_the_same(format: Format, year: int) -> None:
    sample = clean_report(year=year).set("requests/granted/total", 9)
    report, text = parse(sample, format), parse(sample)
    assert report.format in (format, {"text": "text"}.get(format))
    for table_id, table in text.tables.items():
        assert [(cell.path, cell.number) for row in report.tables[table_id].rows for cell in row.cells] == [
            (cell.path, cell.number) for row in table.rows for cell in row.cells
        ]
    assert [section.heading for section in report.sections] == [section.heading for section in text.sections]


@pytest.mark.parametrize("format", FORMATS)
def test_the_clean_report_is_clean_in_every_format(format: Format) -> None:
    rules = [rule for rule in disclint_rules.disclint_rules() if rule.meta.on_by_default]
    assert found(rules, clean_report(), format) == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_rule_finds_its_cell_in_every_format(format: Format) -> None:
    sample = clean_report(year=2023).set("requests/granted/total", 9)
    assert found(Granted, sample, format) == [("HUB001", "requests/granted/total")]
    (finding,) = check(Granted, sample, format)
    assert finding.message() == "总计（一）予以公开：9"


def test_rules_come_as_classes_as_modules_and_as_packs() -> None:
    plugin = types.ModuleType("plugin")
    plugin.disclint_rules = lambda: [Granted]  # type: ignore[attr-defined]
    sample = clean_report().set("requests/granted/total", 9)
    for rules in (Granted, [Granted], plugin, (plugin,)):
        assert found(rules, sample) == [("HUB001", "requests/granted/total")]
    with pytest.raises(TypeError, match="不是规则"):
        found(sys, sample)


def test_examples_are_tests() -> None:
    assert_examples(Granted)
    assert_examples(disclint_rules.disclint_rules()[:5])


WRONG = {
    "finds too little": (Example(TEN, expect=("requests",)), "应报于 requests，实际 无"),
    "finds too much": (Example(TEN, set=(("requests/granted/total", "9"),)), "应报于 无 (nothing)，实际 requests/granted/total"),
    "cannot be made": (Example(TEN, set=(("requests/grantd/total", "9"),)), "样本报告中没有“requests/grantd/total”"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_an_example_that_does_not_hold_is_told(case: str) -> None:
    example, sentence = WRONG[case]
    with pytest.raises(AssertionError) as raised:
        assert_examples(with_examples(example, *Granted.meta.examples))
    assert sentence in str(raised.value)


def test_a_rule_needs_examples_of_both_kinds() -> None:
    with pytest.raises(AssertionError, match="没有不通过"):
        assert_examples(with_examples(Granted.meta.examples[1]))
    with pytest.raises(AssertionError, match="没有通过"):
        assert_examples(with_examples(Granted.meta.examples[0]))


def test_rubbish_is_told_in_tests_as_in_checks() -> None:
    class Rubbish(Granted):
        def check(self, report: Report) -> Iterator[Finding]:
            yield 7  # type: ignore[misc]

    with pytest.raises(NotAFinding, match="不是 Finding"):
        check(Rubbish, clean_report())


def with_examples(*examples: Example) -> type[Rule]:
    return type("Changed", (Granted,), {"meta": replace(Granted.meta, examples=examples)})


def test_a_province_states_an_equation_in_one_line() -> None:
    class InForce(EquationRule):
        meta = replace(
            Granted.meta,
            code="HUB010",
            messages=equation_messages("现行有效不应少于制发", "fewer are in force than were issued"),
        )

    plugin = types.SimpleNamespace(
        disclint_rules=lambda: [InForce],
        disclint_forms=lambda: [
            replace(
                form := load_form("2021"),
                equations=(
                    *form.equations,
                    parse_equation("in_force >= issued", form.tables["active_disclosure"], "HUB010"),
                ),
            )
        ],
    )
    sample = clean_report(2023).set("active_disclosure/normative_documents/issued", 7)
    assert found(plugin, clean_report(2023)) == []
    (finding,) = check(plugin, sample, "docx")
    assert finding.code == "HUB010"
    assert finding.message() == "表二“行政规范性文件”行现行有效不应少于制发：6，应不小于 7，相差 1"


# --- cells ------------------------------------------------------------------------------------------------------------


def test_a_cell_knows_where_it_is() -> None:
    report = parse(clean_report().set("requests/granted/business", ""))
    cell = report.cell("requests/granted/business")
    assert cell is not None
    assert (cell.label, cell.row_label, cell.state) == ("商业企业", "（一）予以公开", CellState.BLANK)
    assert cell.table is report.requests
    assert cell.row is report.requests.row("granted")
    neighbours = (cell.left, cell.right, cell.above, cell.below)
    assert [each.path if each else None for each in neighbours] == [
        "requests/granted/natural_person",
        "requests/granted/research",
        "requests/carried_over/business",
        "requests/partially_granted/business",
    ]
    first, last = report.cell("requests/new_received/natural_person"), report.cell("requests/carried_forward/total")
    assert first and last
    assert (first.left, first.above, last.right, last.below) == (None, None, None, None)


def test_a_report_without_a_table_has_one_without_numbers() -> None:
    report = parse(clean_report().drop("requests"))
    assert "requests" not in report.tables
    assert not report.requests.present
    states = {cell.state for row in report.requests.rows for cell in row.cells}
    assert states == {CellState.MISSING}
    assert report.requests is report.requests
    assert found(Granted, clean_report().drop("requests")) == []


def test_a_cell_does_not_keep_its_report() -> None:
    """No cycles: in a long run without a collector each report would stay for ever."""
    import gc
    import weakref

    gc.disable()
    try:
        report = parse(clean_report())
        table = weakref.ref(report.requests)
        cell = report.cell("requests/granted/total")
        assert cell is not None
        del report
        assert table() is None
        with pytest.raises(ReferenceError):
            _ = cell.table
    finally:
        gc.enable()


def test_two_readings_are_equal() -> None:
    assert parse(clean_report()) == parse(clean_report())
