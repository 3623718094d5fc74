"""Text of the page: escaped, in both languages at once, of which the style sheet shows one."""

from __future__ import annotations

from collections.abc import Callable

from disclint.finding import Language, Phrase
from disclint.output.markup import text

_LONGEST = 300  # characters of what a document says; a cell may hold a page


def both(phrase: Phrase, **values: object) -> str:
    """A phrase in both languages, its fields filled in; plain text, escaped."""
    return told(lambda language: phrase.render(language, values))


def told(say: Callable[[Language], str]) -> str:
    """What `say` says, in both languages; once where they say the same."""
    zh, en = text(say(Language.ZH)), text(say(Language.EN))
    return zh if zh == en else f'<span lang="zh">{zh}</span><span lang="en">{en}</span>'


def quoted(content: str) -> str:
    """Text of a document: on one line, not endless, escaped."""
    line = " ".join(content.split())
    return text(line if len(line) <= _LONGEST else line[:_LONGEST] + "…")
