"""Phrases without a figure that claim something: 未收到申请, 未发生复议、诉讼, 全部办结, 均为自然人."""

from __future__ import annotations

from disclint_rules.counting.model import Claim, Statement
from disclint_rules.counting.phrases import Context, Phrase
from disclint_rules.counting.shapes import claims

_DISPUTES = ("V", "S", "BV", "BS")
# 均已按时答复 may speak of those that were due; 全部办结 does not.
_DONE = ("办结", "办复", "完毕", "完结", "完成")
_ANSWERED = "答复"


class Claims:
    """The claims of a paragraph as they are read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Statement] = []
        self._going_on: Statement | None = None  # 未发生行政复议、…: the next noun belongs to it

    def read(self, phrase: Phrase, context: Context, sentence: int) -> bool:
        """Take up what a phrase claims; False if it claims nothing."""
        shape = phrase.shape
        first, last = phrase.tokens[0], phrase.tokens[-1]
        if self._going_on and phrase.before == "、" and shape.lstrip("&") in _DISPUTES:
            claim = Claim.NO_REVIEWS if "V" in shape else Claim.NO_LAWSUITS
            self.found.append(Statement(claim, self._going_on.start, last.end, sentence, context.own))
            return True
        self._going_on = None
        known = claims().get(shape) or claims().get(shape.removeprefix("A"))
        if known is None or (known[1] and context.topic != "requests"):
            return False
        for claim in known[0]:
            if claim is Claim.ALL_DONE and not (context.topic == "requests" and self._done(phrase)):
                continue
            self.found.append(Statement(claim, first.start, last.end, sentence, context.own))
            if claim in (Claim.NO_REVIEWS, Claim.NO_LAWSUITS):
                self._going_on = self.found[-1]
        return True

    def end(self, mark: str) -> None:
        """The end of a clause. A claim at the very end of a line without a full stop may go on in the next line."""
        self._going_on = None
        if mark == "" and self.found and self.found[-1].end >= len(self.text.rstrip()):
            self.found.pop()

    def _done(self, phrase: Phrase) -> bool:
        handled = next(token for token in phrase.tokens if token.kind == "H")
        word = self.text[handled.start : handled.end]
        return word.endswith(_DONE) or (_ANSWERED in word and not phrase.in_time)
