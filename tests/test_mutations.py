"""One defect at a time in a clean report: it is found, at its place, and nothing else is found.

And the other way round, which matters more: a clean report has no finding, whatever converter it went through.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import pytest

from disclint.engine import Settings, check_data
from disclint.finding import Finding, Severity
from disclint.plugins import load_plugins
from disclint.select import Layer, choose
from disclint.template import load_form
from disclint.testing import Prose, SampleReport, clean_report
from flattenings import FLATTENINGS, REPORT_NOISE, TEXT_NOISE, random_report

YEARS = (2020, 2023)  # a report in either form

# The rules whose defects are made below. What other rules find in the same damage (prose that no longer tells what the
# tables say) is for their own tests.
CORE = [
    *("B401", "B402", "B403", "B404"),
    *("C301", "C302", "C303", "C304", "C305", "C306", "C309"),
    *("D801", "D802", "D805"),
    *("S100", "S101", "S102", "S103", "S104", "S105", "S106", "S107", "S108", "S109", "S114"),
    *("T201", "T202", "T203", "T299"),
]

# Digits run together: what is in the cells can be told in part only, which T299 says.
GLUED = "glued"
LEGIBLE = tuple(name for name in FLATTENINGS if name != GLUED)

# Where words among the values cannot be taken for a piece of a label.
ROW_A_LINE = tuple(name for name in LEGIBLE if name not in ("lines", "cell_then_bar"))

# Where a blank cell in a row of many can be told from one that was lost.
BLANKS_SHOW = (
    *("tabs_grid", "tabs_packed", "tabs_source", "tika", "gfm", "html_in_md"),
    *("bars_nbsp", "bars_lead", "bar_rows_framed"),
)


@cache
def rules(*codes: str) -> Settings:
    """Settings with these rules, or all that are on by default."""
    plugins = load_plugins()
    return Settings(plugins, choose(plugins.metas, Layer(list(codes) or None)))


def findings(report: SampleReport, flattening: str, settings: Settings, noise: str = "") -> tuple[list[Finding], str]:
    """What is found at warning or above in the report as flattened, and the text it was found in."""
    rng = random.Random(flattening + noise)
    text = FLATTENINGS[flattening].render(report, rng)
    if noise:
        text = TEXT_NOISE[noise](text, rng)
    suffix = "md" if flattening in ("gfm", "html_in_md") else "txt"
    result = check_data(text.encode(), f"报告.{suffix}", settings)
    assert not result.errors
    return [each for each in result.findings if each.severity is not Severity.INFO], text


def shown(found: Iterable[Finding]) -> list[str]:
    """As the tables below write them: code and node path."""
    return sorted(f"{each.code} {each.path}" for each in found)


# --- no false alarm ---------------------------------------------------------------------------------------------------


def silent(report: SampleReport, flattening: str, settings: Settings, noise: str = "") -> bool:
    found, _ = findings(report, flattening, settings, noise)
    if flattening == GLUED:
        found = [each for each in found if each.code != "T299"]
    return not shown(found)


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2022, 2025])
@pytest.mark.parametrize("flattening", FLATTENINGS)
def test_a_clean_report_has_no_finding(flattening: str, year: int) -> None:
    assert silent(clean_report(year), flattening, rules())
    assert silent(clean_report(year, organ="东岭镇人民政府"), flattening, rules(*CORE))


@pytest.mark.parametrize("noise", ["", "page_furniture", "site_chrome", "newline_style"])
@pytest.mark.parametrize("flattening", FLATTENINGS)
def test_a_balanced_report_has_no_finding(flattening: str, noise: str) -> None:
    """Any figures, and the web page or the printed pages around them."""
    for seed in range(4):
        form = ("2019", "2021")[seed % 2]
        report = random_report(random.Random(f"{flattening}{noise}{seed}"), form, balanced=True)
        assert silent(report, flattening, rules() if noise == "" else rules(*CORE), noise), seed


@pytest.mark.parametrize("flattening", FLATTENINGS)
def test_labels_broken_over_lines_are_no_error(flattening: str) -> None:
    """The converter did that, not the organ: what could not be read may be said, but nothing is called wrong."""
    for seed in range(6):
        rng = random.Random(f"{flattening}{seed}")
        report = random_report(rng, ("2019", "2021")[seed % 2], balanced=True)
        found, _ = findings(REPORT_NOISE["break_labels"](report, rng), flattening, rules(*CORE))
        assert not shown(each for each in found if each.severity is Severity.ERROR), seed


# --- one defect -------------------------------------------------------------------------------------------------------

Change = Callable[[SampleReport], SampleReport]


@dataclass(frozen=True)
class Mutation:
    """A way to spoil a clean report, and the findings (code and node path) that must come of it, and no others."""

    name: str
    change: Change
    expect: tuple[str, ...]
    years: tuple[int, ...] = YEARS
    flattenings: tuple[str, ...] = LEGIBLE


def cells(**texts: str) -> Change:
    """Cells of table 3 by `row__column`."""
    return lambda report: report.fill({f"requests/{name.replace('__', '/')}": text for name, text in texts.items()})


def cell(path: str, text: str) -> Change:
    return lambda report: report.set(path, text)


def drop(path: str) -> Change:
    return lambda report: report.drop(path)


def drop_section(section: str) -> Change:
    return lambda report: report.drop_section(section)


def replace(old: str, new: str) -> Change:
    """`{year}`, `{next}` and `{last}` stand for the report year and its neighbours."""

    def change(report: SampleReport) -> SampleReport:
        years = {"year": report.year, "next": report.year + 1, "last": report.year - 1}
        return report.replace(old.format(**years), new.format(**years))

    return change


def more(row: str, column: str, by: int = 1) -> Change:
    """A figure of table 3 and the total of its row, both larger, so that the row still adds up."""

    def change(report: SampleReport) -> SampleReport:
        paths = (f"requests/{row}/{column}", f"requests/{row}/total")
        return report.fill({path: str(int(report.value(path)) + by) for path in paths})

    return change


def without_text(section: str) -> Change:
    """A section of which only the heading is left."""

    def change(report: SampleReport) -> SampleReport:
        for piece in report.blocks():
            if isinstance(piece, Prose) and piece.section == section:
                report = report.replace(piece.text, "")
        return report

    return change


def other_form(report: SampleReport) -> SampleReport:
    """The tables of the form that is not for this year."""
    return clean_report(report.year, form="2019" if report.form == "2021" else "2021")


def free_text(report: SampleReport) -> SampleReport:
    """The title of such a report over prose that keeps to none of the form."""
    for section in load_form(report.form).sections:
        report = report.drop_section(section.id)
    return report.replace("编制本报告。", "编制本报告。" + "全年工作平稳有序，各项任务按时完成。" * 20)


TOTALS = "requests/result_total"
PENALTIES = "active_disclosure/penalties/decisions"
FIFTH = "五、存在的主要问题及改进情况"
SIXTH = "六、其他需要报告的事项"

MUTATIONS = [
    # balance: reported at the total, with the sum spelled out
    Mutation(
        "new received",
        more("new_received", "natural_person"),
        (f"B401 {TOTALS}/natural_person", f"B401 {TOTALS}/total"),
    ),
    Mutation("carried over", more("carried_over", "business", 5), (f"B401 {TOTALS}/business", f"B401 {TOTALS}/total")),
    Mutation(
        "carried forward", more("carried_forward", "research"), (f"B401 {TOTALS}/research", f"B401 {TOTALS}/total")
    ),
    Mutation("a result", more("granted", "natural_person"), (f"B402 {TOTALS}/natural_person", f"B402 {TOTALS}/total")),
    Mutation(
        "another result", more("denied_admin_query", "other_org"), (f"B402 {TOTALS}/other_org", f"B402 {TOTALS}/total")
    ),
    Mutation(
        "total of new received",
        cells(new_received__total="99"),
        (f"B401 {TOTALS}/total", "B403 requests/new_received/total"),
    ),
    Mutation("total of a result", cells(granted__total="99"), (f"B402 {TOTALS}/total", "B403 requests/granted/total")),
    Mutation(
        "one applicant",
        cells(granted__natural_person="88"),
        (f"B402 {TOTALS}/natural_person", "B403 requests/granted/total"),
    ),
    Mutation(
        "total of results",
        cells(result_total__research="3"),
        (f"B401 {TOTALS}/research", f"B402 {TOTALS}/research", f"B403 {TOTALS}/total"),
    ),
    Mutation(
        "total of reviews",
        cell("review_litigation/cases/review_total", "9"),
        ("B404 review_litigation/cases/review_total",),
    ),
    Mutation(
        "a lawsuit", cell("review_litigation/cases/direct_other", "9"), ("B404 review_litigation/cases/direct_total",)
    ),
    Mutation(
        "a lawsuit after review",
        cell("review_litigation/cases/post_review_pending", "1"),
        ("B404 review_litigation/cases/post_review_total",),
    ),
    # cells
    Mutation(
        "blank", cells(granted__natural_person=""), ("C301 requests/granted/natural_person",), flattenings=BLANKS_SHOW
    ),
    Mutation(
        "blank total",
        cells(result_total__total=""),
        (f"C301 {TOTALS}/total",),
        flattenings=tuple(name for name in BLANKS_SHOW if name != "bars_lead"),  # which drops what ends a row
    ),
    Mutation(
        "blank in table 2",
        cell("active_disclosure/normative_documents/in_force", ""),
        ("C301 active_disclosure/normative_documents/in_force",),
        (2023,),
        BLANKS_SHOW,
    ),
    Mutation(
        "the one cell of a row blank",
        cell("active_disclosure/licences/decisions", ""),
        ("C301 active_disclosure/licences/decisions",),
        (2023,),
    ),
    Mutation(
        "blank in table 4",
        cell("review_litigation/cases/direct_upheld", ""),
        ("C301 review_litigation/cases/direct_upheld",),
        flattenings=("tabs_grid", "tika", "gfm", "html_in_md", "bars_nbsp"),
    ),
    *(
        Mutation(f"{text} in table 3", cells(granted__natural_person=text), ("C302 requests/granted/natural_person",))
        for text in ("/", "－", "—", "无")
    ),
    Mutation(
        "words in table 3",
        cells(granted__natural_person="未统计"),
        ("C302 requests/granted/natural_person",),
        flattenings=ROW_A_LINE,
    ),
    Mutation("dash in table 2", cell(PENALTIES, "－"), (f"C302 {PENALTIES}",)),
    Mutation("fraction", cell(PENALTIES, "4.5"), (f"C303 {PENALTIES}",)),
    Mutation("negative", cell(PENALTIES, "-4"), (f"C304 {PENALTIES}",)),
    Mutation("unit", cell(PENALTIES, "25件"), (f"C305 {PENALTIES}",)),
    Mutation("full-width digits", cell(PENALTIES, "４"), (f"C306 {PENALTIES}",)),
    Mutation(
        "space in the amount",
        cell("active_disclosure/procurement/amount", "1756. 58万元"),
        ("C306 active_disclosure/procurement/amount",),
        (2020,),
        tuple(name for name in LEGIBLE if name not in ("spaces", "aligned")),
    ),
    Mutation(
        "bookmark",
        cell(PENALTIES, "[bookmark: _GoBack]4"),
        (f"C309 {PENALTIES}",),
        flattenings=tuple(name for name in LEGIBLE if name not in ("spaces", "aligned")),
    ),
    # years and dates
    Mutation("year in prose", replace("（一）主动公开。{year}年", "（一）主动公开。{last}年"), ("D801 overview",)),
    Mutation("period begins a year early", replace("自{year}年1月1日起", "自{last}年1月1日起"), ("D802 lead",)),
    Mutation("period ends in November", replace("至{year}年12月31日止", "至{year}年11月30日止"), ("D802 lead",)),
    Mutation("signed in the report year", replace("{next}年1月15日", "{year}年1月15日"), ("D805 signature",)),
    Mutation("no day", replace("{next}年1月15日", "{next}年1月 日"), ("D805 signature",)),
    Mutation(
        "neither day nor right year", replace("{next}年1月15日", "{year}年1月 日"), ("D805 signature", "D805 signature")
    ),
    # sections
    *(
        Mutation(f"no {section.id}", drop_section(section.id), (f"S101 {section.id}",))
        for section in load_form("2021").sections
        if section.id not in load_form("2021").tables
    ),
    *(
        Mutation(f"no {table}, heading and all", drop_section(table), (f"S101 {table}", f"T201 {table}"))
        for table in load_form("2021").tables
    ),
    Mutation("wrong ordinal", replace(FIFTH, "四" + FIFTH[1:]), ("S102 problems",)),
    Mutation("near miss", replace(FIFTH, "五、存在的问题及改进措施"), ("S103 problems",)),
    Mutation("near miss of the first", replace("一、总体情况", "一、概述"), ("S103 overview",)),
    Mutation(
        "extra section",
        replace(SIXTH, "六、政府信息公开平台建设情况\n\n平台运行平稳，全年更新公开指南1次。\n\n七" + SIXTH[1:]),
        ("S102 other_matters", "S104 extra/政府信息公开平台建设情况"),
    ),
    Mutation(
        "section twice", replace(SIXTH, SIXTH + "\n\n没有其他需要报告的事项。\n\n" + SIXTH), ("S105 other_matters",)
    ),
    Mutation("empty section", without_text("problems"), ("S106 problems",)),
    Mutation("no title", drop_section("title"), ("S107 title",)),
    Mutation("title", replace("年政府信息公开工作年度报告", "年信息公开工作报告"), ("S108 title",)),
    Mutation("parts in the lead", replace("和其他需要报告的事项六部分", "五部分"), ("S109 lead",)),
    Mutation("form of other years", other_form, ("S114 active_disclosure",)),
    Mutation("no such report", free_text, ("S100 report",)),
    # tables
    *(
        Mutation(f"no table {table.number}", drop(table.id), (f"T201 {table.id}",))
        for table in load_form("2021").tables.values()
    ),
    Mutation("header", replace("科研机构", "科研单位"), ("T202 requests/header/research",)),
    Mutation("row of table 3", drop("requests/denied_process_info"), ("T203 requests/denied_process_info",)),
    Mutation("row of table 2", drop("active_disclosure/penalties"), ("T203 active_disclosure/penalties",)),
    Mutation("the row of table 4", drop("review_litigation/cases"), ("T203 review_litigation/cases",)),
    Mutation("row label", replace("8.属于行政查询事项", "8.属于行政咨询事项"), ("T203 requests/denied_admin_query",)),
]
CASES = [
    pytest.param(mutation, year, id=f"{mutation.expect[0][:4]}-{mutation.name}-{year}".replace(" ", "-"))
    for mutation in MUTATIONS
    for year in mutation.years
]


@pytest.mark.parametrize(("mutation", "year"), CASES)
def test_one_defect(mutation: Mutation, year: int) -> None:
    report = mutation.change(clean_report(year))
    values = report.values()
    for flattening in mutation.flattenings:
        found, text = findings(report, flattening, rules(*CORE))
        assert shown(found) == sorted(mutation.expect), flattening
        lines = text.split("\n")
        for each in found:
            row = lines[each.position.line - 1]
            assert values.get(each.path, "") in row, f"{flattening}: {each.path} is not in {row!r}"


def test_every_core_rule_has_its_defect() -> None:
    made = {expected.split(" ")[0] for mutation in MUTATIONS for expected in mutation.expect}
    assert made | {"T299"} == set(CORE)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_what_cannot_be_read_is_said_once(form: str) -> None:
    """Cells run together where no sum tells them apart: T299 for the table, and not a word on its cells."""
    report = random_report(random.Random(1), form)
    found, _ = findings(report, GLUED, rules(*CORE))
    assert {each.code for each in found} == {"T299"}
    assert len({each.path for each in found}) == len(found)
