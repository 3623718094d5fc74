"""The cache of results: what it spares, what makes it a miss, and that nothing done to it makes a wrong result."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from commands import SOURCES, Outcome, disclint, environment
from disclint.cache import FOLDER, ResultCache
from disclint.result import FileResult
from disclint.testing import clean_report

BAD = clean_report(2023).set("requests/result_total/natural_person", "88")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Reports, good and bad; the cache lies beside them."""
    reports = tmp_path / "年报"
    reports.mkdir()
    (reports / "好.txt").write_text(clean_report(2023).text(), encoding="utf-8")
    (reports / "差.txt").write_text(BAD.text(), encoding="utf-8")
    (reports / "说明.txt").write_text("说明\n", encoding="utf-8")
    return reports


def check(folder: Path, *arguments: str, **variables: str) -> Outcome:
    cache = str(folder.parent / "cache")
    env = environment(**({"DISCLINT_CACHE_DIR": cache} | variables))
    return disclint("check", "--output-format", "json", *arguments, ".", cwd=folder, env=env)


def shards(folder: Path) -> list[Path]:
    return sorted((folder.parent / "cache" / FOLDER).glob("*"))


SPY = """
import sys
from disclint.__main__ import main
status = main(sys.argv[1:])
sys.stdout.flush()
print("parsed" if "disclint.parser" in sys.modules else "known", file=sys.stderr)
sys.exit(status)
"""


def parsed(folder: Path, *arguments: str) -> bool:
    """Whether any file had to be parsed."""
    env = environment(DISCLINT_CACHE_DIR=str(folder.parent / "cache"))
    done = subprocess.run(
        [sys.executable, "-c", SPY, "check", *arguments, "."], cwd=folder, env=env, capture_output=True, check=False
    )
    return done.stderr.decode().splitlines()[-1] == "parsed"


def test_what_is_known_is_not_parsed_and_comes_out_the_same(folder: Path) -> None:
    first = check(folder)
    assert first.status == 1
    assert not parsed(folder)
    assert check(folder) == first == check(folder, "--no-cache")
    assert check(folder, "--output-format", "full=" + os.devnull).out == first.out


def edit(folder: Path) -> None:
    (folder / "好.txt").write_text(BAD.text(), encoding="utf-8")


def same_length(folder: Path) -> None:
    """A change that leaves size and time as they were."""
    path = folder / "好.txt"
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("4", "5", 1), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def configure(folder: Path) -> None:
    (folder / "disclint.toml").write_text('ignore = ["B401"]\n', encoding="utf-8")


def rename(folder: Path) -> None:
    (folder / "好.txt").rename(folder / "新.txt")


MISSES: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "the file": (edit, []),
    "the file, of the same size and time": (same_length, []),
    "the configuration": (configure, []),
    "the name": (rename, []),
    "the rules selected": (lambda _: None, ["--select", "B401"]),
    "the severity": (lambda _: None, ["--config", 'severity = { B = "info" }']),
    "what is suppressed": (
        lambda _: None,
        ["--config", 'suppress = [{ code = "B401", path = "a/b/c", reason = "x" }]'],
    ),
    "an option": (lambda _: None, ["--config", "options.C307 = { county-max = 3 }"]),
    "a limit": (lambda _: None, ["--config", "limits = { lines = 1000 }"]),
    "the year": (lambda _: None, ["--config", "year = 2020"]),
}


@pytest.mark.parametrize("what", MISSES)
def test_a_change_is_a_miss(what: str, folder: Path) -> None:
    check(folder)
    change, arguments = MISSES[what]
    change(folder)
    assert parsed(folder, *arguments)
    assert check(folder, *arguments) == check(folder, "--no-cache", *arguments)


def test_a_rule_that_is_being_written_is_a_miss(folder: Path, tmp_path: Path) -> None:
    """Its version stays the same from one edit to the next."""
    source = """
from disclint.api import *
class Told(Rule):
    meta = RuleMeta("ZZ001", "told", Phrase("a", "a"), Phrase("a", "a"), Severity.WARNING,
        Authority(Standing.ADVICE, Phrase("a", "a")), {{"": Phrase("{0}", "{0}")}}, ())
    def check(self, report):
        yield self.finding(report.position, "")
@hookimpl
def disclint_rules():
    return [Told]
api_version = "1.0"
"""
    plugins = tmp_path / "plugins"
    info = plugins / "zz-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "entry_points.txt").write_text("[disclint]\nzz = zz\n", encoding="utf-8")
    (info / "METADATA").write_text("Name: zz\nVersion: 1.0\n", encoding="utf-8")
    path = os.pathsep.join([*SOURCES, str(plugins)])
    for word in ("first", "second!"):
        (plugins / "zz.py").write_text(source.format(word), encoding="utf-8")
        outcome = check(folder, "--select", "ZZ001", PYTHONPATH=path)
        assert {each["message"] for each in json.loads(outcome.out)["findings"]} == {word}, outcome


