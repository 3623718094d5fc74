"""The frame of a report: title, year, signature, and the page furniture before and after it."""

from __future__ import annotations

import re

from msgspec import Struct

from disclint.document import Position
from disclint.report import Signature, Title
from disclint.scanner.items import Item
from disclint.scanner.keys import simplified

_HAN_DIGITS = {
    "〇": "0",
    "○": "0",
    "零": "0",
    "Ｏ": "0",
    "O": "0",
    "o": "0",
    "一": "1",
    "二": "2",
    "三": "3",
    "四": "4",
    "五": "5",
    "六": "6",
    "七": "7",
    "八": "8",
    "九": "9",
}
_HAN_DIGITS |= {chr(0xFF10 + digit): str(digit) for digit in range(10)}
_YEAR = r"(?P<year>[2２][0０][\d０-９]{2}|[二2][〇○零ＯOo0][一二三四五六七八九〇○零ＯOo\d]{2})"
_TITLE = re.compile(
    r"(?P<before>.*?)" + _YEAR + r"(?P<nian>年)?(?P<du>度)?(?P<after>.*?)"
    r"(?P<what>(?:政府|政务)?(?:信息|資訊|政务)公开(?:工作)?(?:情况)?(?:的)?(?:年度工作报告|年度报告|工作年报|年报|工作报告|情况报告|工作总结|报告))"
    r"(?:（.{0,12}）)?"
)
_TITLE_END = re.compile(r"(?:年度报告|年报|工作报告|情况报告|年度工作报告|报告)(?:[（(].{0,12}[)）])?$")
_ORGAN_END = re.compile(
    r".{2,38}(?:局|委|委员会|府|政府|会|联合会|办|办公室|办公厅|厅|部|院|署|处|中心|所|站|队|支队|大队|总队|乡|镇|街道|街道办事处|办事处|管委会|管理区|开发区|区|县|市|旗|省|校|学校|学院|大学|馆|团|联|社|公司|公安|税务|分局|司|台|银行|会议|法院|检察院|基地|集团|农场|林场)"
)
_DATE = re.compile(
    r"[（(]?\s*(?P<year>[12２][\d０-９〇○]{3}|[二一][〇○零ＯOo0九一二三四五六七八]{3})\s*(?:年|[-./．])\s*"
    r"(?:(?P<month>[\d０-９]{1,2}|十[一二]?|[一二三四五六七八九元]|[XxＸ×某*＊_]{1,2})?\s*(?:月|[-./．]|(?=$))\s*"
    r"(?:(?P<day>[\d０-９]{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]|[XxＸ×某*＊_]{1,2})?\s*(?:日|号)?)?)?\s*[)）]?"
)
_FOOTER = re.compile(
    r"扫一扫|打印(?:本页)?|关闭(?:窗口|本页)|上一[篇条]|下一[篇条]|版权所有|主办(?:单位)?[:：]|承办(?:单位)?[:：]|网站标识码|ICP备|公网安备|分享到|相关附件|附件\s*[:：]?|责任编辑|编辑[:：]|来源[:：]|浏览次数|返回顶部|相关(?:链接|阅读|新闻|文章)|网站地图|联系我们|技术支持|您是第|当前位置"
)
_HAN_NUMBER = {"元": 1, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SENTENCE = "。；;"


def arabic_year(text: str) -> int:
    """二〇二一, ２０２１ or 2021 as a number."""
    return int("".join(_HAN_DIGITS.get(char, char) for char in text))


def _small_number(text: str | None) -> int | None:
    """A month or day: 1, １２, 十二, 二十三; None if absent."""
    if not text:
        return None
    plain = "".join(_HAN_DIGITS[c] if "０" <= c <= "９" else c for c in text)
    if plain.isdigit():
        return int(plain)
    tens, found, ones = plain.partition("十")
    if not found:
        return _HAN_NUMBER.get(plain)
    return (_HAN_NUMBER.get(tens, 1) if tens else 1) * 10 + (_HAN_NUMBER.get(ones, 0) if ones else 0)


def _squeeze(text: str) -> str:
    """Without white space, in simplified script: a title may be set with spaces between its characters."""
    return re.sub(r"\s+", "", simplified(text))


def read_title(text: str, position: Position) -> Title | None:
    """Organ and year from a title; None if the text is none."""
    squeezed = _squeeze(text).strip("《》#*标题:：")
    match = _TITLE.fullmatch(squeezed)
    if match:
        organ = (match["before"] or match["after"]).strip("关于的—-")
        return Title(text, position, re.sub(r"关于$|年度?$", "", organ), arabic_year(match["year"]))
    if len(squeezed) <= 60 and _TITLE_END.search(squeezed) and re.search(r"(?:信息|政务)公开", squeezed):
        year = re.search(_YEAR, squeezed)
        return Title(text, position, "", arabic_year(year["year"]) if year else None)
    return None


_META = re.compile(r"来源|发布(?:时间|日期|机构)|字号|字体|浏览|点击|索引号|打印|当前位置|首页|[>＞]")
# Where a page says where it is: its last words are often those of the title.
_TRAIL = re.compile(r"当前位置|您?(?:现在|当前|所在)的?位置|[>＞»›].*[>＞»›]")


def _may_be_title(item: Item) -> bool:
    if item.is_row or len(item.text) > 60 or any(mark in item.text for mark in _SENTENCE):
        return False
    return not _TRAIL.search(simplified(item.text))


def _title_at(items: list[Item], start: int, stop: int) -> Title | None:
    """The title that items `start`…`stop` (inclusive) make, joined."""
    text = "".join(item.text for item in items[start : stop + 1])
    if len(text) > 80 or "公开" not in simplified(text):
        return None
    first, last = items[start].position, items[stop].position
    title = read_title(text, Position(first.line, first.column, last.end_line, last.end_column, first.page))
    if title is None or (title.year is None and not re.search("年度|年报", simplified(text))):
        return None
    return title


def find_title(items: list[Item], end: int) -> tuple[int, int, Title] | None:
    """The title among the items before `end`: (first index, index behind it, title).

    A line that is a whole title with its year goes before one put together from up to four lines (the organ may
    stand on a line of its own), and that before a title without a year; of several the last, nearest the report.
    """
    best: tuple[int, int, Title] | None = None
    rank = (-1, -1)
    for start in range(end):
        if not _may_be_title(items[start]):
            continue
        for stop in range(start, min(start + 4, end)):
            if not _may_be_title(items[stop]) or (stop > start and _META.search(items[stop].text + items[start].text)):
                break
            title = _title_at(items, start, stop)
            if title is None:
                continue
            found = (2 if title.year and stop == start else 1 if title.year else 0, start)
            if found[0] > rank[0] or (found[0] == rank[0] and best is not None and start >= best[1]):
                best, rank = (start, stop + 1, title), found
            elif best and start == best[0] and title.organ and not best[2].organ:
                best = (start, stop + 1, title)
            if stop == start and title.year:
                break
    return _with_organ_above(items, best) if best else None


def _with_organ_above(items: list[Item], found: tuple[int, int, Title]) -> tuple[int, int, Title]:
    """Take in the line above when it is an organ and the title names none."""
    start, stop, title = found
    if title.organ or start == 0:
        return found
    above = items[start - 1]
    squeezed = _squeeze(above.text)
    if above.is_row or not _ORGAN_END.fullmatch(squeezed) or len(squeezed) > 40:
        return found
    first = above.position
    position = Position(first.line, first.column, title.position.end_line, title.position.end_column, first.page)
    return start - 1, stop, Title(above.text + title.text, position, squeezed, title.year)


class Closing(Struct, frozen=True):
    """Where the report ends: the items from `start` are signature and furniture."""

    start: int
    signature: Signature | None
    signature_end: int


def _signature(items: list[Item], index: int, begin: int, organ: str) -> tuple[int, Signature] | None:
    """The signature whose date stands at `index`: (first index, signature)."""
    item = items[index]
    text = item.text
    match = None
    written = ""
    for found in _DATE.finditer(text):
        if found.end() == len(text.rstrip()) and found["year"]:
            match, written = found, text[: found.start()].strip()
            break
    if match is None or len(text) > 60 or (written and not _ORGAN_END.fullmatch(_squeeze(written))):
        return None
    column = item.position.column + match.start()
    date_position = Position(
        item.position.line, column, item.position.end_line, item.position.end_column, item.position.page
    )
    start = index
    name = written
    position = item.position
    while not name and start - 1 >= begin and index - start < 3:
        above = items[start - 1]
        squeezed = _squeeze(above.text)
        if above.is_row or not (_ORGAN_END.fullmatch(squeezed) or (organ and squeezed == organ)) or len(squeezed) > 40:
            break
        name, start, position = above.text, start - 1, above.position
    return start, Signature(
        position=position,
        organ=name,
        date_text=match[0].strip(),
        year=arabic_year(match["year"]),
        month=_small_number(match["month"]),
        day=_small_number(match["day"]),
        date_position=date_position,
    )


def find_closing(items: list[Item], begin: int, organ: str) -> Closing:
    """The end of the report among the items from `begin` (behind the last heading): signature, then furniture."""
    stop = len(items)
    for index in range(begin, len(items)):
        item = items[index]
        if not item.is_row and len(item.text) <= 60 and _FOOTER.search(item.text) and "。" not in item.text:
            stop = index
            break
    for index in range(stop - 1, max(begin - 1, stop - 12), -1):
        if items[index].is_row:
            continue
        found = _signature(items, index, begin, organ)
        if found:
            return Closing(found[0], found[1], index + 1)
    last = items[stop - 1] if stop > begin else None
    if last and not last.is_row and organ and _squeeze(last.text) == organ:
        return Closing(stop - 1, Signature(last.position, last.text), stop)
    return Closing(stop, None, stop)


def is_report_title(item: Item) -> bool:
    """Whether a line alone reads as the title of such a report with its year; an index page has many."""
    if not item.text or len(item.text) > 60 or "公开" not in item.text:
        return False
    title = read_title(
        re.sub(r"[\[（(]?\s*20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s*[\])）]?", "", item.text), item.position
    )
    return title is not None and title.year is not None


def is_wide_prose(text: str) -> bool:
    """Whether a paragraph before the first heading is the report's own (a lead) and no furniture of the page."""
    return len(text) > 40 or ("。" in text and len(text) > 15)


def is_no_furniture(text: str) -> bool:
    """Whether a line between the title and the first heading is the report's: not 来源：本站 浏览次数：138 次."""
    return len(text) > 80 or "。" in text or not (_FOOTER.search(text) or _META.search(text))


_PERIOD_YEAR = re.compile(
    r"(20\d\d)\s*年\s*1\s*月\s*1\s*日.{0,6}?[至到—\-~－].{0,3}?(?:20\d\d\s*年)?\s*12\s*月\s*31\s*日"
)
_LEAD_YEAR = re.compile(r"(?:现将|现公布|编制|公布|发布)[^。]{0,40}?(20\d\d)\s*年度?[^。]{0,40}?(?:报告|公布|公开)")
_FIRST_YEAR = re.compile(r"^\s*(20\d\d)\s*年(?:度)?(?:以来)?\s*[，,、来我全]")


def report_year(title: Title | None, items: list[Item], begin: int, closing: Closing) -> int | None:
    """The year the report is on: title, statistics period, lead statement, opening words, signature less one."""
    if title and title.year:
        return title.year
    near = items[begin : begin + 20]
    paragraphs = [simplified(item.text) for item in near if not item.is_row and len(item.text) > 15]
    for pattern in (_PERIOD_YEAR, _LEAD_YEAR, _FIRST_YEAR):
        for text in paragraphs:
            match = pattern.search(text)
            if match:
                return int(match[1])
    if closing.signature and closing.signature.year:
        return closing.signature.year - 1
    return None
