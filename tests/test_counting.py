"""The grammar of counting phrases, and that the rules on it are silent on prose which is right in a way of its own."""

from __future__ import annotations

import time

import pytest

import disclint_rules
from disclint.api import Finding, Report, Rule
from disclint.parser import parse_report
from disclint.readers import read as read_file
from disclint.template import built_in_forms
from disclint.testing import clean_report
from disclint_rules.counting import Claim, Count, passages
from disclint_rules.counting.figures import chinese
from disclint_rules.counting.lexer import tokens
from disclint_rules.counting.matcher import read
from disclint_rules.counting.phrases import Setting
from disclint_rules.counting.shapes import claims, named, of_topic
from disclint_rules.counting.words import lexicon, spread
from right_prose import RIGHT_PROSE

CODES = ("X", "F", "B405", "B406", "B407")
RULES: list[Rule] = [rule() for rule in disclint_rules.disclint_rules() if rule.meta.code.startswith(CODES)]
BUREAU = Setting(2023, "清河县水利局", "requests")
# What the clean report says of its requests and disputes; the numbers of its tables are 12 new, 1 carried over, 11 done
# (5 granted, 1 in part, 1 refused, 3 not held, 1 not processed), 2 carried forward; 9 of 12 of natural persons; 1 review.
TOLD = (
    "本年新收政府信息公开申请12件，上年结转1件；本年度办结11件，其中予以公开5件、部分公开1件、不予公开1件、无法提供3件、"
    "不予处理1件、其他处理0件；结转下年度继续办理2件。因政府信息公开被申请行政复议1件，其中结果维持1件；被提起行政诉讼0件。"
)


def counts(text: str, setting: Setting = BUREAU) -> list[tuple[str, int]]:
    """What is counted, and how often, wholes and parts in order; other nouns' counts left out."""
    return [(count.meaning.value, int(count.number)) for count in _all(text, setting) if count.meaning.value != "other"]


def _all(text: str, setting: Setting = BUREAU) -> list[Count]:
    return [each for count in read(text, setting)[0] for each in (count, *(count.parts.counts if count.parts else ()))]


def said(text: str, setting: Setting = BUREAU) -> list[str]:
    """The claims of a paragraph."""
    return [statement.claim.value for statement in read(text, setting)[1] if statement.own]


def findings(report: str) -> list[Finding]:
    parsed = parse(report)
    return [finding for rule in RULES for finding in rule.check(parsed)]


def parse(report: str) -> Report:
    return parse_report(read_file(report.encode(), "报告.txt"), built_in_forms())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共收到政府信息公开申请12件。", [("received", 12)]),
        ("共收到12份政府信息公开申请。", [("received", 12)]),
        ("受理依申请公开１２宗。", [("received", 12)]),
        ("收到依申请公开事项十二件。", [("received", 12)]),
        ("收到申请1,204件。", [("received", 1204)]),
        ("收 到 申 请 1 2 件。", [("received", 12)]),
        ("共收到和办理依申请公开件1宗。", [("received-handled", 1)]),
        ("新收申请9件，上年结转两件。", [("new", 9), ("carried", 2)]),
        ("2022年结转政府信息公开申请2件，结转2024年度继续办理3件。", [("carried", 2), ("forward", 3)]),
        ("3件结转下一年度办理。", [("forward", 3)]),
        ("办结并答复11件，主动撤回1件。", [("handled", 11), ("withdrawn", 1)]),
        ("予以公开5件、部分公开67，占4.61%。", [("granted", 5), ("partial", 67)]),
        ("属于四类过程性信息1件。", [("result-row", 1)]),
        ("自然人、法人或其他组织分别为9件、3件。", [("natural", 9), ("organisations", 3)]),
        ("行政复议、行政诉讼各1件。", [("review", 1), ("lawsuit", 1)]),
        ("行政复议、行政诉讼均为0件。", []),
        ("行政复议、行政诉讼0件。", [("review", 0), ("lawsuit", 0)]),
        ("发生1起行政复议案件。", [("review", 1)]),
        ("因政府信息公开申请行政复议0件。", [("review", 0)]),
        ("制发行政规范性文件3件，废止1件，现行有效20件。", [("issued", 3), ("repealed", 1), ("in-force", 20)]),
        ("收取信息处理费3件，总金额1.5万元。", [("fee", 15000)]),
    ],
)
def test_phrases(text: str, expected: list[tuple[str, int]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "收到申请补正材料3件。",
        "收到行政许可申请30件。",
        "依申请公开30件。",
        "予以公开、部分公开59件。",
        "予以公开或部分公开59件。",
        "不予公开和无法提供12件。",
        "自然人、法人分别为9件。",
        "收到申请12件答复11件。",
        "第二十条规定的申请12件。",
        "每件申请不超过20个工作日。",
        "县教育局收到申请12件。",
        "比上年增加政府信息公开申请3件。",
        "备案行政复议34件。",
        "未经复议直接起诉3件。",
        "提交《政府信息公开申请》12件。",
    ],
)
def test_what_cannot_be_parsed_counts_nothing(text: str) -> None:
    assert counts(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2022年收到申请30件。",
        "去年收到申请30件。",
        "自2019年以来收到申请30件。",
        "累计收到申请30件。",
        "上半年收到申请30件。",
        "全系统收到申请30件。",
        "全县各部门共收到申请30件，其中予以公开12件。",
        "局属各单位积极受理。局属各单位收到申请30件。其中，予以公开12件。",
        "收到申请30余件。",
        "收到申请约30件。",
        "收到申请30件左右。",
    ],
)
def test_what_is_not_this_organs_or_this_years_is_not_compared(text: str) -> None:
    assert _all(text)
    assert not any(count.own and count.exact for count in _all(text) if count.meaning.value != "other")


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("我局收到申请30件。", True),
        ("2023年，清河县水利局共收到申请30件。", True),
        ("县局收到申请30件。", True),
        ("全县收到申请30件。", False),
        ("各部门积极配合。我局收到申请30件。", True),
    ],
)
def test_whose_figures(text: str, own: bool) -> None:
    assert [count.own for count in _all(text)] == [own]


