"""L911: numbers of identity cards and mobile telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from disclint.api import Authority, Example, Finding, Phrase, Report, RuleMeta, Severity, Standing
from disclint_rules.common import ReportRule
from disclint_rules.passages import prose_of

_LONG_NUMBER = re.compile(r"\d[\d \-]{10}")
_MOBILE = r"(?<![\dA-Za-z.\-])1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?![\dA-Za-z]|\.\d|\s*(?:万?元|[条件次人份篇%％]))"
_CARD = r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
_CONTACT = r"(?:电话|手机|热线|传真|联系方式|联系人|咨询|监督)[^。；;\n]{0,20}$"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


class PersonalData(ReportRule):
    """What lets a person be found, in a text that everybody may read."""

    meta = RuleMeta(
        code="L911",
        name="personal-data",
        title=Phrase("疑似个人信息", "personal data"),
        why=Phrase(
            "身份证号码、个人手机号码属于个人隐私，公开会损害当事人权益，年度报告里也不需要。请删去或者用“*”遮盖，"
            "并检查已公布的版本。办公电话、热线不作提示；作为单位联系电话公布的手机号码，只提示核对。"
            "身份证号码须通过校验码才提示。disclint 不会自动遮盖，提示中也不显示完整号码。",
            "Numbers of identity cards and private mobile telephones are privacy; to publish them harms the person, and "
            "the report does not need them. Delete or mask them, and check what is already public. Office telephones "
            "and hotlines are left alone; a mobile number given as the office's contact is to be checked only. Identity "
            "numbers must pass their check digit. disclint never masks by itself, and never prints the whole number.",
        ),
        severity=Severity.ERROR,
        authority=Authority(
            Standing.SOURCED,
            Phrase(
                "《中华人民共和国政府信息公开条例》（国务院令第711号）第十五条",
                "Regulation on Open Government Information (State Council Decree No. 711), article 15",
            ),
        ),
        messages={
            "card": Phrase(
                "疑似身份证号码“{masked}”，请删去或遮盖", 'an identity number, "{masked}": delete or mask it'
            ),
            "mobile": Phrase(
                "疑似个人手机号码“{masked}”，请删去或遮盖", 'a mobile number, "{masked}": delete or mask it'
            ),
            "contact": Phrase(
                "联系电话“{masked}”是手机号码，请核对是否可以公开",
                'the contact "{masked}" is a mobile number: check that it may be public',
            ),
        },
        examples=(
            Example(
                Phrase("正文有申请人的身份证号码", "an applicant's identity number"),
                replace=(("由办公室专人负责，", "由办公室专人负责，答复申请人（11010519491231002X）1件，"),),
                expect=("overview",),
            ),
            Example(
                Phrase("正文有手机号码", "a mobile number"),
                year=2020,
                replace=(("由办公室按时核对并通报。", "由办公室张某（13812345678）按时核对并通报。"),),
                expect=("problems",),
            ),
            Example(
                Phrase("单位联系电话是手机号码，只提示核对", "a mobile number as the office's contact, a warning"),
                replace=(("编制本报告。", "编制本报告。联系电话：138-1234-5678。"),),
                expect=("lead",),
            ),
            Example(
                Phrase("办公电话、热线和邮编", "office telephone, hotline and postcode"),
                replace=(
                    ("编制本报告。", "编制本报告。联系电话：0319-8012345、400-810-1234，热线12345，邮编054800。"),
                ),
            ),
            Example(
                Phrase("已遮盖的号码、金额和长编号", "masked numbers, amounts and long codes"),
                replace=(
                    (
                        "由办公室专人负责，",
                        "由办公室专人负责，电话138****5678，收费13800000000元，统一社会信用代码11130534000123456A，"
                        "编号110105194912310021，",
                    ),
                ),
            ),
        ),
    )

    def judge(self, report: Report) -> Iterator[Finding]:
        """One finding a number."""
        prose = prose_of(report)
        if not _LONG_NUMBER.search(prose.text):
            return
        for found in re.finditer(_CARD, prose.text):
            if _valid(found.group()):
                path, position = prose.place(*found.span())
                yield self.finding(position, path, "card", masked=_masked(found.group(), 4, 1))
        for found in re.finditer(_MOBILE, prose.text):
            path, position = prose.place(*found.span())
            contact = re.search(_CONTACT, prose.text[max(0, found.start() - 30) : found.start()])
            digits = re.sub(r"\D", "", found.group())
            yield self.finding(
                position,
                path,
                "contact" if contact else "mobile",
                severity=Severity.WARNING if contact else None,
                masked=_masked(digits, 3, 4),
            )


def _valid(number: str) -> bool:
    """Whether the last character of an identity number is the check digit of GB 11643."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[-1].upper()


def _masked(number: str, head: int, tail: int) -> str:
    return number[:head] + "*" * (len(number) - head - tail) + number[-tail:]
