"""The language server as an editor has it: from a keystroke to what is wrong, and memory over many of them."""

from __future__ import annotations

import json
import random
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import Command, MeasureError, environment, resident_mb, run
from reports import random_text

DEBOUNCE = 100  # ms, as it is by default
_SIGNS = "一二三的数件0123456789，。"


@dataclass(frozen=True, slots=True)
class Typing:
    """What was measured: ms from each change to its diagnostics, the debounce taken off, and MB as edits went by."""

    milliseconds: tuple[float, ...]
    check_milliseconds: tuple[float, ...]  # of `disclint check` on the same text, run in between
    megabytes: tuple[float, ...]

    def percentile(self, share: float) -> float:
        """The time that this share of the changes did not exceed."""
        ordered = sorted(self.milliseconds)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


class Session:
    """An editor with one document: it speaks to the server, and waits."""

    def __init__(self, disclint: str, debounce: int) -> None:
        self._server = subprocess.Popen(
            [disclint, "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment()
        )
        self.text = ""
        self._uri = ""
        self._version = 0
        capabilities = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
        options = {"debounce": debounce}
        params = {"processId": None, "rootUri": None, "capabilities": capabilities, "initializationOptions": options}
        self._send("initialize", params, 1)
        self._until(lambda message: message.get("id") == 1)
        self._send("initialized", {})

    @property
    def pid(self) -> int:
        """The process of the server."""
        return self._server.pid

    def open(self, path: Path, text: str) -> None:
        """Open a document and wait for what is wrong with it."""
        self._uri, self.text, self._version = path.as_uri(), text, 1
        item = {"uri": self._uri, "languageId": "plaintext", "version": 1, "text": text}
        self._send("textDocument/didOpen", {"textDocument": item})
        self.wait()

    def type(self, rng: random.Random) -> None:
        """Put in a character somewhere, or take out the one before put in there."""
        lines = self.text.split("\n")
        line = rng.randrange(len(lines))
        column = rng.randint(0, len(lines[line]))
        if rng.random() < 0.5 and column:
            start, sign = column - 1, ""
        else:
            start, sign = column, rng.choice(_SIGNS)
        lines[line] = lines[line][:start] + sign + lines[line][column:]
        self.text = "\n".join(lines)
        self._version += 1
        place = {"start": {"line": line, "character": start}, "end": {"line": line, "character": column}}
        self._change({"range": place, "text": sign})

    def replace(self, text: str) -> None:
        """Put another text in place of all there is."""
        self.text = text
        self._version += 1
        self._change({"text": text})

    def wait(self) -> None:
        """Wait for the diagnostics of the latest version."""
        self._until(
            lambda message: (
                message.get("method") == "textDocument/publishDiagnostics"
                and message["params"].get("version") == self._version
            )
        )

    def close(self) -> None:
        """Leave as an editor does; MeasureError if the server does not."""
        self._send("shutdown", None, 2)
        self._until(lambda message: message.get("id") == 2)
        self._send("exit", None)
        if self._server.wait(20):
            raise MeasureError(f"the server ended with {self._server.returncode}")

    def _change(self, change: Mapping[str, Any]) -> None:
        document = {"uri": self._uri, "version": self._version}
        self._send("textDocument/didChange", {"textDocument": document, "contentChanges": [change]})

    def _send(self, method: str, params: object, number: int | None = None) -> None:
        message: dict[str, Any] = {"jsonrpc": "2.0", "method": method, "params": params}
        if number is not None:
            message["id"] = number
        body = json.dumps(message).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(f"Content-Length: {len(body)}\r\n\r\n".encode() + body)
        self._server.stdin.flush()

    def _until(self, wanted: Any) -> None:
        assert self._server.stdout is not None
        while True:
            length = 0
            while line := self._server.stdout.readline().strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                raise MeasureError("the server is gone; is disclint[lsp] installed?")
            message: Mapping[str, Any] = json.loads(self._server.stdout.read(length))
            if wanted(message):
                return


def typing(disclint: str, folder: Path, keystrokes: int, edits: int, seed: int) -> Typing:
    """Measure `keystrokes` one by one, `check` run now and then in between; then memory over `edits`."""
    rng = random.Random(f"{seed}/typing")
    path = folder / "typed.txt"
    text = random_text(rng)
    path.write_text(text, encoding="utf-8", newline="\n")
    session = Session(disclint, DEBOUNCE)
    session.open(path, text)
    command = Command((disclint, "check", path.name), (0, 1))
    times, checks = [], []
    for number in range(keystrokes):
        start = time.perf_counter()
        session.type(rng)
        session.wait()
        times.append((time.perf_counter() - start) * 1000 - DEBOUNCE)
        if number % 10 == 0:
            path.write_text(session.text, encoding="utf-8", newline="\n")
            checks.append(run(command, str(folder)).seconds * 1000)
    session.close()
    return Typing(tuple(times), tuple(checks), tuple(_memory(disclint, path, text, edits, rng)))


def _memory(disclint: str, path: Path, text: str, edits: int, rng: random.Random) -> list[float]:
    """MB of the server with its checker at ten points; every edit is checked."""
    session = Session(disclint, 0)
    session.open(path, text)
    sizes = []
    for number in range(1, edits + 1):
        if number % 500 == 0:
            session.replace(text)  # so many random signs leave no report
        session.type(rng)
        session.wait()
        if number % (edits // 10) == 0:
            sizes.append(resident_mb(session.pid))
    session.close()
    return sizes
