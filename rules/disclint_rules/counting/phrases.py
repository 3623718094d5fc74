"""Tokens to phrases: cut at the marks, freed of what says whose, when and how large a part; the rest is the shape."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from disclint_rules.counting.figures import Token
from disclint_rules.counting.model import Share

_TOPICS = {
    "Q": "requests",
    "L": "requests",
    "V": "disputes",
    "BV": "disputes",
    "S": "disputes",
    "M": "documents",
    "f": "fees",
    **dict.fromkeys("xgP", "other"),
}
_DISPUTES = {"V": "review", "BV": "review", "S": "lawsuit"}
_CARRY = ("结转", "转结")
_FLOWS = frozenset("RNHCFJXzO")


class Setting(NamedTuple):
    """Whose report it is and on which year; `topic` is what the heading above says the paragraph is about."""

    year: int | None
    organ: str
    topic: str = ""


class Phrase:
    """What stands between two marks: its tokens, and what stands in brackets behind them."""

    __slots__ = (
        "after",
        "before",
        "figure",
        "figures",
        "in_time",
        "inner",
        "opens",
        "shape",
        "share",
        "tokens",
        "trails",
    )

    def __init__(self, before: str, tokens: list[Token] | None = None) -> None:
        self.before = before
        self.after = ""
        self.tokens = tokens or []
        self.inner: list[list[Token]] = []
        self.shape = ""  # the kinds of the tokens
        self.opens = False  # begins with 其中
        self.trails = False  # 等 behind its figure
        self.in_time = False  # 按时
        self.share: Share | None = None
        self.figure: Token | None = None  # the last one
        self.figures = 0


def phrases(found: list[Token]) -> Iterator[Phrase]:
    """Cut at the marks; what stands in brackets goes with the phrase before it."""
    phrase = Phrase(".")
    depth = 0
    for token in found:
        kind = token.kind
        if kind == "(":
            depth += 1
            if depth == 1:
                phrase.inner.append([])
        elif kind == ")":
            depth = max(0, depth - 1)
        elif depth and kind != ".":
            phrase.inner[-1].append(token)
        elif kind in ".;,:、" or (kind == "&" and phrase.tokens and phrase.tokens[-1].kind in "#d%"):
            depth = 0
            phrase.after = "、" if kind == "&" else kind
            yield phrase
            phrase = Phrase(phrase.after)
        else:
            phrase.tokens.append(token)
    if phrase.tokens:
        yield phrase


class Context:
    """What a reader has in mind while reading on: the topic, and whose and which year's figures these are."""

    def __init__(self, setting: Setting, text: str) -> None:
        self.setting = setting
        self.text = text
        self.topic = setting.topic
        self.dispute = ""
        self.other_year = False
        self.other_scope = False
        self.vetoed = False  # a figure of another scope was read in this sentence
        # The report of a government is that of all its organs: 区政府收到 is then not the whole.
        self.of_many = setting.organ.endswith("政府") and not setting.organ.endswith(("镇人民政府", "乡人民政府"))

    @property
    def own(self) -> bool:
        """Whether figures are this organ's, of this whole year."""
        return not (self.other_year or self.other_scope)

    @property
    def state(self) -> tuple[str, str, bool, bool]:
        """All that reading on may change, to be set back behind a bracket."""
        return self.topic, self.dispute, self.other_year, self.other_scope

    @state.setter
    def state(self, state: tuple[str, str, bool, bool]) -> None:
        self.topic, self.dispute, self.other_year, self.other_scope = state

    def sentence(self) -> None:
        """A sentence ends: another scope goes on only if figures were told of it."""
        self.other_scope &= self.vetoed
        self.vetoed = False

    def shape(self, phrase: Phrase) -> None:
        """Work out the shape of a phrase."""
        kinds = {token.kind for token in phrase.tokens}
        kept = phrase.tokens
        if "h" in kinds:
            phrase.in_time = True
            kept = [token for token in kept if token.kind != "h"]
        if "-" not in kinds:  # a comparison leaves the context as it is
            kept = self._filtered(kept, kinds)
        if kept and kept[0].kind == ">":
            phrase.opens = True
            kept = kept[1:]
        if "%" in kinds and len(kept) >= 2 and kept[-1].kind == "%" and kept[-2].kind == "s":
            phrase.share = Share(Decimal(kept[-1].number), kept[-2].start, kept[-1].end)
            kept = kept[:-2]
        if "#" in kinds or "d" in kinds:
            kept = _figures(phrase, kept)
        phrase.tokens = kept
        shape = "".join([token.kind for token in kept])
        phrase.shape = shape.replace("HH", "H").replace("~~", "~")

    def _filtered(self, found: list[Token], kinds: set[str]) -> list[Token]:
        """Take note of topics, years and scopes, and drop the words that only speak of those."""
        kept: list[Token] = []
        own, year = self.setting.year or 0, 0
        # 主动公开80件、依申请公开30件 counts documents by their kind of disclosure, not requests.
        attribute = "#" in kinds and _FLOWS.isdisjoint(kinds)
        for index, token in enumerate(found):
            kind = token.kind
            if kind == "Y":
                year = self._year(token, kept)
            elif kind == "J" and year == own - 1:
                kept.append(token._replace(kind="C"))
            elif kind == "0":
                self.other_year = False
            elif kind == "!":
                self.other_scope = False
            elif kind == "G":
                self.other_scope = not self._own_scope(self.text[token.start : token.end])
            elif kind in ("j", "m"):
                self.other_scope = True
            elif kind == "~" and not kept and self._own_name(self.text[token.start : token.end]):
                if self.of_many and index + 1 < len(found) and found[index + 1].kind != "c":
                    self.other_scope = True
            elif kind != "H" or not kept or kept[-1].kind not in "FC":  # but 结转下年度继续办理
                topic = _TOPICS.get(kind)
                if topic and not (kind == "L" and attribute):
                    self.topic = topic
                    self.dispute = _DISPUTES.get(kind, self.dispute)
                kept.append(token)
        return kept

    def _year(self, token: Token, kept: list[Token]) -> int:
        """Take note of a year and give it: 2021年结转 and 结转2023年 in the report on 2022 speak of 2022."""
        own, year = self.setting.year or 0, int(token.number)
        if year == own + 1 and kept and kept[-1].kind == "J":
            kept[-1] = kept[-1]._replace(kind="F", end=token.end)
        elif not (year == own - 1 and self.text.startswith(_CARRY, token.end)):
            self.other_year = year != own
        return year

    def _own_scope(self, word: str) -> bool:
        """全区 is its own scope for the government of a district; 办公室 for an office."""
        organ = self.setting.organ
        if word[0] in "全我" and len(word) == 2:
            return organ.removesuffix("人民政府").removesuffix("政府").endswith(word[1])
        if word in ("全镇", "全乡", "全街道"):
            return word[1:] in organ
        return "办" in word and _within(word, organ)

    def _own_name(self, name: str) -> bool:
        """区政府 for 武汉市硚口区人民政府: its characters stand in the organ's name in this order."""
        return len(name) <= len(self.setting.organ) and _within(name, self.setting.organ)


def _figures(phrase: Phrase, kept: list[Token]) -> list[Token]:
    """Find the figure of a phrase and how many there are; drop what follows 等 behind it."""
    if len(kept) >= 2 and kept[-1].unit == "元" and kept[-2].kind == "#":
        kept = [*kept[:-2], kept[-1]]  # 信息处理费3件380元
    last = -1
    for index, token in enumerate(kept):
        if token.kind == "#" or token.kind == "d":
            last = index
            phrase.figures += 1
        elif token.kind == "e" and last >= 0:
            phrase.trails = True
            kept = kept[:index]
            break
    if last >= 0:
        phrase.figure = kept[last]
        if phrase.figure.kind == "d" and last < len(kept) - 1:
            phrase.figures = 2  # a number before more text is no count
    return kept


def _within(name: str, organ: str) -> bool:
    rest = iter(organ)
    return all(char in rest for char in name)
