"""What a slip has spoilt, `--fix` restores: to the byte, in every format, encoding and newline, whatever the figures.

Random reports are spoilt in several places at once, by slips that the rules can correct, and fixed. The file must be
what the report would have been without them; so no other cell and no other character can have changed.
`DISCLINT_FUZZ=200` tries 200 seeds a format instead of a handful; a failure names the seed that shows it.
"""

from __future__ import annotations

import io
import itertools
import os
import random
import zipfile
from collections.abc import Callable
from functools import cache

import pytest

from disclint.engine import Settings, check_data
from disclint.fixer import Plan, fix_data
from disclint.plugins import load_plugins
from disclint.select import Layer, choose
from disclint.testing import SampleReport
from flattenings import random_report
from renderers.docx import docx
from renderers.html import PAGES

Slip = Callable[[SampleReport, random.Random], SampleReport]

SEEDS = int(os.environ.get("DISCLINT_FUZZ", "6"))
PLUGINS = load_plugins([])


def cells(report: SampleReport, *, table: str = "requests", zero: bool = False) -> list[str]:
    """The paths of cells of a table that hold a plain number; of those that hold 0."""
    return [
        path
        for path, text in report.values().items()
        if path.startswith(table) and text.isdecimal() and (text == "0") >= zero
    ]


def in_a_cell(change: Callable[[str], str]) -> Slip:
    def slip(report: SampleReport, rng: random.Random) -> SampleReport:
        path = rng.choice(cells(report))
        return report.set(path, change(report.value(path)))

    return slip


def a_blank(report: SampleReport, rng: random.Random) -> SampleReport:
    """A 0 left out, of a row of results: the sums of row and column leave nothing else."""
    zeros = [path for path in cells(report, zero=True) if path.split("/")[1] in ("granted", "partially_granted")]
    return report.set(rng.choice(zeros), "") if zeros else report


def words(old: str, new: str) -> Slip:
    return lambda report, _: report.replace(old, new) if old in report.text() else report


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")

SLIPS: dict[str, Slip] = {
    # by the rule that finds them; those of one cell or heading must not meet
    "C301": a_blank,
    "C305": in_a_cell(lambda text: text + "件"),
    "C306": in_a_cell(lambda text: text.translate(WIDE)),
    "C309": words("发布政策解读", "[bookmark: _GoBack1]发布政策解读"),
    "D807": words("〔2021〕", "[2021]"),
    "L903": words("（二）依申请公开。", "(二)依申请公开。"),
    "L904": words("由办公室专人负责", "由办公室 专人　负责"),
    "L909": words("（四）政府信息公开平台建设", "（五）政府信息公开平台建设"),
    "S102": words("五、存在的主要问题", "四、存在的主要问题"),
    "S103": words("一、总体情况", "一、概述"),
    "S108": words("年政府信息公开工作年度报告", "政府信息公开工作年度报告"),
    "T205": words("第一项加第二项之和，等于", "第一项加第二项，等于"),
    "T207": words("（单位：万元）", ""),
}
CELLS = ("C301", "C305", "C306")
# A blank cell has other tags than a full one; a portal has the title in other places too.
NOT_IN = {"C301": ("sloppy", "cms"), "S108": ("cms",)}


FORMATS: dict[str, tuple[str, Callable[[SampleReport], str | bytes]]] = {
    "text": ("报告.txt", lambda report: report.text()),
    "packed": ("报告.txt", lambda report: report.text("packed")),
    "markdown": ("报告.md", lambda report: report.markdown()),
    "clean": ("报告.html", lambda report: PAGES["clean"](report).decode()),
    "sloppy": ("报告.html", PAGES["sloppy"]),
    "cms": ("报告.html", PAGES["cms"]),
    "docx": ("报告.docx", docx),
}
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")
NEWLINES = (("\n",), ("\r\n",), ("\n", "\r\n", "\r"))


def written(report: SampleReport, form: str, encoding: str, newlines: tuple[str, ...]) -> bytes:
    content = FORMATS[form][1](report)
    if isinstance(content, bytes):
        return content
    ends = itertools.cycle(newlines)
    text = "".join(character if character != "\n" else next(ends) for character in content)
    return text.encode(encoding if form != "clean" else "utf-8")


def same(data: bytes, other: bytes) -> bool:
    if not data.startswith(b"PK"):
        return data == other
    mine, theirs = (dict(_parts(each)) for each in (data, other))
    return mine == theirs


def _parts(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name).replace(b"<w:p><w:r/>", b"<w:p>")) for name in package.namelist()]


@cache
def by(codes: tuple[str, ...]) -> Settings:
    return Settings(PLUGINS, choose(PLUGINS.metas, Layer(codes)))


def slips_of(form: str, rng: random.Random) -> list[str]:
    """Some slips that do not hide each other."""
    chosen = [code for code in SLIPS if form not in NOT_IN.get(code, ()) and rng.random() < 0.5]
    one = rng.choice(CELLS)
    return [code for code in chosen if code not in CELLS or code == one]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_was_spoilt_is_restored(form: str, seed: int) -> None:
    rng = random.Random(f"{form}|{seed}")
    report = random_report(rng, rng.choice(("2019", "2021")), balanced=True)
    encoding, newlines = rng.choice(ENCODINGS), rng.choice(NEWLINES)
    codes = slips_of(form, rng)
    spoilt = report
    for code in codes:
        spoilt = SLIPS[code](spoilt, rng)
    name = FORMATS[form][0]
    before, data = (written(each, form, encoding, newlines) for each in (spoilt, report))
    settings = by(tuple(codes) or ("S103",))
    assert not check_data(data, name, settings).findings
    fixed = fix_data(before, name, settings, Plan(unsafe=True))
    assert same(fixed.data, data), (codes, fixed.result.notes)
    assert not fixed.result.findings
    assert fix_data(fixed.data, name, settings, Plan(unsafe=True)).data == fixed.data
