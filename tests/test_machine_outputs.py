"""The formats for machines: each is read by the schema, or the parser, of those it is made for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest
import xmlschema

from commands import disclint
from disclint.document import Place, Position
from disclint.engine import Settings, check_data
from disclint.finding import Finding, Language, Phrase, Related, Severity
from disclint.output import FORMATS, machine, writer
from disclint.plugins import load_plugins
from disclint.result import FileResult, Fixing, Run, Suppressed, SuppressedBy, failed
from disclint.select import choose
from disclint.testing import clean_report

SCHEMAS = Path(__file__).parent / "schemas"
PLUGINS = load_plugins([])
META = next(meta for meta in PLUGINS.metas if meta.severity is Severity.ERROR)

# --- runs to write, as data -------------------------------------------------------------------------------------------

HOSTILE = "<b>&\"'`]]>%0A%25;,:]\x00\x1b[31m\x85\u2028\u202e\ud800\ufffe\r\n::error::x\n##vso[task.setvariable]x [a](http://x) 😀𠮷（\t）{0}"


def finding(text: str = "12 + 2 = 14，应等于 15", **changes: Any) -> Finding:
    """A finding whose message is `text`."""
    given = {
        "meta": META,
        "phrase": Phrase("{text}", "{text}"),
        "position": Position(2, 3, 2, 5),
        "path": "requests/result_total/natural_person",
        "values": {"text": text},
        "severity": Severity.ERROR,
        "related": (
            Related(Position(1, 1), Phrase("加数：甲 12", "summand: 甲 12"), "requests/granted/natural_person"),
        ),
    }
    return Finding(**(given | changes))


def result(*findings: Finding, filename: str = "报告 甲.txt", **changes: Any) -> FileResult:
    return FileResult(filename, findings, **({"lines": {1: "一二三", 2: "😀𠮷（14\t"}} | changes))


LEVELS = [finding(severity=severity, position=Position(2, 1 + n)) for n, severity in enumerate(Severity)]
SUPPRESSED = result(
    finding("留下的"),
    suppressed=(
        Suppressed(finding("配置"), SuppressedBy.CONFIG, "上年结转口径不同"),
        Suppressed(finding("注释", position=Position(1, 1)), SuppressedBy.COMMENT, "已核实"),
        Suppressed(finding("基线", position=Position(3, 1)), SuppressedBy.BASELINE),
    ),
)

# In a docx: the table, row and column a person counts, and what stands there.
PLACE = Place(table=3, row=7, column=4, page=3, text="（七）总计 | 17", start=9, end=11)
RELATED = (Related(Position(5), Phrase("加数：甲 12", "summand: 甲 12"), place=Place(paragraph=2, text="甲", end=1)),)

RUNS = {
    "nothing": Run(()),
    "clean": Run((FileResult("好.txt"),)),
    "findings": Run((result(*LEVELS),)),
    "english": Run((result(*LEVELS),), Language.EN),
    "hostile": Run((result(finding(HOSTILE), filename="a,b:c;d]%\n<&\"'>😀#?.txt"), failed(HOSTILE, HOSTILE))),
    "no-lines": Run((result(finding(position=Position(7, page=3), place=PLACE, related=RELATED), lines={}),)),
    "several-lines": Run((result(finding(position=Position(1, 2, 2, 3))),)),
    "end-before-start": Run((result(finding(position=Position(2, 3, 2, 1))),)),
    "failed": Run((failed("坏.txt", "读不了"), FileResult("半.txt", LEVELS[:1], ("规则 X 出错",)))),
    "skipped": Run((FileResult("无关.txt", skipped=True, judged=False), result(finding()))),
    "interrupted": Run((result(finding()),), interrupted=True),
    "suppressed": Run((SUPPRESSED,), baseline=True),
    "fixes-only": Run((result(finding()),), fixing=Fixing(made=True, only=True)),
    "twins": Run((result(finding(), finding(), filename="报告.docx"), result(finding(), filename="报告.html"))),
}


def write(name: str, run: Run) -> str:
    return writer(name, {})(run, False)


def counted(run: Run) -> int:
    """How many findings a format tells of that leaves out what is suppressed."""
    return 0 if run.fixing.only else sum(len(each.findings) for each in run.results)


# --- those who read them ----------------------------------------------------------------------------------------------


def by_schema(name: str) -> Callable[[Any], None]:
    schema = json.loads((SCHEMAS / name).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    return validator(schema, format_checker=validator.FORMAT_CHECKER).validate


def saved(text: str) -> bytes:
    """What stands in a file, or comes out on standard output."""
    return text.encode("utf-8", "backslashreplace")


def read_json_lines(text: str, run: Run) -> int:
    return len([json.loads(line) for line in saved(text).splitlines()])


def read_sarif(text: str, run: Run) -> int:
    log = json.loads(saved(text))
    by_schema("sarif-2.1.0.json")(log)
    [only] = log["runs"]
    assert only["columnKind"] == "unicodeCodePoints"
    for each in only["results"]:
        assert only["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"]
    return len([each for each in only["results"] if "suppressions" not in each])


def read_junit(text: str, run: Run) -> int:
    root = ElementTree.fromstring(saved(text))
    xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd").validate(root)
    for node in (root, *root.findall("testsuite")):
        for attribute, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            assert int(node.get(attribute, "")) == len(list(node.iter(tag))), attribute
    names = [(case.get("classname"), case.get("name")) for case in root.iter("testcase")]
    assert len(names) == len(set(names))
    return len(list(root.iter("failure"))) + len(list(root.iter("system-out")))


def read_gitlab(text: str, run: Run) -> int:
    issues = json.loads(saved(text))
    validate = by_schema("gitlab-codequality.json")
    for issue in issues:
        validate(issue)
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    marks = [issue["fingerprint"] for issue in issues]
    assert len(marks) == len(set(marks))
    return len([issue for issue in issues if issue["check_name"] != "disclint"])


def read_rdjson(text: str, run: Run) -> int:
    log = json.loads(saved(text))
    by_schema("rdjson.json")(log)
    known = {"message", "location", "severity", "code"}  # reviewdog refuses fields it does not know
    assert all(set(each) <= known for each in log["diagnostics"])
    return len([each for each in log["diagnostics"] if "code" in each])


def read_checkstyle(text: str, run: Run) -> int:
    root = ElementTree.fromstring(saved(text))
    xmlschema.XMLSchema(SCHEMAS / "checkstyle-report-1.0.0.xsd").validate(root)
    return len(list(root.iter("error")))


def github_commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Read as the runner does: escapes undone one after the other, `%` last."""
    for line in lines_of(text):
        found = re.fullmatch(r"::(\w+) (.*?)::(.*)", line, re.DOTALL)
        assert found, line
        properties = dict(each.split("=", 1) for each in found[2].split(","))
        undone = {key: undo(value, "\r\n:,%", "%25") for key, value in properties.items()}
        yield found[1], undone, undo(found[3], "\r\n%", "%25")


