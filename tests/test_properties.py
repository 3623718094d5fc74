"""Never silently wrong: whatever a report went through on its way, each value is read right or declared as not read.

Random reports are rendered into every flattening, with blanks and damage, and read back. A value may come back as it
was, or as a null that `unread` accounts for; it may not come back as another value, a blank as a number, or a number as
a blank. `DISCLINT_FUZZ=200` tries 200 seeds a case instead of a handful; a failure names the seed that shows it.

Below: reader, scanner and grammar are total, and positions lie within the document, for arbitrary input (hypothesis).
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lark import Lark, Token, Tree

from disclint.cli.parse import report_as_json
from disclint.document import Document, Position
from disclint.errors import UnreadableError
from disclint.parser import BlockLexer, parse_report, parser
from disclint.readers import read
from disclint.report import Kind
from disclint.scanner.scan import Scanned, TokenType
from disclint.scanner.values import parse_value
from disclint.template import built_in_forms
from disclint.testing import clean_report
from flattenings import FLATTENINGS, REPORT_NOISE, TEXT_NOISE, blank_cells, random_report, truth

SEEDS = int(os.environ.get("DISCLINT_FUZZ", "5"))
NAMES = list(FLATTENINGS)
LEGIBLE = [name for name in NAMES if name != "glued"]  # there a cell that is no number takes its row along
BLANKS = (0.0, 0.15)

# What happens to a report, before and after it is flattened.
NOISES: dict[str, tuple[str, ...]] = {
    "none": (),
    **{noise: (noise,) for noise in (*REPORT_NOISE, *TEXT_NOISE)},
    "web_page": tuple(TEXT_NOISE),
    "broken_labels_on_a_web_page": ("break_labels", *TEXT_NOISE),
    "everything": (*REPORT_NOISE, *TEXT_NOISE),
}
HARMLESS = ("none", "full_width_digits", "page_furniture", "site_chrome", "traditional", "newline_style", "web_page")

# The least share of cells that is read when nothing is blank and no label damaged. Digits run together can be told
# apart only where the sums leave one way.
RECALL = dict.fromkeys(NAMES, 1.0) | {"glued": 0.8}

# The same with 15 % of the cells blank, where the flattening keeps a place for a blank cell. What it drops without a
# trace leaves only full rows and rows whose columns can be told from others.
RECALL_WITH_BLANKS = {"tika": 1.0, "tabs_packed": 0.85, "tabs_grid": 0.8, "gfm": 0.8, "bars_nbsp": 0.8}

Case = tuple[int, str, float, str]  # seed, flattening, share of blanks, noise


@cache
def make(seed: int, flattening: str, blanks: float, noise: str) -> tuple[dict[str, str], str]:
    """A random report as text, and the true text of each cell by path."""
    rng = random.Random(f"{seed}|{flattening}|{blanks}|{noise}")
    form = rng.choice(("2019", "2021"))
    # digits run together say something only where sums hold
    report = random_report(rng, form, balanced=flattening == "glued" or rng.random() < 0.4)
    if blanks:
        report, _ = blank_cells(report, rng, blanks)
    cells = truth(report)
    for name in NOISES[noise]:
        if name in REPORT_NOISE:
            report = REPORT_NOISE[name](report, rng)
    text = FLATTENINGS[flattening].render(report, rng)
    for name in NOISES[noise]:
        if name in TEXT_NOISE:
            text = TEXT_NOISE[name](text, rng)
    return cells, text


def parse(text: str, flattening: str = "") -> dict[str, Any]:
    """What `disclint parse --output-format json` gives of a text."""
    suffix = "md" if flattening in ("gfm", "html_in_md") else "txt"
    return report_as_json(parse_report(read(text.encode(), f"报告.{suffix}"), built_in_forms()))


def verdict(written: str, value: object, state: str | None) -> str:
    """How a cell was read: `right`, `declared` (null, and why), `absent` (so is its row or table), or else `wrong`.

    `state` is what `unread` says of it. Text that is no number is given as it stands.
    """
    meant = parse_value(written)
    if isinstance(value, str):
        return "right" if value == written and meant.number is None else "wrong"
    if value is not None:
        return "right" if meant.number is not None and value == float(meant.number) else "wrong"
    if state is None:
        return "absent"
    if state == "blank":
        return "right" if written == "" else "wrong"
    return "declared" if state in ("ambiguous", "missing") else "wrong"


def verdicts(case: Case) -> Iterator[tuple[str, str, str, object]]:
    """(path, verdict, true text, value read) of every cell."""
    cells, text = make(*case)
    yield from compare(cells, parse(text, case[1]))


def compare(cells: dict[str, str], report: dict[str, Any]) -> Iterator[tuple[str, str, str, object]]:
    """The same of any cells, and the report as read."""
    states = {unread["path"]: unread["state"] for unread in report["unread"]}
    for path, written in cells.items():
        table, row, column = path.split("/")
        value = report["tables"][table].get(row, {}).get(column)
        yield path, verdict(written, value, states.get(path)), written, value


@pytest.mark.parametrize("noise", NOISES)
@pytest.mark.parametrize("flattening", NAMES)
def test_never_silently_wrong(flattening: str, noise: str) -> None:
    wrong = [
        f"seed {seed}, {blanks:.0%} blank: {path} is {written or 'blank'!r}, read as {value or 'blank'!r}"
        for blanks in BLANKS
        for seed in range(SEEDS)
        for path, judged, written, value in verdicts((seed, flattening, blanks, noise))
        if judged == "wrong"
    ]
    assert not wrong, "\n".join(wrong)


ODD = [
    *("见附件", "未统计", "约5", "5%", "l2", "〇", "O", "*", "N/A", "——", "-", "无"),
    *("1（其中修订1件）", "1（其中修订 1 件）", "[bookmark: _GoBack]4", "0.5万元", "3件", "12 0"),
    *("1,200", "1,200,", "12.", "007", "１２", "+3", "-3"),
]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_cell_shifts_no_other(odd: str) -> None:
    """A cell that holds no plain number is read as it is or declared, and so are its neighbours."""
    for flattening in LEGIBLE:
        for seed in range(max(2, SEEDS // 2)):
            rng = random.Random(f"{seed}|{flattening}|{odd}")
            report = random_report(rng, ("2019", "2021")[seed % 2], balanced=rng.random() < 0.5)
            report = report.set(rng.choice(sorted(report.values())), odd)
            read = parse(FLATTENINGS[flattening].render(report, rng), flattening)
            wrong = [each for each in compare(truth(report), read) if each[1] in ("wrong", "absent")]
            assert not wrong, f"{flattening}, seed {seed}"


@pytest.mark.parametrize("flattening", NAMES)
def test_all_is_read_where_nothing_is_lost(flattening: str) -> None:
    for noise in HARMLESS:
        counts = Counter(
            judged for seed in range(SEEDS) for _, judged, _, _ in verdicts((seed, flattening, 0.0, noise))
        )
        assert counts["right"] >= RECALL[flattening] * counts.total(), (noise, counts)


@pytest.mark.parametrize("flattening", RECALL_WITH_BLANKS)
def test_most_is_read_where_blanks_leave_a_trace(flattening: str) -> None:
    counts = Counter(judged for seed in range(SEEDS) for _, judged, _, _ in verdicts((seed, flattening, 0.15, "none")))
    assert counts["right"] >= RECALL_WITH_BLANKS[flattening] * counts.total(), counts


@pytest.mark.parametrize("noise", ["none", "web_page", "everything"])
@pytest.mark.parametrize("flattening", NAMES)
def test_it_stays_a_report_of_its_form_and_year(flattening: str, noise: str) -> None:
    for seed in range(SEEDS):
        _, text = make(seed, flattening, 0.0, noise)
        report = parse_report(read(text.encode(), "报告.txt"), built_in_forms())
        assert report.kind is Kind.REPORT
        assert report.year is not None and report.form.covers(report.year)
        if flattening != "glued":  # run together with its values and damaged, a label tells little
            assert report.form_by_labels in (None, report.form)


# --- totality: any bytes, any order, any omission ---------------------------------------------------------------------

WHATEVER = settings(
    max_examples=int(os.environ.get("DISCLINT_FUZZ", "0")) * 10 or 150,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)

CODECS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk", "big5")

# Lines a report may be made of: its own in several flattenings, values, the marks of others, and what is in no report.
MARKS = ["", "\t", "\t\t", "|", "||||", "| --- |", "0 |", "12", "0 0 0 0 0 0 0", "- 3 -", "|||| ||", "<table>", "</td>"]
SAMPLES = [clean_report(year) for year in (2019, 2023)]
PIECES = sorted(
    {line for each in SAMPLES for text in (each.text(), each.markdown()) for line in text.split("\n")} | set(MARKS)
)
CHARACTERS = st.sampled_from(
    "一二三四五六七、（）()0123456789０１\t|\\ \u00a0\u3000.．-－—/无总计其他年月日\r\n\f\v\x00\u2028\ufeff#*<&"
)

lines = st.one_of(
    st.sampled_from(PIECES),
    st.text(CHARACTERS, max_size=30),
    st.builds(lambda a, b: a + b, st.sampled_from(PIECES), st.text(CHARACTERS, max_size=8)),
    st.builds(lambda line, i: line[i:], st.sampled_from(PIECES), st.integers(0, 12)),
    st.text(max_size=20),
)
texts = st.builds(
    lambda ls, nl: nl.join(ls), st.lists(lines, max_size=60), st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
)


def shuffled(seed: int, share: float) -> str:
    """A clean report's lines, some of them elsewhere, some gone, some twice."""
    rng = random.Random(seed)
    pieces = FLATTENINGS[rng.choice(NAMES)].render(clean_report(rng.choice((2020, 2023))), rng).split("\n")
    for _ in range(round(share * len(pieces))):
        piece = pieces.pop(rng.randrange(len(pieces)))
        for _ in range(rng.choice((0, 1, 1, 2))):
            pieces.insert(rng.randint(0, len(pieces)), piece)
    return "\n".join(pieces)


