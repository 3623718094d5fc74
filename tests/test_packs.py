"""Rule packs: what each kind finds, what a broken pack is told, and that none of its words can hang a check."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from disclint.api import Finding, Report
from disclint.errors import PluginError
from disclint.packs import read_pack
from disclint.packs.phrases import PhraseSyntaxError, compile_phrases, normal
from disclint.parser import parse_report
from disclint.plugins import load_plugins
from disclint.readers import read
from disclint.template import built_in_forms
from disclint.testing import SampleReport, clean_report

HEAD = """[pack]
name = "hubei"
version = "0.1.0"
prefix = "HB"
"""

RULE = """
[[rules]]
code = "HB001"
name = "hubei-rule"
title = { zh = "标题", en = "title" }
why = { zh = "缘由", en = "reason" }
severity = "warning"
authority = { standing = "sourced", zh = "某办〔2025〕1号", en = "a notice" }
"""

MESSAGE = 'message = { zh = "不对", en = "wrong" }\n'

FEE = "本机关2023年度未收取信息处理费，没有其他需要报告的事项。"
CLEAN = clean_report(2023)
BARE = CLEAN.replace("（一）主动公开。", "主动公开\n\n").replace("（五）监督保障。", "监督保障\n\n")


def pack(tmp_path: Path, rule: str, head: str = HEAD) -> Path:
    path = tmp_path / "hubei.toml"
    path.write_text(head + RULE + ("" if "message" in rule else MESSAGE) + rule, encoding="utf-8")
    return path


def parse(sample: SampleReport) -> Report:
    return parse_report(read(sample.text().encode(), "报告.txt"), built_in_forms())


def found(path: Path, sample: SampleReport) -> list[Finding]:
    report = parse(sample)
    return [finding for rule in read_pack(str(path)).rules for finding in rule().check(report)]


# A rule; a report; what is found: path and message.
KINDS: dict[str, tuple[str, SampleReport, list[tuple[str, str]]]] = {
    "required, there": ('kind = "required-phrase"\nphrases = ["统计期限自{year}年1月1日起"]', CLEAN, []),
    "required, not there": (
        'kind = "required-phrase"\nphrases = ["可从*网站下载"]\nmessage = { zh = "没有写{phrases}", en = "{phrases}" }',
        CLEAN,
        [("report", "没有写“可从*网站下载”")],
    ),
    "required, elsewhere": (
        'kind = "required-phrase"\nsection = "overview"\nphrases = ["信息处理费"]',
        CLEAN,
        [("overview", "不对")],
    ),
    "required in the lead": ('kind = "required-phrase"\nsection = "lead"\nphrases = ["六部分"]', CLEAN, []),
    "required in a part": (
        'kind = "required-phrase"\nsection = "overview"\npart = "监督保障"\nphrases = ["培训{number}次"]',
        CLEAN,
        [],
    ),
    "not in that part": (
        'kind = "required-phrase"\nsection = "overview"\npart = "主动公开"\nphrases = ["培训{number}次"]',
        CLEAN,
        [("overview", "不对")],
    ),
    "parts with headings of their own": (
        'kind = "required-phrase"\nsection = "overview"\npart = "主动公开"\nphrases = ["培训{number}次"]',
        BARE,
        [("overview", "不对")],
    ),
    "the right one of them": (
        'kind = "required-phrase"\nsection = "overview"\npart = "监督保障"\nphrases = ["培训{number}次"]',
        BARE,
        [],
    ),
    "the section is missing": (
        'kind = "required-phrase"\nsection = "problems"\nphrases = ["没有这句话"]',
        CLEAN.drop_section("problems"),
        [],
    ),
    "forbidden": (
        'kind = "forbidden-phrase"\nphrases = ["(形式|内容)比较单一", "阳关政府"]\n'
        'message = { zh = "不要写“{written}”", en = "{written}" }',
        CLEAN.replace("解读形式单一", "解读 内容 比较 单一"),
        [("problems", "不要写“形式比较单一”"), ("problems", "不要写“内容 比较 单一”")],
    ),
    "forbidden, not there": ('kind = "forbidden-phrase"\nphrases = ["阳关政府"]', CLEAN, []),
    "a statement is due": (
        'kind = "required-statement"\nwhen = { cell = "requests/unavailable_not_held/total", above = 2 }\n'
        'phrases = ["检索"]\nmessage = { zh = "{where}{number}件，没有写{phrases}", en = "{where}{number}{phrases}" }',
        CLEAN,
        [("report", "表三“1.本机关不掌握相关政府信息”行“总计”列3件，没有写“检索”")],
    ),
    "a statement is not due": (
        'kind = "required-statement"\nwhen = { cell = "requests/unavailable_not_held/total", above = 3 }\nphrases = ["检索"]',
        CLEAN,
        [],
    ),
    "too long": (
        'kind = "max-length"\nsection = "other_matters"\ncharacters = 20\n'
        'message = { zh = "{count}字，最多{limit}字", en = "{count} {limit}" }',
        CLEAN,
        [("other_matters", f"{len(FEE)}字，最多20字")],
    ),
    "not too long": (f'kind = "max-length"\nsection = "other_matters"\ncharacters = {len(FEE)}', CLEAN, []),
    "spaces do not count": (
        f'kind = "max-length"\nsection = "other_matters"\ncharacters = {len(FEE)}',
        CLEAN.replace("未收取", "未 收　取"),
        [],
    ),
    "no attachment": ('kind = "required-attachment"\nphrases = ["办件清单"]', CLEAN, [("report", "不对")]),
    "another attachment": (
        'kind = "required-attachment"\nphrases = ["办件清单"]',
        CLEAN.replace(FEE, FEE + "\n\n附件：1.公开指南"),
        [("report", "不对")],
    ),
    "an attachment": (
        'kind = "required-attachment"\nphrases = ["办件清单"]',
        CLEAN.replace(FEE, FEE + "\n\n附件：1.依申请公开办件清单"),
        [],
    ),
    "no contact": (
        'kind = "required-contact"\nways = ["phone", "email"]\nmessage = { zh = "没有{ways}", en = "{ways}" }',
        CLEAN,
        [("report", "没有电话、电子邮箱")],
    ),
    "a telephone": (
        'kind = "required-contact"\nways = ["phone", "email"]\nsection = "lead"',
        CLEAN.replace("编制本报告。", "编制本报告。联系电话：０２７－８７２３ ０１２３。"),
        [],
    ),
    "late": (
        'kind = "deadline"\ndate = "01-14"\nmessage = { zh = "{written}晚于{deadline}", en = "{written}{deadline}" }',
        CLEAN,
        [("signature", "2024年1月15日晚于2024-01-14")],
    ),
    "in time": ('kind = "deadline"\ndate = "01-15"', CLEAN, []),
    "no date": ('kind = "deadline"\ndate = "01-15"', CLEAN.drop_section("signature"), []),
    "an equation of rows": (
        'kind = "equation"\ntable = "requests"\nequation = "granted + partially_granted = result_total"\n'
        'message = { zh = "{where}：{left} 与 {right} 相差{difference}", en = "{where}{left}{right}{difference}" }',
        CLEAN,
        [
            ("requests/result_total/natural_person", "表三“自然人”列：4 + 1 = 5 与 9 相差4"),
            ("requests/result_total/legal_service", "表三“法律服务机构”列：0 + 0 = 0 与 1 相差1"),
            ("requests/result_total/total", "表三“总计”列：5 + 1 = 6 与 11 相差5"),
        ],
    ),
    "an equation of columns that holds": (
        'kind = "equation"\ntable = "active_disclosure"\nequation = "in_force >= issued"',
        CLEAN,
        [],
    ),
    "a number that differs": (
        'kind = "number-equals-cell"\ncell = "requests/new_received/total"\nphrases = ["新收**申请{number}件"]\n'
        'message = { zh = "“{written}”，{where}为{found}（{number}）", en = "{written}{where}{found}{number}" }',
        CLEAN.replace("公开申请12件", "公开申请 １，２００ 件"),
        [
            (
                "overview",
                "“新收政府信息公开申请 １，２００ 件”，表三“一、本年新收政府信息公开申请数量”行“总计”列为12（1200）",
            )
        ],
    ),
    "a number in Chinese": (
        'kind = "number-equals-cell"\ncell = "requests/new_received/total"\nphrases = ["新收**申请{number}件"]',
        CLEAN.replace("公开申请12件", "公开申请十二件"),
        [],
    ),
    "a number in 元": (
        'kind = "number-equals-cell"\ncell = "active_disclosure/administrative_fees/amount"\nfactor = 0.0001\n'
        'phrases = ["收取信息处理费{number}元"]',
        CLEAN.set("active_disclosure/administrative_fees/amount", "0.038").replace(
            "未收取信息处理费", "收取信息处理费380元"
        ),
        [],
    ),
    "a number not told": (
        'kind = "number-equals-cell"\ncell = "requests/new_received/total"\nphrases = ["收件{number}件"]\n'
        'absent = { zh = "没有写{where}的{found}件", en = "{where}{found}" }',
        CLEAN,
        [("report", "没有写表三“一、本年新收政府信息公开申请数量”行“总计”列的12件")],
    ),
    "for other years": ('kind = "forbidden-phrase"\nphrases = ["报告"]\nyears = { to = 2022 }', CLEAN, []),
    "for other organs": ('kind = "forbidden-phrase"\nphrases = ["统计期限"]\norgans = ["武汉"]', CLEAN, []),
    "for this organ": (
        'kind = "forbidden-phrase"\nphrases = ["统计期限"]\norgans = ["武汉", "清河"]\nyears = { from = 2023 }',
        CLEAN,
        [("lead", "不对")],
    ),
}


@pytest.mark.parametrize("case", KINDS)
def test_what_a_kind_finds(case: str, tmp_path: Path) -> None:
    rule, sample, expected = KINDS[case]
    findings = found(pack(tmp_path, rule), sample)
    assert [(finding.path, finding.message()) for finding in findings] == expected


# What stands in the file; where and what is told.
SHAPES: Mapping[str, tuple[str, str]] = {
    "not TOML": (HEAD + "[[rules]\n", "第 5 行：不是正确的 TOML"),
    "no rules": (HEAD + "rules = []\n", "没有这个键"),
    "no pack": ("rules = []\n", "缺少 pack"),
    "a key of the head is missing": (HEAD.replace('version = "0.1.0"\n', ""), "第 1 行，pack：缺少 version"),
    "an unknown key": (HEAD + RULE + MESSAGE + 'kind = "deadline"\ndate = "01-20"\ndata = 1\n', "第 16 行，rules[1].data：没有这个键"),
    "an unknown kind": (HEAD + RULE + MESSAGE + 'kind = "deadlin"\n', "第 14 行，rules[1].kind：不能是“deadlin”"),
    "no kind": (HEAD + RULE + MESSAGE, "第 6 行，rules[1]：缺少 kind"),
    "a wrong type": (HEAD + RULE + MESSAGE + 'kind = "max-length"\nsection = "lead"\ncharacters = "many"\n', "第 16 行，rules[1].characters：应为 int，却是 str"),
    "a wrong section": (HEAD + RULE + MESSAGE + 'kind = "max-length"\nsection = "leed"\ncharacters = 5\n', "第 15 行，rules[1].section：不能是“leed”"),
    "a wrong severity": (HEAD + RULE.replace("warning", "fatal") + MESSAGE + 'kind = "deadline"\ndate = "01-20"\n', "第 11 行，rules[1].severity：不能是“fatal”"),
    "a code of the core": (HEAD + RULE.replace("HB001", "B001") + MESSAGE + 'kind = "deadline"\ndate = "01-20"\n', "第 7 行，rules[1].code：代码“B001”应为 HB 加三位数字"),
    "only Chinese": (HEAD + RULE + 'message = { zh = "不对" }\nkind = "deadline"\ndate = "01-20"\n', "第 13 行，rules[1].message：缺少 en"),
    "an unknown field": (HEAD + RULE + 'message = { zh = "{when}", en = "" }\nkind = "deadline"\ndate = "01-20"\n', "第 13 行，rules[1].message.zh：“{when}”不能用在这里，可用的有 {deadline}、{written}"),
    "a field with attributes": (HEAD + RULE + 'message = { zh = "{written.__class__}", en = "" }\nkind = "deadline"\ndate = "01-20"\n', "“{written.__class__}”不能用在这里"),
    "a field with a width": (HEAD + RULE + 'message = { zh = "{written:>9999999999}", en = "" }\nkind = "deadline"\ndate = "01-20"\n', "不能用在这里"),
    "a late deadline": (HEAD + RULE + MESSAGE + 'kind = "deadline"\ndate = "04-30"\n', "第 15 行，rules[1].date：“04-30”应为 01-01 至 03-31 之间"),
    "no such day": (HEAD + RULE + MESSAGE + 'kind = "deadline"\ndate = "02-30"\n', "第 15 行，rules[1].date"),
    "an unknown cell": (HEAD + RULE + MESSAGE + 'kind = "required-statement"\nphrases = ["x"]\n[rules.when]\ncell = "requests/grantd/total"\n', "第 16 行，rules[1].when：没有单元格“requests/grantd/total”，是不是要写 requests/granted/total"),
    "an unknown row": (HEAD + RULE + MESSAGE + 'kind = "equation"\ntable = "requests"\nequation = "granted = grantd"\n', "第 16 行，rules[1].equation：等式里的“grantd”不是表 requests 的行或列"),
    "no equation": (HEAD + RULE + MESSAGE + 'kind = "equation"\ntable = "requests"\nequation = "__import__(\'os\')"\n', "rules[1].equation：等式“__import__('os')”应为"),
    "a bad phrase": (HEAD + RULE + MESSAGE + 'kind = "forbidden-phrase"\nphrases = [\n  "a",\n  "*b",\n]\n', "第 15 行，rules[1].phrases：短语“*b”：* 前后都要有文字"),
    "no phrase": (HEAD + RULE + MESSAGE + 'kind = "forbidden-phrase"\nphrases = []\n', "rules[1].phrases：不能为空"),
    "a number is missing": (HEAD + RULE + MESSAGE + 'kind = "number-equals-cell"\nphrases = ["x"]\ncell = "requests/granted/total"\n', "rules[1].phrases：每个短语里应有且只有一个 {number}"),
    "a part without its section": (HEAD + RULE + MESSAGE + 'kind = "required-phrase"\nphrases = ["x"]\npart = "主动公开"\n', "rules[1].part：写了 part 就要写 section"),
    "an error without a norm": (HEAD + RULE.replace("warning", "error").replace("sourced", "advice") + MESSAGE + 'kind = "deadline"\ndate = "01-20"\n', "第 11 行，rules[1].severity：没有依据的规则最多是 warning"),
    "the second rule": (HEAD + RULE + MESSAGE + 'kind = "deadline"\ndate = "01-20"\n' + RULE + MESSAGE + 'kind = "deadline"\n', "第 17 行，rules[2]：缺少 date"),
    "a wrong test": (HEAD + RULE + MESSAGE + 'kind = "deadline"\ndate = "01-20"\n\n[[rules.tests]]\ntitle = "x"\nyeer = 2023\n', "第 19 行，rules[1].tests[1].yeer：没有这个键"),
    "another API": (HEAD + 'api = "7.0"\n' + RULE + MESSAGE + 'kind = "deadline"\ndate = "01-20"\n', "是为 disclint.api 7.0 写的"),
}  # fmt: skip


@pytest.mark.parametrize("case", SHAPES)
def test_an_error_names_file_line_and_key(case: str, tmp_path: Path) -> None:
    content, sentence = SHAPES[case]
    path = tmp_path / "hubei.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PluginError) as raised:
        load_plugins([], packs=[str(path)])
    assert sentence in str(raised.value)
    assert str(path) in str(raised.value)


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"x = " + b"[" * 100_000, b"#" * 2_000_000, None], ids=["utf-16", "deep", "large", "absent"]
)
def test_a_file_that_is_no_pack(data: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "hubei.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(PluginError, match=r"规则包 .*hubei\.toml"):
        read_pack(str(path))
    with pytest.raises(PluginError, match="不是文件"):
        read_pack(str(tmp_path))


def test_packs_are_plugins_like_others(tmp_path: Path) -> None:
    path = pack(tmp_path, 'kind = "deadline"\ndate = "01-20"')
    plugins = load_plugins([], packs=[str(path)])
    info = plugins.info("hubei")
    assert (info.version, info.rules, info.prefixes, info.origin.value, info.path) == (
        "0.1.0",
        ("HB001",),
        ("HB",),
        "pack",
        str(path),
    )
    assert "HB001" in {meta.code for meta in plugins.metas}
    with pytest.raises(PluginError, match="规则 HB001 由"):
        load_plugins([], packs=[str(path), str(path)])


# --- phrases ----------------------------------------------------------------------------------------------------------

PHRASES = [
    ("处理费", "信息处理费", True),
    ("处理费", "信息 处 理 费", True),
    ("收取*处理费", "收取了信息处理费", True),
    ("收取*处理费", "收取材料，信息处理费", False),
    ("收取**处理费", "收取材料，信息处理费", True),
    ("收取**处理费", "收取材料。信息处理费", False),
    ("甲**乙*丙", "甲，乙，乙丙", True),
    ("甲*乙**丙", "甲，甲乙，丙", True),
    ("(甲|乙)丙", "乙丙", True),
    ("(甲|乙)丙", "甲 乙", False),
    ("甲(|乙)丙", "甲丙", True),
    ("{number}件", "共十二件", True),
    ("{number}件", "共件", False),
    ("共{number}件", "共1,234件", True),
    ("共{number}件", "共１２．５件", True),
    ("发布，{number}件", "发布，3件", True),
    ("{year}年度", "2023年度", True),
    ("{year}年度", "2022年度", False),
    ("（一）主动公开", "(一)主动公开", True),
    ("ABC", "ＡＢＣ", True),
]


@pytest.mark.parametrize(("phrase", "text", "there"), PHRASES)
def test_phrases(phrase: str, text: str, there: bool) -> None:
    assert compile_phrases([phrase]).occurs(normal(text).text, 2023) is there


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12件", "12"),
        ("1,234件", "1234"),
        ("0.038件", "0.038"),
        ("一十件", "10"),
        ("三百零五件", "305"),
        ("两千件", "2000"),
        ("二〇件", "20"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    (match,) = compile_phrases(["{number}件"]).matches(normal(text).text, None)
    assert str(match.numbers[0]) == value


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        " ",
        "*甲",
        "甲*",
        "甲***乙",
        "{count}",
        "(甲",
        "甲)",
        "(甲*|乙)",
        "1{number}",
        "{number}{number}",
        "甲" * 300,
        "(甲|乙)" * 9,
        "甲*" * 9 + "乙",
    ],
)
def test_phrases_that_mean_nothing(phrase: str) -> None:
    with pytest.raises(PhraseSyntaxError):
        compile_phrases([phrase])


# A phrase, and a text by its length.
HOSTILE: list[tuple[str, Callable[[int], str]]] = [
    ("甲*甲*甲*甲*甲*甲*乙", lambda n: "甲" * n),
    ("甲**甲**甲**甲", lambda n: "甲" * n),
    ("甲*乙", lambda n: "甲" * (n // 2) + "，" + "乙" * (n // 2)),
    ("甲**乙*丙", lambda n: "甲" * (n // 2) + "乙，" * (n // 4)),
    ("{number}件", lambda n: "1" * n),
    ("{number}件", lambda n: "1," * (n // 2)),
    ("甲{number}甲{number}乙", lambda n: "甲1" * (n // 2)),
    ("(甲|乙)(甲|乙)(甲|乙)(甲|乙)丙", lambda n: "甲乙" * (n // 2)),
]


@pytest.mark.parametrize(("phrase", "text"), HOSTILE, ids=[phrase for phrase, _ in HOSTILE])
def test_no_phrase_takes_long(phrase: str, text: Callable[[int], str]) -> None:
    """Eight times the text takes about eight times as long; a quadratic way would take 64 times."""
    compiled = compile_phrases([phrase])

    def seconds(length: int) -> float:
        began = time.process_time()
        compiled.matches(text(length), 2023)
        return time.process_time() - began

    short, long = (min(seconds(length) for _ in range(3)) for length in (20_000, 160_000))
    assert long < 32 * short + 0.1
