"""Bytes to text: byte order mark, UTF-16 by its NULs, UTF-8, GB18030, Big5 by what is plausible Chinese."""

from __future__ import annotations

from dataclasses import dataclass

from disclint.document import Damage, Position
from disclint.errors import UnreadableError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# The most frequent characters of Chinese official prose, simplified and traditional: a text decoded with the
# wrong table has next to none of them.
_FREQUENT = frozenset(
    "的一是不了在人有我中大国年和政府信息公开情况报告工作主动申请行政数量本机关部门要上下为个与及对"
    "國開報動請數關門為個與對資訊機總處理復議訴訟結轉項規範"
)
_SAMPLE = 20_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the codec it came by, and what of it could not be decoded."""

    text: str
    encoding: str
    damage: tuple[Damage, ...] = ()


def _plausible(text: str) -> float:
    """Share of frequent characters among all that are not ASCII, 0–1; 1 for pure ASCII."""
    wide = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(char in _FREQUENT for char in wide) / len(wide) if wide else 1.0


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a byte order mark, by which byte order gives readable characters."""
    best: tuple[float, str, str] | None = None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[: len(data) // 2 * 2].decode(encoding, "replace")
        sample = text[:_SAMPLE]
        good = sum(
            char in "\r\n\t" or " " <= char < "\x7f" or "\u2010" <= char < "\ua000" or char > "\uff00"
            for char in sample
        )
        share = good / len(sample) if sample else 0.0
        if best is None or share > best[0]:
            best = (share, encoding, text)
    if best and best[0] > 0.8:
        return Decoded(best[2], best[1])
    return None


def _damaged(text: str, encoding: str) -> Decoded:
    offset = text.find("\ufffd")
    above = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    where = Position(len(above), len(above[-1]) + 1)
    return Decoded(text, encoding, (Damage("undecodable", where, str(text.count("\ufffd"))),))


def decode(data: bytes) -> Decoded:
    """Decode a text file. A few bad bytes are damage, not a reason to give up; a binary file is an UnreadableError."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data.decode(encoding, "replace")
            return _damaged(text, encoding) if "\ufffd" in text else Decoded(text, encoding)
    if b"\0" in data[:65536]:
        found = _utf16(data)
        if found is None:
            raise UnreadableError(
                "这不是文本文件（含有空字节），请提供 txt、md 等格式 (binary file: give a text format such as txt or md)"
            )
        return found
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    repaired = data.decode("utf-8", "replace")
    bad = repaired.count("\ufffd")
    # UTF-8 with a few broken sequences (a file cut in the middle) decodes to rubbish as GB18030 without an error.
    if bad * 50 < sum(char > "\x7f" for char in repaired):
        return _damaged(repaired, "utf-8")
    candidates: list[Decoded] = []
    for encoding in ("gb18030", "big5"):
        try:
            candidates.append(Decoded(data.decode(encoding), encoding))
        except UnicodeDecodeError:
            continue
    if candidates:
        return max(candidates, key=lambda decoded: _plausible(decoded.text))
    guesses = [(data.decode(encoding, "replace"), encoding) for encoding in ("gb18030", "big5", "utf-8")]
    text, encoding = max(guesses, key=lambda guess: _plausible(guess[0]))
    if _plausible(text) < 0.02:
        raise UnreadableError(
            "无法识别文件编码，请另存为 UTF-8 (unknown encoding or binary file: save it as UTF-8 text)"
        )
    return _damaged(text, encoding)
