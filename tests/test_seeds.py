"""Five real reports with their true defects and cell values (`shared/seeds`, beside the repository, not part of it).

Every *hard* row of `truth.jsonl` is found where it stands, nothing else is called an error, and `parse` gives every value
that is printed. *Soft* rows are neither demanded nor punished; an error at an *artefact* is a false alarm.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from commands import ROOT, disclint
from disclint.template import Form, load_form
from disclint.testing.grid import printed_rows

SEEDS = ROOT.parent / "shared" / "seeds"
if not SEEDS.is_dir():
    pytest.skip(
        f"没有 {SEEDS}：种子文件不随仓库发布 (the seeds are not part of the repository)", allow_module_level=True
    )

NEAR = 2  # lines; a cell or a title may be reported at its first line or its last

# Which findings say what a row of the truth says. Balances are consequences of a blank cell that counts.
CODES: dict[str, tuple[str, ...]] = {
    "blank-cell": ("C301", "B401", "B402", "B403", "B404"),
    "malformed-number": ("C306",),
    "missing-section": ("S101", "S103"),
    "heading-number": ("S102", "S103"),
    "placeholder": ("C302",),
    "unit-in-cell": ("C305", "C306"),
    "missing-row": ("T203", "C301"),
    "year-mismatch": ("D805", "D801"),
    "incomplete-date": ("D805",),
    "missing-title": ("S107",),
    "extra-section": ("S104",),
}


@dataclass(frozen=True)
class Defect:
    """A row of truth.jsonl; `first` and `last` are 1-based lines."""

    file: str
    first: int
    last: int
    kind: str
    certainty: str
    detail: str

    def explains(self, finding: dict[str, Any], line: int | None = None) -> bool:
        """Whether a finding speaks of this defect (at one line of it, if given)."""
        if finding["code"] not in CODES.get(self.kind, ()):
            return False
        if self.kind == "missing-section":  # wherever it is reported: it stands nowhere
            return any(section.title in self.detail and section.id == finding["path"] for section in FORM.sections)
        first, last = (line, line) if line else (self.first, self.last)
        return first - NEAR <= int(finding["location"]["line"]) <= last + NEAR


FORM: Form = load_form("2019")  # all five are on 2020


def truth() -> list[Defect]:
    """All rows of truth.jsonl."""
    defects = []
    for text in (SEEDS / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        first, _, last = str(row["line"]).partition("-")
        defects.append(
            Defect(row["file"], int(first), int(last or first), row["kind"], row["certainty"], row["detail"])
        )
    return defects


TRUTH = truth()
VALUES: dict[str, Any] = json.loads((SEEDS / "values.json").read_text(encoding="utf-8"))["documents"]
FILES = sorted(VALUES)


@cache
def findings() -> dict[str, list[dict[str, Any]]]:
    """What `disclint check` finds in each seed."""
    done = disclint("check", "--output-format", "json", *FILES, cwd=SEEDS)
    assert done.status == 1, done.err
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in FILES}
    for finding in json.loads(done.out)["findings"]:
        found[finding["filename"]].append(finding)
    return found


@cache
def reports() -> dict[str, dict[str, Any]]:
    """What `disclint parse` gives for each seed."""
    done = disclint("parse", "--output-format", "json", *FILES, cwd=SEEDS)
    assert done.status == 0, done.err
    return {report["filename"]: report for report in json.loads(done.out)["reports"]}


HARD = [defect for defect in TRUTH if defect.certainty == "hard"]


@pytest.mark.parametrize("defect", HARD, ids=lambda defect: f"{defect.file[:3]}-{defect.first}-{defect.kind}")
def test_hard_defect_is_found(defect: Defect) -> None:
    missed = [
        line
        for line in range(defect.first, defect.last + 1)
        if not any(defect.explains(finding, line) for finding in findings()[defect.file])
    ]
    assert not missed, defect.detail


@pytest.mark.parametrize("name", FILES, ids=lambda name: name[:3])
def test_every_row_with_a_blank_cell_is_told_by_its_path(name: str) -> None:
    rows = zip(printed_rows(FORM.tables["requests"]), VALUES[name]["table3"].values(), strict=True)
    blank = {f"requests/{row.id}" for row, values in rows if None in values}
    told = {"/".join(each["path"].split("/")[:2]) for each in findings()[name] if each["code"] == "C301"}
    assert {path for path in told if path.startswith("requests/")} == blank


@pytest.mark.parametrize("name", FILES, ids=lambda name: name[:3])
def test_nothing_else_is_an_error(name: str) -> None:
    known = [
        defect
        for defect in TRUTH
        if defect.file == name and defect.certainty != "artefact" and "Must not be an error" not in defect.detail
    ]
    false_alarms = [
        f"{finding['location']['line']}: {finding['code']} {finding['message']}"
        for finding in findings()[name]
        if finding["severity"] == "error" and not any(defect.explains(finding) for defect in known)
    ]
    assert not false_alarms


@pytest.mark.parametrize("name", FILES, ids=lambda name: name[:3])
def test_values_of_tables_3_and_4(name: str) -> None:
    tables = reports()[name]["tables"]
    rows = printed_rows(FORM.tables["requests"])
    assert {row.id: list(tables["requests"][row.id].values()) for row in rows} == dict(
        zip((row.id for row in rows), VALUES[name]["table3"].values(), strict=True)
    )
    assert list(tables["review_litigation"]["cases"].values()) == VALUES[name]["table4"]


def printed_table_2(name: str) -> list[tuple[str, list[int | float | str | None]]]:
    """(row label, values) as TRUTH.md prints them; `?` is a value that is not there."""
    text = (SEEDS / "TRUTH.md").read_text(encoding="utf-8").partition(f"## {name}")[2]
    line = re.search(r"Table 2 as printed: (.*)", text)
    assert line
    parts = [re.split(r",? ", row.strip()) for row in line[1].split("|")]
    return [(label, [_value(text) for text in values]) for label, *values in parts]


def _value(text: str) -> int | float | str | None:
    if text == "?":
        return None
    if re.fullmatch(r"[+-]?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"\d+\.\d+", text) else text


@pytest.mark.parametrize("name", FILES, ids=lambda name: name[:3])
def test_values_of_table_2(name: str) -> None:
    table = reports()[name]["tables"]["active_disclosure"]
    read = [(row.label, list(table[row.id].values())) for row in printed_rows(FORM.tables["active_disclosure"])]
    assert read == [(label, _without_residue(values)) for label, values in printed_table_2(name)]


def _without_residue(values: list[int | float | str | None]) -> list[int | float | str | None]:
    # seed 001 has a bookmark's mark in front of its dash: the text of a cell is given as it stands
    return ["[bookmark: _GoBack]－" if value == "－" else value for value in values]


@pytest.mark.parametrize("name", FILES, ids=lambda name: name[:3])
def test_every_null_is_accounted_for(name: str) -> None:
    report = reports()[name]
    nulls = {
        f"{table}/{row}/{column}"
        for table, rows in report["tables"].items()
        for row, cells in rows.items()
        for column, value in cells.items()
        if value is None
    }
    states = {unread["path"]: unread["state"] for unread in report["unread"]}
    assert nulls <= states.keys()
    assert {states[path] for path in nulls} <= {"blank", "missing", "ambiguous"}
