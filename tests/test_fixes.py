"""Fixing: what a fix may do and what it may not, in every format, encoding and newline; nothing is written here."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from docx import Document as open_docx

from disclint.api import Applicability, Example
from disclint.engine import Settings, check_data, read_report
from disclint.entrypoints import EntryPoint
from disclint.fixer import Fixed, Plan, fix_data
from disclint.plugins import LoadedRule, load_plugins
from disclint.select import Layer, choose
from disclint.testing import SampleReport, clean_report, example_report, example_text
from renderers.docx import docx
from renderers.html import PAGES

Render = Callable[[SampleReport], bytes]

PLUGINS = load_plugins([EntryPoint("fix", "fix_rules", "tests", "1")])
FORMATS: dict[str, tuple[str, Render]] = {
    "text": ("报告.txt", lambda report: report.text().encode()),
    "packed": ("报告.txt", lambda report: report.text("packed").encode()),
    "markdown": ("报告.md", lambda report: report.markdown().encode()),
    **{name: ("报告.html", page) for name, page in PAGES.items()},
    "docx": ("报告.docx", docx),
}
REGULAR = [name for name in FORMATS if name != "word"]  # Word breaks its pages between any two characters

SENTENCE = "全年组织业务培训2次"


def settings(*rules: str) -> Settings:
    return Settings(PLUGINS, choose(PLUGINS.metas, Layer(rules)))


def fixed(data: bytes, *rules: str, name: str = "报告.txt", unsafe: bool = True) -> Fixed:
    """The file fixed by these rules; fixing it once more must change nothing and give the same findings."""
    by = settings(*rules)
    once = fix_data(data, name, by, Plan(unsafe))
    twice = fix_data(once.data, name, by, Plan(unsafe))
    assert twice.data == once.data
    assert twice.result.fixed == ()
    assert twice.result.findings == once.result.findings
    return once


def saying(words: str) -> SampleReport:
    """A report with these words in a paragraph."""
    return clean_report(2023).replace(SENTENCE, SENTENCE + words)


def values(data: bytes, name: str) -> dict[str, object]:
    """Every number of every table."""
    _, report = read_report(data, name, settings("ALL"))
    return {cell.path: cell.number for table in report.tables.values() for row in table.rows for cell in row.cells}


# --- what is fixed, and what is not -----------------------------------------------------------------------------------

DONE = {
    # words in a paragraph, what becomes of them
    "a word": ("甲甲", "乙乙"),
    "each time it occurs": ("甲甲、甲甲和甲甲", "乙乙、乙乙和乙乙"),
    "one after the other": ("甲甲甲甲", "乙乙乙乙"),
    "edits that touch": ("一丁", "丁一"),
    "overlapping fixes, the first of which counts": ("甲甲乙甲", "乙乙乙甲"),
    "an overlap that is still there afterwards": ("甲甲甲乙甲", "乙乙丙"),
    "an unsafe fix": ("不妥", "妥"),
    "a fix for reading": ("只读", "只读"),
    "one that calls an alarm, and one that does not": ("平静甲甲", "平静乙乙"),
    "two that undo each other": ("去去甲甲", "去去乙乙"),
    "one whose finding stays": ("停", "停"),
    "a number": ("，开会2次", "，开会2次"),
    "a blank that parts two numbers": ("12 3件", "12 3件"),
    "a paragraph taken for a word": ("整段", "整段"),
    "a place there is not": ("别处", "别处"),
}


@pytest.mark.parametrize("form", REGULAR)
@pytest.mark.parametrize("case", DONE)
def test_what_becomes_of_words(case: str, form: str) -> None:
    before, after = DONE[case]
    name, render = FORMATS[form]
    assert same(fixed(render(saying(before)), "FIX", name=name).data, render(saying(after)))


REASONS = {
    "平静": "未修复 (not fixed) 15:43 FIX008[calls-alarm]：修复后会出现新的问题（FIX009） (would add a finding)",
    "停": "未修复 (not fixed) 15:43 FIX010[stays]：修复后问题仍在 (the finding would stay)",
    "整段": "未修复 (not fixed) 15:1 FIX020[whole-paragraph]：会删去过多文字 (would take away too much text)",
    "去去": "未修复 (not fixed) 15:43 FIX011[there]：修了又会变回来 (the fixes do not come to an end)",
    "别处": "未修复 (not fixed) 15:1 FIX021[elsewhere]：在文件中的位置不能确定 (its place in the file is not sure)",
}


@pytest.mark.parametrize("words", REASONS)
def test_what_is_not_fixed_is_told_with_the_reason(words: str) -> None:
    done = fixed(saying(words).text().encode(), "FIX")
    assert REASONS[words] in done.result.notes
    offers = {each.fix.applicability for each in done.result.findings if each.fix}
    assert offers == {Applicability.DISPLAY}  # it is still told what the rule would have


def test_places_with_one_reason_are_told_together() -> None:
    done = fixed(saying("停一停" * 4).text().encode(), "FIX010")
    [note] = done.result.notes
    assert note.count("FIX010[stays]") == 5
    assert "等 8 处：修复后问题仍在" in note


def test_an_unsafe_fix_is_made_on_request_only() -> None:
    data = saying("不妥、甲甲").text().encode()
    done = fixed(data, "FIX", unsafe=False)
    assert done.data == saying("不妥、乙乙").text().encode()
    assert [each.code for each in done.result.fixed] == ["FIX001"]
    assert [each.fix.applicability for each in done.result.findings if each.code == "FIX004" and each.fix] == [
        Applicability.UNSAFE
    ]


def test_only_selected_rules_fix_but_every_rule_watches() -> None:
    data = saying("平静甲甲").text().encode()
    assert fixed(data, "FIX008").data == data  # the alarm is not among the selected
    assert fixed(data, "FIX004").data == data
    by = Settings(PLUGINS, choose(PLUGINS.metas, Layer(["FIX"])), fixable=frozenset({"FIX002"}))
    done = fix_data(data, "报告.txt", by, Plan(unsafe=True))
    assert done.data == data
    assert [each.fix for each in done.result.findings] == [None] * len(done.result.findings)


@pytest.mark.parametrize("form", REGULAR)
def test_a_value_is_rewritten_but_never_changed(form: str) -> None:
    name, render = FORMATS[form]
    report = clean_report(2023).set("requests/granted/natural_person", "６６")
    done = fixed(render(report), "FIX022", "FIX023", name=name)
    assert same(done.data, render(report.set("requests/granted/natural_person", "66")))
    [note] = done.result.notes
    assert "FIX022[other-number]：会改动数字" in note


@pytest.mark.parametrize("form", FORMATS)
def test_a_blank_becomes_0_on_request(form: str) -> None:
    name, render = FORMATS[form]
    clean = clean_report(2023)
    report = clean.set("requests/granted/research", "").set("review_litigation/cases/direct_other", "")
    before = values(render(clean), name)
    assert values(render(report), name) != before
    data = render(report)
    assert fixed(data, "FIX023", name=name, unsafe=False).data == data
    done = fixed(render(report), "FIX023", name=name)
    assert values(done.data, name) == before
    if form in BY_HAND:
        assert same(done.data, render(clean))


def same(data: bytes, other: bytes) -> bool:
    """Whether two files are the same; of packages, whether all their parts are but for empty runs."""
    if not data.startswith(b"PK"):
        return data == other
    mine, theirs = parts(data), parts(other)
    for each in (mine, theirs):
        each["word/document.xml"] = each["word/document.xml"].replace(b"<w:r/>", b"").replace(b"<w:r><w:t/></w:r>", b"")
    return mine == theirs


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


# --- encodings and newlines -------------------------------------------------------------------------------------------

ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "GBK": lambda text: text.encode("gbk"),
    "GB 18030 with rare characters": lambda text: text.replace("清河县", "𠮷河县").encode("gb18030"),
    "UTF-16, little end first": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16, big end first": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16 without a mark": lambda text: text.encode("utf-16-le"),
}
NEWLINES: dict[str, list[str]] = {
    "Unix": ["\n"],
    "Windows": ["\r\n"],
    "old Mac": ["\r"],
    "mixed": ["\n", "\r\n", "\r", "\r\n", "\r\n", "\n"],
}


def with_newlines(text: str, newlines: list[str]) -> str:
    ends = itertools.cycle(newlines)
    return "".join(character if character != "\n" else next(ends) for character in text)


@pytest.mark.parametrize("newline", NEWLINES)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["报告.txt", "报告.md", "报告.html"])
def test_every_other_byte_stays(encoding: str, newline: str, name: str) -> None:
    def written(report: SampleReport) -> bytes:
        if name == "报告.html":
            text = PAGES["clean"](report).decode().replace('<meta charset="utf-8">', "")
        else:
            text = report.text() if name == "报告.txt" else report.markdown()
        return ENCODINGS[encoding](with_newlines(text, NEWLINES[newline]).removesuffix("\n"))

    before = saying("甲甲").set("requests/granted/natural_person", "４")
    done = fixed(written(before), "FIX", name=name)
    assert done.data == written(saying("乙乙"))
    assert len(done.result.fixed) == 2


def test_a_character_the_encoding_does_not_have_is_not_written() -> None:
    text = saying("雪人甲甲").text()
    known = text.encode("big5", "replace").decode("big5").replace("?", "口")
    done = fixed(known.encode("big5"), "FIX001", "FIX013")
    assert done.data == known.replace("甲甲", "乙乙").encode("big5")
    [note] = done.result.notes
    assert "FIX013[snowman]：修复要写入的“☃”在文件编码 big5 中没有" in note


@pytest.mark.parametrize("rubbish", [b"\xff\xfe\xfa", b"\xe6\xb8"])
def test_a_file_that_would_not_come_back_the_same_is_left_alone(rubbish: bytes) -> None:
    data = saying("甲甲").text().encode() + rubbish
    done = fixed(data, "FIX001")
    assert done.data == data
    [note] = done.result.notes
    assert "文件编码有损坏" in note


# --- pages ------------------------------------------------------------------------------------------------------------

HTML = {
    "a word with a tag inside": ("<b>甲</b>甲", "<b>乙乙</b>"),
    "a word over lines": ("甲\r\n    甲", "乙乙\r\n    "),
    "behind references": ("&nbsp;A&amp;B&#x4e2d;&ldquo;甲甲&rdquo;", "&nbsp;A&amp;B&#x4e2d;&ldquo;乙乙&rdquo;"),
    "written as references": ("&#30002;&#x7532;", "乙乙"),
    "beside a comment": ("<!-- 甲甲 -->甲甲<!-- 甲甲 -->", "<!-- 甲甲 -->乙乙<!-- 甲甲 -->"),
    "new text that looks like a tag": ("小于号b", "&lt;b"),
}


@pytest.mark.parametrize("case", HTML)
def test_pages_keep_their_tags(case: str) -> None:
    """Where offsets and columns do not run alike a rule has only the paragraph as a whole to give."""
    before, after = HTML[case]
    data = PAGES["clean"](saying("××")).decode()
    done = fix_data(data.replace("××", before).encode(), "报告.html", whole_paragraphs(), Plan())
    assert done.data.decode() == data.replace("××", after)


def whole_paragraphs() -> Settings:
    return settings("WHL001")


def test_what_is_hidden_in_a_page_keeps_a_paragraph_as_it_is() -> None:
    data = PAGES["clean"](saying("××")).decode().replace("××", '<span style="display:none">密</span>甲甲').encode()
    done = fix_data(data, "报告.html", whole_paragraphs(), Plan())
    assert done.data == data
    assert "在文件中的位置不能确定" in done.result.notes[0]


def test_a_web_archive_is_not_changed() -> None:
    from renderers.html import archive

    done = fix_data(archive(saying("甲甲")), "报告.doc", whole_paragraphs(), Plan())
    assert done.data == archive(saying("甲甲"))
    assert len(done.result.notes) == 1


# --- Word documents ---------------------------------------------------------------------------------------------------


def word(report: SampleReport, change: Callable[[bytes], bytes]) -> bytes:
    """The report as a docx with its main part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts(docx(report)).items():
            package.writestr(name, change(part) if name == "word/document.xml" else part)
    return buffer.getvalue()


