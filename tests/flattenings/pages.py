"""Damage done to a flattened text: page breaks, the web page around it, traditional script, line ends."""

from __future__ import annotations

import random
import re
from functools import cache

from disclint.template import built_in_forms

_SIMPLIFIED = (
    "专业个为举务动区华单县号处团国图复够审对层属并废开当态总户执护报据无时机权条构标栏决况减办厅发员问阅门间题额项"
    "随针长论设证评诉询试请读负责购费资转较过这进计认训议讼许说调规补获类纠纳组织经结统继续维编缴网罚稳确监现点没数"
    "会体内别则与于采后范关系实应学导将来书务济头备创见变围严积极环节热强种级红约给绍线练细终训记讲访译详语误课谈质"
)
_TRADITIONAL = (
    "專業個為舉務動區華單縣號處團國圖復夠審對層屬並廢開當態總戶執護報據無時機權條構標欄決況減辦廳發員問閱門間題額項"
    "隨針長論設證評訴詢試請讀負責購費資轉較過這進計認訓議訟許說調規補獲類糾納組織經結統繼續維編繳網罰穩確監現點沒數"
    "會體內別則與於採後範關係實應學導將來書務濟頭備創見變圍嚴積極環節熱強種級紅約給紹線練細終訓記講訪譯詳語誤課談質"
)
_VALUE = re.compile(r"(?:^|[\s|])[-+]?\d+(?:[\s|]|$)")
_TO_TRADITIONAL = str.maketrans(_SIMPLIFIED, _TRADITIONAL)


def page_furniture(text: str, rng: random.Random) -> str:
    """Two to four page breaks: a page number and sometimes a running head; inside table 3 sometimes its header again.

    Breaks stand before the first line of a table row, never inside a cell, or cut a long paragraph in two. HTML tables
    are left whole: paper has no tags.
    """
    lines = text.split("\n")
    rows = _row_starts(lines)
    # a full stop tells a paragraph from a long row of a table
    paragraphs = [i for i, line in enumerate(lines) if len(line) > 60 and line.endswith("。")]
    breaks = sorted(rng.sample(rows, min(len(rows), 2)) + rng.sample(paragraphs, min(len(paragraphs), 2)), reverse=True)
    head = next((line.strip("# ") for line in lines if line.strip()), "")
    style = rng.choice(("- {} -", "— {} —", "第 {} 页"))
    running = rng.random() < 0.5
    header, first, last = _header(lines, rows)
    # from the end, so that the places before stay where they are
    for number, place in zip(range(len(breaks) + 1, 1, -1), breaks, strict=False):
        furniture = ["", style.format(number), "", *([head] if running else [])]
        if place in rows:
            again = header if first < place <= last and rng.random() < 0.5 else []
            lines[place:place] = furniture + again
        else:
            half = len(lines[place]) // 2
            lines[place : place + 1] = [lines[place][:half], *furniture, lines[place][half:]]
    return "\n".join(lines)


def _row_starts(lines: list[str]) -> list[int]:
    """Indices of the lines where a row of tables 2 and 3 begins.

    Where a cell has a line of its own, the group label and the empty cells before the row label belong to the row.
    """
    labels, groups = _labels()
    starts = []
    for i, line in enumerate(lines):
        fields = [field for field in re.split(r"[\t|]| {2,}", line) if field.strip()]
        if line.startswith("<") or not fields or not _names_row(fields, labels, groups):
            continue
        start = i
        while start and (lines[start - 1] == "\t" or _bare(lines[start - 1]) in groups):
            start -= 1
        starts.append(start)
    return starts


def _names_row(fields: list[str], labels: frozenset[str], groups: frozenset[str]) -> bool:
    """Whether the first field that is no group label is, or begins with, a row label."""
    named = next((field.strip() for field in fields if field.strip() not in groups), "")
    return any(named == label or (named.startswith(label) and named[len(label)] in " 0123456789") for label in labels)


def _header(lines: list[str], rows: list[int]) -> tuple[list[str], int, int]:
    """The header lines of table 3, and the first and last row start after them; ([], 0, 0) where there are none.

    Where the labels of the first rows are broken, these are not known from the header, and none is repeated.
    """
    corner = next((i for i, line in enumerate(lines) if "勾稽关系" in line), None)
    after = [row for row in rows if corner is not None and row > corner]
    header = lines[corner : after[0]] if corner is not None and after else []
    if not header or any(_VALUE.search(line) for line in header):
        return [], 0, 0
    return header, after[0], after[-1]


def _bare(line: str) -> str:
    return line.strip("\t| ")


@cache
def _labels() -> tuple[frozenset[str], frozenset[str]]:
    """Row labels of tables 2 and 3 and group labels, of both forms."""
    tables = [table for form in built_in_forms() for table in form.tables.values()]
    rows = {row.label for table in tables for band in table.bands for row in band.rows if row.label}
    groups = {group.label for table in tables for group in table.groups}
    # a label that is both (（六）其他处理) is a group of 2021 followed by its first row: as a row it would split that
    return frozenset(rows - groups), frozenset(groups)


def site_chrome(text: str, rng: random.Random) -> str:
    """The web page around the report: breadcrumbs, metadata and buttons before it, neighbours and footer after it."""
    title = next((line.strip("# ") for line in text.split("\n") if "年度报告" in line), "政府信息公开工作年度报告")
    before = [
        f"当前位置：首页 > 政务公开 > 政府信息公开年报 > {title}",
        "索引号：qh-000-0001\t主题分类：政务公开\t发布机构：政府办公室",
        "来源：本站 浏览次数：138 次 字体：[ 大 中 小 ]",
        "分享到：微信 微博 QQ空间",
    ]
    after = [
        "打印 关闭",
        "上一篇：政府信息公开指南",
        "下一篇：政府信息公开申请表",
        "扫一扫在手机打开当前页",
        "主办：清河县人民政府 承办：清河县人民政府办公室",
        "冀ICP备00000000号 网站标识码：0000000000",
    ]
    return "\n".join([*_some(before, rng), text.rstrip("\n"), *_some(after, rng)]) + "\n"


def traditional(text: str, rng: random.Random) -> str:
    """Traditional script, character by character, for the words of the form and of everyday prose."""
    return text.translate(_TO_TRADITIONAL)


def newline_style(text: str, rng: random.Random) -> str:
    """Line ends of Windows or of the old Macintosh instead of `\\n`."""
    return text.replace("\n", rng.choice(("\r\n", "\r")))


def _some(parts: list[str], rng: random.Random) -> list[str]:
    """In order, at least one, mostly all."""
    kept = [part for part in parts if rng.random() < 0.8]
    return kept or parts[:1]
