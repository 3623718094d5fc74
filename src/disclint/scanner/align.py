"""Raw rows to the rows of the form: exact labels first, then what lies between them, in the form's order."""

from __future__ import annotations

from msgspec import Struct

from disclint.scanner.keys import key, likeness
from disclint.scanner.rows import RawRow
from disclint.scanner.vocabulary import bare_key
from disclint.template import RowForm

GOOD = 60  # likeness under which a label proves nothing
PIECE = 75  # likeness of a label that is the beginning of the form's
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


def _label_likeness(raw: RawRow, form: RowForm) -> int:
    """The best likeness of the last label, the last two, all of them, with and without the form's number."""
    keys = [label.key for label in raw.labels]
    if not keys:
        return 0
    texts = {keys[-1], "".join(keys[-2:]), "".join(keys)}
    best = 0
    for label in (form.label, *form.aliases):
        wanted = {key(label), bare_key(label)} - {""}
        best = max(best, *(likeness(text, want) for text in texts for want in wanted))
        if best < PIECE and any(len(text) >= 3 and want.startswith(text) for text in texts for want in wanted):
            best = PIECE  # cut short: the rest of the cell was lost
    return best


def _full(raw: RawRow, width: int) -> bool:
    return len(raw.filled) == width or bool(raw.glued)


def _fill_gap(
    gap: list[tuple[int, RowForm]], raws: list[RawRow], widths: list[int], bands: dict[str, int], found: Alignment
) -> None:
    """Match unreadable rows to the form rows missing between two sure ones (Needleman–Wunsch on likeness)."""
    if not gap or not raws:
        found.strays += raws
        return
    if len(gap) > _MAX_GAP or len(raws) > _MAX_GAP:
        found.strays += raws
        return
    scores = [
        [_label_likeness(raw, form) if raw.band in (None, bands[form.id]) else 0 for raw in raws] for _, form in gap
    ]
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

    def settle_weak() -> None:
        """One unreadable full row where exactly one row of the form is missing can be no other."""
        alone = len(left_forms) == 1 and len(left_raws) == 1
        if (
            alone
            and any(label.key for label in left_raws[0].labels)
            and _full(left_raws[0], widths[left_forms[0][0]])
            and left_raws[0].band in (None, bands[left_forms[0][1].id])
        ):
            form = left_forms[0][1]
            found.matches[form.id] = Match(left_raws[0], _label_likeness(left_raws[0], form))
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


def align(raws: list[RawRow], forms: list[RowForm], widths: list[int], bands: dict[str, int]) -> Alignment:
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
            _fill_gap(gap, pending, widths, bands, found)
            pending = []
        last = here if one is not None else last
    return found
