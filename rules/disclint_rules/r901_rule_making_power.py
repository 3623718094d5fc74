"""R901: regulations counted by an organ that cannot make any."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import (
    Authority,
    CellState,
    Example,
    Finding,
    OrganType,
    Phrase,
    Related,
    Report,
    RuleMeta,
    Severity,
    Standing,
    ValueKind,
)
from disclint_rules.common import ReportRule, readable, row_name, show
from disclint_rules.organs import Organ, organ_of

_ROW = "rules"
# What was disclosed may have been made by others; what was made may not.
_MADE = frozenset(("issued", "repealed", "in_force", "newly_made"))


class RuleMakingPower(ReportRule):
    """规章 above 0 in the report of a department, a county or a township."""

    meta = RuleMeta(
        code="R901",
        name="rule-making-power",
        title=Phrase("规章行非零", "regulations of an organ that cannot make any"),
        why=Phrase(
            "规章只有国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府可以制定。"
            "县级以下政府和地方各部门填了规章，多半是把行政规范性文件填到了“规章”行，或者把上级规章也计入。"
            "请核对后移到“行政规范性文件”行或者改为 0。省、市政府和不能确定的机关不作判断。",
            "Only ministries, and the governments of provinces, cities with districts and autonomous prefectures, make "
            "规章. A county, a township or a local department that counts some has mostly put normative documents into "
            "the wrong row, or counted those of others. Check, and move the number or enter 0. Governments of provinces "
            "and cities, and organs of which this cannot be told, are not judged.",
        ),
        severity=Severity.WARNING,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                "《中华人民共和国立法法》关于规章制定权的规定（2015年文本第八十条、第八十二条；2023年修正后的条号未核对）",
                "Legislation Law on the power to make 规章 (articles 80 and 82 of the text of 2015; the numbers after "
                "the revision of 2023 were not checked)",
            ),
        ),
        messages={
            "": Phrase(
                "{where}填了 {numbers}，“{organ}”没有规章制定权，请核对是否应填在规范性文件行",
                '{where} holds {numbers}, but "{organ}" cannot make 规章: check whether these are normative documents',
            ),
        },
        examples=(
            Example(
                Phrase("县水利局填了规章", "a county bureau counts regulations"),
                set=(("active_disclosure/rules/issued", "2"), ("active_disclosure/rules/in_force", "9")),
                expect=("active_disclosure/rules",),
            ),
            Example(
                Phrase("镇政府填了规章", "a township counts regulations"),
                year=2020,
                replace=(("清河县水利局", "清河县城关镇人民政府"),),
                set=(("active_disclosure/rules/newly_made", "1"),),
                expect=("active_disclosure/rules",),
            ),
            Example(
                Phrase("市政府可以制定规章", "the government of a city may"),
                replace=(("清河县水利局", "清河市人民政府"),),
                set=(("active_disclosure/rules/issued", "2"), ("active_disclosure/rules/in_force", "9")),
            ),
            Example(
                Phrase("2019 年格式的公开数量可以是上级规章", "regulations of others that were disclosed"),
                year=2020,
                set=(
                    ("active_disclosure/rules/newly_disclosed", "3"),
                    ("active_disclosure/rules/total_disclosed", "12"),
                ),
            ),
            Example(Phrase("没有规章的填 0", "0 where there are none")),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at the row."""
        organ = organ_of(report)
        if not _powerless(organ):
            return
        for table in readable(report):
            row = table.row(_ROW)
            if row is None:
                continue
            counted = [
                cell
                for cell in row.cells
                if cell.form.id in _MADE
                and cell.form.value is ValueKind.COUNT
                and cell.state is CellState.NUMBER
                and cell.number is not None
                and cell.number > 0
            ]
            if counted:
                numbers = [f"{cell.form.label} {show(cell.number)}" for cell in counted if cell.number is not None]
                yield self.at_row(
                    row,
                    related=tuple(
                        Related(cell.position, Phrase(text, text), cell.path)
                        for cell, text in zip(counted, numbers, strict=True)
                    ),
                    where=row_name(table, row),
                    numbers=Phrase("、".join(numbers), ", ".join(numbers)),
                    organ=organ.name,
                )


def _powerless(organ: Organ) -> bool:
    """Whether the organ certainly makes no regulations; a city may have districts or not, so it may."""
    if organ.kind in (OrganType.TOWNSHIP, OrganType.DEPARTMENT):
        return True
    return organ.kind is OrganType.GOVERNMENT and organ.level in ("县", "旗", "区", "自治县", "自治旗")
