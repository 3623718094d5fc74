"""Runs rules over sample reports: what a plugin's tests call, and `disclint test`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from disclint.errors import DisclintError
from disclint.rule import Example, Rule
from disclint.testing.examples import example_document, example_report
from disclint.testing.sample import SampleReport

if TYPE_CHECKING:
    from disclint.finding import Finding
    from disclint.report import Report
    from disclint.template import Form

Format = Literal["text", "markdown", "html", "docx"]
FORMATS: tuple[Format, ...] = ("text", "markdown", "html", "docx")
_SUFFIXES: dict[Format, str] = {"text": "txt", "markdown": "md", "html": "html", "docx": "docx"}


def parse(report: SampleReport | str | bytes, format: Format = "text", forms: Iterable[Form] = ()) -> Report:
    """The report as rules see it, of a sample in any of the FORMATS, or of the content of a file in that format.

    `forms` are those of a plugin; one with the id of a national form takes its place, as in a real check.
    """
    from disclint.parser import parse_report
    from disclint.readers import read
    from disclint.template import built_in_forms

    data = report.data(format) if isinstance(report, SampleReport) else report
    document = read(data.encode() if isinstance(data, str) else data, f"报告.{_SUFFIXES[format]}")
    known = {form.id: form for form in (*built_in_forms(), *forms)}
    return parse_report(document, tuple(known.values()))


def check(rules: object, report: SampleReport | str | bytes, format: Format = "text") -> list[Finding]:
    """What rules find in a report, by line, column and code.

    `rules` is a rule class, several, a plugin (a module, or any object with the hook `disclint_rules`), or the path of
    a rule pack; a plugin's own forms are taken into account. A finding that is not as it should be raises NotAFinding, as it would be told in a real check.
    """
    from disclint.trust import check_finding

    forms = getattr(rules, "disclint_forms", None)
    parsed = parse(report, format, forms() if callable(forms) else ())
    found = [
        check_finding(finding, rule)
        for rule in (each() for each in rule_classes(rules))
        if parsed.kind in rule.meta.judges
        for finding in rule.check(parsed)
    ]
    return sorted(found, key=lambda finding: (finding.position.line, finding.position.column, finding.code))


def found(rules: object, report: SampleReport | str | bytes, format: Format = "text") -> list[tuple[str, str]]:
    """Code and node path of what `check` finds: what most tests compare."""
    return [(finding.code, finding.path) for finding in check(rules, report, format)]


def assert_examples(rules: object, formats: Sequence[Format] = FORMATS) -> None:
    """AssertionError unless every rule has examples of both kinds, and finds in each what it says, in all formats."""
    failures = [failure for rule in rule_classes(rules) for failure in example_failures(rule, formats)]
    assert not failures, "\n".join(failures)


def example_failures(rule: type[Rule], formats: Sequence[Format] = FORMATS) -> Iterator[str]:
    """A sentence for each example of a rule that does not hold."""
    examples = rule.meta.examples
    for fails, kind in ((True, "不通过 (failing)"), (False, "通过 (passing)")):
        if not any(bool(example.expect) is fails for example in examples):
            yield f"{rule.meta.code}：没有{kind} 的例子 (no such example)"
    for example in examples:
        for name, outcome in _outcomes(rule, example, formats):
            if outcome != sorted(example.expect):
                wanted = "、".join(example.expect) or "无 (nothing)"
                has = outcome if isinstance(outcome, str) else "、".join(outcome) or "无 (nothing)"
                yield f"{rule.meta.code}：“{example.title.zh}”（{name}）：应报于 {wanted}，实际 {has} (expected, found)"


def _outcomes(rule: type[Rule], example: Example, formats: Sequence[Format]) -> Iterator[tuple[str, list[str] | str]]:
    """For each format the paths that are found, or what went wrong."""
    if example.text or example.append or example.damage:
        yield "text", _outcome(rule, lambda: _parse_example(example))
        return
    for name in formats:
        yield name, _outcome(rule, lambda name=name: parse(example_report(example), name))  # type: ignore[misc]


def _outcome(rule: type[Rule], make: Callable[[], Report]) -> list[str] | str:
    from disclint.trust import NotAFinding, check_finding

    try:
        report = make()
        instance = rule()
        if report.kind not in rule.meta.judges:
            return []
        return sorted(check_finding(finding, instance).path for finding in instance.check(report))
    except (DisclintError, NotAFinding, ValueError) as error:
        return str(error)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def _parse_example(example: Example) -> Report:
    from disclint.parser import parse_report
    from disclint.template import built_in_forms

    return parse_report(example_document(example), built_in_forms())


def rule_classes(rules: Any) -> list[type[Rule]]:
    """The rule classes of what `check` takes; TypeError for anything else."""
    if isinstance(rules, type) and issubclass(rules, Rule):
        return [rules]
    if isinstance(rules, str) or hasattr(rules, "__fspath__"):
        from disclint.packs import read_pack

        return list(read_pack(str(rules)).rules)
    hook = getattr(rules, "disclint_rules", None)
    if callable(hook):
        return list(hook())
    if isinstance(rules, Iterable):
        return [rule for each in rules for rule in rule_classes(each)]
    raise TypeError(f"{rules!r} 不是规则、插件或规则包 (no rule, plugin or pack)")
