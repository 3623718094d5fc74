"""Every built-in rule against its own examples, and what all of them have in common."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import disclint_rules
from disclint.api import (
    Equation,
    Example,
    Finding,
    Kind,
    Language,
    Operator,
    Phrase,
    Report,
    Rule,
    Severity,
    Standing,
    Term,
    replace,
)
from disclint.parser import parse_report
from disclint.readers import read
from disclint.template import built_in_forms
from disclint.testing import clean_report, example_document
from disclint_rules import t204_merged_cells

RULES: list[Rule] = [rule() for rule in disclint_rules.disclint_rules()]
CASES = [(rule, number, example) for rule in RULES for number, example in enumerate(rule.meta.examples, start=1)]
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.meta.code}-{number}-{'bad' if example.expect else 'good'}")
    for rule, number, example in CASES
]
PASSING = [
    pytest.param(rule, example, id=f"{rule.meta.code}-{number}")
    for rule, number, example in CASES
    if not example.expect
]
LANGUAGES = (Language.ZH, Language.EN)


@cache
def report_of(example: Example) -> Report:
    return parse_report(example_document(example), built_in_forms())


def parse_text(text: str) -> Report:
    return parse_report(read(text.encode(), "报告.txt"), built_in_forms())


def shown(findings: Iterator[Finding]) -> list[str]:
    return [f"{finding.code} {finding.path}: {finding.message()}" for finding in findings]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example(rule: Rule, example: Example) -> None:
    found = list(rule.check(report_of(example)))
    assert sorted(finding.path for finding in found) == sorted(example.expect), shown(iter(found))
    assert all("{" not in finding.message(language).replace("{id}", "") for finding in found for language in LANGUAGES)


@pytest.mark.parametrize(("rule", "example"), PASSING)
def test_other_rules_are_silent_on_passing_examples(rule: Rule, example: Example) -> None:
    """What passes one rule as a trap must not be caught by another, but for the rule the title sends the reader to."""
    named = [other for other in RULES if other.meta.code in example.title.zh]
    others = [other for other in RULES if other not in (rule, *named) and other.meta.on_by_default]
    noise = [
        finding
        for other in others
        for finding in other.check(report_of(example))
        if finding.severity is not Severity.INFO
    ]
    # What an example leaves out is missed by the rule for it.
    assert not shown(finding for finding in noise if finding.path not in example.drop)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.meta.code)
class TestMeta:
    def test_both_languages_have_the_same_fields(self, rule: Rule) -> None:
        phrases = [rule.meta.title, rule.meta.why, rule.meta.authority.text, *rule.meta.messages.values()]
        phrases += [example.title for example in rule.meta.examples]
        for phrase in phrases:
            assert phrase.zh.strip() and phrase.en.strip()
            assert _fields(phrase.zh) == _fields(phrase.en), phrase
        assert rule.meta.messages

    def test_has_two_examples_of_each_kind(self, rule: Rule) -> None:
        failing = [example for example in rule.meta.examples if example.expect]
        assert len(failing) >= 2 and len(rule.meta.examples) - len(failing) >= 2

    def test_file_is_named_after_code_and_name(self, rule: Rule) -> None:
        code, name = rule.meta.code.lower(), rule.meta.name.replace("-", "_")
        assert type(rule).__module__ == f"disclint_rules.{code}_{name}"

    def test_authority_names_no_norm_that_was_not_read(self, rule: Rule) -> None:
        """Advice says that it is advice; documents are cited with their number."""
        authority = rule.meta.authority
        if authority.standing is Standing.ADVICE:
            assert "没有明文规定" in authority.text.zh
        if authority.standing in (Standing.SOURCED, Standing.TEMPLATE):
            assert "号" in authority.text.zh

    def test_is_silent_on_a_file_that_is_no_report(self, rule: Rule) -> None:
        report = parse_text("会议通知\n\n定于下周三上午九时召开办公会，请各科室负责人参加。\n")
        assert report.kind is not Kind.REPORT
        assert [finding.code for finding in rule.check(report)] == (["S100"] if rule.meta.code == "S100" else [])


def test_codes_and_names_are_unique() -> None:
    for keys in ([rule.meta.code for rule in RULES], [rule.meta.name for rule in RULES]):
        assert len(keys) == len(set(keys)) and keys
    assert [rule.meta.code for rule in RULES] == sorted(rule.meta.code for rule in RULES)


def test_every_rule_file_is_registered() -> None:
    folder = Path(disclint_rules.__file__).parent
    files = {path.stem for path in folder.glob("[a-z][0-9][0-9][0-9]_*.py")}
    assert files == {type(rule).__module__.partition(".")[2] for rule in RULES}


def test_rules_import_the_api_alone() -> None:
    """A built-in rule is an ordinary plugin: what it needs, a province's rule can have."""
    for path in Path(disclint_rules.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("disclint"):
                assert node.module == "disclint.api" or (node.module or "").startswith("disclint_rules"), path.name


def test_a_wrong_total_is_told_at_the_total_with_its_summands() -> None:
    text = clean_report(2023).set("requests/carried_forward/natural_person", "4").text()
    (finding,) = _findings("B401", text)
    assert "10" in finding.message() and "9 + 1 = 10，应等于 9 + 4 = 13，相差 3" in finding.message()
    assert "9 + 1 = 10, should equal 9 + 4 = 13" in finding.message(Language.EN)
    assert [related.path for related in finding.related] == [
        "requests/new_received/natural_person",
        "requests/carried_over/natural_person",
        "requests/carried_forward/natural_person",
    ]
    assert finding.cell is not None and finding.cell.column == "natural_person"


def test_a_long_sum_lists_only_what_is_not_zero() -> None:
    text = clean_report(2023).set("requests/result_total/natural_person", "12").text()
    (finding,) = _findings("B402", text)
    assert "4 + 1 + 1 + 2 + 1 = 9，应等于 12，相差 3" in finding.message()


def test_a_blank_says_what_belongs_there_once() -> None:
    text = clean_report(2023).set("requests/unavailable_not_held/natural_person", "").text()
    assert [finding.message() for code in ("B401", "B402", "B403") for finding in _findings(code, text)] == []
    (finding,) = _findings("C301", text)
    assert "空白处应为 2" in finding.message()


def test_a_blank_with_two_answers_names_both() -> None:
    report = clean_report(2023).set("requests/granted/business", "").set("requests/granted/total", "7")
    (finding,) = _findings("C301", report.text())
    assert "按本行合计应为 3" in finding.message() and "按本列合计应为 1" in finding.message()


@pytest.mark.parametrize(
    ("blank", "expected"),
    [
        (("business", "research", "social_welfare"), "应填 0"),
        (("natural_person", "business", "total"), "自然人 1、商业企业 0、总计 1"),
    ],
)
def test_several_blanks_of_a_row_are_one_finding(blank: tuple[str, ...], expected: str) -> None:
    report = clean_report(2023)
    for column in blank:
        report = report.set(f"requests/carried_over/{column}", "")
    (finding,) = _findings("C301", report.text())
    assert finding.path == "requests/carried_over" and expected in finding.message()
    assert [related.path for related in finding.related] == [f"requests/carried_over/{column}" for column in blank]


def test_zero_is_forced_where_all_summands_are_blank() -> None:
    text = clean_report(2023).set("requests/carried_over/total", "").text()
    (finding,) = _findings("C301", text)
    assert "空白处应为 1" in finding.message()


_PERIOD = "所列数据的统计期限自2023年1月1日起至2023年12月31日止"


@pytest.mark.parametrize(
    "period",
    [
        "本年度报告中所列数据的统计期限为2023年1月1日-12月31日",
        "（统计期限：2023年1月1日—2023年12月31日）",
        "数据统计期限从 2023 年1月 1日起，至 2023 年 12 月 31 日止",
        "统计时间为2023年1月-12月",
        "统计期限为２０２３年１月１日至１２月３１日",
        "统计期限为二〇二三年1月1日至12月31日，整改期限为2023年3月1日至6月30日",
    ],
)
def test_ways_to_state_the_period(period: str) -> None:
    text = clean_report(2023).replace(_PERIOD, period).text()
    assert not shown(iter(_findings("D802", text) + _findings("D801", text)))


@pytest.mark.parametrize(
    "lead",
    [
        "现将清河县水利局2023年政府信息公开工作年度报告公布如下。",
        "按照省政府办公厅关于做好2022年度政府信息公开年度报告编制发布工作的通知要求，现将我局2023年工作情况报告如下。",
        "现将有关情况报告如下：比2022年有较大改进，情况较好。",
        "现将2022年12月以来的情况和2023年工作报告如下。",
        "依据《2022年政务公开工作要点》（国办发〔2022〕8号），现将工作情况报告如下。",
    ],
)
def test_years_in_a_lead_that_are_no_defect(lead: str) -> None:
    assert not shown(iter(_findings("D801", clean_report(2023).replace("编制本报告。", lead).text())))


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024.1.15", []),
        ("2024-01-15", []),
        ("二〇二四年元月", []),
        ("2024年3月31日", []),
        ("2023年12月31日", []),
        ("（2024年1月15日）", []),
        ("2024年 月 日", ["缺月份、日"]),
        ("2024年1月 日", ["缺日"]),
        ("2023年1月 日", ["缺日", "早于2023年度结束"]),
        ("2024年13月1日", ["不存在"]),
        ("2023年2月30日", ["不存在", "早于2023年度结束"]),
    ],
)
def test_dates_at_the_end(date: str, expected: list[str]) -> None:
    found = _findings("D805", clean_report(2023).replace("2024年1月15日", date).text())
    assert len(found) == len(expected)
    assert all(word in finding.message() for word, finding in zip(expected, found, strict=True))


