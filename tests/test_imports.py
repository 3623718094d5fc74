"""Two walls: what a command must not load (start-up is decided by imports), and who may import whom."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import ROOT, environment
from disclint.testing import clean_report

# --- what a command loads ---------------------------------------------------------------------------------------------

SPY = """
import json, sys
before = set(sys.modules)
from disclint.__main__ import main
try:
    main(sys.argv[1:])
finally:
    sys.stdout.flush()
    print("\\n" + json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr)
"""

NEVER = "asyncio concurrent.futures importlib.metadata multiprocessing regex click typer docx openpyxl lxml pdfplumber"
OFF_TERMINAL = f"{NEVER} rich pygments difflib csv"
NO_PARSER = f"{OFF_TERMINAL} lark rapidfuzz disclint.parser logging shutil hashlib tempfile"

CASES = {
    "check": ("check --no-cache ok.txt", OFF_TERMINAL + " json"),
    "check-new": ("check new.txt", OFF_TERMINAL + " json"),
    "check-known": (
        "check known.txt",
        NO_PARSER.replace(" hashlib", "") + " json tomllib disclint.scanner disclint.readers.text",
    ),
    "check-configured": ("check --no-cache configured/ok.txt", OFF_TERMINAL + " json"),
    "check-two-jobs-on-one-file": ("check --jobs 2 ok.txt", OFF_TERMINAL),
    "check-concise": ("check --output-format concise ok.txt", OFF_TERMINAL),
    "check-fix": ("check --fix ok.txt", OFF_TERMINAL + " json"),
    "check-json": ("check --output-format json ok.txt", OFF_TERMINAL),
    "rule": ("rule B401", NO_PARSER.replace(" difflib", "") + " json"),
    "rules": ("rule", NO_PARSER + " json tomllib disclint.testing"),
    "plugins": ("plugins", NO_PARSER + " json tomllib"),
    "help": ("--help", NO_PARSER + " pluggy argparse dataclasses re json"),
    "server-help": ("server --help", NO_PARSER + " pluggy json tomllib pygls lsprotocol"),
    "check-help": ("check --help", NO_PARSER + " json tomllib"),
}


def loaded(arguments: str, cwd: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SPY, *arguments.split()],
        cwd=cwd,
        env=environment(),
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    modules: list[str] = json.loads(done.stderr.splitlines()[-1])
    return set(modules)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one clean report."""
    folder = tmp_path_factory.mktemp("imports")
    (folder / "configured").mkdir()
    (folder / "configured" / "disclint.toml").write_text('exclude = ["x"]\n', encoding="utf-8")
    for name in ("ok.txt", "new.txt", "known.txt", "configured/ok.txt"):
        (folder / name).write_text(clean_report(2023).text(), encoding="utf-8")
    loaded("check known.txt", folder)
    return folder


def test_version_imports_nothing(folder: Path) -> None:
    assert loaded("--version", folder) <= {"__future__", "disclint", "disclint.__main__", "gc", "atexit"}


@pytest.mark.parametrize("case", CASES)
def test_a_command_loads_no_more_than_it_needs(case: str, folder: Path) -> None:
    arguments, forbidden = CASES[case]
    modules = loaded(arguments, folder)
    assert modules & set(forbidden.split()) == set()


def test_the_command_that_parses_does_parse(folder: Path) -> None:
    """Keeps the cases above honest: a check that failed early would load little, too."""
    assert {"lark", "disclint.parser", "disclint_rules"} <= loaded("check --no-cache ok.txt", folder)


# --- who may import whom ----------------------------------------------------------------------------------------------

LAYERS = [
    # From the first to the last; a part may import those before it. Parts on one line may import each other.
    "disclint.errors disclint.document disclint.cachedir disclint.toml_lines disclint.patterns",
    "disclint.readers",
    "disclint_grammar",
    "disclint.template disclint.fix",
    "disclint.printed",
    "disclint.table",
    "disclint.finding disclint.report",
    "disclint.config",
    "disclint.scanner",
    "disclint.parser disclint.builder",
    "disclint.naming",
    "disclint.rule disclint.hooks",
    "disclint.failure",
    "disclint.own",
    "disclint.equations",
    "disclint.api",
    "disclint_rules",
    "disclint.entrypoints",
    "disclint.guard disclint.trust disclint.local",
    "disclint.packs",
    "disclint.testing",
    "disclint.scaffold",
    "disclint.loading",
    "disclint.plugins",
    "disclint.required",
    "disclint.trial",
    "disclint.select disclint.discover",
    "disclint.seen",
    "disclint.result disclint.fingerprint disclint.baseline disclint.places disclint.cache",
    "disclint.suppress",
    "disclint.jobs",
    "disclint.engine",
    "disclint.settings disclint.workspace disclint.unused disclint.caching",
    "disclint.fixes disclint.fixer",
    "disclint.suppress_write",
    "disclint.output",
    "disclint.cli disclint.lsp",
    "disclint.__main__",
]
RANK = {part: rank for rank, layer in enumerate(LAYERS) for part in layer.split()}

