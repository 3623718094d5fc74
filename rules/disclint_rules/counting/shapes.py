"""The productions of the counting grammar: which shapes of a phrase mean what. All others mean nothing.

A phrase runs from mark to mark. Its shape is the kinds of its words in a row, filler left out: `2023年我局共收到政府信息
公开申请12件` is `RQ#`. A letter may be left out, `[Q]`, or be one of several, `(Q|L)`.
"""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from disclint_rules.counting.model import Claim, Meaning
from disclint_rules.counting.words import spread

T = TypeVar("T")

# Shapes that name their noun …
_NAMED = {
    Meaning.RECEIVED: "R(Q|L)# R#(Q|L) Q# R(Q|L)q#",
    Meaning.RECEIVED_HANDLED: "R[&]H(Q|L)# R[&]H#(Q|L)",
    Meaning.NEW: "N(Q|L)# N#(Q|L)",
    Meaning.CARRIED: "C(Q|L)# C#(Q|L) (Q|L)C#",
    Meaning.HANDLED: "H(Q|L)# H#(Q|L) (Q|L)H# H&H(Q|L)#",
    Meaning.FORWARD: "F(Q|L)# (Q|L)F# #(Q|L)F F#(Q|L)",
    Meaning.NATURAL: "a(Q|L)# Ra(Q|L)# R#a(Q|L)",
    Meaning.ORGANISATIONS: "o(Q|L)# Ro(Q|L)# R#o(Q|L)",
    Meaning.APPLICANT: "l(Q|L)#",
    Meaning.CHANNEL: "c(Q|L)# Rc(Q|L)# R#c(Q|L) cR(Q|L)#",
    Meaning.REVIEW: "[R][B|Q|QB|H]V# V[B|H]# [R][B|H]#V BQV#",
    Meaning.LAWSUIT: "[R][B|Q|QB|H]S# S[B|H]# [R][B|H]#S BQS#",
    Meaning.ISSUED: "IM# I#M MI#",
    Meaning.REPEALED: "ZM# Z#M MZ#",
    Meaning.IN_FORCE: "EM# E#M ME#",
    Meaning.FEE: "[v]f[$]#",
}
# … and shapes that take it from what the paragraph is about.
_OF_REQUESTS = {
    Meaning.RECEIVED: "R[q]# R#q",
    Meaning.RECEIVED_HANDLED: "R[&]H[q]# R[&]H#q",
    Meaning.NEW: "N[q]# N#q",
    Meaning.CARRIED: "C[q]# C#q",
    Meaning.HANDLED: "H[q]# H#q H&H[q]#",
    Meaning.FORWARD: "F[q]# #[q]F",
    Meaning.WITHDRAWN: "W#",
    Meaning.GRANTED: "1[q|H|Q]# H1# #1 1d",
    Meaning.PARTIAL: "2[q|H|Q]# H2# #2 2d",
    Meaning.DENIED: "3[q|H|Q]# H3# #3 3d",
    Meaning.UNAVAILABLE: "4[q|H|Q]# H4# #4 4d",
    Meaning.NOT_PROCESSED: "5[q|H|Q]# H5# #5 5d",
    Meaning.OTHER_PROCESSING: "6[q|Q]# #6 6d",
    Meaning.RESULT_ROW: "[3|4|5|6]i[q|Q]# id",
    Meaning.NATURAL: "a[q]# #a[q] Raq# R#aq",
    Meaning.ORGANISATIONS: "o[q]# #o[q] Roq# R#oq",
    Meaning.APPLICANT: "l[q]#",
    Meaning.CHANNEL: "c[q]# Rc[q]# R#cq #c[q] cRq#",
}
_OF_DISPUTES = {
    Meaning.UPHELD: "u#",
    Meaning.CORRECTED: "k#",
    Meaning.OTHER_OUTCOME: "t#",
    Meaning.PENDING: "w#",
}
_OF_DOCUMENTS = {
    Meaning.ISSUED: "I#",
    Meaning.REPEALED: "Z#",
    Meaning.IN_FORCE: "E#",
    Meaning.NEWLY_DISCLOSED: "y#",
    Meaning.TOTAL_DISCLOSED: "T#",
}
_OF_FEES = {Meaning.FEE: "# $# v# v$#"}
# Claims of a phrase without a figure; the two of disputes may stand together.
_CLAIMS = {
    (Claim.NO_REQUESTS,): "(X|O|z)(Q|L) X(Q|L)q",
    (Claim.NO_REVIEWS,): "(X|O|z)[B|Q|QB]V",
    (Claim.NO_LAWSUITS,): "(X|O|z)[B|Q|QB]S",
    (Claim.NO_REVIEWS, Claim.NO_LAWSUITS): "(X|O|z)[B|Q|QB]V[&][B]S",
    (Claim.ALL_DONE,): "AH (Q|L|q)AH A(Q|L|q)H",
    (Claim.ALL_NATURAL,): "Aa[q|Q|L] aA",
}
_BARE_CLAIMS = {(Claim.NO_REQUESTS,): "Xq"}


@cache
def named() -> dict[str, Meaning]:
    """Meanings of shapes that name their noun."""
    return _spread(_NAMED)


@cache
def of_topic() -> dict[str, dict[str, Meaning]]:
    """Meanings of the other shapes, by what the paragraph is about."""
    return {
        "requests": _spread(_OF_REQUESTS),
        "disputes": _spread(_OF_DISPUTES),
        "documents": _spread(_OF_DOCUMENTS),
        "fees": _spread(_OF_FEES),
    }


@cache
def claims() -> dict[str, tuple[tuple[Claim, ...], bool]]:
    """Claims by shape, and whether they need a paragraph about requests."""
    found = {shape: (claim, False) for shape, claim in _spread(_CLAIMS).items()}
    return found | {shape: (claim, True) for shape, claim in _spread(_BARE_CLAIMS).items()}


def _spread(table: dict[T, str]) -> dict[str, T]:
    return {
        shape: meaning for meaning, shapes in table.items() for pattern in shapes.split() for shape in spread(pattern)
    }