def putting(xml: str) -> Callable[[bytes], bytes]:
    return lambda part: part.replace("××".encode(), xml.encode())


def run(text: str, look: str = "<w:rPr><w:b/></w:rPr>") -> str:
    return f"</w:t></w:r><w:r>{look}<w:t>{text}</w:t></w:r><w:r><w:t>"


DOCX = {
    "a run of its own": (run("甲甲"), run("乙乙")),
    "over runs": ("甲" + run("甲"), "乙乙" + run("")),
    "behind references": ("&lt;&#30002;&amp;甲甲", "&lt;&#30002;&amp;乙乙"),
    "new text that looks like a tag": ("小于号", "&lt;"),
    "behind a tab": ("</w:t><w:tab/><w:t>甲甲", "</w:t><w:tab/><w:t>乙乙"),
    "beside a bookmark": (
        '甲甲</w:t></w:r><w:bookmarkStart w:id="1" w:name="甲甲"/><w:bookmarkEnd w:id="1"/><w:r><w:t>',
        '乙乙</w:t></w:r><w:bookmarkStart w:id="1" w:name="甲甲"/><w:bookmarkEnd w:id="1"/><w:r><w:t>',
    ),
    "a blank at the end": (run("无空格"), run("无 ").replace("<w:t>无", '<w:t xml:space="preserve">无')),
    "in a link": (
        '</w:t></w:r><w:hyperlink w:anchor="a"><w:r><w:t>甲甲</w:t></w:r></w:hyperlink><w:r><w:t>',
        '</w:t></w:r><w:hyperlink w:anchor="a"><w:r><w:t>乙乙</w:t></w:r></w:hyperlink><w:r><w:t>',
    ),
}
LEFT_ALONE = {
    "an inserted run": '</w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t>甲甲</w:t></w:r></w:ins><w:r><w:t>',
    "beside deleted text": (
        '甲甲</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>乙</w:delText></w:r></w:del><w:r><w:t>'
    ),
    "in a field": ('</w:t></w:r><w:fldSimple w:instr="DATE"><w:r><w:t>甲甲</w:t></w:r></w:fldSimple><w:r><w:t>'),
    "beside hidden text": "甲甲" + run("密", "<w:rPr><w:vanish/></w:rPr>"),
    "beside a picture": "甲甲</w:t></w:r><w:r><w:drawing/></w:r><w:r><w:t>",
    "in CDATA": "<![CDATA[甲甲]]>",
}


