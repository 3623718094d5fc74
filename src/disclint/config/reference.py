"""What each key of a configuration is for: the page of `disclint config`, the schema and the documentation."""

from __future__ import annotations

from msgspec import Struct

from disclint.finding import Phrase


class Key(Struct, frozen=True):
    """A key: what it does, and a line of TOML that shows it. `run`: it is of a run, not of single files."""

    doc: Phrase
    example: str
    run: bool = False


KEYS: dict[str, Key] = {
    "extend": Key(
        Phrase(
            "先用另一个配置文件，再用本文件压过它。列表整个替换，extend-select、extend-exclude、suppress 接在后面，"
            "表逐项合并。文件模式一律相对于本文件所在目录。",
            "Take another configuration file first, and this one over it. Lists are replaced, but extend-select, "
            "extend-exclude and suppress are added to; tables are merged by key. File patterns are relative to the "
            "folder of this file.",
        ),
        'extend = "../disclint.toml"',
    ),
    "select": Key(
        Phrase("只用这些规则：代码、名称、前缀或 ALL。", "Only these rules: codes, names, prefixes or ALL."),
        'select = ["ALL"]',
    ),
    "extend-select": Key(
        Phrase("默认规则之外再用这些。", "These besides the default ones."), 'extend-select = ["L908"]'
    ),
    "ignore": Key(
        Phrase("不用这些规则；与 select 冲突时以更具体者为准。", "Not these; against select, the more specific wins."),
        'ignore = ["D805"]',
    ),
    "per-file-ignores": Key(
        Phrase("在符合模式的文件里不用这些规则。", "Not these rules in the files that match a pattern."),
        'per-file-ignores = { "2020/*" = ["S1"] }',
    ),
    "severity": Key(
        Phrase(
            "改变规则的级别；几个都符合的，以更长者为准。",
            "The severity of rules; where several fit, the longest selector counts.",
        ),
        'severity = { B = "error", S103 = "info" }',
    ),
    "fixable": Key(Phrase("只修复这些规则的问题。", "Fix these rules only."), 'fixable = ["C301", "L904"]'),
    "unfixable": Key(Phrase("不修复这些规则的问题。", "Do not fix these rules."), 'unfixable = ["S103"]'),
    "exclude": Key(
        Phrase("排除这些文件和目录，写法同 .gitignore。", "Leave these files and folders out, as in .gitignore."),
        'exclude = ["草稿/", "*.bak.txt"]',
    ),
    "extend-exclude": Key(
        Phrase("exclude 之外再排除这些。", "These besides those of exclude."), 'extend-exclude = ["归档/"]'
    ),
    "form": Key(
        Phrase(
            "文件本身看不出格式版本时，按哪一版检查。",
            "The form a report is checked by where the file itself does not tell.",
        ),
        'form = "2021"',
    ),
    "year": Key(
        Phrase("文件本身看不出年度时的年度。", "The year of a report where the file itself does not tell."),
        "year = 2023",
    ),
    "organ-type": Key(
        Phrase(
            "名称看不出机关类别时的类别：government 县级以上政府，township 乡镇街道，department 部门，other 其他。",
            "The kind of organ where its name does not tell: government (county and above), township, department, other.",
        ),
        'organ-type = "department"',
    ),
    "options": Key(
        Phrase("规则的选项，见 disclint rule。", "Options of rules; see `disclint rule`."),
        "options.C307 = { department-max = 50000 }",
    ),
    "limits": Key(
        Phrase("读取文件的上限。", "How much of a file is read before it is too much."),
        "limits = { file-bytes = 100_000_000 }",
    ),
    "skip-unrelated": Key(
        Phrase(
            "与年度报告毫无关系的文件只计数，不判。", "Count files that have nothing of a report, do not judge them."
        ),
        "skip-unrelated = true",
    ),
    "fail-level": Key(
        Phrase("达到此级别即退出码 1。", "The severity from which the exit code is 1."),
        'fail-level = "error"',
        run=True,
    ),
    "output-format": Key(
        Phrase("输出格式，可写 格式=文件。", "Output formats; FORMAT=FILE writes to a file."),
        'output-format = ["full", "json=结果.json"]',
        run=True,
    ),
    "lang": Key(Phrase("消息的语言。", "The language of messages."), 'lang = "zh"', run=True),
    "baseline": Key(
        Phrase("基线文件：只报其中没有的问题。", "The baseline: only what it does not hold is told."),
        'baseline = "disclint-baseline.txt"',
        run=True,
    ),
    "cache": Key(Phrase("是否使用结果缓存。", "Whether results are cached."), "cache = false", run=True),
    "cache-dir": Key(Phrase("结果缓存的目录。", "The folder of the cache."), 'cache-dir = ".disclint-cache"', run=True),
    "required-plugins": Key(
        Phrase(
            "必须装有的插件，可带版本；缺了就退出码 2，不会误以为通过。",
            "Plugins that must be there, with versions if need be; exit code 2 without them, never a false pass.",
        ),
        'required-plugins = ["disclint-henan>=1.0"]',
    ),
    "rule-packs": Key(Phrase("TOML 规则包的路径。", "Paths of rule packs in TOML."), 'rule-packs = ["本市规则.toml"]'),
    "local-rules": Key(
        Phrase(
            "本地 Python 规则的目录；要同时写 --allow-local-rules 才会加载。",
            "Folders of rules in Python; loaded only with --allow-local-rules.",
        ),
        'local-rules = ["rules"]',
    ),
    "suppress": Key(
        Phrase(
            "豁免：这条规则在这些文件的这个位置不提示，必须写理由，可写到期日。",
            "Suppressions: this rule is not to speak of this place in these files; with a reason, and a day it expires.",
        ),
        'suppress = [{ code = "B402", path = "requests/result_total/total", reason = "合并统计，已函告", '
        'files = ["2023/*"], expires = 2027-12-31 }]',
    ),
}
