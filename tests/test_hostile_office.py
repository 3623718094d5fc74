"""Hostile office files: each gives a document or a sentence, in little time and memory, and touches nothing else.

All are read in one child process with 1 GB of address space, so that a bomb that goes off ends the child, not the tests.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import zipfile
from io import BytesIO
from typing import Any

import pytest

from disclint.testing import clean_report
from renderers.odt import odt
from renderers.wordxml import (
    NAMESPACES,
    abstract,
    cell,
    item,
    level,
    num,
    paragraph,
    relationships,
    table,
    word,
    zipped,
)

_CHILD = """
import json, sys, time
from base64 import b64decode
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
except ImportError:
    pass
from disclint.errors import UnreadableError
from disclint.readers.container import Container, container_of
from disclint.readers.docx import read_docx
from disclint.readers.odt import read_odt

def opened(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "urllib.")):
        print(json.dumps({"name": "audit", "outcome": event}), flush=True)
    if event == "open" and "canary" in str(arguments[0]):
        print(json.dumps({"name": "audit", "outcome": str(arguments[0])}), flush=True)

sys.addaudithook(opened)
for line in sys.stdin:
    name, data = json.loads(line)
    data = b64decode(data)
    started = time.perf_counter()
    try:
        container = container_of(data)
        document = (read_odt if container is Container.ODT else read_docx)(data, name)
        outcome = "document"
        said = "".join(map(repr, document.blocks))
        blocks = len(document.blocks)
    except UnreadableError as error:
        outcome, said, blocks = "unreadable", str(error), 0
    except BaseException as error:
        outcome, said, blocks = type(error).__name__, str(error), 0
    seconds = time.perf_counter() - started
    print(json.dumps({"name": name, "outcome": outcome, "said": said[:20000], "blocks": blocks, "seconds": seconds}), flush=True)
"""


def _document(prologue: str, body: str) -> bytes:
    return word(
        "", extra={"word/document.xml": f"{prologue}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    )


def _stored(body: str) -> bytes:
    """Without compression, so that no ratio gives it away."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("_rels/.rels", relationships({"officeDocument": "word/document.xml"}))
        package.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
    return buffer.getvalue()


def _laughs() -> str:
    entities = '<!ENTITY a0 "哈哈">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE w:document [{entities}]>'


def _external() -> str:
    return '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///tmp/canary.txt">]>'


def _lying_zip() -> bytes:
    """A part that says it is small and is not."""
    data = bytearray(word(paragraph("甲" * 5_000_000)))
    entry = data.index(b"PK\x01\x02")
    while True:
        name = data[entry + 46 : entry + 46 + int.from_bytes(data[entry + 28 : entry + 30], "little")]
        if name == b"word/document.xml":
            data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
            return bytes(data)
        entry = data.index(b"PK\x01\x02", entry + 4)


def _encrypted_zip() -> bytes:
    data = bytearray(word(paragraph("甲")))
    start = 0
    while (start := data.find(b"PK\x01\x02", start)) >= 0:
        data[start + 8] |= 1
        start += 4
    return bytes(data)


def _nested(count: int) -> str:
    return f"<w:tbl><w:tr><w:tc>{paragraph('x')}" * count + "</w:tc></w:tr></w:tbl>" * count


def _span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


def _odt(content: str) -> bytes:
    return odt(content)


