"""A plugin for the tests of fixing: rules that look for a word and propose something, good or bad, in its place."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import (
    Applicability,
    Authority,
    Document,
    Edit,
    Finding,
    Fix,
    Paragraph,
    Phrase,
    Position,
    Report,
    Rule,
    RuleMeta,
    Severity,
    Standing,
    hookimpl,
)

code_prefix = ("FIX", "WHL")


def meta(code: str, name: str, severity: Severity, fix: Applicability | None) -> RuleMeta:
    return RuleMeta(
        code=code,
        name=name,
        title=Phrase(name, name),
        why=Phrase("测试", "test"),
        severity=severity,
        authority=Authority(Standing.ADVICE, Phrase("没有明文规定", "none")),
        messages={"": Phrase("有“{word}”", "{word}")},
        examples=(),
        default=False,
        fix=fix,
    )


def word_rule(
    code: str,
    name: str,
    word: str,
    *new: str,
    severity: Severity = Severity.INFO,
    applicability: Applicability = Applicability.SAFE,
) -> type[Rule]:
    """A rule that finds a word in a paragraph and proposes `new` for it; for each of its characters, if more are given."""

    class WordRule(Rule):
        """Finds a word."""

        def check(self, report: Report) -> Iterator[Finding]:
            """One finding each time the word occurs."""
            for text in report.texts():
                start = text.text.find(word)
                while start >= 0:
                    place = text.position
                    at = Position(place.line, place.column + start, place.line, place.column + start + len(word))
                    edits = [at] if len(new) < 2 else [_character(at, index) for index in range(len(new))]
                    fix = Fix(("改", "change"), tuple(map(Edit, edits, new)), applicability) if new else None
                    yield self.finding(at, "text", fix=fix, word=word)
                    start = text.text.find(word, start + len(word))

    WordRule.meta = meta(code, name, severity, applicability if new else None)
    return WordRule


def _character(at: Position, index: int) -> Position:
    return Position(at.line, at.column + index, at.line, at.column + index + 1)


class WholeParagraph(Rule):
    """Mistakes the place of a paragraph for that of a word in it."""

    meta = meta("FIX020", "whole-paragraph", Severity.INFO, Applicability.SAFE)

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding a paragraph."""
        for text in report.texts():
            if "整段" in text.text:
                fix = Fix(("改", "change"), (Edit(text.position, "一段"),), Applicability.SAFE)
                yield self.finding(text.position, "text", fix=fix, word="整段")


class RewrittenParagraph(Rule):
    """Gives a paragraph anew as a whole, where it does not know the places of words."""

    meta = meta("WHL001", "rewritten-paragraph", Severity.INFO, Applicability.SAFE)

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding a paragraph."""
        for text in report.texts():
            new = text.text.replace("甲甲", "乙乙").replace("小于号", "<")
            if new != text.text:
                fix = Fix(("改", "change"), (Edit(text.position, new),), Applicability.SAFE)
                yield self.finding(text.position, "text", fix=fix, word="甲甲")


class Elsewhere(Rule):
    """Proposes an edit in a place no file has."""

    meta = meta("FIX021", "elsewhere", Severity.INFO, Applicability.SAFE)

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding a paragraph."""
        for text in report.texts():
            if "别处" in text.text:
                nowhere = Position(9999, 1, 9999, 3)
                fix = Fix(("改", "change"), (Edit(nowhere, "这里"),), Applicability.SAFE)
                yield self.finding(text.position, "text", fix=fix, word="别处")


class OtherNumber(Rule):
    """Knows better what a cell should hold."""

    meta = meta("FIX022", "other-number", Severity.INFO, Applicability.UNSAFE)

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding a cell with 66."""
        for table in report.tables.values():
            for row in table.rows:
                for cell in row.cells:
                    if cell.text in ("66", "６６"):
                        fix = Fix(("改", "change"), (Edit(cell.position, "67"),), Applicability.UNSAFE)
                        yield self.at_cell(cell, fix=fix, word=cell.text)


class WideNumber(Rule):
    """Full-width digits of a cell, and a blank that should be 0."""

    meta = meta("FIX023", "wide-number", Severity.INFO, Applicability.SAFE)

    def check(self, report: Report) -> Iterator[Finding]:
        """One finding a cell."""
        for table in report.tables.values():
            for row in table.rows:
                for cell in row.cells:
                    if cell.number is not None and not cell.text.isascii():
                        fix = Fix(("改", "change"), (Edit(cell.position, str(cell.number)),), Applicability.SAFE)
                        yield self.at_cell(cell, fix=fix, word=cell.text)
                    elif not cell.text and cell.number is None:
                        fix = Fix(("填 0", "enter 0"), (Edit(cell.position, "0"),), Applicability.UNSAFE)
                        yield self.at_cell(cell, fix=fix, word="")


RULES = [
    word_rule("FIX001", "word", "甲甲", "乙乙"),
    word_rule("FIX002", "overlapping-word", "甲乙甲", "丙"),
    word_rule("FIX003", "letter-by-letter", "一丁", "丁", "一"),
    word_rule("FIX004", "unsafe-word", "不妥", "妥", applicability=Applicability.UNSAFE),
    word_rule("FIX005", "for-reading", "只读", "读", applicability=Applicability.DISPLAY),
    word_rule("FIX006", "number", "开会2次", "开会3次"),
    word_rule("FIX007", "joined-numbers", "2 3", "23"),
    word_rule("FIX008", "calls-alarm", "平静", "警报"),
    word_rule("FIX009", "alarm", "警报", severity=Severity.WARNING),
    word_rule("FIX010", "stays", "停", "停停"),
    word_rule("FIX011", "there", "去去", "来来"),
    word_rule("FIX012", "and-back", "来来", "去去"),
    word_rule("FIX013", "snowman", "雪人", "☃"),
    word_rule("FIX014", "angle", "小于号", "<"),
    word_rule("FIX015", "blank", "无空格", "无 "),
    WholeParagraph,
    RewrittenParagraph,
    Elsewhere,
    OtherNumber,
    WideNumber,
]


@hookimpl
def disclint_read(data: bytes, filename: str) -> Document | None:
    """A format of our own, which nobody can write."""
    if not filename.endswith(".own"):
        return None
    lines = data.decode().split("\n")
    blocks = tuple(
        Paragraph(line, Position(number, 1, number, 1 + len(line))) for number, line in enumerate(lines, 1) if line
    )
    return Document(filename, "own", blocks, lines=lines)


@hookimpl
def disclint_rules() -> list[type[Rule]]:
    """The rules above."""
    return RULES
