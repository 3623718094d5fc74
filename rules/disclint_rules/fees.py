"""What a report says of the information processing fee: where it speaks of it, and whether it says that there was none."""

from __future__ import annotations

import re

from disclint.api import Report, Text
from disclint_rules.common import main_section

FIRST_YEAR = 2021
"""The fee exists since 1 January 2021 (国办函〔2020〕109号)."""

_FEE = ("处理费", "收费", "费用", "收取", "缴费", "缴纳", "计费", "减免")
_NAME = "处理费"
_OTHER_FEES = re.compile(
    r"事业性收费|收费(?:项目|目录|标准|清单|公示|许可|情况公开|政策|减免)|(?:涉企|教育|停车|医疗)[^。，]{0,4}收费"
)
_NEAR = re.compile(
    r"(?:收取|收费|费用|缴费)[^。；]{0,30}(?:申请|公开)|(?:申请|公开)[^。；]{0,30}(?:收取|收费|费用|缴费)"
)
_NONE = re.compile(
    r"(?:未|没有|不曾|不)(?:曾|有|发生|产生|予以?|实际|向[^。，；]{1,20}|因[^。，；]{1,20})?(?:收取|收到|征收|计收|收费|产生)"
    r"|(?:无|未产生|未发生|没有|不存在)[^。，；]{0,16}(?:处理费|收费|费用)|(?:处理费|收费|费用)[^。；]{0,10}(?<![\d.])0\s*元"
    r"|(?:处理费|收费|费用)[^。，；]{0,6}(?:为零|均?为?0(?![.\d]))|免费提供"
)
_NOTICE = ("收费通知", "缴费通知", "逾期", "未缴", "放弃申请")


def spoken(report: Report) -> bool:
    """Whether the report says anything on the fee: in part six by any word for it, elsewhere by its name or beside requests."""
    for section in report.sections:
        last = section.id == "other_matters"
        for text in section.texts:
            if last and any(word in text.text for word in _FEE):
                return True
            if _NAME in text.text or _NEAR.search(_OTHER_FEES.sub("", text.text)):
                return True
    return False


def words_of_part_six(report: Report) -> list[Text]:
    """The paragraphs of part six; empty where the part or its words are missing."""
    section = main_section(report, "other_matters")
    return [text for text in section.texts if text.text.strip()] if section else []


def says_none(text: Text) -> bool:
    """Whether a paragraph says that no fee was raised, and nothing of notices that were not paid."""
    return bool(_NONE.search(text.text)) and not any(word in text.text for word in _NOTICE)