LISTED = """
import json, os
from disclint.api import *

class Listed(Rule):
    meta = RuleMeta("ZZ001", "listed", Phrase("a", "a"), Phrase("a", "a"), Severity.WARNING,
        Authority(Standing.ADVICE, Phrase("a", "a")), {"": Phrase("{word}", "{word}")}, ())

    def check(self, report):
        with open(os.path.join(os.path.dirname(__file__), "words.json"), encoding="utf-8") as file:
            for word in json.load(file):
                yield self.finding(report.position, "", word=word)

@hookimpl
def disclint_rules():
    return [Listed]
"""


def test_a_list_beside_a_local_rule_is_part_of_it(folder: Path) -> None:
    rules = folder / "rules"
    rules.mkdir()
    (folder / "disclint.toml").write_text('local-rules = ["rules"]\nselect = ["ZZ001"]\n', encoding="utf-8")
    (rules / "listed.py").write_text(LISTED, encoding="utf-8")
    for words in ([], ["甲"]):
        (rules / "words.json").write_text(json.dumps(words), encoding="utf-8")
        outcome = check(folder, "--allow-local-rules")
        assert {each["message"] for each in json.loads(outcome.out)["findings"]} == set(words), outcome


def test_a_file_that_could_not_be_checked_is_tried_again(folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 torn")
    assert check(folder).status == 2
    assert check(folder).status == 2


# --- what may become of it --------------------------------------------------------------------------------------------


def test_torn_files_are_misses(folder: Path) -> None:
    expected = check(folder)
    rng = random.Random(1)
    for _ in range(12):
        shard = rng.choice(shards(folder))
        data = shard.read_bytes()
        kind = rng.randrange(3)
        if kind == 0:
            shard.write_bytes(data[: rng.randrange(len(data))])
        elif kind == 1:
            place = rng.randrange(len(data))
            shard.write_bytes(data[:place] + bytes([data[place] ^ (1 << rng.randrange(8))]) + data[place + 1 :])
        else:
            shard.write_bytes(rng.randbytes(rng.randrange(2000)))
        assert check(folder) == expected


class _Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return os.mkdir, ("evil",)


def test_nothing_in_it_is_run(folder: Path, tmp_path: Path) -> None:
    """A cache folder may have come with a repository."""
    cache = ResultCache(str(tmp_path / "other"), b"key", {})
    cache.put(str(folder / "好.txt"), b"", b"content", FileResult("好.txt"))
    assert cache.get(str(folder / "好.txt"), b"", b"content") is not None
    [shard] = cache._shards.values()
    for payload in (_Evil(), print, os.system):
        shard.entries[os.fsencode("好.txt")] = (b"content", pickle.dumps(payload))
        assert cache.get(str(folder / "好.txt"), b"", b"content") is None
    assert not Path("evil").exists()


def test_many_runs_at_once(folder: Path) -> None:
    """Two hundred runs on one cache, some with settings of their own, on files that change in the meantime."""
    expected = {select: check(folder, "--no-cache", "--select", select) for select in ("B401", "B402", "B403", "ALL")}
    selects = list(expected)
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda n: (n, check(folder, "--select", selects[n % 4])), range(200)))
    for number, outcome in outcomes:
        assert outcome == expected[selects[number % 4]]
    assert not [shard for shard in shards(folder) if "." in shard.name]  # nothing half written is left


