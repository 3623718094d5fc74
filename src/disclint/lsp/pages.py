"""Where the page of a rule can be read from an editor: where it is published, else in a file of our own."""

from __future__ import annotations

import os
from pathlib import Path

from disclint import __version__
from disclint.cachedir import cache_directory, save
from disclint.cli.markdown import markdown, page_name
from disclint.finding import Language
from disclint.output.machine import page_address
from disclint.plugins import LoadedRule, Plugins


class RulePages:
    """The pages of the rules there are, in one language. They are written when there is time, each once."""

    def __init__(self, plugins: Plugins, language: Language) -> None:
        self._rules = {loaded.meta.code: loaded for loaded in plugins.rules}
        self._language = language
        self._folder: str | None = None
        self._waiting: dict[str, LoadedRule] = {}
        self._written: set[str] = set()
        directory = cache_directory()
        if directory is not None:
            self._folder = os.path.join(directory, f"rules-{__version__}-{language.value}")

    def address(self, code: str) -> str:
        """The address of a rule's page, "" if there is none; a file may have to be written yet."""
        loaded = self._rules.get(code)
        if loaded is None:
            return ""
        published = page_address(loaded.meta)
        if published or self._folder is None:
            return published or ""
        path = os.path.join(self._folder, page_name(loaded))
        if path not in self._written:
            self._waiting[path] = loaded
        return Path(path).as_uri()

    def write(self) -> None:
        """Write the pages that were spoken of."""
        while self._waiting and self._folder is not None:
            path, loaded = self._waiting.popitem()
            self._written.add(path)
            try:
                os.makedirs(self._folder, exist_ok=True)
            except OSError:
                return
            save(path, markdown(loaded, self._language).encode())
