"""L908: a part one without a single fact of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Option, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule, main_section

_LONG = Option("min-length", 80, Phrase("短于这么多字的不作判断", "characters below which a part is not judged"))
# Years and dates, numbers of items and of documents, and what everybody cites, tell nothing of one's own work.
_COMMON = (
    r"(?:20\d\d|二[〇○零]..)\s*年(?:度)?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?|[〔\[（(]\d{4}[〕\])）]\s*\d+\s*号|第?\s*711\s*号"
    r"|《(?:中华人民共和国)?(?:政府信息公开)?条例》|《[^《》]{0,40}(?:意见|要点|通知|格式)》|(?:^|\n)\s*[（(]?\d{1,2}[)）.、．]"
)
_COUNT = r"\d\s*(?:余|多)?(?:条|件|次|篇|期|个|项|人|场|份|部|%|％)"
_FACT = (
    r"\d|《|https?:|www\.|[一二三四五六七八九十百千万两]+(?:余)?(?:条|件|次|篇|期|场|份|人次|部|处|名|个百分点)|零(?:件|条|申请)"
    r"|没有|[未无].{0,4}(?:收到|发生|产生|接到|受理|出现|制定|公开|行政|申请)|12345"
)


class NoFacts(ReportRule):
    """Stock phrases from beginning to end."""

    meta = RuleMeta(
        code="L908",
        name="no-facts",
        title=Phrase("空泛套话", "stock phrases without a fact"),
        why=Phrase(
            "“总体情况”通篇没有一个数量、文件名或者具体做法，放到哪个单位都能用，等于没有报告。"
            "请写明本机关全年公开了多少、收到和办理了多少、做了什么。只在选用时提示；有一个数字或文件名即不提示。",
            "Part one holds not one figure or name of a document: it would do for any organ and reports nothing. Tell "
            "how much was disclosed, how many requests came and were answered, what was done. Told on request only; a "
            "single figure or name is enough to keep it silent.",
        ),
        severity=Severity.INFO,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                "国办公开办函〔2021〕30号：敷衍塞责的，依法追究责任",
                "国办公开办函〔2021〕30号: perfunctory reports are called to account",
            ),
        ),
        messages={
            "": Phrase(
                "“总体情况”没有任何数量、文件名等具体内容",
                "part one (总体情况) holds no figure and no other fact of its own",
            ),
        },
        options=(_LONG,),
        examples=(
            Example(
                Phrase("通篇套话", "nothing but stock phrases"),
                text=(
                    "清河县水利局2020年政府信息公开工作年度报告\n\n一、总体情况\n\n"
                    "2020年，我局高度重视政府信息公开工作，切实加强组织领导，不断完善工作机制，积极拓宽公开渠道，"
                    "认真做好依申请公开，进一步规范信息管理，持续加强平台建设，强化监督保障，各项工作扎实有序推进，"
                    "取得了明显成效，得到了群众的广泛好评。\n\n"
                    "二、主动公开政府信息情况\n\n三、收到和处理政府信息公开申请情况\n\n"
                    "四、政府信息公开行政复议、行政诉讼情况\n\n五、存在的主要问题及改进情况\n\n"
                    "公开不够及时，将加以改进。\n\n六、其他需要报告的事项\n\n无。\n"
                ),
                expect=("overview",),
            ),
            Example(
                Phrase("只引用《条例》和要点", "the Regulation and a plan are cited, and no more"),
                text=(
                    "清河县水利局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n"
                    "2023年，我局认真贯彻《中华人民共和国政府信息公开条例》，按照《2023年清河县政务公开工作要点》要求，"
                    "（一）主动公开工作扎实开展，（二）依申请公开规范有序，（三）信息管理不断加强，平台建设稳步推进，"
                    "监督保障更加有力，为全县经济社会发展作出了积极贡献。\n\n"
                    "二、主动公开政府信息情况\n\n三、收到和处理政府信息公开申请情况\n\n"
                    "四、政府信息公开行政复议、行政诉讼情况\n\n五、存在的主要问题及改进情况\n\n"
                    "公开不够及时，将加以改进。\n\n六、其他需要报告的事项\n\n无。\n"
                ),
                expect=("overview",),
            ),
            Example(Phrase("写明数量", "figures are told")),
            Example(
                Phrase("写明全年未收到申请", "it says that no request came"),
                year=2020,
                replace=(("全年组织业务培训2次；", "全年组织业务培训；"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at the heading."""
        section = main_section(report, "overview")
        if section is None:
            return
        prose = "\n".join(text.text for text in section.texts)
        if re.search(_COUNT, prose):
            return
        if len(prose) >= self.option(_LONG.name) and not re.search(_FACT, re.sub(_COMMON, "", prose)):
            yield self.finding(section.position, "overview")
