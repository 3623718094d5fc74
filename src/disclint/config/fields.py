"""What a configuration may say. Names in a file are in kebab-case; `reference` tells what each is for."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import Enum
from typing import Any

from msgspec import Struct

from disclint.finding import Language, Severity
from disclint.report import OrganType


class FileNames(Enum):
    """Names of configuration files, the first found in a folder counting."""

    HIDDEN = ".disclint.toml"
    PLAIN = "disclint.toml"
    PYPROJECT = "pyproject.toml"  # its table [tool.disclint]


class Suppression(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """An entry `[[suppress]]`: this rule is not to speak of this place in these files, and why.

    `path` is the node path of findings (`requests/result_total/total`), `*` standing for one of its parts; `files` are
    patterns as in .gitignore, all files if there are none. From the day `expires` on the entry counts no more.
    """

    code: str
    path: str
    reason: str
    files: list[str] = []
    expires: datetime.date | None = None


class Fields(Struct, frozen=True, kw_only=True, rename="kebab", forbid_unknown_fields=True):
    """The keys of a configuration file."""

    extend: str | None = None
    select: list[str] | None = None
    extend_select: list[str] = []
    ignore: list[str] = []
    per_file_ignores: dict[str, list[str]] = {}
    severity: dict[str, Severity] = {}
    fixable: list[str] | None = None
    unfixable: list[str] = []
    exclude: list[str] = []
    extend_exclude: list[str] = []
    form: str | None = None
    year: int | None = None
    organ_type: OrganType | None = None
    options: dict[str, dict[str, Any]] = {}
    limits: dict[str, int | float] = {}
    skip_unrelated: bool = False
    fail_level: Severity = Severity.WARNING
    output_format: list[str] = []
    lang: Language | None = None
    baseline: str | None = None
    cache: bool = True
    cache_dir: str | None = None
    required_plugins: list[str] = []
    rule_packs: list[str] = []
    local_rules: list[str] = []
    suppress: list[Suppression] = []


class Config(Fields, frozen=True, kw_only=True):
    """A configuration resolved: extended, its paths absolute.

    Patterns are relative to `root`, the folder of the file (the working directory without one). `source` is that file,
    `origins` says of each key that was set where (`disclint.toml:3`), `entries` where each of `suppress` stands as
    (file, line).
    """

    root: str
    source: str | None = None
    origins: Mapping[str, str] = {}
    entries: tuple[tuple[str, int], ...] = ()


def key_of(field: str) -> str:
    """The key of a field: `extend_select` is written `extend-select`."""
    return field.replace("_", "-")
