"""What the counting grammar reads out of prose. A report has some fifty counts, hence named tuples."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from disclint.api import Position, Text
from disclint_rules.counting.figures import Number
from disclint_rules.prose import within


class Dimension(Enum):
    """By what a count divides its whole; parts of one whole are of one dimension."""

    FLOW = "flow"
    RESULT = "result"
    APPLICANT = "applicant"
    CHANNEL = "channel"
    DISPUTE = "dispute"
    OUTCOME = "outcome"
    DOCUMENT = "document"
    NONE = "none"  # a noun of its own


class Meaning(Enum):
    """What is counted, as far as the words leave no doubt."""

    RECEIVED = "received"  # 收到: new, or new and carried over
    NEW = "new"  # 新收
    CARRIED = "carried"  # 上年结转
    HANDLED = "handled"  # 办结, 答复, 办理
    RECEIVED_HANDLED = "received-handled"  # 收到和办理
    FORWARD = "forward"  # 结转下年度
    WITHDRAWN = "withdrawn"  # 撤回
    GRANTED = "granted"
    PARTIAL = "partial"
    DENIED = "denied"
    UNAVAILABLE = "unavailable"
    NOT_PROCESSED = "not-processed"
    OTHER_PROCESSING = "other-processing"
    RESULT_ROW = "result-row"  # a single result, by the id of its row
    NATURAL = "natural"  # 自然人
    ORGANISATIONS = "organisations"  # 法人或其他组织
    APPLICANT = "applicant"  # one kind of organisation
    CHANNEL = "channel"  # 网络申请, 信函申请
    REVIEW = "review"  # 行政复议
    LAWSUIT = "lawsuit"  # 行政诉讼
    UPHELD = "upheld"
    CORRECTED = "corrected"
    OTHER_OUTCOME = "other-outcome"
    PENDING = "pending"
    ISSUED = "issued"  # 制发规范性文件
    REPEALED = "repealed"
    IN_FORCE = "in-force"
    NEWLY_DISCLOSED = "newly-disclosed"
    TOTAL_DISCLOSED = "total-disclosed"
    FEE = "fee"  # 信息处理费
    OTHER = "other"  # some other noun's count


_DIMENSIONS = {
    **dict.fromkeys(
        (
            Meaning.RECEIVED,
            Meaning.NEW,
            Meaning.CARRIED,
            Meaning.HANDLED,
            Meaning.RECEIVED_HANDLED,
            Meaning.FORWARD,
            Meaning.WITHDRAWN,
        ),
        Dimension.FLOW,
    ),
    **dict.fromkeys(
        (
            Meaning.GRANTED,
            Meaning.PARTIAL,
            Meaning.DENIED,
            Meaning.UNAVAILABLE,
            Meaning.NOT_PROCESSED,
            Meaning.OTHER_PROCESSING,
            Meaning.RESULT_ROW,
        ),
        Dimension.RESULT,
    ),
    **dict.fromkeys((Meaning.NATURAL, Meaning.ORGANISATIONS, Meaning.APPLICANT), Dimension.APPLICANT),
    Meaning.CHANNEL: Dimension.CHANNEL,
    **dict.fromkeys((Meaning.REVIEW, Meaning.LAWSUIT), Dimension.DISPUTE),
    **dict.fromkeys(
        (Meaning.UPHELD, Meaning.CORRECTED, Meaning.OTHER_OUTCOME, Meaning.PENDING),
        Dimension.OUTCOME,
    ),
    **dict.fromkeys(
        (
            Meaning.ISSUED,
            Meaning.REPEALED,
            Meaning.IN_FORCE,
            Meaning.NEWLY_DISCLOSED,
            Meaning.TOTAL_DISCLOSED,
        ),
        Dimension.DOCUMENT,
    ),
}


class Share(NamedTuple):
    """占33.9%: the percentage, and where it stands in the paragraph."""

    percent: Decimal
    start: int
    end: int


class Parts(NamedTuple):
    """A list of parts under a count. `open`: it ends in 等, or where it ends cannot be told.

    `enumerated`: the parts are joined by 、; `rest`: the last is 其他, so that nothing is left out.
    """

    counts: tuple[Count, ...]
    open: bool
    enumerated: bool
    rest: bool


class Count(NamedTuple):
    """A figure and what it counts; `start` and `end` bound its phrase in the paragraph.

    `own`: said of this organ and the whole of this year, so that the tables may be held against it.
    `filed`: a dispute counted by its filing, which the outcomes in table 4 need not equal.
    `row` names the row of table 3 for RESULT_ROW, the dispute for an outcome.
    """

    meaning: Meaning
    number: Number
    unit: str
    start: int
    end: int
    sentence: int
    exact: bool = True
    own: bool = True
    filed: bool = False
    row: str = ""
    share: Share | None = None
    parts: Parts | None = None
    sure: bool = True  # that the parts are parts of this count and of no other

    @property
    def dimension(self) -> Dimension:
        """By what it divides its whole."""
        return _DIMENSIONS.get(self.meaning, Dimension.NONE)


class Claim(Enum):
    """What a phrase without a figure says."""

    NO_REQUESTS = "no-requests"
    NO_REVIEWS = "no-reviews"
    NO_LAWSUITS = "no-lawsuits"
    ALL_DONE = "all-done"
    ALL_NATURAL = "all-natural"


class Statement(NamedTuple):
    """A claim and its place; `own` as in Count."""

    claim: Claim
    start: int
    end: int
    sentence: int
    own: bool = True


class Passage:
    """A paragraph that counts something. `counts` are its wholes in order, each with its parts.

    `comparable` holds, by meaning, the counts that the tables may be held against: this organ's, of this year, exact.
    """

    __slots__ = ("comparable", "counts", "path", "statements", "text")

    def __init__(self, path: str, text: Text, counts: tuple[Count, ...], statements: tuple[Statement, ...]) -> None:
        self.path = path
        self.text = text
        self.counts = counts
        self.statements = statements
        self.comparable: dict[Meaning, list[Count]] = {}
        for count in self.all():
            if count.own and count.exact:
                self.comparable.setdefault(count.meaning, []).append(count)

    def all(self) -> Iterator[Count]:
        """Every count, parts too."""
        for count in self.counts:
            yield count
            if count.parts:
                yield from count.parts.counts

    def voice(self, meaning: Meaning, row: str = "") -> Count | None:
        """The one figure the paragraph gives for a meaning; None if it gives none, or several that are not the same."""
        found = self.comparable.get(meaning, [])
        if row:
            found = [count for count in found if count.row == row]
        return found[0] if found and all(count.number == found[0].number for count in found) else None

    def place(self, item: Count | Statement | Share) -> Position:
        """Where an item of the paragraph stands."""
        return within(self.text, item.start, item.end)

    def written(self, item: Count | Statement | Share) -> str:
        """The words of an item, without the blanks of the source."""
        return "".join(self.text.text[item.start : item.end].split())