def azure_commands(text: str) -> Iterator[tuple[dict[str, str], str]]:
    """Read as the task library does."""
    for line in lines_of(text):
        found = re.fullmatch(r"##vso\[task\.logissue ([^\]]*)\](.*)", line, re.DOTALL)
        assert found, line
        properties = dict(each.split("=", 1) for each in found[1].split(";") if each)
        undone = {key: undo(value, "\r\n];%", "%AZP25") for key, value in properties.items()}
        yield undone, undo(found[2], "\r\n%", "%AZP25")


def lines_of(text: str) -> list[str]:
    """Lines as runners part them."""
    return [line for line in re.split(r"\r\n|\r|\n", saved(text).decode()) if line]


def undo(text: str, characters: str, percent: str) -> str:
    for character in characters:
        text = text.replace(percent if character == "%" else f"%{ord(character):02X}", character)
    return text


def read_github(text: str, run: Run) -> int:
    commands = list(github_commands(text))
    for name, properties, _ in commands:
        assert name in ("error", "warning", "notice")
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        if "endColumn" in properties:  # the service refuses others
            assert properties["line"] == properties["endLine"]
            assert int(properties["col"]) <= int(properties["endColumn"])
        if properties.get("line") != properties.get("endLine", properties.get("line")):
            assert "col" not in properties
    return len([each for each in commands if "line" in each[1]])


def read_azure(text: str, run: Run) -> int:
    commands = list(azure_commands(text))
    assert all(properties["type"] in ("error", "warning") for properties, _ in commands)
    return len([each for each in commands if "code" in each[0]])


READERS: dict[str, Callable[[str, Run], int]] = {
    "json": lambda text, run: len(json.loads(saved(text))["findings"]),
    "json-lines": read_json_lines,
    "sarif": read_sarif,
    "junit": read_junit,
    "gitlab": read_gitlab,
    "rdjson": read_rdjson,
    "checkstyle": read_checkstyle,
    "github": read_github,
    "azure": read_azure,
}