def test_a_folder_that_cannot_be_written(folder: Path) -> None:
    expected = check(folder, "--no-cache")
    (folder.parent / "occupied").write_text("a file", encoding="utf-8")
    assert check(folder, DISCLINT_CACHE_DIR=str(folder.parent / "occupied")) == expected
    assert check(folder, "--cache-dir", os.path.join(os.devnull, "x")) == expected


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 KB, nearly full."""
    if sys.platform != "linux" or os.getuid() != 0 or shutil.which("mount") is None:
        pytest.skip("mounting a small file system needs root on Linux")
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"a small file system cannot be mounted here: {done.stderr.decode().strip()}")
    try:
        (disk / "filler").write_bytes(bytes(56 * 1024))
        yield disk
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_full_disk(folder: Path, small_disk: Path) -> None:
    for number in range(60):
        (folder / f"{number}.txt").write_text(BAD.text(), encoding="utf-8")
    expected = check(folder, "--no-cache")
    for _ in range(3):
        assert check(folder, "--cache-dir", str(small_disk)) == expected
    assert not [path for path in small_disk.rglob("*") if path.is_file() and "." in path.name]


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="needs setpriv")
def test_a_read_only_folder(folder: Path) -> None:
    cache = folder.parent / "cache"
    cache.mkdir()
    cache.chmod(0o500)
    env = environment(DISCLINT_CACHE_DIR=str(cache))
    mortal = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search") if os.getuid() == 0 else ()
    outcome = disclint("check", "--output-format", "json", ".", cwd=folder, env=env, through=mortal)
    cache.chmod(0o700)
    assert outcome == check(folder, "--no-cache")


def test_clean(folder: Path) -> None:
    check(folder)
    others = [folder.parent / "cache" / name for name in ("mine.txt", "form-2023.docx", "grammar-notes")]
    for other in others:
        other.write_text("mine", encoding="utf-8")
    env = environment(DISCLINT_CACHE_DIR=str(folder.parent / "cache"))
    assert disclint("clean", cwd=folder, env=env).status == 0
    assert sorted((folder.parent / "cache").iterdir()) == sorted(others)
    assert parsed(folder)


def test_what_is_old_and_not_ours_stays(folder: Path) -> None:
    """A cache may be put where other things lie: DISCLINT_CACHE_DIR=$HOME."""
    home = folder.parent / "cache"
    home.mkdir(mode=0o700)
    mine = home / "2019年报.docx"
    mine.write_text("mine", encoding="utf-8")
    (home / FOLDER).mkdir()
    result = home / FOLDER / ("0" * 40)
    result.touch()
    for path in (mine, result):
        os.utime(path, (0, 0))
    check(folder)
    assert not result.exists()
    assert mine.exists()


def test_results_of_reports_that_are_gone_are_dropped(folder: Path) -> None:
    """From whatever file of the cache something new is written to."""
    for number in range(5):
        (folder / f"old-{number}.txt").write_text("说明\n", encoding="utf-8")
    check(folder)
    for number in range(5):
        (folder / f"old-{number}.txt").unlink()
    for number in range(100):
        (folder / f"{number}.txt").write_text("说明\n", encoding="utf-8")
    check(folder)
    assert not [shard for shard in shards(folder) if b"old-" in shard.read_bytes()]


def watching(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "disclint", "check", "--watch", "--output-format", "concise", *arguments],
        cwd=folder,
        env=environment(PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        start_new_session=True,
    )


def test_watch_checks_again(folder: Path) -> None:
    process = watching(folder, "好.txt")
    assert process.stdout is not None
    try:
        assert "全部通过" in process.stdout.readline()
        time.sleep(1)
        (folder / "好.txt").write_text(BAD.text(), encoding="utf-8")
        assert "B401" in process.stdout.readline()
        while "共检查" not in process.stdout.readline():
            pass
        (folder / "disclint.toml").write_text("select = [\n", encoding="utf-8")  # half a sentence does not end it
        time.sleep(2)
        assert process.poll() is None
        (folder / "disclint.toml").write_text('select = ["B402"]\n', encoding="utf-8")
        assert "B402" in process.stdout.readline()
    finally:
        process.kill()


def test_watch_does_not_wait_for_its_own_output(folder: Path) -> None:
    process = watching(folder, "--output-format", "json=结果.txt", ".")
    assert process.stdout is not None
    try:
        while "共检查" not in process.stdout.readline():
            pass
        time.sleep(1)
        written = (folder / "结果.txt").stat().st_mtime_ns
        time.sleep(2)
        assert (folder / "结果.txt").stat().st_mtime_ns == written
    finally:
        process.kill()


def test_standard_input_cannot_be_watched(folder: Path) -> None:
    outcome = disclint("check", "--watch", "-", cwd=folder)
    assert (outcome.status, outcome.out) == (2, "")
    assert "标准输入" in outcome.err