HOSTILE: dict[str, tuple[bytes, str, str]] = {
    # name: (file, outcome, what the sentence or the text must hold)
    "zip bomb": (word(" " * 100_000_000), "unreadable", "过大"),
    "zip that lies": (_lying_zip(), "unreadable", "损坏"),
    "many entries": (zipped({f"word/{n}.xml": "" for n in range(3000)}), "unreadable", "2000"),
    "encrypted zip": (_encrypted_zip(), "unreadable", "加密"),
    "billion laughs": (_document(_laughs(), paragraph("&a9;")), "unreadable", "DOCTYPE"),
    "external entity": (_document(_external(), paragraph("&x;")), "unreadable", "DOCTYPE"),
    "entity in utf-16": (
        word(
            "",
            extra={
                "word/document.xml": (
                    '<?xml version="1.0" encoding="utf-16"?>' + _laughs()[21:] + "<d>&a9;</d>"
                ).encode("utf-16")
            },
        ),
        "unreadable",
        "DOCTYPE",
    ),
    "nested tables": (word(_nested(3000)), "document", "x"),
    "nested controls": (_stored("<w:sdt>" * 200_000 + "</w:sdt>" * 200_000), "document", ""),
    "nested text boxes": (
        word("<w:p><w:r><w:pict><w:txbxContent>" * 3000 + "</w:txbxContent></w:pict></w:r></w:p>" * 3000),
        "document",
        "",
    ),
    "nested runs": (_stored("<w:p>" + "<w:r>" * 200_000 + "</w:r>" * 200_000 + "</w:p>"), "document", ""),
    "span bomb": (
        word(table(cell("甲", _span(2_000_000_000)) + cell("乙"), cell("丙") + cell("丁"))),
        "document",
        "丙",
    ),
    "span without sense": (
        word(table(cell("甲", _span(-5)) + cell("乙", '<w:gridSpan w:val="九"/>'))),
        "document",
        "乙",
    ),
    "grid before bomb": (
        word(
            table(
                '<w:trPr><w:gridBefore w:val="99999999999"/></w:trPr>' + cell("甲") + cell("乙"),
                cell("丙") + cell("丁"),
            )
        ),
        "document",
        "丙",
    ),
    "many columns": (word(table(cell("甲") * 5000)), "document", "甲"),
    "many rows": (_stored(table(*[cell("甲") + cell("乙")] * 5000)), "unreadable", "2000"),
    "many paragraphs": (_stored(paragraph("甲") * 120_000), "unreadable", "100000"),
    "many tags": (_stored("<w:p/>" * 1_200_000), "unreadable", "1000000"),
    "many attributes": (_stored("<w:p " + " ".join(f"a{n}=''" for n in range(2_200_000)) + "/>"), "unreadable", "标签"),
    "styles in a circle": (
        word(
            paragraph("甲", '<w:pStyle w:val="a"/>'),
            styles='<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
            '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>',
        ),
        "document",
        "甲",
    ),
    "part outside": (
        zipped(
            {"_rels/.rels": relationships({"officeDocument": "../../../tmp/canary.txt"}), "../../tmp/canary.txt": "x"}
        ),
        "unreadable",
        "",
    ),
    "remote parts": (
        word(
            paragraph("甲"),
            extra={
                "word/_rels/document.xml.rels": relationships({"attachedTemplate": "http://127.0.0.1:9/a"}).replace(
                    "/>", ' TargetMode="External"/>'
                )
            },
        ),
        "document",
        "甲",
    ),
    "no body": (zipped({"word/document.xml": "<a/>"}), "unreadable", "Word"),
    "not well-formed": (zipped({"word/document.xml": "<a>"}), "unreadable", "损坏"),
    "odt with repeated columns": (
        _odt(
            '<table:table><table:table-row><table:table-cell table:number-columns-repeated="2000000000"><text:p>甲</text:p></table:table-cell></table:table-row></table:table>'
        ),
        "document",
        "甲",
    ),
    "odt with repeated rows": (
        _odt(
            '<table:table><table:table-row table:number-rows-repeated="2000000000"><table:table-cell><text:p>甲</text:p></table:table-cell><table:table-cell/></table:table-row></table:table>'
        ),
        "unreadable",
        "2000",
    ),
    "odt with spaces": (_odt('<text:p>甲<text:s text:c="2000000000"/>乙</text:p>'), "document", "乙"),
    "odt nested lists": (
        _odt("<text:list><text:list-item>" * 3000 + "<text:p>甲</text:p>" + "</text:list-item></text:list>" * 3000),
        "document",
        "甲",
    ),
    "odt nested tables": (
        _odt(
            "<table:table><table:table-row><table:table-cell>" * 3000
            + "<text:p>甲</text:p>"
            + "</table:table-cell></table:table-row></table:table>" * 3000
        ),
        "document",
        "甲",
    ),
    "odt nested spans": (
        _odt("<text:p>" + "<text:span>" * 3000 + "甲" + "</text:span>" * 3000 + "</text:p>"),
        "document",
        "甲",
    ),
}


def _damaged_copies() -> dict[str, bytes]:
    """Truncated and byte-flipped copies of good files."""
    from renderers.docx import docx

    rng = random.Random(5)
    found: dict[str, bytes] = {}
    for kind, whole in (
        ("docx", docx(clean_report())),
        ("odt", _odt("<text:p>正文</text:p>" * 500)),
        ("loose", _stored(paragraph("正文") * 300)),
    ):
        for n in range(40):
            found[f"{kind} cut {n}"] = whole[: rng.randrange(5, len(whole))]
            flipped = bytearray(whole)
            for _ in range(rng.choice((1, 3, 20))):
                flipped[rng.randrange(4, len(flipped))] ^= 1 << rng.randrange(8)
            found[f"{kind} flipped {n}"] = bytes(flipped)
    body = table(*[cell("甲", _span(2)) + cell("乙", "<w:vMerge/>")] * 20) + item("丙", 1) * 5
    for n in range(60):
        inside = bytearray(body.encode())
        for _ in range(rng.choice((1, 2, 5))):
            inside[rng.randrange(len(inside))] = rng.choice(b'0129-"<>/aw: ')
        found[f"inside flipped {n}"] = word(
            inside.decode("utf-8", "replace"), abstract(0, level("decimal", "%1")) + num(1, 0)
        )
    return found


def _read_all(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    from base64 import b64encode

    lines = "".join(json.dumps([name, b64encode(data).decode()]) + "\n" for name, data in files.items())
    done = subprocess.run(
        [sys.executable, "-c", _CHILD], input=lines, capture_output=True, text=True, timeout=300, check=False
    )
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, (answers[-1:], done.stderr[-2000:])
    return {answer["name"]: answer for answer in answers}


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    return _read_all({name: data for name, (data, _, _) in HOSTILE.items()})


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str, answers: dict[str, dict[str, Any]]) -> None:
    _, outcome, said = HOSTILE[name]
    answer = answers[name]
    assert (answer["outcome"], said in answer["said"]) == (outcome, True), answer["said"][:300]
    assert answer["seconds"] < 15


def test_nothing_else_is_touched(answers: dict[str, dict[str, Any]]) -> None:
    assert "audit" not in answers


def test_damaged_copies_give_a_document_or_a_sentence() -> None:
    pytest.importorskip("docx", reason="python-docx writes the documents of these tests")
    answers = _read_all(_damaged_copies())
    assert {answer["outcome"] for answer in answers.values()} <= {"document", "unreadable"}
    assert max(answer["seconds"] for answer in answers.values()) < 5
