"""Raw rows to the rows of the form: exact labels first, then what lies between them, in the form's order."""

from __future__ import annotations

from msgspec import Struct

from disclint.scanner.keys import key, likeness
from disclint.scanner.rows import RawRow
from disclint.scanner.vocabulary import bare_key
from disclint.template import GroupForm, RowForm

GOOD = 60  # likeness under which a label proves nothing
PIECE = 75  # likeness of a label that is the beginning of the form's
_FAINT = 40  # likeness that several unreadable rows must have at least to be taken in order
_MARGIN = 10  # by how much a label must read better as its row than as any other of the table
_MAX_GAP = 60  # rows between two sure ones; more cannot be the form's table


class Match(Struct):
    """The raw row found for a row of the form, and how well its label reads (0–100)."""

    raw: RawRow
    likeness: int = 100


class Alignment(Struct):
    """`matches` by row id; `doubled` rows that occur more than once with values; `strays` raw rows of no form row."""

    matches: dict[str, Match] = {}
    doubled: dict[str, list[RawRow]] = {}
    strays: list[RawRow] = []


def _texts(raw: RawRow) -> set[str]:
    """What the label of a row may be of its pieces: the last, the last two, all of them."""
    keys = [label.key for label in raw.labels]
    return {keys[-1], "".join(keys[-2:]), "".join(keys)} if keys else set()


def _wanted(*labels: str) -> set[str]:
    """The keys of labels, with and without their numbers."""
    return {text for label in labels for text in (key(label), bare_key(label))} - {""}


def _likeness(texts: set[str], wanted: set[str]) -> int:
    best = max((likeness(text, want) for text in texts for want in wanted), default=0)
    if best < PIECE and any(len(text) >= 3 and want.startswith(text) for text in texts for want in wanted):
        best = PIECE  # cut short: the rest of the cell was lost
    return best


def _full(raw: RawRow, width: int) -> bool:
    return len(raw.filled) == width or bool(raw.glued)


def _read_as(raw: RawRow, forms: list[RowForm], groups: list[GroupForm], bands: dict[str, int]) -> dict[str, int]:
    """The likeness of a label to each row and group of the form; 0 where its band rules it out.

    A piece of several labels (行政 of four rows, 不予公开 of a group) is as good as any of them: none can be told.
    """
    texts = _texts(raw)
    words = {form.id: _wanted(form.label, *form.aliases) for form in forms if not form.stands_for}
    words |= {group.id: _wanted(group.label) for group in groups}
    likes = {word_id: _likeness(texts, wanted) for word_id, wanted in words.items()}
    holders = [
        word_id
        for word_id, wanted in words.items()
        if texts and all(any(text in want for want in wanted) for text in texts)
    ]
    if len(holders) > 1:
        likes |= dict.fromkeys(holders, max(likes[word_id] for word_id in holders))
    return {word_id: like if raw.band in (None, bands.get(word_id, raw.band)) else 0 for word_id, like in likes.items()}


def _proof(likes: dict[str, int], row_id: str) -> int:
    """The likeness to this row, 0 if the label reads nearly as well as something else."""
    own = likes[row_id]
    rival = max((like for other, like in likes.items() if other != row_id), default=0)
    return own if own >= GOOD and own >= rival + _MARGIN else 0


def _reads_otherwise(likes: dict[str, int], row_id: str) -> bool:
    """Whether a label is more like another row: it cannot be this one for want of a better."""
    best = max(likes.values())
    return best >= GOOD and best >= likes[row_id] + _MARGIN