@pytest.mark.parametrize("case", RUNS)
@pytest.mark.parametrize("name", READERS)
def test_a_reader_finds_in_it_what_was_found(name: str, case: str) -> None:
    run = RUNS[case]
    assert READERS[name](write(name, run), run) == counted(run)


def test_every_format_is_read_here_or_for_people() -> None:
    assert set(FORMATS) - set(READERS) <= {"full", "concise", "grouped", "html"}


@pytest.mark.parametrize("name", sorted(set(READERS) - {"json", "json-lines"}))
def test_what_could_not_be_checked_is_told(name: str) -> None:
    """`json` has it in its summary; json-lines has room for findings alone."""
    assert "读不了" in write(name, RUNS["failed"])


# --- columns ----------------------------------------------------------------------------------------------------------

REPORT = clean_report(2023).set("requests/granted/natural_person", "😀𠮷").set("requests/granted/business", "1件")
BOM = b"\xef\xbb\xbf"
BYTES = BOM + REPORT.text().replace("\n", "\r\n").encode()
ROW, *_ = [line for line in REPORT.text().splitlines() if "😀" in line]


def cut(row: str, start: int, end: int) -> str:
    return row[start - 1 : end - 1]


def cut_bytes(row: str, start: int, end: int) -> str:
    return row.encode()[start - 1 : end - 1].decode()


def rdjson_cells(text: str) -> list[str]:
    ranges = [each["location"]["range"] for each in json.loads(text)["diagnostics"]]
    return [cut_bytes(ROW, each["start"]["column"], each["end"]["column"]) for each in ranges]


def sarif_cells(text: str) -> list[str]:
    places = [each["locations"][0]["physicalLocation"]["region"] for each in json.loads(text)["runs"][0]["results"]]
    return [cut(ROW, each["startColumn"], each["endColumn"]) for each in places]


def json_lines_cells(text: str) -> list[str]:
    found = [json.loads(line) for line in text.splitlines()]
    return [cut(ROW, each["location"]["column"], each["end_location"]["column"]) for each in found]


def github_cells(text: str) -> list[str]:
    return [cut(ROW, int(each["col"]), int(each["endColumn"])) for _, each, _ in github_commands(text)]


def starts(columns: list[str]) -> list[str]:
    """For formats that give no end: the cell up to the next tab."""
    return [ROW[int(column) - 1 :].partition("\t")[0] for column in columns]


CELLS: dict[str, Callable[[str], list[str]]] = {
    "rdjson": rdjson_cells,
    "sarif": sarif_cells,
    "json-lines": json_lines_cells,
    "github": github_cells,
    "azure": lambda text: starts([each["columnnumber"] for each, _ in azure_commands(text)]),
    "checkstyle": lambda text: starts([each.get("column", "") for each in ElementTree.fromstring(text).iter("error")]),
    "junit": lambda text: starts(re.findall(r">报告.txt:\d+:(\d+):", text)),
    "concise": lambda text: starts(re.findall(r"^报告.txt:\d+:(\d+):", text, re.MULTILINE)),
    "full": lambda text: starts(re.findall(r"--> 报告.txt:\d+:(\d+)$", text, re.MULTILINE)),
}


@pytest.mark.parametrize("name", CELLS)
def test_columns_are_right_after_wide_and_astral_characters_tabs_and_a_bom(name: str) -> None:
    """The row has `（`, tabs, 😀 and 𠮷 before what is meant; the file a BOM, CRLF, and is UTF-8."""
    settings = Settings(PLUGINS, choose(PLUGINS.metas))
    run = Run((check_data(BYTES, "报告.txt", settings),))
    assert "（" in ROW and "\t" in ROW
    assert CELLS[name](write(name, run)) == ["😀𠮷", "1件"]


def test_a_file_without_lines_has_blocks_for_lines_no_columns_and_its_place_in_the_message() -> None:
    run = RUNS["no-lines"]
    message = "第3张表第7行第4列，第3页：12 + 2 = 14，应等于 15"
    [annotation] = github_commands(write("github", run))
    assert annotation[1]["line"] == "7" and "col" not in annotation[1]
    assert annotation[2].endswith(message)
    [diagnostic] = json.loads(write("rdjson", run))["diagnostics"]
    assert diagnostic["location"]["range"] == {"start": {"line": 7}}
    [found] = json.loads(write("sarif", run))["runs"][0]["results"]
    assert found["locations"][0]["physicalLocation"]["region"] == {"startLine": 7}
    assert found["message"]["text"] == diagnostic["message"] == message
    assert found["relatedLocations"][0]["message"]["text"] == "第2段：加数：甲 12"
    assert "第2段：加数：甲 12" in write("junit", run)


