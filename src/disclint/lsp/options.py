"""What an editor may set: `initializationOptions`, or the section `disclint` of its settings."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from disclint.errors import DisclintError
from disclint.lsp.wire import HintMode


class Options(Struct, frozen=True, rename="camel"):
    """The settings with their defaults.

    `debounce` is in milliseconds: how long a document must stay unchanged before it is checked. `timeout` is how many
    seconds a check may take, and as much again for each megabyte. Under `asks_for_reason` the editor asks for the
    reason of a suppression itself (its command is `disclint.suppressWithReason`). `allow_local_rules` is the command
    line's --allow-local-rules.
    """

    language: str | None = None
    debounce: int = 100
    timeout: float = 10.0
    inlay_hints: HintMode = HintMode.DIFFERS
    asks_for_reason: bool = False
    allow_local_rules: bool = False


def read_options(settings: object, before: Options) -> Options:
    """Options from what the editor sent, over those there were; DisclintError says what of it is wrong."""
    if isinstance(settings, dict) and isinstance(settings.get("disclint"), dict):
        settings = settings["disclint"]
    if not isinstance(settings, dict):
        return before
    given = {key: value for key, value in settings.items() if value is not None}
    if given.get("language") == "":
        given["language"] = None  # as VS Code says that it is not set
    try:
        options = msgspec.convert(msgspec.to_builtins(before) | given, Options)
    except msgspec.ValidationError as error:
        raise DisclintError(f"编辑器里 disclint 的设置有误：{error} (a setting of the editor is wrong)") from error
    return options
