"""The kit itself: what the other tests stand on."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from disclint.printed import printed_grid
from disclint.template import BandForm, ColumnForm, Equation, Form, Operator, RowForm, TableForm, Term, load_form
from disclint.testing import PhysicalGrid, SampleReport, clean_report
from flattenings import FLATTENINGS, REPORT_NOISE, TEXT_NOISE, blank_cells, random_report, truth

FORMS = ("2019", "2021")


def equation_failures(report: SampleReport, form: Form) -> list[str]:
    """Every equation of the form, for every column or row it is meant for, that does not hold."""
    return [
        f"{equation.code} {equation.text} @ {each}"
        for equation in form.equations
        for each in _instances(equation, form)
        if not _holds(equation, each, truth(report))
    ]


def _instances(equation: Equation, form: Form) -> list[str]:
    bands = form.tables[equation.table].bands
    items = [item for band in bands for item in (band.columns if equation.by_column else band.rows)]
    return [item.id for item in items if not getattr(item, "stands_for", ())]


def _holds(equation: Equation, each: str, cells: dict[str, str]) -> bool:
    def total(terms: tuple[Term, ...]) -> int:
        paths = [(t.sign, f"{t.id}/{each}" if equation.by_column else f"{each}/{t.id}") for t in terms]
        # a row that stands for others is a term, too, but is not printed beside them
        return sum(sign * int(cells.get(f"{equation.table}/{path}", "0")) for sign, path in paths)

    left, right = total(equation.left), total(equation.right)
    return left == right if equation.operator is Operator.EQUAL else left >= right


BALANCED = [(f"clean {year}", clean_report(year)) for year in (2019, 2020, 2021, 2023, 2025)]
BALANCED += [
    (f"{form} seed {n}", random_report(random.Random(n), form, balanced=True)) for form in FORMS for n in range(8)
]


@pytest.mark.parametrize("report", [report for _, report in BALANCED], ids=[name for name, _ in BALANCED])
def test_equations_hold(report: SampleReport) -> None:
    assert equation_failures(report, load_form(report.form)) == []
    assert "" not in truth(report).values()


def test_a_wrong_figure_breaks_each_equation_it_is_in() -> None:
    report = clean_report().set("requests/granted/natural_person", "5")
    assert {failure[:4] for failure in equation_failures(report, load_form("2021"))} == {"B402", "B403"}


CONTENTS = [
    ("title", 2023, "清河县水利局2023年政府信息公开工作年度报告\n"),
    ("period", 2023, "自2023年1月1日起至2023年12月31日止"),
    ("date", 2023, "清河县水利局\n\n2024年1月15日\n"),
    ("fee", 2021, "本机关2021年度未收取信息处理费"),
    ("form of 2020", 2020, "国办公开办函〔2019〕60号"),
    ("form of 2021", 2021, "国办公开办函〔2021〕30号"),
    ("procurement", 2019, "政府集中采购"),
    ("rows of 其他处理", 2022, "3.其他\t"),
]


@pytest.mark.parametrize(("year", "expected"), [case[1:] for case in CONTENTS], ids=[case[0] for case in CONTENTS])
def test_clean_report_says(year: int, expected: str) -> None:
    assert expected in clean_report(year).text()


CHANGES = [
    (
        "set",
        clean_report().set("requests/granted/total", "9"),
        "予以公开\t\t4\t1\t0\t0\t0\t0\t9\n",
        "0\t0\t5\n\t（二）",
    ),
    ("blank", clean_report().set("active_disclosure/licences/decisions", ""), "行政许可\t\t\t\n", "行政许可\t36"),
    ("replace prose", clean_report().replace("总体情况", "概述"), "一、概述\n", "总体情况"),
    ("replace label", clean_report().replace("自然人", "个人"), "\t个人\t", "自然人"),
    ("drop row", clean_report().drop("requests/granted"), "三、本年度办理结果\t（二）部分公开", "（一）予以公开"),
    (
        "drop first of a group",
        clean_report().drop("requests/denied_state_secret"),
        "（三）不予公开\t2.其他",
        "国家秘密",
    ),
    ("drop the only row", clean_report().drop("review_litigation/cases"), "复议后起诉", "1\t0\t0\t0\t1\t0"),
    ("drop table", clean_report().drop("requests"), "三、收到和处理政府信息公开申请情况\n\n四、", "商业企业"),
    ("drop section", clean_report().drop_section("other_matters"), "按时核对并通报。\n\n清河县水利局", "六、"),
    ("drop signature", clean_report().drop_section("signature"), "未收取信息处理费", "2024年1月15日"),
    ("other form", clean_report(2023, form="2019"), "本年新制作数量", "本年制发件数"),
    ("other organ", clean_report(organ="东岭镇人民政府"), "东岭镇人民政府2023年", "清河县"),
]


@pytest.mark.parametrize(
    ("report", "present", "absent"), [case[1:] for case in CHANGES], ids=[case[0] for case in CHANGES]
)
def test_changes(report: SampleReport, present: str, absent: str) -> None:
    assert present in report.text()
    assert absent not in report.text()


def test_a_change_leaves_the_original_alone() -> None:
    report = clean_report()
    before = report.text()
    report.set("requests/granted/total", "9").drop("active_disclosure").replace("总体情况", "概述")
    assert report.text() == before == clean_report().text()
    assert report.value("requests/granted/total") == "5"


MISTAKES: list[tuple[str, Callable[[SampleReport], object], str]] = [
    ("table", lambda report: report.set("request/granted/total", "9"), "active_disclosure、requests"),
    ("row", lambda report: report.set("requests/grant/total", "9"), "granted"),
    ("column", lambda report: report.value("requests/granted/sum"), "natural_person"),
    ("short path", lambda report: report.set("requests/granted", "9"), "natural_person"),
    ("text not there", lambda report: report.replace("概述", "总体情况"), "概述"),
    ("text only in cells", lambda report: report.replace("18.6万元", "0"), "18.6万元"),
    ("empty text", lambda report: report.replace("", "x"), "不能为空"),
    ("row to drop", lambda report: report.drop("requests/grant"), "granted"),
    ("cell to drop", lambda report: report.drop("requests/granted/total"), "set"),
    ("table dropped before", lambda report: report.drop("requests").drop("requests"), "active_disclosure"),
    ("section", lambda report: report.drop_section("others"), "other_matters"),
    ("year", lambda report: clean_report(2018), "2018"),
]


@pytest.mark.parametrize(("mistake", "hint"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES])
def test_mistakes_are_told(mistake: Callable[[SampleReport], object], hint: str) -> None:
    with pytest.raises(ValueError, match=re.escape(hint)):
        mistake(clean_report(2019))


GRIDS = [
    ("table 2 of 2019", clean_report(2019).grid("active_disclosure"), (18, 4, 22), {"第二十条第（九）项": (1, 4)}),
    (
        "table 2 of 2021",
        clean_report(2021).grid("active_disclosure"),
        (14, 4, 10),
        {"本年收费金额（单位：万元）": (1, 3)},
    ),
    (
        "table 3 of 2019",
        clean_report(2019).grid("requests"),
        (26, 10, 161),
        {"三、本年度办理结果": (20, 1), "（六）其他处理": (1, 2)},
    ),
    (
        "table 3 of 2021",
        clean_report(2021).grid("requests"),
        (28, 10, 175),
        {
            "三、本年度办理结果": (22, 1),
            "（六）其他处理": (3, 1),
            "（三）不予公开": (8, 1),
            "（七）总计": (1, 2),
            "自然人": (2, 1),
        },
    ),
    ("table 4", clean_report(2021).grid("review_litigation"), (4, 15, 15), {"行政诉讼": (1, 10), "复议后起诉": (1, 5)}),
    (
        "a row less",
        clean_report(2021).drop("requests/granted").grid("requests"),
        (27, 10, 168),
        {"三、本年度办理结果": (21, 1)},
    ),
]


@pytest.mark.parametrize(("grid", "size", "spans"), [case[1:] for case in GRIDS], ids=[case[0] for case in GRIDS])
def test_printed_grid(grid: PhysicalGrid, size: tuple[int, int, int], spans: dict[str, tuple[int, int]]) -> None:
    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    ]
    height, width, values = size
    assert sorted(covered) == [(row, column) for row in range(height) for column in range(width)]
    assert len([cell for cell in grid.cells if cell.path]) == values
    assert {cell.text: (cell.rowspan, cell.colspan) for cell in grid.cells if cell.text in spans} == spans


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", FLATTENINGS)
def test_flattening(name: str, form: str) -> None:
    report, blanked = blank_cells(random_report(random.Random(7), form), random.Random(8), 0.15)
    for noise in REPORT_NOISE.values():
        rendered = [FLATTENINGS[name].render(noise(report, random.Random(9)), random.Random(9)) for _ in range(2)]
        assert rendered[0] == rendered[1]
    text = FLATTENINGS[name].render(report, random.Random(9))
    cells = truth(report)
    assert {path for path, value in cells.items() if not value} == blanked
    assert [value for value in cells.values() if value and value not in text] == []
    if name != "glued":  # only there does a value not stand alone
        assert {value.lstrip("+-") for value in cells.values() if value} <= set(re.findall(r"\d+", text))
    for noise_name, text_noise in TEXT_NOISE.items():
        noisy = text_noise(text, random.Random(3))
        assert noisy == text_noise(text, random.Random(3)) != text, noise_name
        assert [value for value in cells.values() if value and value not in noisy] == [], noise_name


@pytest.mark.parametrize("name", ["label_noise", "break_labels"])
def test_noise_in_labels_leaves_values_alone(name: str) -> None:
    report = clean_report()
    noisy = REPORT_NOISE[name](report, random.Random(2))
    assert noisy != report
    assert truth(noisy) == truth(report)


def test_random_values_are_distinct() -> None:
    for form in FORMS:
        numbers = [abs(int(value)) for value in truth(random_report(random.Random(1), form)).values()]
        assert len(set(numbers)) == len(numbers)


ROWS = [
    ("tabs_grid", "一、本年新收政府信息公开申请数量\t\t\t9\t2\t0\t0\t1\t\t12"),
    ("tabs_packed", "一、本年新收政府信息公开申请数量\t9\t2\t0\t0\t1\t\t12\t\t"),
    ("tabs_source", "一、本年新收政府信息公开申请数量\t9\t2\t0\t0\t1\t\t12\n"),
    ("tika", "\t（三）不予公开\n\t1.属于国家秘密\n\t0\n"),
    ("tika", "\t其他\n\t\n\n\t一、本年新收政府信息公开申请数量\n\t9\n\t2\n\t0\n\t0\n\t1\n\t\n\t12\n\n"),
    ("bars", "一、本年新收政府信息公开申请数量 |\n9 |\n2 |\n0 |\n0 |\n1 |\n12 |\n|||\n"),
    ("bars", "第二十条第（一）项 |\n||||\n信息内容 |\n"),
    ("bars", "0 |\n五、存在的主要问题及改进情况"),
    ("bars_nbsp", "1 |\n |\n12 |\n||\n"),
    ("bar_rows", "\n一、本年新收政府信息公开申请数量 | 9 | 2 | 0 | 0 | 1 |  | 12 |\n"),
    ("bar_rows_framed", "\n| 一、本年新收政府信息公开申请数量 | 9 | 2 | 0 | 0 | 1 |  | 12 |\n"),
    ("gfm", "| 一、本年新收政府信息公开申请数量 |  |  | 9 | 2 | 0 | 0 | 1 |  | 12 |\n"),
    ("lines", "\n一、本年新收政府信息公开申请数量\n9\n2\n0\n0\n1\n12\n"),
    ("spaces", "\n一、本年新收政府信息公开申请数量 9 2 0 0 1 12\n"),
    ("glued", "\n一、本年新收政府信息公开申请数量9200112\n"),
    ("html_in_md", '<tr><td colspan="3">一、本年新收政府信息公开申请数量</td><td>9</td>'),
    ("html_in_md", '<td rowspan="22">三、本年度办理结果</td><td colspan="2">（一）予以公开</td>'),
]


@pytest.mark.parametrize(("name", "expected"), ROWS)
def test_shape_of_a_row(name: str, expected: str) -> None:
    report = clean_report().set("requests/new_received/other_org", "")
    assert expected in FLATTENINGS[name].render(report, random.Random(0))


def test_the_kit_is_light() -> None:
    code = "import sys, disclint.testing as t; t.clean_report(); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    third_party = {"lark", "pluggy", "rich", "rapidfuzz", "hypothesis", "pytest"}
    assert not third_party & {name.partition(".")[0] for name in loaded}


def test_a_form_of_another_shape_is_printed_plainly() -> None:
    """A plugin's table that has no bands with captions, no outline of rows, no groups of columns."""
    columns = tuple(ColumnForm(id=name, label=name) for name in ("a", "b", "c"))
    rows = tuple(RowForm(id=name, label=name) for name in ("x", "y"))
    bands = (BandForm("1", "", columns, rows), BandForm("2", "", columns[:1], rows[:1]))
    grid = printed_grid(TableForm("extra", "requests", "五", bands, corner="项目"), {"extra/y/c": "7"})
    assert grid.full_rows() == (
        ("项目", "a", "b", "c"),
        ("x", "", "", ""),
        ("y", "", "", "7"),
        ("项目", "a", "", ""),
        ("x", "", "", ""),
    )
