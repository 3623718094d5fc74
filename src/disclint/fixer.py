"""Fixing a file: what its findings propose is made, the file is checked anew, and what made it worse is taken back.

A fix is made only if the file still reads as before but for it, no value of a table has changed (a blank that an unsafe
fix fills with 0 excepted), no rule, selected or not, finds more at warning or above, and the finding has come off or
at least changed. What is not made is told with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from disclint.discover import STDIN, Target
from disclint.document import Position
from disclint.engine import Settings, check_data, examine, judge, load_target, name_of
from disclint.errors import DisclintError, UnreadableError
from disclint.finding import Finding
from disclint.fix import Applicability
from disclint.fixes import Replacement, Source, UnfixableError, open_source
from disclint.fixes.guards import objection as text_objection
from disclint.fixes.pieces import Pieces, Spot, changed, overlap
from disclint.fixes.verdict import State, everything, look, objection, state_of
from disclint.result import FileResult, failed

_PASSES = 10  # one is enough but where fixes overlap; rules that ask for more are endless
_TOLD = 5  # places named of those that a reason kept from being fixed


class Plan(Struct, frozen=True):
    """Which fixes to make, and whether to write them or only to tell what would change."""

    unsafe: bool = False
    write: bool = True


class Fixed(Struct, frozen=True):
    """What has become of a file: its bytes, and the result of checking them."""

    result: FileResult
    data: bytes


def fix_target(target: Target, settings: Settings, plan: Plan) -> FileResult:
    """Fix a file in place and check what it then is; standard input comes back in the result's `content`."""
    filename = name_of(target, settings)
    try:
        data = load_target(target, settings)
    except UnreadableError as error:
        return failed(filename, str(error))
    fixed = fix_data(data, filename, settings, plan, walked=target.walked)
    result = fixed.result
    if not plan.write:
        from disclint.fixes.diff import unified

        return replace(result, diff=unified(filename, data, fixed.data, settings))
    if target.path == STDIN:
        return replace(result, content=fixed.data)
    if not result.fixed:
        return result
    from disclint.fixes.write import WriteError, replace_file

    try:
        replace_file(target.path, data, fixed.data)
    except WriteError as error:
        unfixed = check_data(data, filename, settings, walked=target.walked)
        return replace(unfixed, errors=(*unfixed.errors, str(error)))
    return result


def fix_data(data: bytes, filename: str, settings: Settings, plan: Plan, *, walked: bool = False) -> Fixed:
    """Fix a file's content, which is not written anywhere. Fixing what comes out once more changes nothing."""
    found = examine(data, filename, settings, walked=walked)
    if found.document is None or found.report is None or not _wanted(found.result.findings, plan):
        return Fixed(found.result, data)
    state = state_of(data, found.document, found.report, everything(settings))
    hidden = frozenset((each.finding.code, each.finding.path) for each in found.result.suppressed)
    state, fixed, refused = _settled(state, settings, plan, hidden)
    result = judge(state.document, state.report, filename, settings) if fixed else found.result
    return Fixed(_told(result, fixed, refused), state.data)


def fix_one(state: State, finding: Finding, settings: Settings) -> bytes | str:
    """The content once this fix alone is made, or the reason why it must not be; `state` is that of `everything`."""
    one = _Pass(state, settings, Plan(unsafe=True), frozenset(), frozenset())
    try:
        source = open_source(state.data, state.document, state.pieces)
        candidate = _placed(source, state.pieces, finding)
    except DisclintError as error:
        return str(error)
    outcome = one.tried(source, [candidate])
    return outcome if isinstance(outcome, str) else outcome.data


