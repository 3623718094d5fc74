"""Configuration: `.disclint.toml`, `disclint.toml` or `[tool.disclint]` in `pyproject.toml`, the closest to a file.

`find` says which file that is, `load` reads one, `fields` has what it may say. Nothing is merged but by `extend`.
"""

from __future__ import annotations

from disclint.config.errors import ConfigError
from disclint.config.fields import Config, FileNames, Suppression
from disclint.config.find import find_config, resolve

__all__ = ["Config", "ConfigError", "FileNames", "Suppression", "find_config", "resolve"]
