"""The rules of packs: one class for each kind, given its words by the pack. None of them runs anything of the pack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import ClassVar

from disclint.document import Position
from disclint.equations import EquationRule
from disclint.errors import FormError
from disclint.finding import Finding, Phrase, Related
from disclint.naming import cell_name, show
from disclint.packs import spec as specs
from disclint.packs.phrases import PhraseSet, normal
from disclint.packs.scope import Paragraph, Scope, scope
from disclint.report import Report
from disclint.rule import Rule
from disclint.table import Cell, Table
from disclint.template import Equation, parse_equation

_TOLERANCE = Decimal("0.000001")


class PackRule(Rule):
    """A rule of a pack: `spec` is its entry in the file, `phrases` its phrases compiled, where it has any."""

    spec: ClassVar[specs.Spec]
    phrases: ClassVar[PhraseSet] = PhraseSet((), ())
    years: ClassVar[tuple[specs.Years, ...]] = ()
    organs: ClassVar[tuple[str, ...]] = ()

    def check(self, report: Report) -> Iterator[Finding]:
        """What `judge` finds, if the report is one the rule is for."""
        if self._concerned(report):
            yield from self.judge(report)

    def judge(self, report: Report) -> Iterator[Finding]:
        """Yield what is wrong."""
        raise NotImplementedError

    def _concerned(self, report: Report) -> bool:
        for years in self.years:
            year = report.year
            if year is None or not (years.first or year) <= year <= (years.last or year):
                return False
        if not self.organs:
            return True
        names = [
            report.organ,
            report.title.text if report.title else "",
            report.signature.organ if report.signature else "",
        ]
        return any(organ in name for organ in self.organs for name in names)

    def _said(self, where: Scope, report: Report) -> bool:
        return any(self.phrases.occurs(paragraph.normal.text, report.year) for paragraph in where.paragraphs)

    def _wanted(self) -> str:
        return "、".join(f"“{phrase}”" for phrase in self.phrases.written)


class RequiredPhrase(PackRule):
    """`required-phrase`."""

    spec: ClassVar[specs.RequiredPhrase]

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding where none of the phrases stands; a part that is missing lacks them too, a section is S101's."""
        where = scope(report, self.spec.section, self.spec.part)
        if where is None and self.spec.part is not None:
            where = scope(report, self.spec.section, None)
            if where is not None:
                where = Scope(where.path, where.position, ())
        if where is not None and not self._said(where, report):
            yield self.finding(where.position, where.path, phrases=self._wanted())


class ForbiddenPhrase(PackRule):
    """`forbidden-phrase`."""

    spec: ClassVar[specs.ForbiddenPhrase]

    def judge(self, report: Report) -> Iterator[Finding]:
        """A finding at each place."""
        where = scope(report, self.spec.section, self.spec.part)
        for paragraph in where.paragraphs if where else ():
            for match in self.phrases.matches(paragraph.normal.text, report.year):
                written = _written(paragraph, match.start, match.end)
                yield self.finding(paragraph.place(match.start, match.end), paragraph.path, written=written)


class RequiredStatement(PackRule):
    """`required-statement`."""

    spec: ClassVar[specs.RequiredStatement]

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding where the cell asks for words that are not there."""
        cell = report.cell(self.spec.when.cell)
        if cell is None or cell.number is None or cell.number <= self.spec.when.above:
            return
        where = scope(report, self.spec.section, self.spec.part)
        if where is not None and not self._said(where, report):
            yield self.finding(
                where.position,
                where.path,
                related=(_at(cell),),
                where=_name(cell),
                number=show(cell.number),
                phrases=self._wanted(),
            )


class MaxLength(PackRule):
    """`max-length`."""

    spec: ClassVar[specs.MaxLength]

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding at the paragraph with the first character too many."""
        where = scope(report, self.spec.section, self.spec.part)
        count = 0
        over: Paragraph | None = None
        for paragraph in where.paragraphs if where else ():
            count += sum(not character.isspace() for character in paragraph.text.text)
            if count > self.spec.characters and over is None:
                over = paragraph
        if over is not None:
            yield self.finding(over.text.position, over.path, count=count, limit=self.spec.characters)


class RequiredAttachment(PackRule):
    """`required-attachment`."""

    spec: ClassVar[specs.RequiredAttachment]

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding, at the end."""
        texts = [text for _, text in report.paragraphs()] + list(report.outside)
        plain = [normal(text.text).text for text in texts]
        first = next((n for n, text in enumerate(plain) if text.startswith(("附件", "附:", "附表"))), None)
        named = [] if first is None else plain[first:]
        if first is None or (self.phrases.ways and not any(self.phrases.occurs(text, report.year) for text in named)):
            yield self.finding(_start(report.end), "report", phrases=self._wanted())


_WAYS = {
    "phone": (
        re.compile(r"(?<!\d)(?:0\d{2,3}-?\d{7,8}|1[3-9]\d{9}|400-?\d{3}-?\d{4}|12345)(?!\d)"),
        Phrase("电话", "telephone"),
    ),
    "email": (re.compile(r"(?<![\w.])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{2,64}"), Phrase("电子邮箱", "e-mail")),
    "address": (re.compile(r"地址[:为是在]|[路街道巷]\d{1,5}号"), Phrase("地址", "address")),
    "postcode": (re.compile(r"邮(?:政编码|编)[:为是]?\d{6}(?!\d)"), Phrase("邮编", "postcode")),
    "website": (re.compile(r"(?:https?://|www\.)[\w.-]{3,}"), Phrase("网址", "website")),
}


class RequiredContact(PackRule):
    """`required-contact`."""

    spec: ClassVar[specs.RequiredContact]

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding where none of the ways is given."""
        where = scope(report, self.spec.section, None)
        if where is None:
            return
        patterns = [_WAYS[way][0] for way in self.spec.ways]
        # hyphens of all kinds join telephone numbers
        texts = (re.sub("[－—–‐]", "-", paragraph.normal.text) for paragraph in where.paragraphs)
        if not any(pattern.search(text) for text in texts for pattern in patterns):
            names = [_WAYS[way][1] for way in self.spec.ways]
            ways = Phrase("、".join(name.zh for name in names), ", ".join(name.en for name in names))
            yield self.finding(where.position, where.path, ways=ways)


