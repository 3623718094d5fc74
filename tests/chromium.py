"""A page looked at in a real browser: a script in a page beside it does what a reader would do, and tells what it saw."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

# The page under test is left as it is, its policy against scripts included: the script stands in the page around it.
_AROUND = """<!DOCTYPE html><meta charset="utf-8"><iframe id="frame" width="1200" height="800"></iframe><pre id="seen"></pre>
<script>
const frame = document.getElementById("frame");
frame.onload = async () => {
  let seen;
  try { seen = await look(frame.contentDocument, frame.contentWindow); } catch (error) { seen = String(error); }
  document.getElementById("seen").textContent = JSON.stringify(seen);
};
const look = async (page, view) => { SCRIPT };
frame.src = "page.html";
</script>"""


class _Handler(SimpleHTTPRequestHandler):
    asked: list[str]

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()


@contextmanager
def _server(folder: str) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("Handler", (_Handler,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=folder))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def look(page: str, script: str) -> tuple[Any, list[str]]:
    """What `script` (of an async function with `page` and `view`) returns, and the paths that were asked for."""
    assert PROGRAM is not None
    with tempfile.TemporaryDirectory() as folder, _server(folder) as (address, asked):
        Path(folder, "page.html").write_bytes(page.encode("utf-8", "backslashreplace"))
        Path(folder, "around.html").write_text(_AROUND.replace("SCRIPT", script), encoding="utf-8")
        done = subprocess.run(
            [
                PROGRAM, "--headless", "--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion",
                f"--user-data-dir={folder}/profile", "--virtual-time-budget=20000", "--dump-dom",
                f"{address}/around.html",
            ],
            capture_output=True, timeout=120, check=False, encoding="utf-8",
        )  # fmt: skip
    found = re.search(r'<pre id="seen">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found and found[1], done.stderr[-2000:]
    return json.loads(html.unescape(found[1])), asked
