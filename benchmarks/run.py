"""Measures disclint beside `autocorrect --lint` and flake8, in one run, as ratios; see README.md here."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

try:
    from editor import DEBOUNCE, typing
    from measure import Command, MeasureError, Series, environment, interleaved, tree_peak_mb
    from reports import long_report, write_documents, write_reports

    import disclint
except ModuleNotFoundError as error:
    sys.exit(f"{error}; run this with the Python of an environment disclint is installed in (benchmarks/README.md)")

HERE = Path(__file__).resolve().parent
SEED = 2024
DISTRIBUTIONS = 300
STEPS = (10, 100, 1000)
FACTORS = (1, 10, 100)
KEYSTROKES, EDITS = 300, 10_000
FOUND = (0, 1)  # checked, with or without findings

ONE_PY = '''"""Totals of a table."""

import csv
import sys


def totals(rows):
    """Sum of each column."""
    sums = []
    for row in rows:
        for column, value in enumerate(row):
            if column == len(sums):
                sums.append(0)
            sums[column] += int(value)
    return sums


if __name__ == "__main__":
    print(totals(csv.reader(sys.stdin)))
'''


@dataclass(frozen=True, slots=True)
class Target:
    """What a measured number should not exceed."""

    what: str
    found: float
    limit: float
    unit: str = "×"

    def __str__(self) -> str:
        verdict = "reached" if self.found <= self.limit else "MISSED"
        return f"{verdict}: {self.what} {self.found:.2f} {self.unit} (target ≤ {self.limit:g} {self.unit})"


@dataclass(frozen=True, slots=True)
class Tools:
    """The commands that are measured; None where the tool is not there."""

    disclint: str
    autocorrect: str | None
    flake8: str | None


def main() -> int:
    """Print the tables; 1 if a target is missed and --assert is given, 2 if something cannot be measured."""
    options = _parser().parse_args()
    tools = _tools(options)
    _warn_of_distortions()
    os.environ["DISCLINT_NO_CACHE"] = "1"  # but where the cache is what is measured
    targets: list[Target] = []
    try:
        with tempfile.TemporaryDirectory(prefix="disclint-benchmark-") as name:
            folder = Path(name)
            sections = {
                "start": cold_start,
                "distributions": by_distributions,
                "throughput": throughput,
                "cache": by_cache,
                "rules": by_rules,
                "documents": documents,
                "files": by_files,
                "length": by_length,
                "editor": in_editor,
            }
            for section, measure in sections.items():
                if section in options.only:
                    targets += measure(tools, folder, options)
    except MeasureError as error:
        print(f"benchmark: {error}", file=sys.stderr)
        return 2
    print("\n".join(map(str, targets)))
    return 1 if options.strict and any(target.found > target.limit for target in targets) else 0


def cold_start(tools: Tools, folder: Path, options: argparse.Namespace) -> Iterator[Target]:
    """One small file, whole process: mostly imports."""
    (folder / "one.txt").write_bytes(long_report(0, SEED))
    (folder / "one.py").write_text(ONE_PY, encoding="utf-8")
    commands = {
        "python -c pass": Command((sys.executable, "-c", "pass")),
        "disclint --version": Command((tools.disclint, "--version")),
        "disclint check one.txt": Command((tools.disclint, "check", "one.txt")),
    }
    if tools.flake8:
        commands["flake8 one.py"] = Command((tools.flake8, "--isolated", "one.py"))
    series = interleaved(commands, str(folder), options.rounds * 3)
    ours = series["disclint check one.txt"]
    print(f"### Cold start, one file (median of {options.rounds * 3})\n")
    _table(("command", "ms", "peak MB", "disclint check = 1"))
    for name, each in series.items():
        _row((name, f"{each.seconds * 1000:.0f}", f"{each.peak_mb:.0f}", f"{each.ratio(ours):.2f}"))
    print()
    bare = series["python -c pass"]
    yield Target("--version against python -c pass", series["disclint --version"].ratio(bare), 1.5)
    if tools.flake8:
        yield Target("cold start against flake8", ours.ratio(series["flake8 one.py"]), 1.3)


def by_distributions(tools: Tools, folder: Path, options: argparse.Namespace) -> Iterator[Target]:
    """What 300 installed distributions, none of them a plugin, add to checking one file: whole process."""
    (folder / "one.txt").write_bytes(long_report(0, SEED))
    few, many = folder / "few", folder / "many"
    few.mkdir()
    for number in range(DISTRIBUTIONS):
        info = many / f"some_package_{number}-1.{number}.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: some-package-{number}\nVersion: 1.{number}\n")
        if number % 3 == 0:
            (info / "entry_points.txt").write_text(f"[console_scripts]\nsome-{number} = some_package:main\n")
    check = (tools.disclint, "check", "one.txt")
    commands = {
        "0": Command(("env", f"PYTHONPATH={few}", *check)),
        str(DISTRIBUTIONS): Command(("env", f"PYTHONPATH={many}", *check)),
    }
    series = interleaved(commands, str(folder), options.rounds * 5)
    print(f"### Installed distributions, one file (best of {options.rounds * 5})\n")
    _table(("further distributions", "ms", "more"))
    base = series["0"]
    # the best of each: what else the machine does adds far more than what is to be measured
    best = {name: min(sample.seconds for sample in each.samples) * 1000 for name, each in series.items()}
    added = best[str(DISTRIBUTIONS)] - best["0"]
    for name, each in series.items():
        _row((name, f"{best[name]:.0f}", "" if each is base else f"{added:.1f}"))
    print()
    yield Target(f"start with {DISTRIBUTIONS} distributions", added, 10, "ms")


def throughput(tools: Tools, folder: Path, options: argparse.Namespace) -> Iterator[Target]:
    """The same files for both tools, whole process, two CPUs each."""
    files = folder / "throughput"
    size = write_reports(files, options.files, SEED)
    check = (tools.disclint, "check", "--jobs")
    commands = {
        "disclint check --jobs 2": Command((*check, "2", "."), FOUND),
        "disclint check --jobs 2 --output-format json": Command((*check, "2", "--output-format", "json", "."), FOUND),
        "disclint check --jobs 1": Command((*check, "1", "."), FOUND),
    }
    if tools.autocorrect:
        lint = (tools.autocorrect, "--lint", "--threads", "2")
        commands["autocorrect --lint"] = Command((*lint, "."), FOUND)
        commands["autocorrect --lint --format json"] = Command((*lint, "--format", "json", "."), FOUND)
    series = interleaved(commands, str(files), options.rounds)
    ours = series["disclint check --jobs 2"]
    tree = tree_peak_mb(commands["disclint check --jobs 2"], str(files))
    print(f"### Throughput, {options.files} reports, {size / 1e6:.1f} MB (median of {options.rounds})\n")
    _table(("command", "s", "files/s", "peak MB", "disclint --jobs 2 = 1"))
    for name, each in series.items():
        speed = f"{options.files / each.seconds:.0f}"
        _row((name, f"{each.seconds:.2f}", speed, f"{each.peak_mb:.0f}", f"{each.ratio(ours):.2f}"))
    print()
    if tree is not None:
        print(f"disclint --jobs 2, all processes together: {tree:.0f} MB at most\n")
    if tools.autocorrect:
        yield Target("time against autocorrect --lint", ours.ratio(series["autocorrect --lint"]), 4)
    yield Target("two jobs against one", ours.ratio(series["disclint check --jobs 1"]), 1 / 1.7)
    yield Target("peak memory", tree or ours.peak_mb, 120, "MB")


def by_cache(tools: Tools, folder: Path, options: argparse.Namespace) -> Iterator[Target]:
    """The same files once more: nothing has changed, so nothing is parsed."""
    files = folder / "cached"
    write_reports(files, options.files, SEED)
    cached = ("env", "-u", "DISCLINT_NO_CACHE", f"DISCLINT_CACHE_DIR={folder / 'cache'}", tools.disclint, "check")
    commands = {
        "disclint check": Command((*cached, "."), FOUND),
        "disclint check --no-cache": Command((tools.disclint, "check", "."), FOUND),
        "disclint check, one file": Command((*cached, "报告0000.txt"), FOUND),
        "disclint check --no-cache, one file": Command((tools.disclint, "check", "报告0000.txt"), FOUND),
    }
    if tools.autocorrect:
        commands["autocorrect --lint"] = Command((tools.autocorrect, "--lint", "--threads", "2", "."), FOUND)
    series = interleaved(commands, str(files), options.rounds)
    ours = series["disclint check"]
    print(f"### Warm cache, {options.files} reports (median of {options.rounds})\n")
    _table(("command", "s", "peak MB", "disclint check = 1"))
    for name, each in series.items():
        _row((name, f"{each.seconds:.2f}", f"{each.peak_mb:.0f}", f"{each.ratio(ours):.2f}"))
    print()
    if tools.autocorrect:
        yield Target("warm cache against autocorrect --lint", ours.ratio(series["autocorrect --lint"]), 0.25)


# The rules of the main job: the five families the first release was made of.
MAIN = "B401,B402,B403,B404,S100,S101,S102,S103,S104,S105,S106,S107,S108,S109,S114,T201,T202,T203,T299"
MAIN += ",C301,C302,C303,C304,C305,C306,C309,D801,D802,D805"


def by_rules(tools: Tools, folder: Path, options: argparse.Namespace) -> Iterator[Target]:
    """The same files under the rules of the main job alone and under all there are."""
    files = folder / "rules"
    write_reports(files, options.files, SEED)
    selections = {"the main job's rules": MAIN, "all rules": "ALL"}
    commands = {
        name: Command(
            (tools.disclint, "check", "--jobs", "2", "--output-format", "json", "--select", codes, "."), FOUND
        )
        for name, codes in selections.items()
    }
    series = interleaved(commands, str(files), options.rounds)
    main_job, everything = series["the main job's rules"], series["all rules"]
    print(f"### Rules, {options.files} reports, --jobs 2 (median of {options.rounds})\n")
    _table(("rules", "s", "peak MB", "main job = 1"))
    for name, each in series.items():
        _row((name, f"{each.seconds:.2f}", f"{each.peak_mb:.0f}", f"{each.ratio(main_job):.2f}"))
    print()
    yield Target("all rules against the main job's", everything.ratio(main_job), 1.5)


# What the readers are held against: the least another program does to get at the cells.
PYTHON_DOCX = """
import sys, docx
for name in sys.argv[1:]:
    for table in docx.Document(name).tables:
        for row in table.rows:
            for cell in row.cells:
                cell.text