class Deadline(PackRule):
    """`deadline`."""

    spec: ClassVar[specs.Deadline]

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding at a date that is late; a month without its day is late when the whole month is."""
        sign = report.signature
        if sign is None or report.year is None or sign.year is None or sign.month is None:
            return
        month, day = (int(part) for part in self.spec.date.split("-"))
        if (sign.year, sign.month, sign.day or 1) > (report.year + 1, month, day):
            yield self.finding(
                sign.date_position or sign.position,
                "signature",
                written=sign.date_text,
                deadline=f"{report.year + 1}-{month:02}-{day:02}",
            )


class PackEquation(EquationRule, PackRule):
    """`equation`: the evaluator is the one that judges the equations of the forms."""

    spec: ClassVar[specs.EquationSpec]

    def check(self, report: Report) -> Iterator[Finding]:
        """A finding at the total, the summands as related places."""
        if self._concerned(report):
            yield from EquationRule.check(self, report)

    def equations(self, table: Table) -> Iterable[Equation]:
        """The equation, if the table is its own and has all its rows or columns."""
        if table.id != self.spec.table:
            return ()
        try:
            return (parse_equation(self.spec.equation, table.form, self.meta.code),)
        except FormError:
            return ()  # a row that only the other form has; that one form knows it was seen to when the pack was read


class NumberEqualsCell(PackRule):
    """`number-equals-cell`."""

    spec: ClassVar[specs.NumberEqualsCell]

    def judge(self, report: Report) -> Iterator[Finding]:
        """A finding at each number that differs; or one that it is not said, if it must be."""
        cell = report.cell(self.spec.cell)
        where = scope(report, self.spec.section, self.spec.part)
        if cell is None or cell.number is None:
            return
        said = False
        for paragraph in where.paragraphs if where else ():
            for match in self.phrases.matches(paragraph.normal.text, report.year):
                said = True
                number = match.numbers[0] * Decimal(str(self.spec.factor))
                if abs(number - cell.number) > _TOLERANCE:
                    yield self.finding(
                        paragraph.place(match.start, match.end),
                        paragraph.path,
                        related=(_at(cell),),
                        written=_written(paragraph, match.start, match.end),
                        number=show(number),
                        found=show(cell.number),
                        where=_name(cell),
                    )
        if not said and self.spec.absent is not None:
            where = where or scope(report, self.spec.section, None)
            if where is not None:
                related = (_at(cell),)
                yield self.finding(
                    where.position, where.path, "absent", related=related, found=show(cell.number), where=_name(cell)
                )


def _written(paragraph: Paragraph, start: int, end: int) -> str:
    first, last = paragraph.normal.span(start, end)
    return paragraph.text.text[first:last]


def _name(cell: Cell) -> Phrase:
    return cell_name(cell.table, cell.row, cell)


def _at(cell: Cell) -> Related:
    name = _name(cell)
    value = "" if cell.number is None else show(cell.number)
    return Related(cell.position, Phrase(f"{name.zh}：{value}", f"{name.en}: {value}"), cell.path)


def _start(position: Position) -> Position:
    return Position(position.line, position.column, page=position.page)


KINDS: dict[type[specs.Spec], type[PackRule]] = {
    specs.RequiredPhrase: RequiredPhrase,
    specs.ForbiddenPhrase: ForbiddenPhrase,
    specs.RequiredStatement: RequiredStatement,
    specs.MaxLength: MaxLength,
    specs.RequiredAttachment: RequiredAttachment,
    specs.RequiredContact: RequiredContact,
    specs.Deadline: Deadline,
    specs.EquationSpec: PackEquation,
    specs.NumberEqualsCell: NumberEqualsCell,
}
FIELDS: dict[type[specs.Spec], frozenset[str]] = {
    specs.RequiredPhrase: frozenset({"phrases"}),
    specs.ForbiddenPhrase: frozenset({"written"}),
    specs.RequiredStatement: frozenset({"where", "number", "phrases"}),
    specs.MaxLength: frozenset({"count", "limit"}),
    specs.RequiredAttachment: frozenset({"phrases"}),
    specs.RequiredContact: frozenset({"ways"}),
    specs.Deadline: frozenset({"written", "deadline"}),
    specs.EquationSpec: frozenset({"where", "left", "right", "difference"}),
    specs.NumberEqualsCell: frozenset({"written", "number", "found", "where"}),
}
"""The fields a message may have, by kind."""