documents = st.one_of(texts, st.builds(shuffled, st.integers(0, 10**9), st.sampled_from([0.02, 0.2, 1.0])))


def spoil(data: bytes, places: Sequence[int], garbage: bytes) -> bytes:
    """Bytes overwritten here and there."""
    spoilt = bytearray(data)
    for number, place in enumerate(places):
        if spoilt:
            spoilt[place % len(spoilt)] = garbage[number % len(garbage)] if garbage else 0
    return bytes(spoilt)


damaged_files = st.builds(
    spoil,
    st.builds(lambda text, codec: text.encode(codec, "replace"), documents, st.sampled_from(CODECS)),
    st.lists(st.integers(0, 10**6), max_size=8),
    st.binary(max_size=8),
)
suffixes = st.sampled_from([".txt", ".md", ".doc", ""])


def positions(node: Any) -> Iterator[Position]:
    """Every position in a tree of records; forms have none."""
    if isinstance(node, Position):
        yield node
    elif isinstance(node, dict):
        yield from positions(tuple(node.values()))
    elif isinstance(node, (tuple, list)):
        for part in node:
            yield from positions(part)
    elif type(node).__module__ in ("disclint.report", "disclint.document"):
        names = getattr(node, "__struct_fields__", ()) or getattr(node, "__slots__", ()) or vars(node)
        for name in names:
            yield from positions(getattr(node, name))


