"""The pages on the rules: `docs/rules` is what `disclint rule --all --output-dir docs/rules` writes, and its links hold.

To bring them up to date: `disclint rule --all --output-dir docs/rules`, with no other plugin installed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from commands import ROOT, disclint
from disclint.api import Applicability, Language, Phrase
from disclint.cli.markdown import INDEX, files, markdown, page_name
from disclint.finding import PhraseError
from disclint.plugins import LoadedRule, load_plugins

RULES = load_plugins([]).rules
FOLDER = ROOT / "docs" / "rules"
PAGES = files(RULES)


def test_no_page_is_missing_and_none_is_left_over() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_current(name: str) -> None:
    path = FOLDER / name
    assert path.is_file(), "disclint rule --all --output-dir docs/rules"
    assert path.read_text(encoding="utf-8") == PAGES[name], "disclint rule --all --output-dir docs/rules"


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    text = re.sub(r"^```.*?^```", "", PAGES[name], flags=re.DOTALL | re.MULTILINE)
    headings = {re.sub(r"\W+", "-", title.lower()) for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    links = re.findall(r"(?<!\\)\[[^\]]+\]\(([^)]+)\)", text)
    assert links
    for target in links:
        if target.startswith("#"):
            assert target[1:] in headings
        else:
            assert target in PAGES


def test_the_index_lists_every_rule_once() -> None:
    codes = re.findall(r"^\| \[(\w+)\]", PAGES[INDEX], re.MULTILINE)
    assert codes == [loaded.meta.code for loaded in RULES]


@pytest.mark.parametrize("loaded", RULES, ids=lambda loaded: loaded.meta.code)
def test_a_page_says_all_there_is_to_say_in_both_languages(loaded: LoadedRule) -> None:
    meta = loaded.meta
    text = PAGES[page_name(loaded)].replace("\\", "")
    for phrase in (meta.title, meta.why, meta.authority.text, *meta.messages.values()):
        for words in (phrase.zh, phrase.en):
            assert words.replace("<", "&lt;").replace("\\", "") in text
    for example in meta.examples:
        assert example.title.zh in text and example.title.en in text
        assert all(path in text for path in example.expect)


def test_markdown_on_the_screen_is_in_one_language() -> None:
    rule = next(loaded for loaded in RULES if loaded.meta.code == "S103")
    assert "heading" in markdown(rule, Language.EN) and "部分标题不规范" not in markdown(rule, Language.EN)
    assert disclint("rule", "S103", "--output-format", "markdown").out == markdown(rule, Language.ZH)


def test_the_command_writes_the_folder(tmp_path: Path) -> None:
    outcome = disclint("rule", "--all", "--output-dir", "页/规则", cwd=tmp_path)
    assert outcome.status == 0, outcome.err
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "页" / "规则").iterdir()}
    assert written == PAGES
    (tmp_path / "文件").write_text("")
    outcome = disclint("rule", "--all", "--output-dir", "文件", cwd=tmp_path)
    assert outcome.status == 2
    assert "无法建立目录 文件" in outcome.err


@pytest.mark.parametrize(
    ("fix", "word"),
    [(Applicability.SAFE, "自动修复: 安全"), (Applicability.UNSAFE, "自动修复: 不安全"), (None, "自动修复: 无")],
)
def test_fix_safety_is_shown(fix: Applicability | None, word: str) -> None:
    for loaded in RULES:
        if loaded.meta.fix is fix:
            assert f"- {word}\n" in PAGES[page_name(loaded)]


def test_json_gives_fix_safety() -> None:
    content = json.loads(disclint("rule", "--output-format", "json").out)
    assert {rule["code"]: rule["fix"] for rule in content["rules"]} == {
        loaded.meta.code: loaded.meta.fix.value if loaded.meta.fix else None for loaded in RULES
    }


# --- languages --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["check -", "rule S103", "rule", "plugins", "parse -"])
def test_every_command_takes_a_language(command: str) -> None:
    """And refuses one there is not."""
    arguments = command.split()
    assert disclint(*arguments, "--lang", "en", stdin=b"x").status in (0, 1)
    assert "--lang" in disclint(*arguments, "--lang", "fr", stdin=b"x").err


def test_a_phrase_wants_all_its_fields() -> None:
    phrase = Phrase("{where}空白", "{where} is blank")
    assert phrase.render(Language.EN, {"where": Phrase("表三", "table 3")}) == "table 3 is blank"
    for values in ({}, {"place": "表三"}):
        with pytest.raises(PhraseError, match=r"消息“\{where\}空白”的字段 where 没有值"):
            phrase.render(Language.ZH, values)
    assert phrase.text(Language.ZH) == "{where}空白"
    assert Phrase("{{REF}}", "{{REF}}").render(Language.ZH, {}) == "{REF}"
    assert Phrase("有“{text}”", "{text}").render(Language.ZH, {"text": Phrase("{ REF }", "")}) == "有“{ REF }”"