def _fill_gap(
    gap: list[tuple[int, RowForm]],
    raws: list[RawRow],
    likes: dict[int, dict[str, int]],
    widths: list[int],
    bands: dict[str, int],
    found: Alignment,
) -> None:
    """Match unreadable rows to the form rows missing between two sure ones (Needleman–Wunsch on likeness)."""
    if not gap or not raws:
        found.strays += raws
        return
    if len(gap) > _MAX_GAP or len(raws) > _MAX_GAP:
        found.strays += raws
        return
    scores = [[_proof(likes[id(raw)], form.id) for raw in raws] for _, form in gap]
    rows, columns = len(gap), len(raws)
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            score = scores[i][j]
            take = best[i + 1][j + 1] + score if score >= GOOD else -1
            best[i][j] = max(take, best[i + 1][j], best[i][j + 1])
    i = j = 0
    left_forms: list[tuple[int, RowForm]] = []
    left_raws: list[RawRow] = []

    def fits(raw: RawRow, number: int, form: RowForm, least: int) -> bool:
        like = likes[id(raw)]
        return (
            any(label.key for label in raw.labels)
            and _full(raw, widths[number])
            and raw.band in (None, bands[form.id])
            and like[form.id] >= least
            and not _reads_otherwise(like, form.id)
        )

    def settle_weak() -> None:
        """As many unreadable full rows as rows of the form are missing can be no others; one may read ever so badly."""
        pairs = list(zip(left_raws, left_forms, strict=False))
        least = _FAINT if len(pairs) > 1 else 0
        if len(left_raws) == len(left_forms) and all(fits(raw, n, form, least) for raw, (n, form) in pairs):
            for raw, (_, form) in pairs:
                found.matches[form.id] = Match(raw, likes[id(raw)][form.id])
        else:
            found.strays.extend(left_raws)
        left_forms.clear()
        left_raws.clear()

    while i < rows or j < columns:
        if i < rows and j < columns and scores[i][j] >= GOOD and best[i][j] == best[i + 1][j + 1] + scores[i][j]:
            settle_weak()
            found.matches[gap[i][1].id] = Match(raws[j], scores[i][j])
            i, j = i + 1, j + 1
        elif j < columns and (i == rows or best[i][j] == best[i][j + 1]):
            left_raws.append(raws[j])
            j += 1
        else:
            left_forms.append(gap[i])
            i += 1
    settle_weak()


def align(
    raws: list[RawRow], forms: list[RowForm], groups: list[GroupForm], widths: list[int], bands: dict[str, int]
) -> Alignment:
    """Match raw rows to form rows; `widths` gives the number of value columns of each form row.

    `bands` gives the band of each row id; a raw row under a band's caption (`raw.band`) can only be of that band.

    A row whose label is sure keeps its place in the document whatever the order; the others are matched only
    between the sure ones that stand around them, so one unreadable label never shifts its neighbours.
    """
    found = Alignment()
    order = {form.id: number for number, form in enumerate(forms)}
    seen: dict[str, list[RawRow]] = {}
    for raw in raws:
        if raw.row in order:
            seen.setdefault(raw.row, []).append(raw)
    for row_id, same in seen.items():
        with_values = [raw for raw in same if raw.filled or raw.glued]
        if len(with_values) > 1:
            found.doubled[row_id] = with_values
        found.matches[row_id] = Match((with_values or same)[0])
    stood_for = {name for form in forms if form.id in found.matches for name in form.stands_for}
    unsure = [raw for raw in raws if raw.row not in order]
    if not unsure:
        return found
    pending: list[RawRow] = []
    last = -1
    rest: list[RawRow | None] = [*raws, None]
    for one in rest:
        if one is not None and one.row not in order:
            pending.append(one)
            continue
        here = order[one.row] if one is not None and one.row is not None else len(forms)
        if pending:
            between = range(last + 1, here) if here > last else range(0)
            gap = [
                (n, forms[n])
                for n in between
                if forms[n].id not in found.matches and forms[n].id not in stood_for and not forms[n].stands_for
            ]
            likes = {id(raw): _read_as(raw, forms, groups, bands) for raw in pending}
            _fill_gap(gap, pending, likes, widths, bands, found)
            pending = []
        last = here if one is not None else last
    return found
