"""A copy of the project for tests that build, install or clone it: the work tree itself is left alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from commands import ROOT

# what a release is made of; the rest of a work tree (environments, caches) is nobody's business
PARTS = (
    "src",
    "rules",
    "grammar",
    "tests",
    "examples",
    "benchmarks",
    "docs",
    "editors",
    "pyproject.toml",
    ".pre-commit-hooks.yaml",
    "README.md",
    "README.en.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
)


def copy_project(folder: Path) -> Path:
    """Copy the project into `folder`, which is made."""
    folder.mkdir(parents=True)
    junk = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis", "node_modules", "out", "*.vsix")
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=junk)
        else:
            shutil.copy(source, folder / name)
    return folder


def outside(**variables: str) -> dict[str, str]:
    """An environment in which neither this project's sources nor this interpreter's settings are found."""
    ours = (
        "PYTHON",
        "DISCLINT_",
        "GIT_",
        "PRE_COMMIT",
        "VIRTUAL_ENV",
        "SKIP",
        "LC_",
        "LANG",
        "NO_COLOR",
        "FORCE_COLOR",
    )
    clean = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    return clean | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"} | variables
