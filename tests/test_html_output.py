"""The page that is sent back: read as a parser reads it, and in a browser as a clerk does."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import chromium
from commands import disclint
from disclint.engine import Settings, check_data
from disclint.finding import Language
from disclint.output.html import write
from disclint.output.overview import organs
from disclint.plugins import load_plugins
from disclint.report import CellState
from disclint.result import FileResult, Run, Suppressed, SuppressedBy, failed
from disclint.select import choose
from disclint.testing import SampleReport, clean_report
from renderers.docx import docx

PLUGINS = load_plugins([])
SETTINGS = Settings(PLUGINS, choose(PLUGINS.metas), keep_tables=True)

WRONG = (
    clean_report(2023)
    .set("requests/granted/natural_person", "88")
    .set("requests/granted/business", "")
    .set("requests/granted/research", "－")
    .set("requests/granted/social_welfare", "无此项")
    .set("active_disclosure/penalties/decisions", "9件")
    .drop("requests/denied_state_secret")
    .replace("一、总体情况", "一、概述")
)
SLIGHTLY = clean_report(2023).set("active_disclosure/penalties/decisions", "9件")
ROW = "\t\t2.重复申请" + "\t0" * 7
LOST = WRONG.text("packed").replace(ROW, "2.重复申请 1 2 3")


def check(report: SampleReport | str, filename: str = "报告.txt", settings: Settings = SETTINGS) -> FileResult:
    text = report if isinstance(report, str) else report.text()
    return check_data(text.encode("utf-8", "surrogatepass"), filename, settings)


RESULT = check(LOST)
PAGE = write(Run((RESULT,)))

# --- as a parser reads it ---------------------------------------------------------------------------------------------

VOID = {"meta", "input"}


class Reader(HTMLParser):
    """Counts elements and attributes, and asserts that every element is closed where it should be."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: Counter[str] = Counter()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: Counter[str] = Counter()
        self.cells: dict[str, tuple[str, str]] = {}  # id: classes, text
        self._cell: str | None = None
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        given = dict(attrs)
        assert len(given) == len(attrs)
        self.attributes.update(given.keys())
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given["href"]))
        if tag == "td" and given.get("id"):
            self._cell = str(given["id"])
            self.cells[self._cell] = (given.get("class") or "", "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "td":
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell:
            classes, text = self.cells[self._cell]
            self.cells[self._cell] = (classes, text + data)


SUPPRESSED = FileResult("a.txt", suppressed=(Suppressed(RESULT.findings[0], SuppressedBy.CONFIG, "<已核实>"),))
RUNS = {
    "nothing": Run(()),
    "clean": Run((check(clean_report(2023)),)),
    "one": Run((RESULT,)),
    "english": Run((RESULT,), Language.EN),
    "failed": Run((failed("坏.txt", "读不了 <b>"), check(WRONG))),
    "many": Run((RESULT, *(check(SLIGHTLY, f"{number}.txt") for number in range(30)))),
    "twice": Run((RESULT, RESULT, check(WRONG))),
    "show-suppressed": Run((SUPPRESSED,), show_suppressed=True),
    "suppressed": Run((SUPPRESSED,)),
    **{
        f"{year}": Run((check(clean_report(year).set("requests/granted/natural_person", "88")),))
        for year in (2019, 2020, 2021)
    },
}


@pytest.mark.parametrize("case", RUNS)
def test_the_page_is_whole_and_every_link_in_it_leads_somewhere_in_it(case: str) -> None:
    page = write(RUNS[case])
    reader = Reader(page)
    assert len(reader.ids) == len(set(reader.ids))
    assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links)
    assert not re.search(r"https?:|url\(|@import|<script|\bsrc=", page)
    assert "default-src 'none'" in page


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;<!--]]><style>*{display:none}</style></td>\x00\x1b\ud800"


