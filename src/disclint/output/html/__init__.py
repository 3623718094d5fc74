"""One page to send back to an organ: nothing outside it is loaded, it needs no script, and it can be printed.

Both languages are in it; a switch of style sheet alone shows one. What a document says is text, never markup: it is
escaped where it is put in, and the page forbids scripts besides.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from disclint import __version__
from disclint.finding import Language, Phrase
from disclint.output.html.files import section, title
from disclint.output.html.summary import summary
from disclint.output.html.words import both
from disclint.output.markup import text
from disclint.output.overview import organs
from disclint.result import OWN_PAGE, FileResult, Run

_HEADING = Phrase("政府信息公开工作年度报告检查结果", "Disclosure annual report: what was found")
_TOP = Phrase("回到概览", "back to the overview")
_MADE_BY = Phrase("由 disclint {version} 检查生成", "made by disclint {version}")
_LOCALES = {Language.ZH: "zh-CN", Language.EN: "en"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_MANY = 20
"""Of more files than these only the tables are drawn that a finding is in."""


def write(run: Run, color: bool = False) -> str:
    """The page: a summary, an overview if there are many files, and each file with findings."""
    told = [] if run.fixing.only else [result for organ in organs(run) for result in organ.results]
    shown = [result for result in told if result.findings or result.errors or result.suppressed]
    sections = [(f"f{number}", result) for number, result in enumerate(shown, 1)]
    return "\n".join(_page(run, told, sections)) + "\n"


def _page(run: Run, told: list[FileResult], sections: list[tuple[str, FileResult]]) -> Iterator[str]:
    yield from _head(run.language)
    yield "<header>"
    yield '<p class="languages"><label for="zh">中文</label><label for="en" lang="en">English</label></p>'
    yield f'<h1 id="top">{both(_HEADING)}</h1>'
    if len(told) == 1 and not sections:
        yield f'<p class="subject">{title(told[0])}</p>'
    yield "</header><main>"
    yield from summary(run, {id(result): prefix for prefix, result in sections})
    for prefix, result in sections:
        yield from section(result, run, prefix, all_tables=len(sections) <= _MANY)
        if len(sections) > 1:
            yield f'<p class="back"><a href="#top">{both(_TOP)}</a></p>'
    yield f"</main><footer>{both(_MADE_BY, version=__version__)}</footer></body></html>"


def _head(language: Language) -> Iterator[str]:
    with open(os.path.join(os.path.dirname(__file__), "style.css"), encoding="utf-8") as file:
        style = file.read()
    yield f'{OWN_PAGE}<html lang="{_LOCALES[language]}"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
    yield f"<title>{text(_HEADING.text(language))}</title><style>\n{style}</style></head><body>"
    for each, name in ((Language.ZH, "中文"), (Language.EN, "English")):
        checked = " checked" if each is language else ""
        yield f'<input type="radio" name="language" id="{each.value}" aria-label="{name}"{checked}>'