@pytest.mark.parametrize("case", DOCX)
def test_documents_keep_their_runs_and_all_else(case: str) -> None:
    before, after = DOCX[case]
    data, expected = (word(saying("××"), putting(text)) for text in (before, after))
    assert parts(fixed(data, *WORDS, name="报告.docx").data) == parts(expected)


WORDS = ("FIX001", "FIX014", "FIX015")


@pytest.mark.parametrize("case", LEFT_ALONE)
def test_what_is_not_plain_text_is_for_word_to_change(case: str) -> None:
    data = word(saying("××"), putting(LEFT_ALONE[case]))
    done = fixed(data, *WORDS, name="报告.docx")
    assert done.data == data
    assert len(done.result.notes) == 1


def test_a_blank_cell_takes_the_look_of_its_paragraph() -> None:
    look = b'<w:rPr><w:rFonts w:eastAsia="\xe5\xae\x8b\xe4\xbd\x93"/><w:sz w:val="18"/></w:rPr>'
    report = clean_report(2023).set("requests/granted/research", "")

    def styled(part: bytes) -> bytes:
        for empty in (
            b"<w:p/>",
            b"<w:p><w:r/></w:p>",
            b"<w:p><w:r><w:t/></w:r></w:p>",
            b"<w:p><w:r><w:t></w:t></w:r></w:p>",
        ):
            part = part.replace(empty, b'<w:p><w:pPr><w:jc w:val="center"/>' + look + b"</w:pPr></w:p>")
        return part

    data = word(report, styled)
    assert look in parts(data)["word/document.xml"]
    done = fixed(data, "FIX023", name="报告.docx")
    assert b"</w:pPr><w:r>" + look + b"<w:t>0</w:t></w:r></w:p>" in parts(done.data)["word/document.xml"]


