"""X501: the requests that the prose counts are not those of table 3."""

from __future__ import annotations

from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule, show
from disclint_rules.counting import Meaning
from disclint_rules.ledger import ledger
from disclint_rules.readings import accounts

F30 = Authority(
    Standing.SOURCED,
    Phrase(
        "国办公开办函〔2021〕30号：年度报告发布内容不准确、不全面的，追究责任",
        "国办公开办函〔2021〕30号: organs answer for reports that are inaccurate or incomplete",
    ),
)
_NEW, _CARRIED = "requests/new_received/total", "requests/carried_over/total"
_DONE, _FORWARD = "requests/result_total/total", "requests/carried_forward/total"
_ROWS = {
    Meaning.NEW: (_NEW,),
    Meaning.CARRIED: (_CARRIED,),
    Meaning.FORWARD: (_FORWARD,),
    Meaning.RECEIVED: (_NEW, _CARRIED),
    Meaning.HANDLED: (_DONE,),
    Meaning.RECEIVED_HANDLED: (_NEW, _CARRIED, _DONE),
}
_BY_ONE = (Meaning.NEW, Meaning.CARRIED, Meaning.FORWARD)
_ON_REQUEST = (
    "本年新收政府信息公开申请12件，上年结转1件；本年度办结11件，其中予以公开5件、部分公开1件、不予公开1件、"
    "无法提供3件、不予处理1件、其他处理0件；结转下年度继续办理2件。"
)


class RequestsProse(ReportRule):
    """Requests received, handled or carried in prose against the totals of table 3."""

    meta = RuleMeta(
        code="X501",
        name="requests-prose",
        title=Phrase("正文与表三申请数不一致", "requests in prose differ from table 3"),
        why=Phrase(
            "正文写的新收、结转、收到、办结件数应当能在表三找到。不一致多因表格改过而正文没有改，或者口径不同。"
            "“收到”可以是本年新收，也可以加上年结转；“办结、答复”可以不含撤回和不予处理的，都不算不一致。"
            "上年的数、其他机关的数、累计数、约数不作比较。请核对后改正文或改表；口径不同的，在正文中写明。",
            "Requests that the prose calls new, carried over, received or handled should be found in table 3. They "
            "mostly differ because the table was corrected and the prose was not. 收到 may be the new ones or those "
            "with the ones carried over, 办结 and 答复 may leave out what was withdrawn. Figures of other years or "
            "organs, cumulative and rough ones are not compared. Correct one or the other, or say what is counted.",
        ),
        severity=Severity.WARNING,
        authority=F30,
        messages={
            "": Phrase("正文“{written}”，表三为{found}件", 'the prose says "{written}", table 3 has {found}'),
            "received": Phrase(
                "正文“{written}”，表三本年新收{new}件、上年结转{carried}件，加不加结转都不相符",
                'the prose says "{written}"; table 3 has {new} new and {carried} carried over, which is neither',
            ),
            "handled": Phrase(
                "正文“{written}”，表三办理结果总计{total}件（本年新收{new}件、上年结转{carried}件）",
                'the prose says "{written}"; table 3 has {total} results ({new} new, {carried} carried over)',
            ),
        },
        examples=(
            Example(
                Phrase("新收、办结与表三不同", "new and handled requests differ"),
                replace=(("本年新收政府信息公开申请12件", "本年新收政府信息公开申请15件"), ("办结11件", "办结21件")),
                expect=("overview", "overview"),
            ),
            Example(
                Phrase("“收到”加不加结转都不对", "收到 is neither the new ones nor all"),
                year=2020,
                replace=((_ON_REQUEST, "全年共收到21份政府信息公开申请，均按时答复。"),),
                expect=("overview",),
            ),
            Example(
                Phrase("中文数字、全角数字、结转数不同", "numerals in words and in full width"),
                replace=(("上年结转1件", "上年结转三件"), ("继续办理2件", "继续办理５件")),
                expect=("overview", "overview"),
            ),
            Example(Phrase("正文与表三一致", "prose and table agree")),
            Example(
                Phrase("“收到”含上年结转", "收到 includes those carried over"),
                replace=((_ON_REQUEST, "2023年，我局共收到政府信息公开申请13件（含上年结转1件），已答复11件。"),),
            ),
            Example(
                Phrase(
                    "上年的数、下属单位的数、热线和信箱的数、累计数",
                    "figures of last year, of others, of the hotline, of all years",
                ),
                replace=(
                    (
                        _ON_REQUEST,
                        "2022年收到政府信息公开申请30件。2023年，全系统各单位共收到政府信息公开申请95件。"
                        "我局收到12件，同比减少18件。办理12345热线工单210件。自2019年以来累计收到政府信息公开申请77件。",
                    ),
                ),
            ),
            Example(
                Phrase("文件的公开属性、其他申请", "documents by their kind of disclosure, other applications"),
                replace=(
                    (
                        _ON_REQUEST,
                        "制发公文120件，其中主动公开80件、依申请公开30件、不予公开10件。受理行政许可申请66件。"
                        "依申请公开3件文件的属性作了调整。",
                    ),
                ),
            ),
            Example(
                Phrase("网上申请数只是一部分", "requests by one channel are a part"),
                replace=((_ON_REQUEST, "全年共收到政府信息公开申请12件，其中网络申请10件、信函申请2件，均按时答复。"),),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding for each kind of figure in a paragraph. That none came in is X504's."""
        book = ledger(report)
        for account in accounts(report):
            for meaning, count in account.contradicted.items():
                if count.number == 0 and meaning in (Meaning.NEW, Meaning.RECEIVED, Meaning.RECEIVED_HANDLED):
                    continue
                new, carried, total, found = map(book.number, (_NEW, _CARRIED, _DONE, _ROWS[meaning][0]))
                yield self.finding(
                    account.passage.place(count),
                    account.passage.path,
                    "" if meaning in _BY_ONE else "received" if meaning is Meaning.RECEIVED else "handled",
                    related=book.related(*_ROWS[meaning]),
                    written=account.passage.written(count),
                    new=show(new or 0),
                    carried=show(carried or 0),
                    total=show(total or 0),
                    found=show(found or 0),
                )
