"""The reports that are measured: random figures and prose, in the layouts in which reports are found."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

from disclint.testing import Prose, SampleReport

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from flattenings import FLATTENINGS, TEXT_NOISE, blank_cells, random_report

# One bare cell a line and single spaces are left out: what they lose makes every table a riddle.
LAYOUTS = ("tabs_grid", "tabs_packed", "tabs_source", "tika", "bars", "bar_rows", "gfm", "aligned")

_SENTENCES = (
    "全年通过政府门户网站公开信息{}条，其中财政预决算{}条、工程建设{}条。",
    "修订主动公开目录{}项，调整{}项，均在形成之日起20个工作日内公布。",
    "组织乡镇（街道）信息员培训{}次，参加{}人次，考核合格率{}%。",
    "依托政务新媒体发布政策问答{}期，累计阅读{}万次，答复留言{}条。",
    "在政务服务大厅设置查阅点{}处，接待查阅{}人次，提供复制件{}份。",
    "清理失效文件{}件，隐去个人信息{}处，更正错链{}个。",
)


def sentences(rng: random.Random, count: int) -> str:
    """A paragraph of `count` sentences, some fifty bytes each, with random figures."""
    return "".join(rng.choice(_SENTENCES).format(*(rng.randint(1, 400) for _ in range(3))) for _ in range(count))


def with_prose(report: SampleReport, paragraphs: list[str]) -> SampleReport:
    """The report with more paragraphs at the end of part one."""
    last = max(i for i, piece in enumerate(report.pieces) if isinstance(piece, Prose) and piece.section == "overview")
    added = [Prose(text, "overview") for text in paragraphs]
    return replace(report, pieces=(*report.pieces[: last + 1], *added, *report.pieces[last + 1 :]))


def random_sample(rng: random.Random) -> SampleReport:
    """A report: three in five are clean, one has a wrong total, one has blank cells."""
    report = random_report(rng, rng.choice(("2019", "2021")), balanced=True)
    report = with_prose(report, [sentences(rng, rng.randint(2, 8)) for _ in range(rng.randint(1, 6))])
    luck = rng.randrange(5)
    if luck == 0:
        report = report.set("requests/result_total/total", str(rng.randint(200, 900)))
    elif luck == 1:
        report, _ = blank_cells(report, rng, 0.03)
    return report


def random_text(rng: random.Random) -> str:
    """A report as a text file holds it."""
    report = random_sample(rng)
    text = FLATTENINGS[rng.choice(LAYOUTS)].render(report, rng)
    if rng.random() < 0.2:
        text = TEXT_NOISE["page_furniture"](text, rng)
    if rng.random() < 0.2:
        text = TEXT_NOISE["site_chrome"](text, rng)
    return text


def write_reports(folder: Path, count: int, seed: int) -> int:
    """Fill `folder` with `count` reports, the same for the same seed; their size in bytes."""
    folder.mkdir(parents=True)
    size = 0
    for number in range(count):
        data = random_text(random.Random(f"{seed}/{number}")).encode()
        (folder / f"报告{number:04d}.txt").write_bytes(data)
        size += len(data)
    return size


def write_documents(folder: Path, count: int, seed: int, pdfs: int) -> dict[str, int]:
    """Fill folders `text`, `html` (three kinds in turn), `docx` and `pdf` (by ReportLab) with the same reports.

    Of pdf the first `pdfs` only. Their sizes in bytes by folder.
    """
    from renderers.docx import docx
    from renderers.html import PAGES
    from renderers.pdf import Page, reportlab

    pages = (PAGES["clean"], PAGES["cms"], PAGES["word"])
    sizes = dict.fromkeys(("text", "html", "docx", "pdf"), 0)
    for kind in sizes:
        (folder / kind).mkdir(parents=True)
    for number in range(count):
        report = random_sample(random.Random(f"{seed}/{number}"))
        files = {
            "text": (".txt", report.text().encode()),
            "html": (".html", pages[number % len(pages)](report)),
            "docx": (".docx", docx(report)),
        }
        if number < pdfs:
            files["pdf"] = (".pdf", reportlab(report, Page()))
        for kind, (suffix, data) in files.items():
            (folder / kind / f"报告{number:04d}{suffix}").write_bytes(data)
            sizes[kind] += len(data)
    return sizes


def long_report(factor: int, seed: int) -> bytes:
    """One clean report whose prose is `factor` times some 60 KB; the tables stay the same."""
    rng = random.Random(f"{seed}/long")
    report = random_report(rng, "2021", balanced=True)
    return with_prose(report, [sentences(rng, 6) for _ in range(100 * factor)]).text().encode()