def test_what_a_document_says_is_never_markup() -> None:
    """In cells, labels, headings, titles, prose, names of files and sentences on failures: as text, and no more."""
    same = "清河县水利局"
    fill = {"requests/granted/natural_person": "甲", "requests/granted/business": "甲"}

    def page(word: str) -> str:
        report = clean_report(2023, organ=same + word).fill(dict.fromkeys(fill, word))
        report = report.replace("一、总体情况", f"一、概述{word}").replace("1.属于国家秘密", f"1.属于国家秘{word}")
        results = (check(report, f"{word}.txt"), failed(f"{word}2.txt", word))
        return write(Run(results))

    harmless, hostile = Reader(page("甲")), Reader(page(HOSTILE))
    known = {"id", "class", "lang", "href", "title", "scope", "rowspan", "colspan", "for", "content", "name", "type",
             "checked", "charset", "http-equiv", "aria-label"}  # fmt: skip
    assert set(hostile.elements) <= set(harmless.elements) | {"mark", "blockquote", "small"}
    assert set(hostile.attributes) <= known
    assert "script" in page(HOSTILE) and "<script" not in page(HOSTILE)


def test_cells_of_different_states_look_different() -> None:
    """By a class for the eye and by a word or a text for those who do not see it."""
    reader = Reader(PAGE)
    [requests] = [table for table in RESULT.tables if table.id == "requests"]
    order = [cell for row in requests.rows for cell in row.cells]
    drawn = [each for id_, each in reader.cells.items() if id_.startswith("f1t2-")]
    by_state: dict[CellState, set[tuple[str, str]]] = {}
    assert len(order) == len(drawn)
    for cell, (classes, text) in zip(order, drawn, strict=True):
        base = " ".join(name for name in classes.split() if name not in ("error", "warning", "info", "summand"))
        by_state.setdefault(cell.state, set()).add((base, "" if cell.text else text.rstrip("0123456789")))
    assert set(by_state) == set(CellState)
    looks = {state: {base for base, _ in found} for state, found in by_state.items()}
    assert all(len(found) == 1 for found in looks.values()), looks
    assert len({tuple(found) for found in looks.values()}) == len(CellState)
    words = {state: {word for _, word in found} for state, found in by_state.items()}
    for state, word in ((CellState.BLANK, "空白"), (CellState.MISSING, "缺"), (CellState.AMBIGUOUS, "列位不明")):
        assert all(word in each for each in words[state])


def test_both_languages_are_in_the_page_and_that_of_the_run_comes_up() -> None:
    for language, ours, other in ((Language.ZH, "zh", "en"), (Language.EN, "en", "zh")):
        page = write(Run((RESULT,), language))
        assert re.search(rf'id="{ours}"[^>]* checked', page) and not re.search(rf'id="{other}"[^>]* checked', page)
        for finding in RESULT.findings:
            for each in Language:
                assert finding.message(each).split('"')[0].replace("&", "&amp;") in page


def test_of_many_files_only_the_tables_that_are_spoken_of_are_drawn() -> None:
    few, many = Reader(write(RUNS["one"])), Reader(write(RUNS["many"]))
    assert few.elements["caption"] == 3
    assert many.elements["caption"] == 2 + 30  # in one file tables 2 and 3, in the others table 2


def test_tables_travel_only_if_asked_for_and_only_with_findings() -> None:
    assert not check(WRONG, settings=Settings(PLUGINS, choose(PLUGINS.metas))).tables
    assert not check(clean_report(2023)).tables


def test_of_a_file_without_lines_the_place_is_told_as_its_reader_sees_it() -> None:
    data = docx(WRONG)
    result = check_data(data, "报告.docx", SETTINGS)
    page = write(Run((result,)))
    assert re.search(r"第3张表第\d+行第\d+列", page) is None  # table 3 of the form is the second of the file
    assert re.search(r"第2张表第\d+行第\d+列", page)
    assert not re.search(r"· 第\d+行第\d+列 ·", page)
    assert "<mark>一、概述</mark>" in page


def test_what_is_suppressed_is_counted_and_listed_on_request() -> None:
    message = RESULT.findings[0].message()
    assert "另有 1 个已豁免" in write(RUNS["suppressed"]) and message not in write(RUNS["suppressed"])
    page = write(RUNS["show-suppressed"])
    assert message in page and "已在配置中豁免：&lt;已核实&gt;" in page