def _settled(
    state: State,
    settings: Settings,
    plan: Plan,
    hidden: frozenset[tuple[str, str]],
    endless: frozenset[str] = frozenset(),
) -> tuple[State, list[Finding], list[_Refusal]]:
    """The state in which nothing more can be fixed, what was, and what was not and why.

    What is `hidden`, by code and path, is left as it is: somebody gave a reason for it. Rules whose fixes do not come to
    an end (one undoes what another does) are `endless`: theirs are not made at all.
    """
    at = state
    fixed: list[Finding] = []
    late: set[str] = set()
    for number in range(_PASSES):
        made = _Pass(at, settings, plan, hidden, endless).run()
        if made.state is at:
            return at, fixed, made.refused
        at = made.state
        fixed += made.fixed
        if number >= _PASSES // 2:
            late.update(finding.code for finding in made.fixed)
    return _settled(state, settings, plan, hidden, endless | late)


class _Refusal(Struct, frozen=True):
    """A fix that is not made, and why."""

    finding: Finding
    reason: str


class _Made(Struct, frozen=True):
    """What a pass has made of a state: the same one if nothing could be fixed."""

    state: State
    fixed: list[Finding]
    refused: list[_Refusal]


class _Candidate(Struct, frozen=True):
    """A fix with the places in the source it changes; `spots` are None if one of them is in no piece."""

    finding: Finding
    replacements: tuple[Replacement, ...]
    spots: tuple[Spot, ...] | None

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """What of the source is its own."""
        return _ranges(self.replacements)


class _Pass:
    """Fixes that do not overlap, made at once; if that is no good, by halves, until those at fault are found."""

    def __init__(
        self, state: State, settings: Settings, plan: Plan, hidden: frozenset[tuple[str, str]], endless: frozenset[str]
    ) -> None:
        self._state = state
        self._settings = settings
        self._plan = plan
        self._hidden = hidden
        self._endless = endless
        self._refused: list[_Refusal] = []

    def run(self) -> _Made:
        """Make what can be made."""
        wanted = self._asked_for()
        try:
            source = open_source(self._state.data, self._state.document, self._state.pieces)
        except DisclintError as error:
            return _Made(self._state, [], [_Refusal(finding, str(error)) for finding in wanted])
        state, kept = self._state, list[_Candidate]()
        waiting = self._candidates(source, wanted)
        while waiting:
            chosen, waiting = _apart(waiting, kept)
            if not chosen:
                break  # what is left overlaps what was made: if it is still there, the next pass will find it
            state, kept = self._keep(source, state, kept, chosen)
        return _Made(state, [each.finding for each in kept], self._refused)

    def _asked_for(self) -> list[Finding]:
        """The findings whose fixes are to be made, of those of every rule there is."""
        fixable, selection = self._settings.fixable, self._settings.selection
        wanted = []
        for finding in _wanted(self._state.findings, self._plan):
            if finding.code not in selection.enabled or not selection.keeps(finding):
                continue
            if (finding.code, finding.path) in self._hidden:
                continue
            if fixable is not None and finding.code not in fixable:
                continue
            if finding.code in self._endless:
                self._refused.append(_Refusal(finding, "修了又会变回来 (the fixes do not come to an end)"))
            else:
                wanted.append(finding)
        return wanted

    def _candidates(self, source: Source, wanted: Sequence[Finding]) -> list[_Candidate]:
        """Those whose place is known."""
        candidates: list[_Candidate] = []
        for finding in wanted:
            try:
                candidates.append(_placed(source, self._state.pieces, finding))
            except UnfixableError as error:
                self._refused.append(_Refusal(finding, str(error)))
        return candidates

    def _keep(
        self, source: Source, state: State, kept: list[_Candidate], others: list[_Candidate]
    ) -> tuple[State, list[_Candidate]]:
        """As many of `others` as can be made beside `kept`, of which `state` came; and what comes of all these."""
        if not others:
            return state, kept
        together = [*kept, *others]
        outcome = self.tried(source, together)
        if isinstance(outcome, State):
            return outcome, together
        if len(others) == 1:
            self._refused.append(_Refusal(others[0].finding, outcome))
            return state, kept
        half = len(others) // 2
        state, kept = self._keep(source, state, kept, others[:half])
        return self._keep(source, state, kept, others[half:])

    def tried(self, source: Source, candidates: Sequence[_Candidate]) -> State | str:
        """What comes of these fixes, or why it is no good."""
        try:
            data = source.write([change for each in candidates for change in each.replacements])
            after = look(data, self._state.report.filename, everything(self._settings))
        except DisclintError as error:
            return str(error)
        spots: list[Spot] | None = []
        for each in candidates:
            spots = None if spots is None or each.spots is None else [*spots, *each.spots]
        reason = objection(self._state, after, [each.finding for each in candidates], spots)
        return reason or after


