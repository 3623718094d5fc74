"""The words of the counting grammar: each belongs to a kind, written as one letter in the shape of a phrase.

A word may have parts that can be left out, `[度]`, and choices, `(收到|接到)`. The longest word wins, so that a word
which only looks like another (`申请表`, `复议机关`) is kept apart by being listed as unknown, `~`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

# Verbs and nouns of part three.
_REQUESTS = {
    "R": "收到 接到 接收 接收到 受理",
    "N": "新(收|收到|受理|接收|接收到|接到)",
    "H": "办结 办复 答复 回复 办理 处理 审结 完成答复 作出答复 办理答复 处理答复 "
    "(办理|处理|答复|办结)(完毕|完结|完成) 完成办理",
    "Q": "[政府|政务]信息公开[的]申请 [政府]信息公开申请(事项|件|数|数量) 公开政府信息[的]申请 政府信息申请 申请公开[政府]信息",
    "L": "依申请公开[申请|事项|办件|件|件数|政府信息|信息|办理事项|申请事项|申请件|信息件|请求] "
    "[政府]信息依申请公开[申请|事项|件|办理事项] 依申请信息公开[件|申请] 依申请(信息|件|信息公开件)",
    "q": "申请 申请件 申请事项 申请件数 申请数量 申请数",
    "C": "(上|去|上一|往|前)年(结转|转结|转入|遗留|结余|跨年|延续) 结转上[一]年[度] 以前年度结转 年初结转 "
    "(上|上一)年度(结转|转结|转入|遗留|结余|跨年|延续)",
    "F": "[结转|转结|转入|转|结转至|结转到|转至|转结至|延至|延续至|顺延至|移至]"
    "(下年|下年度|下一年|下一年度|次年|次年度|明年)继续 "
    "(结转|转结|转入|转|结转至|结转到|转至|转结至|延至|延续至|顺延至|移至)"
    "(下年|下年度|下一年|下一年度|次年|次年度|明年) 下[一]年度结转",
    "J": "结转 转结 结转至 结转到 转结至 转至",
    "W": "[主动|自行|申请人]撤回[申请] (撤销|撤回)申请 撤件 主动撤销",
    "1": "予以公开 同意公开 准予公开",
    "2": "[予以]部分公开 区分处理",
    "3": "不予公开",
    "4": "无法提供",
    "5": "不予处理",
    "6": "(其他|其它)处理",
    "a": "自然人 公民 公民个人 个人",
    "o": "法人 法人组织 法人(或|和|及|与|或者|、)(其他|其它)组织",
    "l": "商业企业 企业 科研机构 社会公益组织 法律服务机构",
    "c": "网络 网上 在线 线上 线下 网站 门户网站 邮件 电子邮件 邮箱 信函 邮寄 邮政 书面 当面 现场 窗口 传真 面交 "
    "平台 微信 公众号 微博 电话 快递 系统",
}
# The single results of table 3, by the id of their row.
ROWS = {
    "denied_state_secret": "[属于]国家秘密",
    "denied_other_law": "其他法律行政法规禁止公开 其他法律、行政法规禁止公开",
    "denied_security_stability": "危及三安全一稳定 危及“三安全一稳定”",
    "denied_third_party": "保护第三方合法权益",
    "denied_internal_affairs": "[属于]三类内部事务信息",
    "denied_process_info": "[属于]四类过程性信息",
    "denied_enforcement_file": "[属于]行政执法案卷[信息]",
    "denied_admin_query": "[属于]行政查询事项",
    "unavailable_not_held": "不掌握[相关][政府]信息",
    "unavailable_needs_creation": "没有现成信息[需要|需|，需要|、需要]另行制作",
    "unavailable_still_unclear": "补正后[申请内容]仍不明确",
    "not_processed_petition": "信访举报投诉类[申请]",
    "not_processed_repeat": "重复申请",
    "not_processed_publication": "要求提供公开出版物",
    "not_processed_excessive": "无正当理由大量反复申请",
    "not_processed_confirm": "要求行政机关确认或重新出具已获取信息",
    "other_no_correction": "[申请人][无正当理由]逾期不补正",
    "other_fee_unpaid": "逾期(不|未)缴费",
}
# Part four, table 2 and the processing fee.
_OTHERS = {
    "V": "行政复议 行政复议(申请|案件|案) 复议 复议(申请|案件)",
    "S": "行政诉讼 行政诉讼(案件|案) 诉讼 诉讼案件 行政应诉 行政应诉案件",
    "B": "被申请 被提起 提起 被提出 提出 发生 引发 引起 产生",
    "BV": "[政府信息公开|信息公开][被]申请[行政]复议[案件]",
    "u": "[结果]维持",
    "k": "[结果]纠正",
    "t": "其他结果 其它结果",
    "w": "尚未审结 未审结",
    "M": "[行政]规范性文件",
    "I": "[新](制发|制定|出台|印发|制作|制定出台|制定印发|制定发布)",
    "Z": "废止",
    "E": "现行有效",
    "y": "新公开",
    "T": "对外公开总数[量]",
    "f": "[政府][信息公开|信息][信息]处理费",
    "v": "收取 征收 计收 收取了",
    "$": "[总|收费|收取|合计]金额",
}
# What holds phrases together, and what keeps their figures from being compared.
_FRAME = {
    "X": "(未|没有|没|尚未|从未|未曾|无|均未|暂未|并未)(收到|接到|接收|接收到|受理|受理到)",
    "z": "(未|没有|无|从未|未曾|均未|并未|没)(发生|出现|产生|引发|因|被|有因|存在因)",
    "O": "无 没有 零 均无",
    ">": "其中 包括 包含 含 具体为",
    "=": "分别为 分别是 分别 分别有",
    "@": "各 各为 各有",
    "&": "和 及 与 以及 或 或者 并",
    "e": "等 等等",
    "A": "全部 均 都 皆 全",
    "h": "按时 按期 及时 如期 按照规定 按规定 按要求 按程序 依法 依规 依法依规 规范 (在|于)(法定|规定)(期限|时限|时间)[内] 依法按时 按规定时限 (法定|规定)(期限|时限|时间)内",
    "s": "占 占比 占比为 占比达 [占]比例为 占总(数|量|件数)[的] 占(申请|答复|办理|办结|受理|收到|处理)总(数|量)[的] "
    "占申请量[的] 占全部申请[的]",
    "-": "同比 环比 相比 较上 较去 较2 较前 比上 比去 比2 比前 增加 减少 增长 下降 上升 降低 增幅 降幅 多于 少于 翻",
    "?": "约 近 逾 超 超过 不足 至少 接近 左右 以上 以内 上下",
    "j": "累计 以来 历年 至今 迄今 截至目前 截止目前 往年 上年 上年度 上一年 上一年度 去年 近年 近年来",
    "m": "上半年 下半年 季度 期间 平均 月均 年均",
    "G": "全系统 全域 系统内 各部门 各单位 各镇 各乡 各乡镇 各街道 各镇街 各县 各区 各市 各级 各地 各科室 各股室 "
    "各处室 各有关 各相关 各局 各委 各直属 各板块 各园区 各成员 下属 所属 直属 本级 市直 县直 区直 分局 部门 "
    "镇街 乡镇 基层 成员单位 办公室 办公厅 [人民]政府办 [人民]政府办公(室|厅) 府办 (全|我)(省|市|区|县|州|盟|旗) 全镇 全乡 全街道",
    "x": "信访 信访件 信箱 热线 留言 咨询 建议 提案 议案 来电 来访 来信 投诉 举报 网民 诉求 许可 行政许可 审批 更正 "
    "工单 纠错 舆情 线索 共同被告 行政处罚",
    "g": "公文 发文 文件",
    "P": "主动公开",
    "r": "其他 其它 其余",
    ".": "(一|二|三|四|五|六|七)是 首先 其次",
    "~": "复议机关 行政复议机关 行政复议机构 复议决定 行政复议决定 行政复议法 行政复议后 复议后 未经复议 行政诉讼法 "
    "诉讼请求 申请表 申请书 申请量 申请渠道 申请方式 申请内容 申请材料 申请流程 受理点 受理渠道 受理窗口 办理结果 "
    "处理结果 办理流程 无法 无正当理由 无障碍 无关 无需 无论 无误 无线 无效 全面 全力 全程 全文 全年度工作 等级 都市 "
    "同等 原则 原因 原文 代表 部门户 占用 超期 超时 近期 各项 并未发现 一件事 发生率",
}
# Said of this organ: they end what another scope began. Said of this year: the same for years.
_OWN = "(我|本)(局|委|办|厅|处|院|所|会|镇|乡|街道|村|队|站|校|中心|部|单位|机关|部门|街|管委会|公司|社|园区) 我们"
_THIS_YEAR = "[本|全]年度 全年 本年 今年 当年 年内 报告期[内] 本报告期[内] 一年来 一年内 全年度"
_FILLERS = (
    "的 了 为 是 有 共 共有 共计 总共 一共 总计 合计 总 已 已经 中 数 数量 件数 总数 总量 达 达到 来自 属于 由 向 对 "
    "被 因 并且 另 另有 另外 还 且 一律 进行 予以 认真 积极 妥善 有效 严格 做好 经统计 据统计 "
    "通过 办件 公民、法人(和|或|及|与|或者)其他[社会]组织[等] 各类 各种 社会公众 公众 "
    "群众 人民群众 社会 市民 申请人 提交 提出的 递交 任何 一切 的案件 完成 事项 情况 的情况 情形 现象 事件 行为 涉及 相关 "
    "政务 [政府|政务]信息公开[类|工作|方面|领域|事项] 政府信息 继续 至本年[度] 至今年 至当年 等方式 等渠道 "
    '等途径 等形式 “ ” ‘ ’ " 截至 截止 期末 年末 年底 其中有 工作 类 本行政机关 导致 而 人 申请公开 需要 于'
)


def spread(pattern: str) -> list[str]:
    """All words a pattern stands for: `上[一]年(结转|转结)` is four."""
    words = [""]
    index = 0
    while index < len(pattern):
        mark = pattern[index]
        if mark in "[(":
            end = pattern.index("]" if mark == "[" else ")", index)
            choices = pattern[index + 1 : end].split("|")
            if mark == "[":
                choices.append("")
            words = [word + choice for word in words for choice in choices]
            index = end + 1
        else:
            words = [word + mark for word in words]
            index += 1
    return words


class Lexicon(NamedTuple):
    """The words with the kinds they stand for and the row of table 3 they name; `lengths` of words by first character."""

    words: dict[str, tuple[str, str]]
    lengths: dict[str, tuple[int, ...]]


@cache
def lexicon() -> Lexicon:
    """All words; made when the first report is read."""
    words: dict[str, tuple[str, str]] = {}
    for kind, patterns in (("!", _OWN), ("0", _THIS_YEAR), ("", _FILLERS)):
        _add(words, patterns, (kind, ""))
    for kinds in (_REQUESTS, _OTHERS, _FRAME):
        for kind, patterns in kinds.items():
            _add(words, patterns, (kind, ""))
    for row, patterns in ROWS.items():
        _add(words, patterns, ("i", row))
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[0], set()).add(len(word))
    return Lexicon(words, {first: tuple(sorted(sizes, reverse=True)) for first, sizes in lengths.items()})


def _add(words: dict[str, tuple[str, str]], patterns: str, entry: tuple[str, str]) -> None:
    for pattern in patterns.split(" "):
        if "[" in pattern or "(" in pattern:
            words |= dict.fromkeys(spread(pattern), entry)
        else:
            words[pattern] = entry
