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


def test_reading_is_linear() -> None:
    """Four times the text takes no more than some four times as long, whatever it is made of."""
    for piece in ("共收到申请12件，其中", "A、B、", "（", "《", "未收到", "9" * 50, "一百", "分别为3件、", "占5%，"):
        times = []
        for length in (1000, 4000):
            start = time.process_time()
            read(piece * length, BUREAU)
            times.append(time.process_time() - start)
        assert times[1] < 10 * times[0] + 0.1, piece


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


@pytest.mark.parametrize(
    "prose",
    [
        "全年共收到政府信息公开申请12件，其中网络申请10件、信函2件，均按时答复。",
        "2023年受理依申请公开12件，其中公开渠道可查询并告知申请人获取方式的6件。",
        "2023年，本机关收到申请12件，办复率100%，按时办结率100%。",
        "2023年共收到13份政府信息公开申请（含2022年结转1份），已答复11份，2份结转下一年度办理。",
        "2023年度新增政府信息公开申请12件，2022年度结转1件，共办理13件，办结11件，结转至2024年继续办理2件。",
        "2023年，县水利局共受理政府信息公开申请１２件，同比增长20%，其中当面申请1件、网络申请9件、邮寄申请2件。",
        "共收到公民、法人和其他组织提出的政府信息公开申请十二件，自然人申请9件，法人或其他组织申请3件。",
        "全年收到依申请公开12宗，自然人、法人或其他组织分别为9宗、3宗。",
        "我局2023年接到信息公开申请12件，去年为18件，减少6件。",
        "截至2023年12月31日，我局共收到政府信息公开申请12件，主要涉及水库移民补偿等事项，其中水库移民8件。",
        "2023年全县水利系统共收到政府信息公开申请40件，其中县水利局12件、县河道管理所15件、灌区管理处13件。",
        "2023年，各乡镇水利站共收到政府信息公开申请7件，予以公开6件，不予公开1件。",
        "全年办理政府信息公开申请11件，其中予以公开5件、占45.5%，部分公开1件、占9.1%，不予公开1件、占9.1%，无法提供3件、占27.3%，不予处理1件、占9.1%。",
        "办结申请11件：予以公开5件（45.45%），部分公开1件（9.09%），不予公开1件（9.09%），无法提供3件（27.27%），不予处理1件（9.09%）。",
        "按处理结果分：予以公开5件，部分公开1件，属于四类过程性信息1件，本机关不掌握相关政府信息3件，信访举报投诉类申请1件。",
        "2023年未收到重复申请，未收到要求提供公开出版物的申请，全部申请均依法答复。",
        "2022年我局未收到政府信息公开申请，2023年收到12件，增加12件。",
        "处理局长信箱来信86件、12345热线工单310件，均已全部办结；办理人大代表建议12件、政协提案9件，办结率100%。",
        "收到政府网站留言25条，全部答复。收到咨询电话300余个。",
        "全年收到政府信息公开申请10余件，均在法定期限内答复。",
        "自2019年以来，累计收到政府信息公开申请86件，答复86件。",
        "上半年收到政府信息公开申请5件，下半年收到7件。",
        "第一季度收到3件，第二季度收到2件，第三季度收到4件，第四季度收到3件，全年共收到政府信息公开申请12件。",
        "依申请公开渠道畅通，明确专人负责受理、登记、审核、答复。共收到申请12件次，未收取任何费用。",
        "本年度收到政府信息公开申请12件，除2件结转下年度办理外，其余均已按期办结。",
        "收到申请12件，其中自然人9件、商业企业2件、法律服务机构1件。",
        "制发公文120件，其中主动公开80件、依申请公开30件、不予公开10件，公开属性确定率100%。",
        "全年主动公开政府信息500条，其中门户网站300条、微信公众号200条，政策解读12条、公示公告90条；回应关切4次。",
        "全年主动公开政府信息75条，其中工作动态52条；其他主动公开文件10条；政策解读2条；财政资金2条；规划信息1条；招考录用3条；公示公告5条。",
        "公开信息86条（含图解12条），其中动态52条（含视频30条）、资金34条。",
        "全年发布信息1200条，其中公告30条、政策解读12条、回应关切8条。",
        "发布信息100条，其中政策文件20条，解读30条，推送微信120条。",
        "开展业务培训3次，参训120人次，其中线上2次、线下1次；编印指南500份。",
        "因政府信息公开引发行政复议1起，结果维持1起；行政诉讼0起。",
        "未发生因政府信息公开被提起行政诉讼的情况，发生行政复议1件，复议机关维持原答复。",
        "2023年我局作为被申请人的行政复议案件23件、行政诉讼案件15件，与政府信息公开有关的1件。",
        "办理行政复议案件57件，其中维持30件、纠正9件、终止18件。",
        "2022年度未发生行政复议、行政诉讼。2023年政府信息公开行政复议1件。",
        "未收到因政府信息公开引起的投诉和举报，未发生泄密事件。",
        "没有因政府信息公开申请而被追究责任的情形。",
        "无行政诉讼案件。",
        "收到政府信息公开申请12件，全部为书面申请，全部按照规定程序登记。",
        "对收到的12件政府信息公开申请逐件登记，11件已办结，2件结转下年度。",
        "答复政府信息公开申请11件，其中：1.予以公开5件；2.部分公开1件；3.不予公开1件；4.无法提供3件；5.不予处理1件。",
        "依法妥善办理12件政府信息公开申请，涉及征地8件、规划3件、其他1件。",
        "2023年共受理政府信息公开申请15件，其中不符合申请要求、不予受理3件，实际办理12件。",
        "我局共收到申请12件，同意公开5件，同意部分公开1件。",
        "共收到12件申请，其中向县政府转办4件，已移交其他机关。",
        "收到政府信息公开申请12件次、涉及信息公开事项45项，当面答复咨询90人次。",
        "依申请公开信息3条，主动公开信息86条，不予公开信息9条。",
        "我局严格按照20个工作日的期限答复，平均办理时间8个工作日，最长18个工作日。",
        "政府信息公开申请办理满意率98.5%，答复规范率100%，全年共收到申请12件。",
        "受理行政许可申请300件，办结298件，其中予以许可290件、不予许可8件。",
        "全年共收到政府信息公开申请12件（网络10件、信函2件），自然人9件、法人3件。",
        "本年度收到申请12件，其中9件为自然人、3件为法人；5件予以公开，1件部分公开，1件不予公开。",
        "收到申请12件，予以公开5件、部分公开1件、无法提供本机关不掌握的信息3件，属于其他情形的1件。",
        "通过门户网站收到政府信息公开申请0件，通过信函收到12件。",
        "《2022年政务公开工作要点》（清政办〔2022〕5号）要求收到申请30件以上的单位设立专岗。",
        "一是主动公开，全年公开信息86条；二是依申请公开，收到申请12件；三是强化培训，开展2次。",
        "与2022年收到的30件相比，2023年收到政府信息公开申请12件。",
        "部分公开、予以公开合计6件，不予公开、无法提供合计4件。",
        "共收到政府信息公开申请12件，较上年30件下降60%。",
    ],
)
def test_right_prose_is_left_alone(prose: str) -> None:
    found = findings(clean_report(2023).replace(TOLD, prose).text())
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
