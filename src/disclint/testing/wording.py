"""The prose of a sample report. Its figures are read from the tables, so that words and cells agree."""

from __future__ import annotations

from collections.abc import Mapping

from disclint.template import Form


def title(year: int, organ: str) -> str:
    """Organ first, then the year: one of the two official orders."""
    return f"{organ}{year}年政府信息公开工作年度报告"


def lead(form: Form, year: int) -> tuple[str, ...]:
    """Legal basis, the six parts by name, and the period of the statistics."""
    *parts, last = (section.title for section in form.sections)
    return (
        f"根据《中华人民共和国政府信息公开条例》和《{form.name}》（{form.document_number}）的规定，"
        f"编制本报告。报告由{'、'.join(parts)}和{last}六部分组成，"
        f"所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
    )


def overview(form: Form, year: int, values: Mapping[str, str]) -> tuple[str, ...]:
    """The five aspects, one paragraph each; 监督保障 also has what governments must add (条例第五十条第四项)."""
    return (
        f"（一）主动公开。{year}年，本机关通过政府门户网站主动公开政府信息86条，其中工作动态52条、"
        f"工程建设与水资源管理信息34条，发布政策解读2篇。",
        "（二）依申请公开。" + _on_request(form, values),
        "（三）政府信息管理。" + _documents(form, values) + "公文起草时同步确定公开属性，发布前逐件进行保密审查。",
        "（四）政府信息公开平台建设。本机关的信息集中在政府门户网站的法定主动公开栏目发布，"
        "在办事大厅设公开查阅点1处，全年更新公开指南1次。",
        "（五）监督保障。政府信息公开列入年度工作考核，由办公室专人负责，全年组织业务培训2次；"
        "通过问卷开展社会评议，没有需要追究责任的情形，责任追究结果为0人次。",
    )


def problems() -> tuple[str, ...]:
    """Two problems and the two measures that answer them."""
    return (
        "（一）存在的主要问题。一是政策解读以文字为主，形式比较单一；二是个别科室提供信息不够及时。",
        "（二）改进情况。一是针对解读形式单一，增加图解和问答，由起草科室随文件一并提交；"
        "二是针对提供信息不及时，建立每月清单，由办公室按时核对并通报。",
    )


def other_matters(form: Form, year: int) -> tuple[str, ...]:
    """Since 2021 (国办函〔2020〕109号) the processing fee is stated, also when there was none."""
    if year < 2021:
        return ("无其他需要报告的事项。",)
    return (f"本机关{year}年度未收取信息处理费，没有其他需要报告的事项。",)


def signature(year: int, organ: str) -> tuple[str, ...]:
    """Organ and date; the middle of January is in time for organs and governments alike (条例第四十九条)."""
    return (organ, f"{year + 1}年1月15日")


def _on_request(form: Form, values: Mapping[str, str]) -> str:
    received, over, done, forward = (
        values[f"requests/{row}/total"] for row in ("new_received", "carried_over", "result_total", "carried_forward")
    )
    results: dict[str, int] = {}
    table = form.tables["requests"]
    groups = {group.id: group.label for group in table.groups}
    for row in table.bands[0].rows:
        path = f"requests/{row.id}/total"
        if row.leaf and row.group and path in values:
            label = row.label if row.group == "results" else groups[row.group]
            # （二）部分公开（区分处理的，…）: only the name of the result, without number and remark
            name = label.split("）", 1)[1].split("（", 1)[0]
            results[name] = results.get(name, 0) + int(values[path])
    listed = "、".join(f"{name}{count}件" for name, count in results.items())
    return (
        f"本年新收政府信息公开申请{received}件，上年结转{over}件；本年度办结{done}件，其中{listed}；"
        f"结转下年度继续办理{forward}件。{_disputes(form, values)}"
    )


def _disputes(form: Form, values: Mapping[str, str]) -> str:
    columns = form.tables["review_litigation"].bands[0].columns
    counts = {column.id: int(values[f"review_litigation/cases/{column.id}"]) for column in columns}
    outcomes = "、".join(
        f"{column.label}{counts[column.id]}件"
        for column in columns
        if column.id.startswith("review_") and column.id != "review_total" and counts[column.id]
    )
    reviews = f"被申请行政复议{counts['review_total']}件" + (f"，其中{outcomes}" if outcomes else "")
    return f"因政府信息公开{reviews}；被提起行政诉讼{counts['direct_total'] + counts['post_review_total']}件。"


def _documents(form: Form, values: Mapping[str, str]) -> str:
    made, second, stock = (
        values[f"active_disclosure/normative_documents/{column.id}"]
        for column in form.tables["active_disclosure"].bands[0].columns
    )
    if form.id == "2019":
        return f"本年新制作规范性文件{made}件，新公开{second}件，对外公开总数量{stock}件。"
    return f"本年制发行政规范性文件{made}件，废止{second}件，现行有效{stock}件。"
