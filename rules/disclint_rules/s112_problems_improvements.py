"""S112: part five tells only the problems, or only the improvements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ARTICLE_50, ReportRule, main_section

_PROBLEM = re.compile(
    r"问题|不足|差距|薄弱|欠缺|短板|弱项|困难|不[够高强深细快广严到]|不及时|不完善|不规范|有待|滞后|缺乏|单一"
    r"|仍需|还需|需要?进一步|亟待|较少|偏少|有限"
)
_IMPROVEMENT = re.compile(
    r"改进|改善|整改|措施|举措|对策|打算|计划|下一步|下一阶段|下步|今后|接下来|来年|明年|新的一年"
    r"|将[^来军]|加强|强化|提升|提高|完善|优化|健全|推进|加大|深化|拓[宽展]"
)


class ProblemsImprovements(ReportRule):
    """Part five has text, and one of its two halves is not in it."""

    meta = RuleMeta(
        code="S112",
        name="problems-improvements",
        title=Phrase("第五部分缺问题或改进情况", "part five lacks the problems or the improvements"),
        why=Phrase(
            "第五部分既要写存在的主要问题，也要写改进情况，《条例》把两者并列。只写“无”或者只写打算，等于没有查找问题；"
            "只写问题，读者看不到如何改进。请补上缺少的一半，并使改进措施与所列问题对应。",
            "Part five tells both the main problems and how they are met; the Regulation names the two together. A mere "
            "无, or plans alone, means that no problem was looked for; problems alone leave open what is done about "
            "them. Add the missing half, with measures that answer the problems named.",
        ),
        severity=Severity.WARNING,
        authority=Authority(Standing.SOURCED, Phrase(f"{ARTICLE_50.zh}第（四）项", f"{ARTICLE_50.en} (4)")),
        messages={
            "problems": Phrase(
                "“存在的主要问题及改进情况”没有写存在的问题", "part five tells of improvements, but of no problems"
            ),
            "improvements": Phrase(
                "“存在的主要问题及改进情况”没有写改进情况", "part five tells of problems, but not how they are met"
            ),
            "both": Phrase(
                "“存在的主要问题及改进情况”既没有写问题，也没有写改进情况",
                "part five tells of no problems and no improvements",
            ),
        },
        examples=(
            Example(
                Phrase("只写“无”", "nothing but 无"),
                replace=(
                    (
                        "（一）存在的主要问题。一是政策解读以文字为主，形式比较单一；二是个别科室提供信息不够及时。",
                        "无。",
                    ),
                    (
                        "（二）改进情况。一是针对解读形式单一，增加图解和问答，由起草科室随文件一并提交；"
                        "二是针对提供信息不及时，建立每月清单，由办公室按时核对并通报。",
                        "",
                    ),
                ),
                expect=("problems",),
            ),
            Example(
                Phrase("只有问题，没有改进", "problems, and no improvements"),
                year=2020,
                replace=(
                    (
                        "（二）改进情况。一是针对解读形式单一，增加图解和问答，由起草科室随文件一并提交；"
                        "二是针对提供信息不及时，建立每月清单，由办公室按时核对并通报。",
                        "",
                    ),
                ),
                expect=("problems",),
            ),
            Example(Phrase("问题和改进都有", "both are there")),
            Example(
                Phrase("不分小标题，一段写完", "both in one paragraph"),
                replace=(
                    ("（一）存在的主要问题。一是政策解读以文字为主，形式比较单一；二是", "政策解读以文字为主，"),
                    ("（二）改进情况。一是针对解读形式单一，", "下一步，"),
                    ("二是针对提供信息不及时，", ""),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """At most one finding, at the heading; of an empty part S106 speaks."""
        section = main_section(report, "problems")
        if section is None:
            return
        prose = "\n".join(text.text for text in section.texts)
        if not prose.strip():
            return
        problem, improvement = _PROBLEM.search(prose), _IMPROVEMENT.search(prose)
        if not problem or not improvement:
            message = "both" if not problem and not improvement else "improvements" if problem else "problems"
            yield self.finding(section.position, "problems", message)
