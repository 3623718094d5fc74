"""S110: part one does not speak of all five aspects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule, main_section

_ORDERED_SINCE = 2021
# A word is enough: the aspects may be named in a sub-heading, or told in prose without being named.
_ASPECTS = (
    (
        Phrase("主动公开", "主动公开 (proactive disclosure)"),
        re.compile(r"主动.{0,8}公开|公开.{0,8}信息|发布.{0,12}(?:信息|[条篇件])"),
    ),
    (
        Phrase("依申请公开", "依申请公开 (disclosure on request)"),
        re.compile(r"依申请|申请公开|公开申请|申请.{0,6}公开|信息.{0,6}申请"),
    ),
    (
        Phrase("政府信息管理", "政府信息管理 (management of information)"),
        re.compile(r"信息.{0,8}管理|规范性文件|审核|审查|公文|目录|制度|清理|归档|管理机制|政策文件"),
    ),
    (
        Phrase("政府信息公开平台建设", "平台建设 (platforms)"),
        re.compile(r"平台|网站|公众号|微信|微博|新媒体|专栏|专区|栏目|公报|公开栏|客户端|网页|阵地|政务网|门户网"),
    ),
    (
        Phrase("监督保障", "监督保障 (supervision and support)"),
        re.compile(r"监督|保障|考核|培训|领导小组|组织领导|评议|追责|问责|责任|督查|督促|检查|监测"),
    ),
)


class FiveAspects(ReportRule):
    """An aspect of which neither part one nor a part of the organ's own says a word."""

    meta = RuleMeta(
        code="S110",
        name="five-aspects",
        title=Phrase("总体情况缺少五方面内容", "part one leaves out one of the five aspects"),
        why=Phrase(
            "2021年格式要求“总体情况”写明主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面。"
            "缺少的方面请补写一段；全年没有发生的也要写明，例如“全年未收到政府信息公开申请”。"
            "不要求以小标题列出，文中提到即可。2019、2020年度的格式没有这项要求，只在选用时提示。",
            "The form of 2021 asks part one to tell of five aspects: proactive disclosure, requests, management of "
            "information, platforms, supervision and support. Add a paragraph on the missing one, also where nothing "
            "happened. They need no sub-headings of their own. For 2019 and 2020 this was not ordered and is told on "
            "request only.",
        ),
        severity=Severity.WARNING,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                "国办公开办函〔2021〕30号：总体情况描述主动公开、依申请公开、政府信息管理、平台建设、监督保障",
                "国办公开办函〔2021〕30号: part one describes five aspects",
            ),
        ),
        messages={
            "": Phrase("“总体情况”没有写到：{aspects}", "part one (总体情况) says nothing of: {aspects}"),
        },
        examples=(
            Example(
                Phrase("没有写平台建设", "nothing on platforms"),
                replace=(
                    (
                        "（四）政府信息公开平台建设。本机关的信息集中在政府门户网站的法定主动公开栏目发布，"
                        "在办事大厅设公开查阅点1处，全年更新公开指南1次。",
                        "",
                    ),
                    ("通过政府门户网站主动公开", "主动公开"),
                    ("（五）监督保障", "（四）监督保障"),
                ),
                expect=("overview",),
            ),
            Example(
                Phrase(
                    "2020 年度没有写监督保障（选用时提示）", "nothing on supervision in a report on 2020 (on request)"
                ),
                year=2020,
                replace=(
                    (
                        "（五）监督保障。政府信息公开列入年度工作考核，由办公室专人负责，全年组织业务培训2次；"
                        "通过问卷开展社会评议，没有需要追究责任的情形，责任追究结果为0人次。",
                        "",
                    ),
                    ("发布前逐件进行保密审查", "发布前逐件审查"),
                ),
                expect=("overview",),
            ),
            Example(Phrase("五个方面以小标题列出", "five sub-headings")),
            Example(
                Phrase("五个方面在文中写到，没有小标题", "told in prose, without sub-headings"),
                replace=(
                    ("（一）主动公开。", ""),
                    ("（二）依申请公开。", ""),
                    ("（三）政府信息管理。", ""),
                    ("（四）政府信息公开平台建设。", ""),
                    ("（五）监督保障。", ""),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at the heading; of a part that is missing or empty S101 and S106 speak."""
        section = main_section(report, "overview")
        if section is None or report.year is None:
            return
        told = [text.text for text in section.texts]
        if not any(text.strip() for text in told):
            return
        for other in report.sections:
            if other.id is None:
                told += [other.heading, *(text.text for text in other.texts)]
        prose = "\n".join(told)
        missing = [name for name, words in _ASPECTS if not words.search(prose)]
        if missing:
            yield self.finding(
                section.position,
                "overview",
                severity=None if report.year >= _ORDERED_SINCE else Severity.INFO,
                aspects=Phrase("、".join(name.zh for name in missing), ", ".join(name.en for name in missing)),
            )
