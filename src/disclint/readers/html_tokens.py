"""HTML to tokens: tags and texts with their offsets, in time linear in the length of the text, whatever it holds.

The tokenizer of html.parser is not used: 60 KB of `<a ` keep it busy for a minute, `<![x[` makes it raise, and what it
takes for a comment or a script differs between patch releases of Python. This one follows WHATWG HTML 13.2.5 where it
concerns the text of a page; comments, declarations and the contents of script and the like are left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import cache


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    START = auto()
    END = auto()


# (kind, name in lower case or "" for text, offset of the beginning, offset of the end, attributes as they stand there).
# A plain tuple: a page has thousands, and naming the fields takes as long as finding the tag.
Token = tuple[Kind, str, int, int, str]

# Possessive throughout: no input makes these go back. An attribute value whose quote is never closed is read as bare.
_ATTRIBUTE = r"""[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+"""
_TAG = re.compile(rf"<(/?)([a-zA-Z][^\s/>]*+)((?:[\s/]++|{_ATTRIBUTE})*+)>")
_BROKEN_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)([^>]*+)>")
_COMMENT = re.compile(r"<(?:[!?]|/[^a-zA-Z])")
_LETTER = re.compile(r"</?[a-zA-Z]")
_COMMENT_END = re.compile(r"--!?>")
_PAIR = re.compile(r"""([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>][^\s>]*+))?+)?+""")
_LONG_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
# Elements whose content is no markup, and which show none of it on the page.
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"})
_TO_THE_END = frozenset({"script", "style"})  # when not closed; the others are then taken for a slip


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a page in order. Total: any text gives tokens; what is no tag is text."""
    find = text.find
    tag = _TAG
    last_close = text.rfind(">")
    unclosed: set[str] = set()  # raw elements that no end tag follows any more
    place = 0  # up to here everything is told
    look = 0  # where to look for the next tag
    while True:
        at = find("<", look)
        if at < 0 or at > last_close:
            break
        match = tag.match(text, at)
        if match is None and _LETTER.match(text, at):
            # The page ends within this tag, as the standard reads it. Once is enough to know: not again for each.
            tag = _BROKEN_TAG
            match = tag.match(text, at)
        if match is None and not _COMMENT.match(text, at):
            look = at + 1
            continue
        if place < at:
            yield Kind.TEXT, "", place, at, ""
        if match is None:
            place = look = _past_comment(text, at)
            continue
        slash, name, raw = match.groups()
        name = name.lower()
        place = look = match.end()
        if slash:
            yield Kind.END, name, at, place, ""
            continue
        yield Kind.START, name, at, place, raw
        if name in _RAW and name not in unclosed:
            closing = _raw_end(name).search(text, place)
            if closing:
                place = look = closing.start()
            elif name in _TO_THE_END:
                return
            else:
                unclosed.add(name)
    if place < len(text):
        yield Kind.TEXT, "", place, len(text), ""


def comments(text: str) -> Iterator[tuple[int, int]]:
    """The offsets (beginning, end) of the comments of a page; what looks like one in an attribute or a script is none."""
    place, raw = 0, False
    for kind, name, start, end, _ in (*tokens(text), (Kind.TEXT, "", len(text), len(text), "")):
        while place < start and not raw:
            after = _past_comment(text, place)
            if text.startswith("<!--", place):
                yield place, after
            place = after
        place, raw = end, kind is Kind.START and name in _RAW


@cache
def _raw_end(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)


def _past_comment(text: str, at: int) -> int:
    """The offset behind the comment or declaration at `at`; there is a `>` somewhere behind it."""
    if text.startswith("<!--", at):
        if text.startswith(("<!-->", "<!--->"), at):
            return text.index(">", at) + 1
        closing = _COMMENT_END.search(text, at + 4)
        return closing.end() if closing else len(text)
    return text.index(">", at) + 1


def attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case; of two with the same name the first."""
    found: dict[str, str] = {}
    for match in _PAIR.finditer(raw):
        found.setdefault(match[1].lower(), unescape(match[2] or match[3] or match[4] or ""))
    return found


def unescape(text: str) -> str:
    """A text with its character references resolved; a number past Unicode is U+FFFD."""
    if "&" not in text:
        return text
    # int() of thousands of digits is an error, and no character has as many.
    return html.unescape(_LONG_REFERENCE.sub("\ufffd", text))