def test_a_document_is_still_one_for_python_docx() -> None:
    report = saying("甲甲").set("requests/granted/research", "").set("requests/granted/natural_person", "４")
    done = fixed(docx(report), "FIX001", "FIX023", name="报告.docx")
    old, new = (open_docx(io.BytesIO(data)) for data in (docx(saying("乙乙")), done.data))
    assert [each.text for each in old.paragraphs] == [each.text for each in new.paragraphs]
    for mine, theirs in zip(old.tables, new.tables, strict=True):
        assert [[cell.text for cell in row.cells] for row in mine.rows] == [
            [cell.text for cell in row.cells] for row in theirs.rows
        ]


@pytest.mark.parametrize("row", ["carried_over", "denied_other_law", "not_processed_petition", "other_misc"])
def test_of_cells_that_read_alike_the_right_one_is_changed(row: str) -> None:
    clean = clean_report(2023)
    report = clean.set(f"requests/{row}/business", "０")
    assert same(fixed(docx(report), "FIX023", name="报告.docx").data, docx(clean))


def test_a_signed_document_is_left_alone() -> None:
    buffer = io.BytesIO(docx(saying("甲甲")))
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("_xmlsignatures/origin.sigs", b"")
    done = fixed(buffer.getvalue(), "FIX001", name="报告.docx")
    assert done.data == buffer.getvalue()
    assert "文档有数字签名" in done.result.notes[0]