def test_a_district_is_the_scope_of_its_government() -> None:
    government = Setting(2023, "武江区人民政府", "requests")
    assert [count.own for count in _all("全区共收到申请30件。", government)] == [True]
    assert [count.own for count in _all("区政府共收到申请30件。", government)] == [False]
    assert [count.own for count in _all("区政府办公室共收到申请30件。", government)] == [False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("未收到政府信息公开申请。", ["no-requests"]),
        ("2023年我局未收到依申请公开事项.", ["no-requests"]),
        ("本年度无政府信息公开申请。", ["no-requests"]),
        ("未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。", ["no-reviews", "no-lawsuits"]),
        ("没有因政府信息公开引起的行政复议和行政诉讼。", ["no-reviews", "no-lawsuits"]),
        ("未发生行政诉讼案件。", ["no-lawsuits"]),
        ("全部办结。", ["all-done"]),
        ("均已按时办理完毕。", ["all-done"]),
        ("均已答复。", ["all-done"]),
        ("均在法定期限内答复。", []),
        ("均按要求进行答复。", []),
        ("均为自然人申请。", ["all-natural"]),
        ("未收到书面申请。", []),
        ("未收到重复申请。", []),
        ("未收到行政许可申请。", []),
        ("2022年未收到政府信息公开申请。", []),
        ("局属各单位未收到政府信息公开申请。", []),
        ("如未收到政府信息公开申请，则填0。", []),
        ("未收到政府信息公开申请补正材料。", []),
        ("未发生行政复议决定被撤销的情况。", []),
        ("未收到政府信息公开申请", []),  # the line may go on
    ],
)
def test_claims(text: str, expected: list[str]) -> None:
    assert said(text) == expected


def test_lists_know_their_whole_and_their_end() -> None:
    (whole, other), _ = read("公开信息86条，其中动态52条、资金34条，发布解读2篇。", BUREAU)
    assert whole.parts and [part.number for part in whole.parts.counts] == [52, 34]
    assert whole.parts.enumerated and not whole.parts.open and other.number == 2
    (whole,), _ = read("公开信息81条，其中财务4条、规划3条、其他信息55条等。", BUREAU)
    assert whole.parts and whole.parts.open and whole.parts.rest


def test_shares() -> None:
    (whole,), _ = read("办结申请11件，其中予以公开5件（45.5%）、部分公开1件，占9.1%。", BUREAU)
    assert whole.parts
    assert [str(part.share.percent) for part in whole.parts.counts if part.share] == ["45.5", "9.1"]


@pytest.mark.parametrize(("word", "number"), [("十二", 12), ("两", 2), ("一百零五", 105), ("二十", 20), ("二三", None)])
def test_numerals(word: str, number: int | None) -> None:
    assert chinese(word) == number


def test_patterns_of_words_and_shapes() -> None:
    assert spread("上[一]年(结转|转结)") == ["上一年结转", "上一年转结", "上年结转", "上年转结"]
    kinds = {kind for kind, _ in lexicon().words.values()} | {"#", "d"}
    letters = set("".join(kinds))
    tables = [named(), *of_topic().values()]
    assert {letter for shapes in (*tables, claims()) for shape in shapes for letter in shape} <= letters
    assert all(word == "".join(word.split()) for word in lexicon().words)


