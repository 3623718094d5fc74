"""The hook as a repository of reports uses it: installed by pre-commit, run by `git commit`."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from checkout import copy_project, outside
from commands import disclint
from disclint.testing import clean_report

if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)
if importlib.util.find_spec("pre_commit") is None:
    pytest.skip("pre-commit is not installed in this environment", allow_module_level=True)

GOOD = clean_report(2023)
BAD = GOOD.set("requests/result_total/natural_person", "12")

CONFIG = """\
repos:
  - repo: {url}
    rev: {rev}
    hooks:
      - id: disclint
"""


@dataclass(frozen=True)
class Repository:
    """A git repository, and the folder pre-commit keeps its environments in."""

    folder: Path
    home: Path

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command in it; both streams together, as a committer sees them."""
        env = outside(
            PRE_COMMIT_HOME=str(self.home),
            GIT_CONFIG_GLOBAL=str(self.folder.parent / "gitconfig"),
            GIT_CONFIG_NOSYSTEM="1",
            LC_ALL="C.UTF-8",
            **variables,
        )
        return subprocess.run(
            command,
            cwd=self.folder,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=600,
            check=False,
        )

    def git(self, *arguments: str) -> str:
        """Run git, which must succeed."""
        done = self.run("git", *arguments)
        assert done.returncode == 0, done.stdout
        return done.stdout.strip()

    def pre_commit(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run pre-commit."""
        return self.run(sys.executable, "-m", "pre_commit", *arguments, **variables)

    def write(self, name: str, text: str) -> None:
        """Write a file and stage it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", "--", name)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository of reports with the hook installed; the hook's own repository is a copy of this project."""
    base = tmp_path_factory.mktemp("pre-commit")
    (base / "gitconfig").write_text("[user]\n\tname = t\n\temail = t@example.com\n[init]\n\tdefaultBranch = main\n")
    hook = Repository(copy_project(base / "disclint"), base / "home")
    hook.git("init", "--quiet")
    hook.git("add", "--all")
    hook.git("commit", "--quiet", "--message", "disclint")

    folder = base / "年报"
    folder.mkdir()
    reports = Repository(folder, base / "home")
    reports.git("init", "--quiet")
    reports.write(".pre-commit-config.yaml", CONFIG.format(url=hook.folder, rev=hook.git("rev-parse", "HEAD")))
    reports.git("commit", "--quiet", "--message", "hooks")
    done = reports.pre_commit("install", "--install-hooks")
    assert done.returncode == 0, done.stdout
    return reports


@pytest.fixture(autouse=True)
def _fresh(reports: Repository) -> None:
    reports.git("reset", "--quiet", "--hard")
    reports.git("clean", "-fdq")


def test_a_bad_report_is_not_committed_until_it_is_corrected(reports: Repository) -> None:
    reports.write("README.md", "# 年报\n\n历年的政务公开材料。\n")
    reports.write("清河县水利局2023年政府信息公开年度报告.txt", GOOD.text())
    reports.write("湖北省/武汉市/报告 2023.md", BAD.markdown())

    refused = reports.run("git", "commit", "--message", "2023")
    assert refused.returncode == 1, refused.stdout
    assert "湖北省/武汉市/报告 2023.md:" in refused.stdout
    assert "B402[results-total]" in refused.stdout
    assert "应等于 12" in refused.stdout
    assert "共检查 2 个文件" in refused.stdout
    assert "跳过 1 个无关文件" in refused.stdout
    assert "水利局2023年政府信息公开年度报告.txt:" not in refused.stdout

    reports.write("湖北省/武汉市/报告 2023.md", GOOD.markdown())
    accepted = reports.run("git", "commit", "--message", "2023")
    assert accepted.returncode == 0, accepted.stdout
    assert "Passed" in accepted.stdout
    assert reports.git("status", "--porcelain") == ""


def test_only_files_a_report_may_come_in_are_handed_over(reports: Repository) -> None:
    reports.write("数据.csv", "年度,件数\n2023,12\n")
    reports.write("图.txt.png", "no picture")
    done = reports.pre_commit("run", "disclint")
    assert done.returncode == 0
    assert "no files to check" in done.stdout


def test_a_repository_without_reports_passes(reports: Repository) -> None:
    reports.write("README.md", "# 年报\n")
    reports.write("NOTES.TXT", "记得在一月底之前发布。\n")
    done = reports.pre_commit("run", "disclint", "--verbose")
    assert done.returncode == 0, done.stdout
    assert "跳过 2 个无关文件" in done.stdout


def test_try_repo_finds_the_same(reports: Repository) -> None:
    """`pre-commit try-repo` is how one looks before one leaps; its environment is made anew, hence once."""
    reports.write("差.md", BAD.markdown())
    done = reports.pre_commit("try-repo", str(reports.folder.parent / "disclint"), "disclint", "--files", "差.md")
    assert done.returncode == 1, done.stdout
    assert "差.md:" in done.stdout
    assert "B402[results-total]" in done.stdout


def test_the_fixing_hook_corrects_the_file_and_stops_the_commit(reports: Repository) -> None:
    config = (reports.folder / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    reports.write(".pre-commit-config.yaml", config.replace("id: disclint", "id: disclint-fix"))
    reports.write("报告.md", GOOD.set("requests/granted/natural_person", "4件").markdown())
    done = reports.pre_commit("run", "disclint-fix")
    assert done.returncode == 1, done.stdout
    assert "已修复 1 处" in done.stdout
    assert (reports.folder / "报告.md").read_text(encoding="utf-8") == GOOD.markdown()
    reports.git("add", "--all")
    assert reports.pre_commit("run", "disclint-fix").returncode == 0


def test_what_the_baseline_holds_does_not_stop_a_commit(reports: Repository) -> None:
    reports.write("旧.md", BAD.markdown())
    config = (reports.folder / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    known = config.replace("id: disclint", 'id: disclint\n        args: ["--baseline", "disclint-baseline.tsv"]')
    reports.write(".pre-commit-config.yaml", known)
    done = reports.pre_commit("run", "disclint")
    assert done.returncode == 1, done.stdout
    assert "先用 --write-baseline disclint-baseline.tsv 写一个" in done.stdout

    written = disclint("check", "--write-baseline", "disclint-baseline.tsv", ".", cwd=reports.folder)
    assert written.status == 0
    reports.write("新.md", BAD.markdown())
    done = reports.pre_commit("run", "disclint")
    assert done.returncode == 1, done.stdout
    assert "新.md:" in done.stdout
    assert "旧.md:" not in done.stdout
    reports.write("新.md", GOOD.markdown())
    assert reports.pre_commit("run", "disclint").returncode == 0


def test_the_configuration_excludes_files_that_pre_commit_names(reports: Repository) -> None:
    reports.write("disclint.toml", 'exclude = ["草稿 一/"]\n')
    reports.write("草稿 一/差.md", BAD.markdown())
    assert reports.pre_commit("run", "disclint").returncode == 0


def test_in_a_linked_worktree(reports: Repository) -> None:
    tree = reports.folder.parent / "另一个 worktree"
    reports.git("worktree", "add", "--quiet", "--force", "--detach", str(tree))
    linked = Repository(tree, reports.home)
    linked.write("差.md", BAD.markdown())
    refused = linked.run("git", "commit", "--message", "2023")
    assert refused.returncode == 1, refused.stdout
    assert "差.md:" in refused.stdout
    reports.git("worktree", "remove", "--force", str(tree))


def test_the_hook_that_init_writes(reports: Repository, tmp_path: Path) -> None:
    """It needs no address of a repository, only a package index that has disclint: here a folder with the wheel."""
    project = copy_project(tmp_path / "source")
    built = reports.run(sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path / "dist"), str(project))
    assert built.returncode == 0, built.stdout
    (reports.folder / ".pre-commit-config.yaml").unlink()
    assert disclint("init", "--pre-commit", cwd=reports.folder).status == 0
    reports.write("差.md", BAD.markdown())
    reports.git("add", "--all")
    done = reports.pre_commit("run", "disclint", PIP_FIND_LINKS=str(tmp_path / "dist"))
    assert done.returncode == 1, done.stdout
    assert "B402[results-total]" in done.stdout
