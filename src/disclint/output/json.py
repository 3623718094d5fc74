"""JSON, version 1. The messages follow --lang, and so does `place.text`; nothing else does.

Beside the keys of version 1 a finding and each related location has `place`: null, or where it is in the terms of a
person who has the file open, `{"text", "table", "row", "column", "paragraph", "sheet", "cell"}` (`document.Place`).
"""

from __future__ import annotations

import json
from typing import Any

from disclint.document import Place, Position
from disclint.finding import Finding, Language
from disclint.output.machine import judged, page_address, told
from disclint.output.places import place_text
from disclint.result import FileResult, Run

VERSION = 1


def write(run: Run, color: bool = False) -> str:
    """One object with `version`, `findings` (none where only fixes were asked for) and `summary`."""
    summary = run.summary
    content = {
        "version": VERSION,
        "findings": [finding for result in judged(run) for finding in findings(result, run)],
        "summary": {
            "files": summary.files,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "infos": summary.infos,
            "skipped": summary.skipped,
            "failed": summary.failed,
            "fixed": summary.fixed,
            "fixable": summary.fixable,
            "fixable_unsafe": summary.fixable_unsafe,
            "suppressed": summary.suppressed,
            "failures": [
                {"filename": result.filename, "message": message} for result in run.results for message in result.errors
            ],
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def findings(result: FileResult, run: Run) -> list[dict[str, Any]]:
    """The findings of a file as `findings` has them."""
    return [_finding(each.finding, each.fingerprint, result.filename, run.language) for each in told(result, run.root)]


def _finding(finding: Finding, fingerprint: str, filename: str, language: Language) -> dict[str, Any]:
    meta, cell, fix, position = finding.meta, finding.cell, finding.fix, finding.position
    return {
        "code": meta.code,
        "name": meta.name,
        "severity": finding.severity.value,
        "message": finding.message(language),
        "filename": filename,
        "location": _start(position),
        "end_location": _end(position),
        "page": finding.place.page if finding.place else position.page,
        "path": finding.path,
        "cell": {"table": cell.table, "row": cell.row, "column": cell.column} if cell else None,
        "related": [
            {
                "location": _start(related.position),
                "message": related.message.text(language),
                "place": _place(related.place, language),
            }
            for related in finding.related
        ],
        "fix": {
            "title": fix.title[language is Language.EN],
            "applicability": fix.applicability.value,
        }
        if fix
        else None,
        "authority": meta.authority.text.text(language) or None,
        "url": page_address(meta),
        "fingerprint": fingerprint,
        "place": _place(finding.place, language),
    }


def _place(place: Place | None, language: Language) -> dict[str, int | str | None] | None:
    if place is None:
        return None
    return {
        "text": place_text(place, language),
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "paragraph": place.paragraph,
        "sheet": place.sheet or None,
        "cell": place.cell or None,
    }


def _start(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}


def _end(position: Position) -> dict[str, int] | None:
    if position.end_column is None:
        return None
    return {"line": position.end_line or position.line, "column": position.end_column}