def test_in_other_formats_a_fix_is_for_reading() -> None:
    data = saying("甲甲").text().encode()
    done = fixed(data, "FIX001", name="报告.own")
    assert done.data == data
    assert [each.fix.applicability for each in done.result.findings if each.fix] == [Applicability.DISPLAY]
    assert done.result.notes == ()


# --- the rules that come with disclint --------------------------------------------------------------------------------

CORE = [loaded for loaded in PLUGINS.rules if loaded.plugin == "core"]
BY_HAND = ("text", "packed", "markdown", "clean", "docx")  # in these a cell looks the same whether it is blank or not


def fixable() -> Iterator[object]:
    """Rule, example and format, where the example is a change that can be shown in that format."""
    for loaded in CORE:
        if loaded.meta.fix not in (Applicability.SAFE, Applicability.UNSAFE):
            continue
        for number, example in enumerate(loaded.meta.examples, 1):
            if not example.expect or example.text or example.append:
                continue
            for form in FORMATS:
                lines = any("\n" in new for _, new in example.replace)  # paragraphs, where a paragraph is a line
                if not lines or form in ("text", "packed", "markdown"):
                    yield pytest.param(loaded, example, form, id=f"{loaded.meta.code}-{number}-{form}")


@cache
def proposals(loaded: LoadedRule, example: Example) -> frozenset[Applicability]:
    result = check_data(example_text(example).encode(), "报告.txt", settings(loaded.meta.code))
    return frozenset(each.fix.applicability for each in result.findings if each.fix is not None)


@pytest.mark.parametrize("loaded", CORE, ids=lambda loaded: loaded.meta.code)
def test_a_rule_declares_the_best_of_its_fixes(loaded: LoadedRule) -> None:
    order = list(Applicability)
    seen = {each for example in loaded.meta.examples for each in proposals(loaded, example)}
    best = min(seen, key=order.index) if seen else None
    assert loaded.meta.fix is best, "set `fix=` of the rule, or give it an example of its fix"


@pytest.mark.parametrize(("loaded", "example", "form"), list(fixable()))
def test_examples_are_fixed_in_every_format(loaded: LoadedRule, example: Example, form: str) -> None:
    """What is fixed is gone; the same in every format; no value changes but a blank or a mark that becomes 0."""
    name, render = FORMATS[form]
    code = loaded.meta.code
    data = render(example_report(example))
    done = fixed(data, code, name=name)
    assert not done.result.notes
    left = [each for each in done.result.findings if each.fix and each.fix.applicability is not Applicability.DISPLAY]
    assert not left
    old, new = values(data, name), values(done.data, name)
    assert all(new[path] == old[path] or (old[path] is None and new[path] == 0) for path in old | new)
    clean = clean_report(example.year)
    if form in BY_HAND and fixed(example_text(example).encode(), code).data == clean.text().encode():
        assert same(done.data, render(clean))
