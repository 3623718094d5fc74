"""What the server and a checker say to each other: frames of MessagePack over pipes, four bytes of length before each.

Places are those of `disclint.document.Position`: 1-based lines and columns in code points, the end exclusive.
"""

from __future__ import annotations

import struct
from enum import Enum
from typing import Any, Protocol

import msgspec
from msgspec import Struct

LENGTH = struct.Struct(">I")
UNKNOWN_VERSION = "unknown version"
"""What a task fails with if its text was not given and is not kept any more."""


class Level(Enum):
    """How bad a problem is; FAILURE is one of disclint or a plugin, not of the report."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    FAILURE = "failure"


class HintMode(Enum):
    """Beside which totals the computed sum is shown."""

    DIFFERS = "differs"
    ALWAYS = "always"
    OFF = "off"


class Span(Struct, frozen=True, array_like=True):
    """A place in a document."""

    line: int
    column: int
    end_line: int
    end_column: int


class Edit(Struct, frozen=True, array_like=True):
    """Put `text` in place of what stands at `span`."""

    span: Span
    text: str


# --- from the server ---------------------------------------------------------------------------------------------------


class Start(Struct, frozen=True):
    """The first frame: what to check by. `root` is the workspace folder; `plugins` is False to do without them.

    `seconds` is how long the server waits for the answer; a rule of a plugin may take `rule_seconds` over a document.
    `local_rules` is whether code beside the reports may be run, which the configuration alone must not decide.
    """

    root: str
    language: str | None = None
    locale: str | None = None
    plugins: bool = True
    seconds: float = 30.0
    rule_seconds: float = 5.0
    local_rules: bool = False


class Text(Struct, frozen=True):
    """A document of the editor. `text` is None if the checker was given this version before."""

    uri: str
    version: int
    path: str  # of the file; of one that was never saved, a name in the folder
    text: str | None = None


class Check(Struct, frozen=True, tag="check"):
    """Find what is wrong with a document: `Checked`."""

    document: Text


class Repair(Struct, frozen=True, tag="repair"):
    """What can be done about what was found at a place: `Repairs`."""

    document: Text
    span: Span


class FixAll(Struct, frozen=True, tag="fix-all"):
    """All safe fixes, as `--fix` makes them: `Edits`."""

    document: Text


class Hover(Struct, frozen=True, tag="hover"):
    """What is to be said of a place: `Told`."""

    document: Text
    line: int
    column: int


class Outline(Struct, frozen=True, tag="outline"):
    """What the document is made of: `Outlined`."""

    document: Text


class Hints(Struct, frozen=True, tag="hints"):
    """The sums to show between two lines: `Hinted`."""

    document: Text
    first_line: int
    last_line: int
    mode: HintMode


class Explain(Struct, frozen=True, tag="explain"):
    """The page on a rule, by code or name: `Told`, without text if there is no such rule."""

    rule: str


class List(Struct, frozen=True, tag="list"):
    """The files a check of the whole folder would check: `Listed`."""


class CheckFile(Struct, frozen=True, tag="check-file"):
    """Find what is wrong with a file on the disk: `Checked`."""

    path: str


class Suppress(Struct, frozen=True, tag="suppress"):
    """Do not tell of this rule at this node path of a file any more: `Written`."""

    path: str
    code: str
    node: str
    reason: str


class Forget(Struct, frozen=True, tag="forget"):
    """A document was closed: `Done`."""

    uri: str


Task = Check | Repair | FixAll | Hover | Outline | Hints | Explain | List | CheckFile | Suppress | Forget


class Request(Struct, frozen=True):
    """A task, and after how many seconds the checker is to end itself over it."""

    task: Task
    seconds: float


# --- from the checker --------------------------------------------------------------------------------------------------


class Ready(Struct, frozen=True, tag="ready"):
    """The first frame: `failures` say what of the plugins or the configuration could not be used.

    `watched` are the files whose change asks for a new checker.
    """

    language: str
    failures: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()


class Related(Struct, frozen=True):
    """Another place a problem speaks of."""

    span: Span
    message: str


class Problem(Struct, frozen=True):
    """A finding as it is shown. `fix` is what kind of fix there is, "" if none; `path` its node in the report."""

    span: Span
    level: Level
    message: str
    code: str = ""
    name: str = ""
    url: str = ""
    path: str = ""
    fix: str = ""
    fingerprint: str = ""
    needless: bool = False
    outdated: bool = False
    related: tuple[Related, ...] = ()


class Checked(Struct, frozen=True, tag="checked"):
    """What was found; `failures` are sentences on rules that failed. `judged` is False of a file that is no report.

    `sources` are the configuration files it was checked by.
    """

    problems: tuple[Problem, ...] = ()
    failures: tuple[str, ...] = ()
    judged: bool = True
    sources: tuple[str, ...] = ()


class Offer(Struct, frozen=True):
    """What can be done about one finding. `edits` are empty where it can only be suppressed."""

    code: str
    path: str
    message: str
    span: Span
    title: str = ""
    safe: bool = False
    edits: tuple[Edit, ...] = ()


class Repairs(Struct, frozen=True, tag="repairs"):
    """What can be done at a place, a finding after the other."""

    offers: tuple[Offer, ...] = ()


class Edits(Struct, frozen=True, tag="edits"):
    """Changes that belong together; none if there is nothing to change. `fixed` is how many findings they are for."""

    edits: tuple[Edit, ...] = ()
    fixed: int = 0


class Told(Struct, frozen=True, tag="told"):
    """A text in Markdown, "" for none, and what it is about."""

    text: str = ""
    span: Span | None = None


class NodeKind(Enum):
    """What a part of a report is."""

    SECTION = "section"
    TABLE = "table"
    ROW = "row"


class Node(Struct, frozen=True):
    """A part of a report: `span` holds those of its children, `name_span` is in it."""

    kind: NodeKind
    name: str
    detail: str
    span: Span
    name_span: Span
    children: tuple[Node, ...] = ()


class Outlined(Struct, frozen=True, tag="outlined"):
    """The parts of a document, in order."""

    nodes: tuple[Node, ...] = ()


class Hint(Struct, frozen=True):
    """A sum to show behind a cell."""

    line: int
    column: int
    label: str
    tooltip: str


class Hinted(Struct, frozen=True, tag="hinted"):
    """The sums to show."""

    hints: tuple[Hint, ...] = ()


class Listed(Struct, frozen=True, tag="listed"):
    """Paths, absolute."""

    paths: tuple[str, ...] = ()


class Written(Struct, frozen=True, tag="written"):
    """The file that was written to."""

    path: str


class Done(Struct, frozen=True, tag="done"):
    """Nothing to say."""


class Failed(Struct, frozen=True, tag="failed"):
    """The task could not be done: a sentence."""

    message: str


Reply = Ready | Checked | Repairs | Edits | Told | Outlined | Hinted | Listed | Written | Done | Failed


class Pipe(Protocol):
    """What frames are read from."""

    def read(self, size: int, /) -> bytes: ...


_encoder = msgspec.msgpack.Encoder()
request_of = msgspec.msgpack.Decoder(Request).decode
start_of = msgspec.msgpack.Decoder(Start).decode
reply_of: Any = msgspec.msgpack.Decoder(Reply).decode


def frame(message: Start | Request | Reply) -> bytes:
    """The bytes of a message as they go over the pipe."""
    body = _encoder.encode(message)
    return LENGTH.pack(len(body)) + body


def receive(pipe: Pipe) -> bytes | None:
    """The body of the next frame; None where the pipe ends."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    body = pipe.read(LENGTH.unpack(head)[0])
    return body if len(body) == LENGTH.unpack(head)[0] else None