def test_a_page_of_ours_that_lies_among_the_reports_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    (tmp_path / "回复.html").write_text(PAGE, encoding="utf-8")
    outcome = disclint("check", cwd=tmp_path)
    assert (outcome.status, outcome.out) == (0, "共检查 1 个文件：全部通过（跳过 1 个无关文件）\n")


# --- as a clerk sees it -----------------------------------------------------------------------------------------------

needs_chromium = pytest.mark.skipif(chromium.PROGRAM is None, reason="chromium is not installed")

# Follow every link of every finding to its cell, and from the cell back. What is told: where one came out, whether it
# was in sight, what stands there, and whether a link there leads back to the finding.
FOLLOW = """
const inSight = element => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.top >= 0 && box.bottom <= view.innerHeight;
};
const told = [];
for (const link of page.querySelectorAll(".findings a.cell")) {
  view.scrollTo(0, 0);
  link.click();
  await new Promise(resolve => view.setTimeout(resolve, 20));
  const cell = page.querySelector(":target");
  const seen = inSight(cell);
  const finding = link.closest(".findings > li");
  const back = [...cell.querySelectorAll("a.ref")].find(each => each.hash === "#" + finding.id);
  let returned = null;
  if (back) {
    back.click();
    await new Promise(resolve => view.setTimeout(resolve, 20));
    returned = page.querySelector(":target") === finding && inSight(finding);
  }
  const written = cell.cloneNode(true);
  written.querySelectorAll("a, .state").forEach(each => each.remove());
  told.push({finding: finding.id, main: link.closest(".where") !== null, seen, returned,
             hash: link.hash, text: written.textContent.trim(), tag: cell.tagName});
}
return told;
"""


@needs_chromium
@pytest.mark.parametrize("case", ["one", "2019", "many"])
def test_every_link_of_a_finding_lands_on_its_cell_and_the_cell_leads_back(case: str) -> None:
    run = RUNS[case]
    told, asked = chromium.look(write(run), FOLLOW)
    assert isinstance(told, list), told
    assert [path for path in asked if path not in ("/around.html", "/favicon.ico")] == ["/page.html"]
    by_finding: dict[str, list[dict[str, Any]]] = {}
    for each in told:
        assert each["seen"], each
        by_finding.setdefault(each["finding"], []).append(each)
    assert told
    shown = [result for organ in organs(run) for result in organ.results]
    for number, result in enumerate(shown, 1):
        texts = {
            cell.path: " ".join(cell.text.split())
            for table in result.tables
            for row in table.rows
            for cell in row.cells
        }
        for ordinal, finding in enumerate(result.findings, 1):
            links = by_finding.get(f"f{number}n{ordinal}", [])
            main = [each for each in links if each["main"]]
            if finding.path in texts:
                [link] = main
                assert (link["tag"], link["text"], link["returned"]) == ("TD", texts[finding.path], True)
            summands = [texts[related.path] for related in finding.related if related.path in texts]
            assert [each["text"] for each in links if not each["main"] and each["tag"] == "TD"] == summands


SWITCH = """
const shown = lang => [...page.querySelectorAll(`main [lang=${lang}]`)].filter(each => each.offsetParent !== null).length;
const before = [shown("zh"), shown("en")];
page.querySelector("label[for=en]").click();
return {before, after: [shown("zh"), shown("en")], wide: page.documentElement.scrollWidth <= view.innerWidth};
"""


@needs_chromium
def test_one_language_is_shown_and_the_switch_shows_the_other() -> None:
    seen, _ = chromium.look(PAGE, SWITCH)
    assert seen["before"][0] > 20 and seen["before"][1] == 0
    assert seen["after"] == [0, seen["before"][0]]
    assert seen["wide"]


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_text(LOST, encoding="utf-8")
    outcome = disclint("check", "--output-format", "html=回复.html", "--jobs", "2", "报告.txt", cwd=tmp_path)
    assert outcome.status == 1
    assert (tmp_path / "回复.html").read_text(encoding="utf-8") == PAGE
