"""What a file is worth before and after: how it reads, what its tables hold, what every rule finds in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from disclint.document import Document, Position
from disclint.engine import Settings, read_report, run_rules
from disclint.finding import Finding, Severity
from disclint.fix import Applicability
from disclint.fixes.pieces import Pieces, Spot
from disclint.report import Cell, CellState, Report, Table
from disclint.select import Selection

_FILLABLE = (CellState.BLANK, CellState.PLACEHOLDER)

Number = int | Decimal | None
Place = tuple[str, int, str]  # table, which of those with the same id, path of the cell
Alarms = Counter[tuple[Severity, str, str]]
Proposals = Counter[tuple[str, str, tuple[str, ...]]]


class State(Struct, frozen=True):
    """A file as it is at some point: its bytes, what is read of it, and what every rule there is finds."""

    data: bytes
    document: Document
    pieces: Pieces
    report: Report
    cells: dict[Place, Cell]
    findings: tuple[Finding, ...]
    broken: int  # rules that failed


def everything(settings: Settings) -> Settings:
    """The settings under which every rule runs and tells all it finds."""
    codes = frozenset(meta.code for meta in settings.plugins.metas)
    return replace(settings, selection=Selection(codes, codes), fixable=None)


def look(data: bytes, filename: str, settings: Settings) -> State:
    """The state of a file under the settings of `everything`; UnreadableError if it cannot be read."""
    return state_of(data, *read_report(data, filename, settings), settings)


def state_of(data: bytes, document: Document, report: Report, settings: Settings) -> State:
    """The state of a file that has been read."""
    findings, errors = run_rules(report, settings)
    return State(data, document, Pieces(document), report, dict(_cells(report)), findings, len(errors))


def objection(before: State, after: State, fixes: Sequence[Finding], spots: Sequence[Spot] | None) -> str | None:
    """Why `fixes` must not be made, of which `after` came; None if they may. `spots` is None if not all are known."""
    if before.report.kind is not after.report.kind or after.broken > before.broken:
        return "修复后不能照常检查 (it could not be checked as before)"
    if spots is not None and before.pieces.texts(spots) != after.pieces.texts():
        return "修复后其余内容读起来有变 (the rest would read otherwise)"
    moved = _changed_values(before, after, fixes)
    if moved:
        return f"会改变表中数值（{moved}） (would change a value)"
    added = _alarms(after) - _alarms(before)
    if added:
        codes = "、".join(sorted({code for _, code, _ in added}))
        return f"修复后会出现新的问题（{codes}） (would add a finding)"
    made = _proposals(fixes)
    left, proposed = _proposals(after.findings), _proposals(before.findings)
    if any(left[key] > proposed[key] - count for key, count in made.items()):
        return "修复后问题仍在 (the finding would stay)"
    return None


def _cells(report: Report) -> Iterator[tuple[Place, Cell]]:
    """Every value cell of every table, of tables that occur twice too."""
    seen: Counter[str] = Counter()
    for table in _tables(report):
        for row in table.rows:
            for cell in row.cells:
                yield (table.id, seen[table.id], cell.path), cell
        seen[table.id] += 1


def _tables(report: Report) -> Iterator[Table]:
    yield from (block for block in report.front if isinstance(block, Table))
    for section in report.sections:
        yield from section.tables


def _changed_values(before: State, after: State, fixes: Sequence[Finding]) -> str:
    """The path of a cell whose value is not what it was, "" if there is none."""
    filled: set[Position] = set()
    for finding in fixes:
        if finding.fix is not None and finding.fix.applicability is Applicability.UNSAFE:
            filled |= {edit.position for edit in finding.fix.edits}
    if before.cells.keys() != after.cells.keys():
        return next(iter(before.cells.keys() ^ after.cells.keys()))[2]
    for place, old in before.cells.items():
        new = after.cells[place].number
        if old.number == new:
            continue
        if old.state in _FILLABLE and new == 0 and old.position in filled:
            continue
        return old.path
    return ""


def _alarms(state: State) -> Alarms:
    """How many findings at or above each level, error and warning, there are by rule and path."""
    alarms: Alarms = Counter()
    for finding in state.findings:
        for level in (Severity.ERROR, Severity.WARNING):
            alarms[level, finding.code, finding.path] += finding.severity.rank <= level.rank
    return alarms


def _proposals(findings: Sequence[Finding]) -> Proposals:
    """How often each rule proposes the same at the same path."""
    return Counter(
        (finding.code, finding.path, tuple(edit.text for edit in finding.fix.edits))
        for finding in findings
        if finding.fix is not None
    )
