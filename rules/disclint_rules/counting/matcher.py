"""Phrases to counts and claims: what a shape means, and the lists of parts that follow a whole."""

from __future__ import annotations

from decimal import Decimal

from disclint_rules.counting.claims import Claims
from disclint_rules.counting.figures import Token
from disclint_rules.counting.lexer import tokens
from disclint_rules.counting.model import Count, Dimension, Meaning, Parts, Share, Statement
from disclint_rules.counting.phrases import Context, Phrase, Setting, phrases
from disclint_rules.counting.shapes import named, of_topic

_CASES = frozenset(("", "件", "宗", "份", "起", "例", "个", "条", "项", "次", "件次"))
_HEADS = (Dimension.DISPUTE, Dimension.DOCUMENT)
_OUTCOMES = (Meaning.UPHELD, Meaning.CORRECTED, Meaning.OTHER_OUTCOME, Meaning.PENDING)
# In brackets: a channel, a scope or a time, without a figure of its own.
_REMARKS = frozenset("cGjmx")
_FIGURES = frozenset("#d")
_MARKS = frozenset(".;,:、")
_KINDS = ("类", "各类", "信息", "政府信息", "政务信息", "方面", "事项", "公文", "文件", "内容", "情形", "情况")


class _Draft:
    """A count while its list may still grow."""

    __slots__ = ("count", "marks", "open", "parts", "rest", "sure")

    def __init__(self, count: Count) -> None:
        self.count = count
        self.parts: list[Count] = []
        self.marks: set[str] = set()  # between the parts
        self.rest = False
        self.open = False
        self.sure = True

    def finish(self) -> Count:
        """The count with its list."""
        if not self.parts:
            return self.count
        listed = Parts(tuple(self.parts), self.open, self.marks == {"、"}, self.rest)
        return self.count._replace(parts=listed, sure=self.sure)


def read(text: str, setting: Setting) -> tuple[tuple[Count, ...], tuple[Statement, ...]]:
    """The counts and the claims of a paragraph."""
    reader = _Reader(setting, text)
    reader.run(tokens(text))
    return tuple(draft.finish() for draft in reader.drafts), tuple(reader.claims.found)


