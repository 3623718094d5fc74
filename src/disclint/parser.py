"""Tokens to tree to report: Lark parses what the scanner saw, the builder turns the tree into typed nodes."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from lark import Lark, Token, Tree
from lark.lexer import Lexer

from disclint.cachedir import remember
from disclint.report import NOTHING_STATED, Stated
from disclint.scanner.scan import Scan, Scanned, scan

if TYPE_CHECKING:
    from disclint.document import Document
    from disclint.report import Report
    from disclint.template import Form


class BlockLexer(Lexer):
    """Hands the scanner's tokens to Lark; it reads no characters."""

    def __init__(self, lexer_conf: object) -> None:
        del lexer_conf

    def lex(self, data: Any) -> Iterator[Token]:  # type: ignore[override]  # Lark calls lexers of one's own so
        """Tokens of the scanned ones, which are what `parse` was given in place of a text."""
        return map(_token, data)


def _token(scanned: Scanned) -> Token:
    position = scanned.position
    token = Token(
        scanned.type.value,
        scanned.text,
        line=position.line,
        column=position.column,
        end_line=position.end_line or position.line,
        end_column=position.end_column or position.column,
    )
    # The text is what the tree shows; what the token carries is for the builder.
    token.value = scanned
    return token


@cache
def parser() -> Lark:
    """The LALR parser of report.lark, its tables from our cache directory where possible.

    Never Lark's own `cache=True`: it unpickles a predictable name from the shared temporary directory.
    """
    import lark

    from disclint_grammar import GRAMMAR

    with open(GRAMMAR, encoding="utf-8") as file:
        grammar = file.read()

    def build() -> bytes:
        tables = io.BytesIO()
        Lark(grammar, parser="lalr", lexer=BlockLexer, start="report", strict=True).save(tables)
        return tables.getvalue()

    name = f"grammar-{zlib.crc32(grammar.encode()):08x}-lark{lark.__version__}"
    return Lark.load(io.BytesIO(remember(name, build)))


def parse_scan(scanned: Scan) -> Tree[Token]:
    """The tree of a scan. The scanner guarantees the nesting: a parse error here is a defect of disclint."""
    tree: Tree[Token] = parser().parse(scanned.tokens)
    return tree


def parse_tree(document: Document, forms: tuple[Form, ...]) -> Tree[Token]:
    """The Lark tree of a document."""
    return parse_scan(scan(document, forms))


def parse_report(document: Document, forms: tuple[Form, ...], stated: Stated = NOTHING_STATED) -> Report:
    """The typed report of a document; `stated` is used where the document itself does not tell."""
    from disclint.builder import build

    scanned = scan(document, forms, stated)
    return build(parse_scan(scanned), scanned, document, stated)