def outside(position: Position, document: Document) -> bool:
    """Whether a position lies where the document has no text; without lines it is an ordinal, counted from 1."""
    last = position.end_line or position.line
    if not document.lines:
        return not 1 <= position.line <= last
    if not 1 <= position.line <= last <= len(document.lines):
        return True
    ends = [len(line) + 1 for line in document.lines]
    column, end = position.column, position.end_column or 1
    return not (1 <= column <= ends[position.line - 1] and 1 <= end <= ends[last - 1])


def check_total(data: bytes, suffix: str) -> None:
    try:
        document = read(data, "报告" + suffix)
    except UnreadableError as error:
        assert str(error)
        return
    assert not [p for p in positions(document.blocks) if outside(p, document)]
    report = parse_report(document, built_in_forms())
    assert not [p for p in positions(report) if outside(p, document)]
    report_as_json(report)


@WHATEVER
@given(st.binary(max_size=2000), suffixes)
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    check_total(data, suffix)


@WHATEVER
@given(documents, suffixes)
def test_any_text_gives_a_report(text: str, suffix: str) -> None:
    check_total(text.encode("utf-8", "surrogatepass"), suffix)


@WHATEVER
@given(damaged_files, suffixes)
def test_any_damage_gives_a_report(data: bytes, suffix: str) -> None:
    check_total(data, suffix)