class _Reader:
    """Reads one paragraph; its state is the whole whose parts are being listed, and what waits for its figure."""

    def __init__(self, setting: Setting, text: str) -> None:
        self.context = Context(setting, text)
        self.text = text
        self.drafts: list[_Draft] = []
        self.claims = Claims(text)
        self.sentence = 0
        self.head: _Draft | None = None  # the whole a list would belong to
        self.list: _Draft | None = None
        self.enumerating = False  # the head stands in a row with others: 其中 may mean all of them
        self.labels: list[str] = []  # A、B before the phrase that has their figure
        self.pending: list[Meaning] = []  # of 分别为: labels whose figures are to come …
        self.assigned: list[tuple[_Draft, int]] = []  # … and the counts that have theirs, parts by their index
        self.last_end = 0  # of the last figure

    def run(self, found: list[Token]) -> None:
        """Read all phrases."""
        for phrase in phrases(found):
            self.context.shape(phrase)
            self._phrase(phrase)
            for inner in phrase.inner:
                self._brackets(phrase, inner)
            if phrase.after in (".", ";", ""):
                self._end(phrase.after)

    def _end(self, mark: str) -> None:
        """The end of a clause; of a sentence, of a paragraph without a full stop."""
        if self.list:
            self.list.open |= mark == ""
        self.list = None
        self.labels = []
        self._settle()
        self.claims.end(mark)
        if mark == ".":
            self.sentence += 1
            self.context.sentence()

    def _phrase(self, phrase: Phrase) -> None:
        if phrase.opens:
            self._open(phrase)
        elif phrase.before == ":" and self.head and not self.head.parts and self.head.count.end >= self.last_end:
            self.list = self.head
        if "-" in phrase.shape:
            return
        if phrase.figures == 0:
            self._words(phrase)
        elif phrase.figures == 1:
            self._figure(phrase)
        else:
            if self.list:
                self.list.open = True
            self.list = None
            self.labels = []
            self._settle()
        if phrase.figure:
            self.last_end = phrase.figure.end
            self.context.vetoed |= not self.context.own

    def _open(self, phrase: Phrase) -> None:
        """其中: a list begins under the last whole; a second one is a list within the list."""
        if self.list and self.list.parts:
            self.list.open = True
            self.list = None
            self.head = None
        elif self.head and not self.head.parts:
            self.list = self.head
            self.list.sure &= not self.enumerating
        else:
            self.list = None

    def _words(self, phrase: Phrase) -> None:
        """A phrase without a figure: a share, a claim, a label whose figure is to come, or nothing."""
        if not phrase.shape:
            if phrase.share:
                self._attach(phrase.share)
            return
        self._settle()
        if self.claims.read(phrase, self.context, self.sentence):
            self.labels = []
        elif phrase.after == "、":
            self.labels.append(phrase.shape)
            return
        else:
            self.labels = []
        if self.list and self.list.parts:
            self.list = None
        self.enumerating = False

    def _figure(self, phrase: Phrase) -> None:
        """A phrase with one figure."""
        shape, labels = phrase.shape, self.labels
        self.labels = []
        if self.pending and shape == "#":
            self.assigned.append(self._add(phrase, self.pending.pop(0)))
            return
        self._settle()
        if "=" in shape:
            self._respectively(phrase, labels)
        elif "@" in shape:
            for label in [*labels, *shape.split("@")[0].split("&")]:
                self._add(phrase, self._meaning(label + "#"))
        elif "&" in shape or (labels and not self.list):
            self._together(phrase, labels)
        else:
            meaning = Meaning.OTHER if labels else self._meaning(shape)
            self._add(phrase, meaning, self._row(phrase))

    def _together(self, phrase: Phrase, labels: list[str]) -> None:
        """A、B共3件 counts neither; A、B 0件 counts both; 收到和办理 is one word."""
        direct = Meaning.OTHER if labels else self._meaning(phrase.shape)
        meanings = [self._meaning(label + "#") for label in [*labels, *phrase.shape.removesuffix("#").split("&")]]
        if direct is Meaning.OTHER and phrase.figure and phrase.figure.number == 0 and Meaning.OTHER not in meanings:
            for meaning in meanings:
                self._add(phrase, meaning)
        else:
            self._add(phrase, direct, self._row(phrase))

    def _respectively(self, phrase: Phrase, labels: list[str]) -> None:
        """A、B分别为3件、4件: the figures in the order of the labels; so many labels, so many figures, or nothing."""
        before, _, behind = phrase.shape.partition("=")
        meanings = [self._meaning(label + "#") for label in [*labels, *before.split("&")] if label]
        if behind != "#" or len(meanings) < 2:
            self._add(phrase, Meaning.OTHER)
            return
        self.pending = meanings[1:]
        self.assigned = [self._add(phrase, meanings[0])]

    def _settle(self) -> None:
        """Labels are left without a figure: then which figure is whose cannot be told."""
        if self.pending:
            for draft, index in self.assigned:
                if index < 0:
                    draft.count = draft.count._replace(meaning=Meaning.OTHER)
                else:
                    draft.parts[index] = draft.parts[index]._replace(meaning=Meaning.OTHER)
        self.pending, self.assigned = [], []

    def _meaning(self, shape: str) -> Meaning:
        meaning = named().get(shape) or of_topic().get(self.context.topic, {}).get(shape)
        return meaning or Meaning.OTHER

    def _row(self, phrase: Phrase) -> str:
        return next((token.row for token in phrase.tokens if token.row), "")

    def _add(self, phrase: Phrase, meaning: Meaning, row: str = "") -> tuple[_Draft, int]:
        """A count, as a part of the list that is being read or as a whole; where it was put."""
        figure = phrase.figure
        assert figure
        money = figure.unit == "元"
        if money != (meaning is Meaning.FEE) and meaning is not Meaning.OTHER:
            meaning = Meaning.OTHER
        start = min(phrase.tokens[0].start, figure.start) if phrase.tokens else figure.start
        end = max(phrase.tokens[-1].end, figure.end) if phrase.tokens else figure.end
        if meaning in _OUTCOMES:
            row = self.context.dispute
        count = Count(
            meaning,
            figure.number,
            figure.unit,
            start,
            end,
            self.sentence,
            exact=figure.exact and "?" not in phrase.shape,
            own=self.context.own,
            filed="B" in phrase.shape or "R" in phrase.shape,
            row=row,
            share=phrase.share,
        )
        if self.list and self._belongs(count, phrase):
            self._part(count, phrase)
            return self.list, len(self.list.parts) - 1
        aside = self.list is not None and phrase.opens  # 答复11件，包括上年结转1件。其中……
        self.list = None
        previous = self.drafts[-1].count if self.drafts else None
        self.enumerating = phrase.before == "、" and previous is not None and previous.sentence == self.sentence
        draft = _Draft(count)
        self.drafts.append(draft)
        if not aside:
            self.head = draft
        return draft, -1

    def _belongs(self, count: Count, phrase: Phrase) -> bool:
        """Whether a figure is a part of the list that is being read, and not a new whole."""
        assert self.list
        whole = self.list.count
        alike = whole.dimension is not Dimension.NONE and {count.unit, whole.unit} <= _CASES
        if count.unit != whole.unit and not alike:
            return False
        if count.dimension in _HEADS and whole.dimension is not count.dimension:
            return False
        if count.dimension is Dimension.FLOW:
            listed = {part.dimension for part in self.list.parts}
            return whole.dimension is Dimension.FLOW and listed <= {Dimension.FLOW}
        return True

    def _part(self, count: Count, phrase: Phrase) -> None:
        assert self.list
        if count.meaning in (Meaning.RECEIVED, Meaning.RECEIVED_HANDLED):
            count = count._replace(meaning=Meaning.OTHER)
        if self.list.parts:
            self.list.marks.add(phrase.before)
        self.list.parts.append(count)
        self.list.rest = count.meaning is Meaning.OTHER_PROCESSING or self._is_rest(phrase)
        self.list.open |= phrase.trails or not count.exact

    def _is_rest(self, phrase: Phrase) -> bool:
        """其他55条, 其他信息55条, but not 其他部门15条."""
        first = phrase.tokens[0]
        if first.kind != "r":
            return False
        return phrase.shape == "r#" or self.text[first.end : first.end + 9].lstrip().startswith(_KINDS)

    def _attach(self, share: Share) -> None:
        """占33.9% behind its count."""
        if self.list and self.list.parts:
            self.list.parts[-1] = self.list.parts[-1]._replace(share=share)
        elif self.drafts and self.drafts[-1].count.sentence == self.sentence:
            self.drafts[-1].count = self.drafts[-1].count._replace(share=share)

    def _brackets(self, phrase: Phrase, inner: list[Token]) -> None:
        """（33.9%） and （占33.9%） are shares; （含上年结转1件） counts for itself; all else is a remark."""
        kinds = [token.kind for token in inner]
        if phrase.figure is None:
            return
        if kinds in (["%"], ["s", "%"]):
            self._attach(Share(Decimal(inner[-1].number), inner[0].start, inner[-1].end))
        elif _REMARKS.intersection(kinds) and not _FIGURES.intersection(kinds):
            self._qualify()
        elif not _MARKS.intersection(kinds):
            self._aside(Phrase("(", [token for token in inner if token.kind != ">"]))

    def _qualify(self) -> None:
        """12件（网上申请）: the last figure is not that of the whole."""
        if self.list and self.list.parts:
            self.list.parts[-1] = self.list.parts[-1]._replace(own=False)
        elif self.drafts:
            self.drafts[-1].count = self.drafts[-1].count._replace(own=False)

    def _aside(self, phrase: Phrase) -> None:
        """A count in brackets, if it is a clear one; what it says of years and scopes ends with the bracket."""
        context = self.context.state
        self.context.shape(phrase)
        if phrase.figures == 1 and phrase.tokens and self._meaning(phrase.shape) is not Meaning.OTHER:
            kept = self.list, self.head, self.enumerating
            self.list = None
            self._add(phrase, self._meaning(phrase.shape), self._row(phrase))
            self.list, self.head, self.enumerating = kept
        self.context.state = context