ONLY = {
    # A part, and all that it may import of ours besides itself.
    "disclint.errors": "",
    "disclint.document": "",
    "disclint.readers": "disclint.document disclint.errors",
    "disclint_rules": "disclint.api",
    "disclint_grammar": "",
}

NOT = {
    # A part, and what it must know nothing of although that comes earlier.
    "disclint.scanner": "disclint.readers disclint.finding disclint.rule",
    "disclint.parser": "disclint.finding disclint.rule",
    "disclint.testing": "disclint_rules",
    "disclint.output": "disclint_rules disclint.rule disclint.plugins disclint.engine disclint.readers disclint.parser"
    " disclint.fixes disclint.fixer disclint.testing",
    "disclint.select": "disclint_rules",
    "disclint.engine": "disclint_rules",
    "disclint.fixes": "disclint_rules disclint.fixer",
    "disclint.fixer": "disclint_rules",
    "disclint.places": "disclint_rules disclint.readers disclint.rule disclint.parser disclint.plugins",
}


def part_of(module: str) -> str:
    """The part a module belongs to: its first two names, or the package beside disclint."""
    names = module.split(".")
    if names[0] != "disclint":
        return names[0]
    return ".".join(names[:2])


def sources() -> Iterator[tuple[str, Path]]:
    for root in ("src", "rules", "grammar"):
        for path in sorted((ROOT / root).rglob("*.py")):
            names = path.relative_to(ROOT / root).with_suffix("").parts
            yield ".".join(names[:-1] if names[-1] == "__init__" else names), path


def imports(path: Path) -> Iterator[str]:
    """The modules of ours that a file imports anywhere, but for type checking."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("disclint"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("disclint"):
            assert node.module is not None
            if node.module == "disclint":
                yield from (f"disclint.{alias.name}" for alias in node.names if not alias.name.startswith("__"))
            else:
                yield node.module


MODULES = dict(sources())


@pytest.mark.parametrize("module", MODULES)
def test_nothing_imports_what_comes_later(module: str) -> None:
    if module == "disclint":
        assert not list(imports(MODULES[module]))
        return
    part = part_of(module)
    assert part in RANK, f"{part} has no place yet: add it to LAYERS"
    for imported in imports(MODULES[module]):
        other = part_of(imported)
        if other == part:
            continue
        assert RANK[other] <= RANK[part], f"{module} imports {imported}, which comes later"
        if part in ONLY:
            assert other in ONLY[part].split(), f"{module} may import {ONLY[part] or 'nothing'}, not {imported}"
        assert other not in NOT.get(part, "").split(), f"{module} must know nothing of {imported}"


def foreign_imports(path: Path) -> set[str]:
    """The top-level names of all modules a file imports, anywhere in it."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = [
        name
        for node in tree
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]
    return {name.partition(".")[0] for name in names}


PYGLS = {"pygls", "lsprotocol"}


def test_the_language_server_alone_knows_the_protocol() -> None:
    """And of it only what talks to the editor: a checker's process starts without."""
    users = {module for module, path in MODULES.items() if foreign_imports(path) & PYGLS}
    assert users and all(module.startswith("disclint.lsp.") for module in users)
    reached = {"disclint.lsp.child"}
    while new := {name for module in reached for name in imports(MODULES[module]) if name in MODULES} - reached:
        reached |= new
    assert "disclint.lsp.hover" in reached
    assert not reached & users


@pytest.mark.parametrize("module", [module for module in MODULES if module.startswith("disclint.output")])
def test_an_output_names_no_rule(module: str) -> None:
    """No rule's code stands in an output: what it says of a finding is in the finding."""
    codes = {name.split("_")[0].upper() for name in (path.stem for path in (ROOT / "rules").rglob("[a-z][0-9]*.py"))}
    strings = {
        node.value
        for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not strings & codes


def test_relative_imports_are_not_used() -> None:
    """They would slip through the checks above."""
    for path in MODULES.values():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.ImportFrom) and node.level), path