"""
PDFPLUMBER = """
import sys, pdfplumber
for name in sys.argv[1:]:
    with pdfplumber.open(name) as pdf:
        for page in pdf.pages:
            page.extract_tables()
"""


def documents(tools: Tools, folder: Path, options: argparse.Namespace) -> Iterator[Target]:
    """The same reports as text, html, docx and pdf, in one process each, beside merely reading their cells."""
    files = folder / "documents"
    sizes = write_documents(files, options.files, SEED, options.pdfs)
    names = sorted(path.name for path in (files / "pdf").iterdir())
    few = {
        kind: [f"{kind}/{Path(name).with_suffix(suffix)}" for name in names]
        for kind, suffix in (("pdf", ".pdf"), ("text", ".txt"))
    }
    check = (tools.disclint, "check", "--jobs", "1")
    commands = {kind: Command((*check, kind), FOUND) for kind in ("text", "html", "docx")}
    commands |= {kind + " (fewer)": Command((*check, *paths), FOUND) for kind, paths in few.items()}
    others = options.others or sys.executable
    with_others = _can_import(others, "docx", "pdfplumber")
    if with_others:
        every = sorted(f"docx/{path.name}" for path in (files / "docx").iterdir())
        commands["python-docx, all cells"] = Command((others, "-c", PYTHON_DOCX, *every))
        commands["pdfplumber, extract_tables"] = Command((others, "-c", PDFPLUMBER, *few["pdf"]))
    series = interleaved(commands, str(files), options.rounds)
    print(f"### Documents, {options.files} reports, {len(names)} as pdf, --jobs 1 (median of {options.rounds})\n")
    _table(("command", "files", "MB", "s", "peak MB", "text = 1"))
    for name, each in series.items():
        small = name.endswith(("(fewer)", "extract_tables"))
        kind = "pdf" if "pdf" in name else "docx" if "docx" in name else name.split(" ")[0]
        count = len(names) if small else options.files
        base = series["text (fewer)" if small else "text"]
        size = sizes[kind] * (count / options.files if kind != "pdf" else 1) / 1e6
        _row((name, str(count), f"{size:.1f}", f"{each.seconds:.2f}", f"{each.peak_mb:.0f}", f"{each.ratio(base):.2f}"))
    for kind in ("html", "docx", "pdf (fewer)"):
        tree = tree_peak_mb(commands[kind], str(files))
        if tree is not None:
            print(f"\n{kind}, all processes together: {tree:.0f} MB at most")
    print()
    yield Target("html against text", series["html"].ratio(series["text"]), 3)
    yield Target("docx against text", series["docx"].ratio(series["text"]), 3)
    if with_others:
        yield Target("docx against python-docx", series["docx"].ratio(series["python-docx, all cells"]), 1)
        yield Target("pdf against pdfplumber", series["pdf (fewer)"].ratio(series["pdfplumber, extract_tables"]), 1)


def _can_import(python: str, *modules: str) -> bool:
    """Whether a Python has these; says so where it has not."""
    done = subprocess.run(
        [python, "-c", f"import {', '.join(modules)}"], capture_output=True, env=environment(), check=False
    )
    if done.returncode:
        print(
            f"benchmark: {python} lacks {' or '.join(modules)}, so nothing is compared with them;"
            " install python-docx and pdfplumber and name that Python with --others\n",
            file=sys.stderr,
        )
    return done.returncode == 0


def by_files(tools: Tools, folder: Path, options: argparse.Namespace) -> Iterator[Target]:
    """10, 100 and 1,000 files in one process: time should grow as their number."""
    commands = {}
    for count in STEPS:
        write_reports(folder / str(count), count, SEED)
        commands[str(count)] = Command((tools.disclint, "check", "--jobs", "1", str(count)), FOUND)
    series = interleaved(commands, str(folder), options.rounds)
    print(f"### Number of files, --jobs 1 (median of {options.rounds})\n")
    _table(("files", "s", "peak MB", "growth of time per file"))
    yield from _growth(series, STEPS, "time per file, 100 → 1,000")


def by_length(tools: Tools, folder: Path, options: argparse.Namespace) -> Iterator[Target]:
    """One report with ever more prose: time should grow as its length."""
    commands = {}
    for factor in FACTORS:
        data = long_report(factor, SEED)
        (folder / f"×{factor}.txt").write_bytes(data)
        commands[str(factor)] = Command((tools.disclint, "check", f"×{factor}.txt"), FOUND)
    series = interleaved(commands, str(folder), options.rounds)
    print(f"### Length of one report, ×1 being some 60 KB of prose (median of {options.rounds})\n")
    _table(("length", "s", "peak MB", "growth of time per length"))
    yield from _growth(series, FACTORS, "time per length, ×10 → ×100")


def in_editor(tools: Tools, folder: Path, options: argparse.Namespace) -> Iterator[Target]:
    """A report as it is typed: how long until what is wrong is shown, and what memory that takes in the long run."""
    typed = typing(tools.disclint, folder, KEYSTROKES, EDITS, SEED)
    p95, check = typed.percentile(0.95), median(typed.check_milliseconds)
    print(f"### Language server, a report of seed size, {KEYSTROKES} keystrokes, after a debounce of {DEBOUNCE} ms\n")
    _table(("", "ms", "disclint check = 1"))
    for name, share in (("median", 0.5), ("p95", 0.95), ("slowest", 1.0)):
        found = typed.percentile(share)
        _row((f"keystroke to diagnostics, {name}", f"{found:.1f}", f"{found / check:.2f}"))
    _row(("disclint check on the same text, whole process, median", f"{check:.1f}", "1.00"))
    print(f"\n### Language server, memory over {EDITS:,} edits, each checked\n")
    steps = [EDITS // len(typed.megabytes) * (index + 1) for index in range(len(typed.megabytes))]
    _table(("edits", *(f"{step:,}" for step in steps)))
    _row(("MB", *(f"{size:.1f}" for size in typed.megabytes)))
    print()
    yield Target("keystroke to diagnostics, p95", p95, 50, "ms")
    # What grows is the scanner's memory of the last 8,192 texts it met: some 7 MB at most.
    half = len(typed.megabytes) // 2
    growth = max(typed.megabytes[half:]) / max(typed.megabytes[:half])
    yield Target("memory, most in the second half of the edits over most in the first", growth, 1.1)


def _growth(series: dict[str, Series], steps: tuple[int, ...], what: str) -> Iterator[Target]:
    """Rows for each step; the growth is that of (time over the step before) per unit, so start-up does not count."""
    seconds = [series[str(step)].seconds for step in steps]
    slopes = [(seconds[i] - seconds[i - 1]) / (steps[i] - steps[i - 1]) for i in range(1, len(steps))]
    for i, step in enumerate(steps):
        growth = f"{slopes[i - 1] / slopes[i - 2]:.2f}" if i >= 2 else ""
        _row((f"{step:,}", f"{seconds[i]:.3f}", f"{series[str(step)].peak_mb:.0f}", growth))
    print()
    yield Target(what, slopes[-1] / slopes[-2], 1.5)


def _table(heads: tuple[str, ...]) -> None:
    _row(heads)
    _row(("---", *["---:"] * (len(heads) - 1)))


def _row(fields: tuple[str, ...]) -> None:
    print("| " + " | ".join(fields) + " |", flush=True)


def _tools(options: argparse.Namespace) -> Tools:
    ours = options.disclint or str(Path(sys.executable).with_name("disclint"))
    if not os.path.exists(ours):
        sys.exit(f"benchmark: no {ours}; install disclint into this environment or name it with --disclint")
    autocorrect = options.autocorrect or shutil.which("autocorrect") or _from_npx()
    flake8 = options.flake8 or shutil.which("flake8")
    if autocorrect is None:
        print(
            "benchmark: autocorrect is not there, so nothing is compared with it;"
            " `npm install autocorrect-node` and name node_modules/.bin/autocorrect with --autocorrect\n",
            file=sys.stderr,
        )
    if flake8 is None:
        print(
            "benchmark: flake8 is not there, so nothing is compared with it;"
            " install it in an environment of its own and name it with --flake8\n",
            file=sys.stderr,
        )
    # The commands run in other folders.
    paths = [os.path.abspath(path) if path else None for path in (ours, autocorrect, flake8)]
    return Tools(paths[0] or ours, paths[1], paths[2])


def _from_npx() -> str | None:
    """Where npx keeps autocorrect: started through npx itself, its own start would be measured too."""
    npx = shutil.which("npx")
    if npx is None:
        return None
    ask = [npx, "--yes", "--package", "autocorrect-node", "--call", "command -v autocorrect"]
    done = subprocess.run(ask, capture_output=True, text=True, env=environment(), check=False)
    path = done.stdout.strip()
    return path if done.returncode == 0 and os.path.exists(path) else None


def _warn_of_distortions() -> None:
    home = Path(disclint.__file__ or "").resolve()
    if HERE.parent in home.parents and "site-packages" not in home.parts:
        print(
            "benchmark: disclint is installed editable or imported from the source tree;"
            " `pip install .` into an environment measures what users run\n",
            file=sys.stderr,
        )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    add = parser.add_argument
    add("--disclint", metavar="PATH", help="default: beside this Python")
    add("--autocorrect", metavar="PATH", help="default: from PATH, else through npx")
    add("--flake8", metavar="PATH", help="default: from PATH")
    add("--others", metavar="PATH", help="a Python with python-docx and pdfplumber (default: this one)")
    add("--pdfs", type=int, default=30, metavar="N", help="reports that are compared as PDF (default: 30)")
    add("--files", type=int, default=1000, metavar="N", help="reports for the throughput (default: 1000)")
    add("--rounds", type=int, default=7, metavar="N", help="runs of each command; thrice that for the start")
    sections = ("start", "distributions", "throughput", "cache", "rules", "documents", "files", "length", "editor")
    add("--only", nargs="+", choices=sections, default=sections, help="default: all")
    add("--assert", dest="strict", action="store_true", help="exit code 1 if a target is missed")
    return parser


if __name__ == "__main__":
    sys.exit(main())
