"""S102: the parts stand in the wrong order, or bear a wrong number."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import (
    Applicability,
    Example,
    Finding,
    Fix,
    Phrase,
    Related,
    Report,
    RuleMeta,
    Section,
    Severity,
    Text,
)
from disclint_rules.common import ReportRule, by_form, heading_number, main_section, numeral, ordinal_span
from disclint_rules.edits import in_text, unsafe


class SectionOrder(ReportRule):
    """A part before one that should precede it, or with another number than the form's."""

    meta = RuleMeta(
        code="S102",
        name="section-order",
        title=Phrase("部分顺序或序号错误", "parts in the wrong order or wrongly numbered"),
        why=Phrase(
            "六个部分的顺序和序号由格式规定（一至六），公众和汇总系统都按此查找。"
            "序号错误多因在前面加了自设的部分；请把多余的一级标题并入相应部分，再恢复规定的序号。"
            "顺序颠倒的，请把整个部分连同表格移回原位。",
            "The form fixes the order and the numbers of the six parts, and readers and systems look them up by "
            "these. A wrong number mostly comes from a part of one's own put in before: move it under the part it "
            "belongs to and number the headings as the form does. Where the order is wrong, move the whole part with "
            "its table.",
        ),
        severity=Severity.ERROR,
        authority=by_form("六个部分的标题和序号", "headings and numbers of the six parts"),
        fix=Applicability.UNSAFE,
        messages={
            "ordinal": Phrase(
                "“{title}”的序号为“{written}”，应为“{expected}”",
                '"{title}" is numbered {written}, should be {expected}',
            ),
            "unnumbered": Phrase(
                "“{title}”没有序号，应为“{expected}”", '"{title}" has no number, should be {expected}'
            ),
            "order": Phrase(
                "“{title}”的位置不对，应在“{neighbour}”{side}",
                '"{title}" is out of place, it belongs {side} "{neighbour}"',
            ),
        },
        examples=(
            Example(
                Phrase("第三、四部分的序号互换", "numbers of parts three and four exchanged"),
                replace=(
                    ("三、收到和处理政府信息公开申请情况", "四、收到和处理政府信息公开申请情况"),
                    ("四、政府信息公开行政复议、行政诉讼情况", "三、政府信息公开行政复议、行政诉讼情况"),
                ),
                expect=("requests", "review_litigation"),
            ),
            Example(
                Phrase("自设一个部分后，后面的序号顺延", "a part of one's own shifts the numbers"),
                year=2020,
                replace=(
                    (
                        "五、存在的主要问题及改进情况",
                        "五、政府信息公开平台建设情况\n\n平台运行正常。\n\n六、存在的主要问题及改进情况",
                    ),
                    ("六、其他需要报告的事项", "七、其他需要报告的事项"),
                ),
                expect=("problems", "other_matters"),
            ),
            Example(
                Phrase("第六部分写在第五部分之前", "part six before part five"),
                drop=("other_matters",),
                replace=(
                    (
                        "五、存在的主要问题及改进情况",
                        "六、其他需要报告的事项\n\n没有其他需要报告的事项。\n\n五、存在的主要问题及改进情况",
                    ),
                ),
                expect=("other_matters",),
            ),
            Example(
                Phrase("只有一个标题缺序号", "a single heading without its number"),
                replace=(("二、主动公开政府信息情况", "主动公开政府信息情况"),),
                expect=("active_disclosure",),
            ),
            Example(Phrase("顺序和序号正确", "order and numbers are right")),
            Example(
                Phrase("总体情况里自有一至六的列举", "an enumeration 一 … 三 of its own inside part one"),
                replace=(
                    (
                        "（三）政府信息管理。",
                        "一、制度更加健全\n\n修订制度2项。\n\n二、管理更加规范\n\n逐件审查。\n\n（三）政府信息管理。",
                    ),
                ),
            ),
            Example(
                Phrase(
                    "全部标题都没有序号（自动编号在转换中丢失）",
                    "no heading has a number (automatic numbering was lost)",
                ),
                year=2020,
                replace=(
                    ("一、总体情况", "总体情况"),
                    ("二、主动公开", "主动公开"),
                    ("三、收到和处理", "收到和处理"),
                    ("四、政府信息公开行政复议", "政府信息公开行政复议"),
                    ("五、存在的主要问题", "存在的主要问题"),
                    ("六、其他需要", "其他需要"),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """Numbers first, then places; a part may have both wrong."""
        yield from self._ordinals(report)
        yield from self._order(report)

    def _ordinals(self, report: Report) -> Iterator[Finding]:
        # A part that is there twice is S105's; its right heading alone is judged here.
        meant = [section for form in report.form.sections if (section := main_section(report, form.id))]
        numbers = [(section, heading_number(section)) for section in meant]
        if all(number is None for _, number in numbers):
            return
        for section, number in numbers:
            form = report.form.section(section.id or "")
            if number is None:
                # Numbers set by a word processor may be lost on the way to text: never an error.
                yield self.finding(
                    section.position,
                    form.id,
                    "unnumbered",
                    severity=Severity.WARNING,
                    title=form.title,
                    expected=form.ordinal,
                )
            elif number != numeral(form.ordinal):
                yield self.finding(
                    section.position,
                    form.id,
                    "ordinal",
                    fix=_renumber(section, form.ordinal),
                    title=form.title,
                    written=section.ordinal or number,
                    expected=form.ordinal,
                )

    def _order(self, report: Report) -> Iterator[Finding]:
        wanted = [section for form in report.form.sections if (section := main_section(report, form.id))]
        places = [report.sections.index(section) for section in wanted]
        kept = _longest_rising(places)
        for index, section in enumerate(wanted):
            if index in kept:
                continue
            before = [other for other in kept if other < index]
            neighbour = wanted[before[-1]] if before else wanted[min(kept)]
            side = Phrase("之后", "after") if before else Phrase("之前", "before")
            yield self.finding(
                section.position,
                section.id or "",
                "order",
                related=(
                    Related(
                        neighbour.position, Phrase("相邻的部分", "the part it belongs next to"), neighbour.id or ""
                    ),
                ),
                title=_title(report, section),
                neighbour=_title(report, neighbour),
                side=side,
            )


def _renumber(section: Section, ordinal: str) -> Fix | None:
    span = ordinal_span(section.heading)
    if span is None:
        return None
    edit = in_text(Text(section.heading, section.position, True), *span, ordinal)
    return unsafe(f"序号改为“{ordinal}”", f"change the number to {ordinal}", (edit,))


def _title(report: Report, section: Section) -> str:
    return report.form.section(section.id or "").title


def _longest_rising(places: list[int]) -> set[int]:
    """Indexes of the most parts that stand in order; of equal choices the one that keeps the earlier parts."""
    best: list[tuple[int, ...]] = []
    for index, place in enumerate(places):
        runs = [run for run in best if places[run[-1]] < place]
        best.append((*_longest(runs), index))
    return set(_longest(best))


def _longest(runs: list[tuple[int, ...]]) -> tuple[int, ...]:
    return max(runs, key=lambda run: (len(run), [-index for index in run])) if runs else ()
