"""JUnit XML for Jenkins, GitLab and whatever else counts tests: a suite a file, a test case a finding.

A case is named by rule and node path, never by line, so that a server can follow it from run to run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from disclint.finding import Finding, Severity
from disclint.output.machine import described, described_related, has_lines, judged, shared_path
from disclint.output.markup import tag, text
from disclint.output.places import address
from disclint.result import FileResult, Run


def write(run: Run, color: bool = False) -> str:
    """`testsuites`; infos pass, as they do in the exit code, and a file that could not be checked is an `error`."""
    suites = [list(_suite(result, run)) for result in judged(run)]
    results = judged(run)
    total = tag(
        "testsuites",
        name="disclint",
        tests=sum(_tests(result) for result in results),
        failures=sum(_failures(result) for result in results),
        errors=sum(len(result.errors) for result in results),
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{total}>", *(line for suite in suites for line in suite)]
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _suite(result: FileResult, run: Run) -> Iterator[str]:
    name = shared_path(result.filename)
    suite = tag(
        "testsuite",
        name=name,
        tests=_tests(result),
        failures=_failures(result),
        errors=len(result.errors),
    )
    yield f"  <{suite}>"
    seen: Counter[str] = Counter()
    for finding in result.findings:
        case = f"{finding.code}[{finding.meta.name}] {finding.path}"
        seen[case] += 1
        ordinal = f" ({seen[case]})" if seen[case] > 1 else ""
        yield f"    <{tag('testcase', name=case + ordinal, classname=name, time=0)}>"
        yield f"      {_outcome(finding, result, run)}"
        yield "    </testcase>"
    for number, sentence in enumerate(result.errors, 1):
        yield f"    <{tag('testcase', name=f'disclint ({number})', classname=name, time=0)}>"
        yield f"      <{tag('error', type='unreadable', message=sentence)}/>"
        yield "    </testcase>"
    if not result.findings and not result.errors:
        yield f"    <{tag('testcase', name='disclint', classname=name, time=0)}/>"
    yield "  </testsuite>"


def _outcome(finding: Finding, result: FileResult, run: Run) -> str:
    told = f"{address(result.filename, finding, run.language)}: {finding.message(run.language)}"
    if finding.severity is Severity.INFO:
        return f"<system-out>{text(told)}</system-out>"
    failure = tag("failure", type=finding.severity.value, message=described(finding, run.language))
    content = "\n".join([told, *_related(finding, result, run)])
    return f"<{failure}>{text(content)}</failure>"


def _related(finding: Finding, result: FileResult, run: Run) -> list[str]:
    return [
        (f"{related.position.line}:{related.position.column}: " if has_lines(result) else "")
        + described_related(related, run.language)
        for related in finding.related
    ]


def _tests(result: FileResult) -> int:
    return len(result.findings) + len(result.errors) or 1


def _failures(result: FileResult) -> int:
    return sum(finding.severity is not Severity.INFO for finding in result.findings)