def test_a_province_equation_of_its_own_needs_no_code() -> None:
    """Equations are data: the evaluator serves any that a form brings, inequalities and differences too."""
    form = built_in_forms()[1]
    terms = (Term(1, "issued"), Term(-1, "repealed"))
    for operator, expected in (
        (Operator.AT_LEAST, []),
        (Operator.EQUAL, ["active_disclosure/normative_documents/in_force"]),
    ):
        left, right = (
            ((Term(1, "in_force"),), terms) if operator is Operator.AT_LEAST else (terms, (Term(1, "in_force"),))
        )
        equation = Equation("B404", "active_disclosure", False, left, right, operator, "")
        report = parse_report(
            read(clean_report(2023).text().encode(), "报告.txt"),
            (built_in_forms()[0], replace(form, equations=(equation,))),
        )
        rule = next(rule for rule in RULES if rule.meta.code == "B404")
        found = list(rule.check(report))
        assert [finding.path for finding in found] == expected
        assert all("1 - 0 = 1，应等于 6，相差 5" in finding.message() for finding in found)


def test_the_single_row_of_2019_stands_for_three() -> None:
    """（六）其他处理 in one row, in a report on 2023: counted, and the three rows are not missed."""
    report = clean_report(2023).set("requests/other_misc/natural_person", "0")
    report = report.drop("requests/other_no_correction").drop("requests/other_fee_unpaid")
    text = report.replace("3.其他", "（六）其他处理").text()
    parsed = parse_text(text)
    assert parsed.requests is not None and parsed.requests.row("other_processing") is not None
    for code in ("B402", "T203"):
        assert not shown(iter(_findings(code, text)))


def _findings(code: str, text: str) -> list[Finding]:
    rule = next(rule for rule in RULES if rule.meta.code == code)
    return list(rule.check(parse_text(text)))


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


def test_fields_helper_sees_fields() -> None:
    assert _fields(Phrase("{a}和{b}", "").zh) == {"a", "b"}


@pytest.mark.parametrize(("span", "found"), [(8, []), (7, ["requests/denied"]), (1, ["requests/denied"])])
def test_a_group_merged_as_in_the_form_is_no_finding(span: int, found: list[str]) -> None:
    rule = next(rule for rule in RULES if rule.meta.code == "T204")
    assert [finding.path for finding in rule.check(parse_text(t204_merged_cells.page(span)))] == found