def _wanted(findings: Iterable[Finding], plan: Plan) -> list[Finding]:
    levels = (Applicability.SAFE, Applicability.UNSAFE) if plan.unsafe else (Applicability.SAFE,)
    return [finding for finding in findings if finding.fix is not None and finding.fix.applicability in levels]


def _apart(candidates: Sequence[_Candidate], kept: Sequence[_Candidate]) -> tuple[list[_Candidate], list[_Candidate]]:
    """Those that overlap neither what is kept nor one before, and the rest."""
    taken = [each for candidate in kept for each in candidate.ranges]
    chosen: list[_Candidate] = []
    rest: list[_Candidate] = []
    for candidate in candidates:
        if overlap(candidate.ranges, taken):
            rest.append(candidate)
        else:
            chosen.append(candidate)
            taken += candidate.ranges
    return chosen, rest


def _placed(source: Source, pieces: Pieces, finding: Finding) -> _Candidate:
    """The changes a fix asks for; UnfixableError if one of them has no sure place, or must not be made."""
    assert finding.fix is not None
    unsafe = finding.fix.applicability is Applicability.UNSAFE
    changes: list[Replacement] = []
    spots: list[Spot] | None = []
    for edit in finding.fix.edits:
        spot = pieces.find(edit)
        if spot is None:
            if not unsafe and any(map(str.isdigit, edit.text)):
                raise UnfixableError("会写入数字 (would write a number)")
            found: tuple[Replacement, ...] = (source.raw(edit),)
            spots = None
        else:
            text = pieces.all[spot.index].text
            reason = text_objection(text, changed(text, spot), unsafe=unsafe)
            if reason:
                raise UnfixableError(reason)
            found = source.at(spot)
            spots = None if spots is None else [*spots, spot]
        if overlap(_ranges(found), _ranges(changes)):
            raise UnfixableError("修复的几处改动互相重叠 (the edits of the fix overlap)")
        changes += found
    return _Candidate(finding, tuple(changes), None if spots is None else tuple(spots))


def _ranges(changes: Iterable[Replacement]) -> list[tuple[int, int]]:
    return [(change.start, change.end) for change in changes if not change.shared]


def _told(result: FileResult, fixed: Sequence[Finding], refused: Sequence[_Refusal]) -> FileResult:
    """The result with what was fixed, what was not and why; a fix that was refused is left for reading."""
    keys = {_key(refusal.finding) for refusal in refused}
    findings = tuple(
        replace(each, fix=replace(each.fix, applicability=Applicability.DISPLAY))
        if each.fix is not None and _key(each) in keys
        else each
        for each in result.findings
    )
    reasons: dict[str, list[str]] = {}
    for finding, reason in ((refusal.finding, refusal.reason) for refusal in refused):
        position = finding.position
        place = f"{position.line}:{position.column} {finding.code}[{finding.meta.name}]"
        reasons.setdefault(reason, []).append(place)
    notes = [
        f"未修复 (not fixed) {'、'.join(places[:_TOLD])}{_more(len(places))}：{reason}"
        for reason, places in reasons.items()
    ]
    return replace(result, findings=findings, fixed=tuple(fixed), notes=tuple(notes))


def _more(count: int) -> str:
    return f"等 {count} 处" if count > _TOLD else ""


def _key(finding: Finding) -> tuple[str, str, Position]:
    return finding.code, finding.path, finding.position
