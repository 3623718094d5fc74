"""X507: the parts that a sentence lists do not make up their whole."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Example, Finding, Phrase, Related, Report, RuleMeta, Severity
from disclint_rules.common import ReportRule, advice, show
from disclint_rules.counting import passages
from disclint_rules.lists import misfits

_TOLD = "主动公开政府信息86条，其中工作动态52条、工程建设与水资源管理信息34条"


class PartsTotal(ReportRule):
    """其中 and the figures behind it against the figure before it."""

    meta = RuleMeta(
        code="X507",
        name="parts-total",
        title=Phrase("正文分项与总数不符", "parts in prose do not add up to their total"),
        why=Phrase(
            "“共……86条，其中……52条、……34条”，各项之和应等于总数。不符多因改了总数没有改分项，或者漏了一项。"
            "请重新加总。以“等”结尾的只是举例，不要求相加；没有列全的（不含“其他”一项），各项之和小于总数也不算错；"
            "同一总数按不同方法分列两次的，不作判断。",
            "In 共…86条，其中…52条、…34条 the parts should make up the total. Mostly one was changed and the other was "
            "not, or a part was left out. Add up again. A list that ends in 等 only gives examples; one without 其他 may "
            "leave something out, so that a smaller sum is right; a total divided in two ways is not judged.",
        ),
        severity=Severity.WARNING,
        authority=advice("报告前后应当一致", "a report should agree with itself"),
        messages={
            "": Phrase(
                "分项之和与“{written}”不符：{spelled}，相差 {difference}",
                'the parts do not make up "{written}": {spelled}; the difference is {difference}',
            ),
        },
        examples=(
            Example(
                Phrase("各项之和大于总数", "the parts are more than the whole"),
                replace=((_TOLD, _TOLD.replace("52条", "62条")),),
                expect=("overview",),
            ),
            Example(
                Phrase("列有“其他”，各项之和仍小于总数", "with 其他 and still fewer"),
                replace=((_TOLD, "公开政府信息81条，其中，财务公开4条，规划计划3条，行政审批8条，其他信息55条"),),
                expect=("overview",),
            ),
            Example(
                Phrase("自然人与法人之和不等于收到数", "natural and legal persons"),
                year=2020,
                replace=(
                    (
                        "本年新收政府信息公开申请12件，",
                        "本年新收政府信息公开申请12件，其中自然人8件、法人或其他组织3件；",
                    ),
                ),
                expect=("overview",),
            ),
            Example(Phrase("各项之和等于总数", "the parts make up the whole")),
            Example(
                Phrase("以“等”结尾的不要求相加", "a list that ends in 等"),
                replace=((_TOLD, "公开政府信息81条，其中财务公开4条、规划计划3条、行政审批8条、其他信息55条等"),),
            ),
            Example(
                Phrase("只举其中几项", "some of the parts only"),
                replace=((_TOLD, "主动公开政府信息86条，其中政策文件12条、政策解读5条，比上年增加40条"),),
            ),
            Example(
                Phrase("同一总数分列两次、另起的件数", "one whole divided in two ways, figures of their own"),
                replace=(
                    (
                        _TOLD,
                        "主动公开政府信息90条，其中门户网站50条、公众号40条、图解和视频解读12条，回应关切30条。"
                        "发布动态86条，其中原创52条（含视频9条）、转载34条；推送短信200条",
                    ),
                ),
            ),
            Example(
                Phrase("结果与结转合计", "results and what is carried forward"),
                replace=(("上年结转1件；本年度办结11件，其中", "上年结转1件，其中"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding at each whole; money is F603's."""
        for passage in passages(report):
            for misfit in misfits(passage, money=False):
                whole = misfit.whole
                yield self.finding(
                    passage.place(whole),
                    passage.path,
                    related=tuple(
                        Related(
                            passage.place(part),
                            Phrase(f"分项：{passage.written(part)}", f"part: {passage.written(part)}"),
                        )
                        for part in misfit.parts
                    ),
                    written=passage.written(whole),
                    spelled=misfit.spelled(),
                    difference=show(misfit.difference),
                )