# --- the grammar: any order and any omission gives one tree -----------------------------------------------------------

T = TokenType


def some(strategy: st.SearchStrategy[list[TokenType]], most: int = 4) -> st.SearchStrategy[list[TokenType]]:
    """Any number of them, one after the other."""
    return st.lists(strategy, max_size=most).map(lambda parts: [token for part in parts for token in part])


def around(
    first: TokenType, inner: st.SearchStrategy[list[TokenType]], last: TokenType
) -> st.SearchStrategy[list[TokenType]]:
    """A bracket of tokens."""
    return inner.map(lambda tokens: [first, *tokens, last])


def one(*types: TokenType) -> st.SearchStrategy[list[TokenType]]:
    return st.sampled_from(types).map(lambda token: [token])


rows = some(one(T.ROW, T.STRAY))
groups = st.one_of(
    [
        around(group, rows, T.GROUP_END)
        for group in (T.DENIED, T.UNAVAILABLE, T.NOT_PROCESSED, T.OTHER_PROCESSING, T.GROUP)
    ]
)
results = around(T.RESULTS, some(st.one_of(rows, groups)), T.GROUP_END)
bands = rows.map(lambda tokens: [T.BAND, *tokens])
tables = st.one_of(
    around(T.TABLE_2, st.tuples(rows, some(bands)).map(lambda parts: parts[0] + parts[1]), T.TABLE_END),
    around(T.TABLE_3, some(st.one_of(rows, results, around(T.GROUP, rows, T.GROUP_END))), T.TABLE_END),
    around(T.TABLE_4, rows, T.TABLE_END),
    around(T.OTHER_TABLE, rows, T.TABLE_END),
)
blocks = st.one_of(one(T.PARAGRAPH, T.SUBHEADING), tables)
sections = st.tuples(
    one(T.OVERVIEW, T.ACTIVE_DISCLOSURE, T.REQUESTS, T.REVIEW_LITIGATION, T.PROBLEMS, T.OTHER_MATTERS, T.UNLISTED),
    some(blocks),
).map(lambda parts: parts[0] + parts[1])
streams = st.tuples(
    some(st.one_of(one(T.TITLE), blocks)), some(sections, 8), st.one_of(st.just([]), one(T.SIGNATURE))
).map(lambda parts: parts[0] + parts[1] + parts[2])


@cache
def ambiguous_parser() -> Lark:
    """The same grammar under a parser that would show a second tree."""
    from disclint_grammar import GRAMMAR

    with open(GRAMMAR, encoding="utf-8") as file:
        return Lark(file.read(), parser="earley", lexer=BlockLexer, start="report", ambiguity="explicit")


def shape(tree: Tree[Token] | Token) -> object:
    return tree.type if isinstance(tree, Token) else (tree.data, [shape(child) for child in tree.children])


@WHATEVER
@given(streams)
def test_any_order_and_omission_gives_one_tree(stream: list[TokenType]) -> None:
    tokens = [Scanned(token, "", Position(number)) for number, token in enumerate(stream, start=1)]
    tree = parser().parse(tokens)
    closers = {T.TABLE_END.value, T.GROUP_END.value}
    leaves = [token.type for token in tree.scan_values(lambda value: isinstance(value, Token))]
    assert [leaf for leaf in leaves if leaf not in closers] == [t.value for t in stream if t.value not in closers]
    assert shape(ambiguous_parser().parse(tokens)) == shape(tree)
