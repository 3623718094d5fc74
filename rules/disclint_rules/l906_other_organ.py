"""L906: the name of another organ where the report's own should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Example, Finding, OrganType, Phrase, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice
from disclint_rules.organs import Organ, organ_of, read_organ
from disclint_rules.passages import prose_of
from disclint_rules.prose import HAN

_NAME = rf"(?P<name>{HAN}{{3,24}}?(?:局|委员会|厅|人民政府|街道办事处))"
# 现将……局2023年…报告, and a full name as the subject at the head of a sentence.
_STATED = re.compile(
    r"(?:现将|现公布|特编制|编制了?|公布了?)" + _NAME + r"\s?(?:20\d\d|二[〇○零]..)\s?年度?(?:政府|政务)?信息公开"
)
_SUBJECT = re.compile(
    r"(?:[\n。]|20\d\d年[，,])"
    + _NAME
    + r"(?=(?:严格|认真|高度重视|坚持|积极|全面|深入|始终|持续|切实|不断|紧紧|以习近平|按照|主动公开|共?收到|未收到))"
)
_LIKE = 0.5


class OtherOrgan(ReportRule):
    """现将平山县水利局2023年政府信息公开… in the report of 清河县水利局."""

    meta = RuleMeta(
        code="L906",
        name="other-organ",
        title=Phrase("出现其他单位名称", "the name of another organ"),
        why=Phrase(
            "主语或落款是另一个机关，多因套用该机关的文本没有改净；内容雷同会被追究责任。请改为本机关名称。"
            "只看三处：“现将……年政府信息公开……”的机关，句首作主语的外地同类机关全称，与标题不是一个机关的落款。"
            "正文中提到上级、同级或下属单位不作提示。",
            "Another organ as the subject or in the signature mostly means that its text was taken over, and reports "
            "alike are called to account. Put the organ's own name. Only three places are looked at: the organ in "
            "现将…年政府信息公开…, the full name of a like organ of another place at the head of a sentence, and a "
            "signature that is not the title's. Organs merely mentioned are left alone.",
        ),
        severity=Severity.WARNING,
        authority=advice(
            "国办公开办函〔2021〕30号指出内容雷同要追究责任；本项检查是 disclint 的建议",
            "国办公开办函〔2021〕30号 calls reports alike to account; this check is disclint's own",
        ),
        messages={
            "": Phrase(
                "这里的机关是“{other}”，本报告是“{own}”的", 'the organ here is "{other}", the report is of "{own}"'
            ),
            "signature": Phrase(
                "落款的机关是“{other}”，标题的机关是“{own}”", 'the report is signed "{other}", its title says "{own}"'
            ),
        },
        examples=(
            Example(
                Phrase("前言里是另一个县的水利局", "the bureau of another county in the lead"),
                replace=(("编制本报告。", "现将平山县水利局2023年政府信息公开工作情况报告如下。"),),
                expect=("lead",),
            ),
            Example(
                Phrase("句首的主语是外地同类机关", "a like organ of another place as the subject"),
                year=2020,
                replace=(("由办公室专人负责，", "由办公室专人负责。平山县水利局高度重视此项工作，"),),
                expect=("overview",),
            ),
            Example(
                Phrase("落款是另一个机关", "signed by another organ"),
                replace=(("2024年1月15日", "清河县教育局 2024年1月15日"),),
                expect=("signature",),
            ),
            Example(
                Phrase("提到上级和兄弟单位", "superiors and others that are mentioned"),
                replace=(
                    (
                        "由办公室专人负责，",
                        "由办公室专人负责，在清河市水利局指导下，会同平山县水利局开展交流，参加清河县人民政府组织的培训，",
                    ),
                ),
            ),
            Example(
                Phrase("简称和全称是一个机关", "the short and the full name of one organ"),
                replace=(("编制本报告。", "现将县水利局2023年政府信息公开工作情况报告如下。"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a place; silent where the report's own organ is not certainly a department or a township."""
        own = organ_of(report)
        if own.kind not in (OrganType.DEPARTMENT, OrganType.TOWNSHIP) or not own.places:
            return
        sign = report.signature
        if report.title and sign and sign.organ:
            signed = read_organ(sign.organ)
            titled = read_organ(report.title.organ)
            known = (OrganType.DEPARTMENT, OrganType.TOWNSHIP)
            if titled.kind in known and signed.kind in known and not _same(titled, signed):
                yield self.finding(sign.position, "signature", "signature", other=signed.name, own=titled.name)
        prose = prose_of(report)
        for pattern in (_STATED, _SUBJECT):
            for found in pattern.finditer(prose.text):
                other = read_organ(found["name"])
                if not other.places or other.kind is OrganType.OTHER or _same(own, other):
                    continue
                if pattern is _SUBJECT and (other.kind is not own.kind or _near(own, other)):
                    continue
                path, position = prose.place(*found.span("name"))
                yield self.finding(position, path, other=other.name, own=own.name)


def _near(own: Organ, other: Organ) -> bool:
    """Whether one organ may lie above, below or beside the other: they share a place, or one's is in the other's name."""
    return any(place in own.name for place in other.places) or any(place in other.name for place in own.places)


def _same(own: Organ, other: Organ) -> bool:
    """Whether two names can be of one organ: one within the other, or alike in place and in body."""
    if other.name in own.name or own.name in other.name:
        return True
    if own.places and other.places and own.places[-1] != other.places[-1]:
        shared = set(own.places[-1]) & set(other.places[-1])
        return len(shared) * 2 > len(set(own.places[-1]) | set(other.places[-1])) and _alike(own.body, other.body)
    return _alike(own.body, other.body)


def _alike(one: str, two: str) -> bool:
    first, second = set(one), set(two)
    return len(first & second) >= _LIKE * max(1, min(len(first), len(second)))