# --- SARIF ------------------------------------------------------------------------------------------------------------


def sarif(run: Run) -> Any:
    return json.loads(saved(write("sarif", run)))["runs"][0]


def test_sarif_keeps_what_is_suppressed_and_says_so() -> None:
    """Left out, GitHub would close the alert and open it again."""
    found = {each["message"]["text"]: each for each in sarif(RUNS["suppressed"])["results"]}
    assert {text: each.get("suppressions") for text, each in found.items()} == {
        "留下的": None,
        "配置": [{"kind": "external", "justification": "上年结转口径不同"}],
        "注释": [{"kind": "inSource", "justification": "已核实"}],
        "基线": [{"kind": "external", "justification": "baseline"}],
    }
    assert {text for text, each in found.items() if each["baselineState"] == "unchanged"} == {"基线"}


def test_fingerprints_do_not_change_when_a_twin_is_suppressed() -> None:
    one, other = finding(), finding(position=Position(5, 1))
    before = sarif(Run((result(one, other),)))["results"]
    kept = result(other, suppressed=(Suppressed(one, SuppressedBy.CONFIG),))
    after = sarif(Run((kept,)))["results"]
    assert [each["partialFingerprints"] for each in before] == [each["partialFingerprints"] for each in after]
    assert (
        json.loads(write("json", Run((kept,))))["findings"][0]["fingerprint"]
        == (before[1]["partialFingerprints"]["disclint/v1"])
    )


def test_sarif_marks_the_summands_and_the_nodes() -> None:
    [found] = sarif(Run((result(finding()),)))["results"]
    [place] = found["locations"]
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "requests/result_total/natural_person"
    [related] = found["relatedLocations"]
    assert related["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1}
    assert related["message"]["text"] == "加数：甲 12"


@pytest.mark.parametrize(
    ("filename", "location"),
    [
        ("甲 镇/a#b?.txt", {"uri": "甲 镇/a#b?.txt", "uriBaseId": "%SRCROOT%"}),
        ("./乙.txt", {"uri": "乙.txt", "uriBaseId": "%SRCROOT%"}),
        ("/年报/丙.txt", {"uri": "file:///年报/丙.txt"}),
    ],
)
def test_sarif_locations_are_uris(filename: str, location: dict[str, str]) -> None:
    [found] = sarif(Run((result(finding(), filename=filename),)))["results"]
    shown = found["locations"][0]["physicalLocation"]["artifactLocation"]
    assert shown["uri"].isascii() and not set(" #?") & set(shown["uri"])
    assert shown | {"uri": unquote(shown["uri"])} == location


def test_sarif_says_whether_all_was_checked() -> None:
    states = {case: sarif(RUNS[case])["invocations"][0]["executionSuccessful"] for case in RUNS}
    assert {case for case, successful in states.items() if not successful} == {"failed", "hostile", "interrupted"}


def test_rules_have_help_and_core_rules_a_page_where_the_pages_are_published(monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run((result(finding()),))
    [rule] = sarif(run)["tool"]["driver"]["rules"]
    assert META.why.zh in rule["help"]["text"] and META.title.zh in rule["help"]["markdown"]
    assert "helpUri" not in rule
    monkeypatch.setattr(machine, "RULE_PAGES", "https://example.org/rules/")
    [rule] = sarif(run)["tool"]["driver"]["rules"]
    assert rule["helpUri"] == f"https://example.org/rules/{META.code}-{META.name}.md"
    read_sarif(write("sarif", run), run)


# --- whole commands ---------------------------------------------------------------------------------------------------


def test_several_formats_at_once_and_one_exit_code(tmp_path: Path) -> None:
    (tmp_path / "报告.txt").write_bytes(BYTES)
    formats = [name for name in FORMATS if name != "concise"]
    options = [f"--output-format={name}=结果.{name}" for name in formats]
    outcome = disclint("check", "--output-format", "concise", *options, "报告.txt", cwd=tmp_path)
    assert outcome.status == 1
    assert "C305" in outcome.out
    for name in formats:
        text = (tmp_path / f"结果.{name}").read_bytes().decode()
        assert "件" in text
        if name in READERS:
            assert READERS[name](text, Run(())) == 2
        alone = disclint("check", "--output-format", name, "报告.txt", cwd=tmp_path)
        assert (alone.status, alone.out) == (1, text)
