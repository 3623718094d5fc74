"""SARIF 2.1.0, for code scanning. Columns are code points, and the run says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from disclint import __version__
from disclint.document import Position
from disclint.finding import Language, Severity
from disclint.output.machine import (
    Told,
    all_told,
    described,
    described_related,
    end_of,
    has_lines,
    judged,
    page_address,
    shared_path,
)
from disclint.result import FileResult, Run, SuppressedBy

if TYPE_CHECKING:
    from disclint.rule import RuleMeta

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_LOCALES = {Language.ZH: "zh-CN", Language.EN: "en-US"}
_FINGERPRINT = "disclint/v1"
_Object = dict[str, Any]


def write(run: Run, color: bool = False) -> str:
    """One log with one run. What is suppressed is there and marked so: left out, it would be taken for corrected."""
    results = judged(run)
    found = [(each, result) for result in results for each in all_told(result, run.root)]
    metas = {each.finding.code: each.finding.meta for each, _ in found}
    ordinals = {code: ordinal for ordinal, code in enumerate(sorted(metas))}
    driver = {
        "name": "disclint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(meta, run.language) for _, meta in sorted(metas.items())],
    }
    told = [_result(each, result, run.language, ordinals, run.baseline) for each, result in found]
    content = {
        "tool": {"driver": driver},
        "language": _LOCALES[run.language],
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(run, results)],
        "results": told,
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [content]}, ensure_ascii=False, indent=2) + "\n"


def _rule(meta: RuleMeta, language: Language) -> _Object:
    title, why = meta.title.text(language), meta.why.text(language)
    authority = meta.authority.text.text(language)
    address = page_address(meta)
    return {
        "id": meta.code,
        "name": meta.name,
        "shortDescription": {"text": title},
        "fullDescription": {"text": why},
        "help": {
            "text": "\n\n".join(filter(None, (why, authority))),
            "markdown": "\n\n".join(filter(None, (f"**{title}**", why, authority and f"> {authority}"))),
        },
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"enabled": meta.on_by_default, "level": _LEVELS[meta.severity]},
    }


def _result(
    each: Told, result: FileResult, language: Language, ordinals: dict[str, int], against_baseline: bool
) -> _Object:
    finding = each.finding
    related = [
        {
            "id": number,
            "message": _message(described_related(other, language)),
            **_location(result, other.position, other.path),
        }
        for number, other in enumerate(finding.related, 1)
    ]
    content: _Object = {
        "ruleId": finding.code,
        "ruleIndex": ordinals[finding.code],
        "level": _LEVELS[finding.severity],
        "message": _message(described(finding, language)),
        "locations": [_location(result, finding.position, finding.path)],
        "partialFingerprints": {_FINGERPRINT: each.fingerprint},
    }
    if related:
        content["relatedLocations"] = related
    if finding.position.page is not None:
        content["properties"] = {"page": finding.position.page}
    if each.suppressed is not None:
        in_source = each.suppressed.by is SuppressedBy.COMMENT
        reason = each.suppressed.reason or each.suppressed.by.value
        content["suppressions"] = [{"kind": "inSource" if in_source else "external", "justification": reason}]
    if against_baseline:
        known = each.suppressed is not None and each.suppressed.by is SuppressedBy.BASELINE
        content["baselineState"] = "unchanged" if known else "new"
    return content


def _message(text: str) -> _Object:
    """A message; what the text of a document might say in it is no link."""
    return {"text": text.replace("](", "] (")}


def _location(result: FileResult, position: Position, path: str) -> _Object:
    location: _Object = {
        "physicalLocation": {"artifactLocation": _artifact(result.filename), "region": _region(position, result)}
    }
    if path:
        location["logicalLocations"] = [{"fullyQualifiedName": path, "name": path.rpartition("/")[2]}]
    return location


def _region(position: Position, result: FileResult) -> _Object:
    if not has_lines(result):
        return {"startLine": position.line}
    region = {"startLine": position.line, "startColumn": position.column}
    end = end_of(position)
    return {**region, "endLine": end[0], "endColumn": end[1]} if end else region


def _artifact(filename: str) -> _Object:
    """Where a file lies: relative to the root of the sources where it lies below the working directory."""
    path = shared_path(filename)
    if path.startswith("/"):
        return {"uri": "file://" + quote(path)}
    if path[1:2] == ":":  # a drive of Windows
        return {"uri": "file:///" + quote(path, safe="/:")}
    return {"uri": quote(path, errors="surrogatepass"), "uriBaseId": "%SRCROOT%"}


def _invocation(run: Run, results: tuple[FileResult, ...]) -> _Object:
    notifications = [
        {
            "level": "error",
            "message": _message(sentence),
            "locations": [{"physicalLocation": {"artifactLocation": _artifact(result.filename)}}],
        }
        for result in results
        for sentence in result.errors
    ]
    successful = not notifications and not run.interrupted
    return {"executionSuccessful": successful, "toolExecutionNotifications": notifications}
