"""The workspace: its folders, the editor's settings, what is taken up when configuration or plugins change, the end."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from disclint.lsp import diagnostics
from disclint.lsp.convert import SOURCE
from disclint.lsp.documents import NEVER
from disclint.lsp.server import Server
from disclint.lsp.watching import CONFIGURATIONS

RELOAD = "disclint.reload"
_LOOK_EVERY = 2.0  # seconds between looks at configuration and plugins, of which no editor tells all


def register(server: Server) -> None:
    """Add these features to the server."""
    server.feature(types.INITIALIZE)(initialize)
    server.feature(types.INITIALIZED)(initialized)
    server.feature(types.SHUTDOWN)(shutdown)
    server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(did_change_configuration)
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(did_change_files)
    server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(did_change_folders)
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(did_save)
    server.command(RELOAD)(reload)


def initialize(ls: Server, params: types.InitializeParams) -> None:
    """Take in what the editor is and has open."""
    ls.begin(params)
    _set_roots(ls)


async def initialized(ls: Server, params: types.InitializedParams) -> None:
    """Ask for what the editor tells only on request; then look out for changes."""
    if ls.client.watches:
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in CONFIGURATIONS]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        registration = types.Registration(f"{SOURCE}-configuration", method, options)
        with suppress(JsonRpcException):
            await ls.client_register_capability_async(types.RegistrationParams([registration]))
    ls.run(_look_out(ls))


async def did_change_configuration(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    """Take over settings: those that were sent, or what the editor says when asked."""
    settings = params.settings
    if not settings and ls.client.configures:
        item = types.ConfigurationItem(section=SOURCE)
        with suppress(JsonRpcException):
            answer = await ls.workspace_configuration_async(types.ConfigurationParams([item]))
            settings = answer[0] if answer else None
    ls.set_options(settings)
    diagnostics.refresh(ls)


def did_change_files(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    """Look at once, where the editor tells of a change."""
    look(ls)


def did_save(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    """The same for a configuration file saved in an editor that watches nothing."""
    look(ls)


def did_change_folders(ls: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """A file may belong to another folder now."""
    _set_roots(ls)
    for document in ls.documents.values():
        document.folder = ls.folders.of(document.path)
        document.found = None
        document.known = NEVER
    ls.folders.keep({document.folder.root for document in ls.documents.values()})
    diagnostics.refresh(ls)


def reload(ls: Server) -> None:
    """The command to read configuration and plugins anew, whatever can be seen of a change."""
    ls.folders.restart()
    _taken_up(ls)


async def shutdown(ls: Server, params: None) -> None:
    """The editor is about to leave."""
    ls.was_shut_down = True
    await ls.folders.end()


def _set_roots(ls: Server) -> None:
    roots = [ls.path_of(folder.uri) for folder in ls.workspace.folders.values()]
    if not roots and ls.workspace.root_uri:
        roots = [ls.path_of(ls.workspace.root_uri)]
    ls.folders.roots = [root for root in roots if root]


async def _look_out(ls: Server) -> None:
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        look(ls)


def look(ls: Server) -> None:
    """Take up what has changed of configuration and plugins, if anything has."""
    outdated = [folder for folder in ls.folders if folder.checker.outdated()]
    if outdated:
        _taken_up(ls)


def _taken_up(ls: Server) -> None:
    for folder in ls.folders:
        folder.told.clear()  # what fails again is told again
    diagnostics.refresh(ls)
