"""The server as a process: standard input and output are the editor's, and nobody else's."""

from __future__ import annotations

import gc
import logging
import os
import sys

from disclint.lsp import actions, diagnostics, reading, scan, workspace
from disclint.lsp.server import Server


def build() -> Server:
    """A server with all its features."""
    server = Server()
    for features in (workspace, diagnostics, reading, actions, scan):
        features.register(server)
    return server


def serve() -> int:
    """Serve until the editor leaves; 0 if it said so before, else 1, as the protocol has it."""
    gc.enable()  # the command line does without: it is over before there is anything to collect
    logging.getLogger("pygls").setLevel(logging.CRITICAL)
    logging.getLogger("asyncio").setLevel(logging.ERROR)  # it warns of processes that end after it
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anything prints goes to the editor's log
    sys.stdout = sys.stderr
    server = build()
    try:
        server.start_io(source, sink)
    finally:
        server.folders.kill()
    return 0 if server.was_shut_down else 1