def seconds(text: str) -> float:
    start = time.process_time()
    read(text, BUREAU)
    return time.process_time() - start


def test_reading_is_linear() -> None:
    """Four times the text takes no more than some four times as long, whatever it is made of."""
    for piece in ("共收到申请12件，其中", "A、B、", "（", "《", "未收到", "9" * 50, "一百", "分别为3件、", "占5%，"):
        short, long = (min(seconds(piece * length) for _ in range(3)) for length in (1000, 4000))
        assert long < 10 * short + 0.1, piece


def test_offsets_are_those_of_the_paragraph() -> None:
    text = "全年 收到 申 请 1 2 件 。"
    (count,), _ = read(text, BUREAU)
    assert text[count.start : count.end] == "收到 申 请 1 2 件"
    assert [token.kind for token in tokens(text)] == ["0", "R", "q", "#", "."]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2023])
def test_the_clean_report_is_told_in_full_and_agrees(year: int) -> None:
    report = clean_report(year).text()
    told = {count.meaning.value for passage in passages(parse(report)) for count in passage.all()}
    assert {
        "new",
        "carried",
        "handled",
        "forward",
        "granted",
        "denied",
        "review",
        "upheld",
        "lawsuit",
        "issued",
    } <= told
    assert not findings(report)


@pytest.mark.parametrize(("organ", "prose"), [(organ, prose) for organ in RIGHT_PROSE for prose in RIGHT_PROSE[organ]])
def test_right_prose_is_left_alone(organ: str, prose: str) -> None:
    found = findings(clean_report(2023, organ=organ).replace(TOLD, prose).text())
    assert not [f"{finding.code}: {finding.message()}" for finding in found]


@pytest.mark.parametrize(
    ("prose", "expected"),
    [
        ("2023年，我局共收到政府信息公开申请20件。", ["X501"]),
        ("2023年度收到依申请公开申请九件，均已按期答复。", ["X501"]),
        ("共收到申请13件（含上年结转3件），答复11件。", ["X501"]),
        ("全年受理12件，办结8件，结转下年度4件。", ["X501", "X501"]),
        ("收到申请12件，办结11件，其中予以公开4件，部分公开1件，不予公开2件。", ["X502", "X502"]),
        ("2023年我局未收到政府信息公开申请，未发生行政复议、行政诉讼。", ["X504", "X504"]),
        ("全年收到政府信息公开申请0件，行政复议0件，行政诉讼0件。", ["X504", "X504"]),
        ("收到申请12件，其中自然人8件、法人3件。", ["X507", "X512"]),
        ("收到申请12件，已全部办结。", ["X511"]),
        ("收到申请12件，均为自然人申请。", ["X512"]),
        ("收到申请12件，其中网络申请8件，占83.3%。", ["X508"]),
        ("新收申请12件，上年结转1件，办结11件，结转下年度继续办理3件。", ["X501", "X510"]),
        ("政府信息公开行政复议2件、行政诉讼1件。", ["X503", "X503"]),
    ],
)
def test_wrong_prose_is_found(prose: str, expected: list[str]) -> None:
    prose = "（二）依申请公开。" + prose
    found = findings(clean_report(2023).replace("（二）依申请公开。" + TOLD, prose).text())
    assert [finding.code for finding in found] == expected, [finding.message() for finding in found]


@pytest.mark.parametrize(
    ("above", "expected"),
    [("（二）依申请公开情况", ["X501"]), ("（二）政府信息管理", []), ("（二）信息公开渠道", [])],
)
def test_a_heading_says_what_the_paragraph_is_about(above: str, expected: list[str]) -> None:
    report = clean_report(2023).replace("（二）依申请公开。" + TOLD, above + "\n\n全年收到20件，均按时答复。")
    assert [finding.code for finding in findings(report.text())] == expected


def test_a_total_that_its_own_row_contradicts_is_not_compared() -> None:
    report = clean_report(2023).set("requests/granted/total", "6")
    assert not [finding.code for finding in findings(report.text())]


def test_a_cell_that_is_no_plain_number_is_not_compared() -> None:
    for row in ("new_received", "carried_over", "result_total"):
        report = clean_report(2023).set(f"requests/{row}/total", "")
        report = report.replace(TOLD, "收到政府信息公开申请20件，办结18件。")
        assert not [finding for finding in findings(report.text()) if finding.code == "X501"]


def test_claims_are_claims() -> None:
    assert {claim for found, _ in claims().values() for claim in found} == set(Claim)
