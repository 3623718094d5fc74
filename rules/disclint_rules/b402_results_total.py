"""B402: the results of table 3 must add up to （七）总计, in every column."""

from __future__ import annotations

from disclint.api import Example, Phrase, RuleMeta, Severity
from disclint_rules.common import by_form
from disclint_rules.equations import EquationRule, messages


class ResultsTotal(EquationRule):
    """Table 3: the rows （一） to （六） add up to （七）总计."""

    meta = RuleMeta(
        code="B402",
        name="results-total",
        title=Phrase("表三办理结果合计不符", "table 3: results do not add up to their total"),
        why=Phrase(
            "表三“三、本年度办理结果”之下，（一）至（六）各行之和应等于（七）总计，每一列都是如此。"
            "合计不符，说明有答复漏计、重复计数或者抄错。"
            "请按列重新加总：区分处理的申请只计入（二）部分公开一次；差额在提示信息中给出，核实后改明细或改总计。",
            "Under 三、本年度办理结果 the rows （一） to （六） must add up to （七）总计 in every column. If they do "
            "not, an answer was left out, counted twice or copied wrongly. Add up each column again; a request "
            "answered in parts is counted once, under （二）. The message gives the difference: correct either the "
            "rows or the total.",
        ),
        severity=Severity.ERROR,
        authority=by_form("表三“（七）总计”", "table 3, row （七）总计"),
        messages=messages(
            "办理结果合计不符（（一）至（六）之和应等于（七）总计）", "results do not add up to （七）总计"
        ),
        examples=(
            Example(
                Phrase("予以公开多计", "one result too high"),
                set=(("requests/granted/natural_person", "88"),),
                expect=("requests/result_total/natural_person",),
            ),
            Example(
                Phrase("总计填错", "wrong totals"),
                year=2020,
                set=(("requests/result_total/business", "71"), ("requests/result_total/total", "99")),
                expect=("requests/result_total/business", "requests/result_total/total"),
            ),
            Example(Phrase("各列合计相符", "all columns add up")),
            Example(
                Phrase("（六）其他处理用一行填写的旧写法", "（六）其他处理 in one row, as the 2019 form has it"),
                year=2019,
            ),
            Example(
                Phrase(
                    "空白一格即可解释差额，由 C301 提示", "the blank cell alone explains the difference; C301 speaks"
                ),
                set=(("requests/granted/natural_person", ""),),
            ),
        ),
    )
