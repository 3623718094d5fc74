"""Rule packs: rules written in TOML, without Python. A pack can run no code, and none of its words can hang a check."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from disclint.errors import FormError, PluginError
from disclint.finding import Phrase, Severity
from disclint.packs import spec as specs
from disclint.packs.kinds import FIELDS, KINDS, PackRule
from disclint.packs.phrases import PhraseSyntaxError, compile_phrases
from disclint.rule import PLUGIN_CODE, Authority, Example, RuleMeta, Standing
from disclint.template import built_in_forms, parse_equation
from disclint.toml_lines import line_of
from disclint.trust import letters

Key = str | int

LARGEST = 1024 * 1024  # bytes of a pack
MOST_RULES = 500
_LAST_DEADLINE = (3, 31)  # article 49; a pack must not loosen it
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FIELD = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_ORGAN = "清河县水利局"  # of the clean report
_MOST_TIMES = 10_000


class Pack(Struct, frozen=True):
    """A pack that was read: its rules are classes like any other plugin's."""

    name: str
    version: str
    prefix: str
    api_version: str
    rules: tuple[type[PackRule], ...]


class PackError(PluginError):
    """A pack that does not hold together: the sentence names file, line and key."""


def read_pack(path: str) -> Pack:
    """Read a pack; PackError says what is wrong, and on which line."""
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: str) -> None:
        self._path = path
        self._text = ""

    def read(self) -> Pack:
        file = self._parse(self._load())
        head = file.pack
        if (
            not head.prefix.isascii()
            or not head.prefix.isalpha()
            or not head.prefix.isupper()
            or not 2 <= len(head.prefix) <= 4
        ):
            raise self._error(("pack", "prefix"), "应为二至四个大写字母 (2–4 capital letters)")
        if not _NAME.fullmatch(head.name):
            raise self._error(("pack", "name"), "应为小写英文加连字符 (kebab-case)")
        if not file.rules:
            raise self._error(("rules",), "一条规则也没有 (no rules)")
        if len(file.rules) > MOST_RULES:
            raise self._error(("rules",), f"超过 {MOST_RULES} 条规则 (too many rules)")
        rules = tuple(self._rule(head, rule, ("rules", n)) for n, rule in enumerate(file.rules))
        return Pack(head.name, head.version, head.prefix, head.api, rules)

    def _load(self) -> dict[str, Any]:
        if os.path.exists(self._path) and not os.path.isfile(self._path):
            raise PackError(f"规则包 {self._path} 不是文件 (not a file)")  # a pipe nobody writes to would never end
        try:
            with open(self._path, "rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            raise PackError(f"规则包 {self._path} 读不了：{error.strerror} (the pack cannot be read)") from error
        if len(data) > LARGEST:
            raise PackError(f"规则包 {self._path} 超过 {LARGEST // 1024} KB (the pack is too large)")
        try:
            self._text = data.decode("utf-8-sig").replace("\r\n", "\n")
            return tomllib.loads(self._text)
        except UnicodeDecodeError as error:
            raise PackError(f"规则包 {self._path} 不是 UTF-8 编码 (not UTF-8)") from error
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            where = re.search(r"at line (\d+)", str(error))
            line = f" 第 {where[1]} 行" if where else ""
            raise PackError(f"规则包 {self._path}{line}：不是正确的 TOML：{error} (not TOML)") from error

    def _parse(self, data: dict[str, Any]) -> specs.PackFile:
        try:
            return msgspec.convert(data, specs.PackFile)
        except msgspec.ValidationError as error:
            message, _, where = str(error).partition(" - at `$")
            raise self._error(*_said(message, _path(where.rstrip("`")))) from None

    def _rule(self, head: specs.Head, rule: specs.Spec, at: tuple[Key, ...]) -> type[PackRule]:
        if not PLUGIN_CODE.fullmatch(rule.code) or letters(rule.code) != head.prefix:
            raise self._error(
                (*at, "code"), f"代码“{rule.code}”应为 {head.prefix} 加三位数字 ({head.prefix} and three digits)"
            )
        if not _NAME.fullmatch(rule.name):
            raise self._error((*at, "name"), f"名称“{rule.name}”应为小写英文加连字符 (kebab-case)")
        if rule.authority.standing is Standing.ADVICE and rule.severity is Severity.ERROR:
            raise self._error((*at, "severity"), "没有依据的规则最多是 warning (without a norm at most a warning)")
        kind = type(rule)
        messages = {"": self._message(rule.message, FIELDS[kind], (*at, "message"))}
        if isinstance(rule, specs.NumberEqualsCell) and rule.absent is not None:
            messages["absent"] = self._message(rule.absent, frozenset({"found", "where"}), (*at, "absent"))
        if isinstance(rule, specs.EquationSpec):  # the evaluator's other ways to say it
            messages |= dict.fromkeys(("at-least", "blank"), messages[""])
        self._check_kind(rule, at)
        meta = RuleMeta(
            code=rule.code,
            name=rule.name,
            title=rule.title.phrase,
            why=rule.why.phrase,
            severity=rule.severity,
            authority=Authority(rule.authority.standing, Phrase(rule.authority.zh, rule.authority.en)),
            messages=messages,
            examples=tuple(self._example(case, (*at, "tests", n)) for n, case in enumerate(rule.tests)),
            default=rule.default,
        )
        content = {
            "meta": meta,
            "spec": rule,
            "years": tuple(years for years in (head.years, rule.years) if years),
            "organs": tuple(rule.organs or head.organs),
            "__doc__": rule.title.en,
        }
        phrases = getattr(rule, "phrases", None)
        if phrases is not None:
            content["phrases"] = self._phrases(phrases, at, isinstance(rule, specs.NumberEqualsCell))
        return type(rule.code, (KINDS[kind],), content)

    def _phrases(self, phrases: Sequence[str], at: tuple[Key, ...], with_number: bool) -> Any:
        try:
            compiled = compile_phrases(phrases)
        except PhraseSyntaxError as error:
            raise self._error((*at, "phrases"), str(error)) from None
        if with_number and any(phrase.count("{number}") != 1 for phrase in phrases):
            raise self._error((*at, "phrases"), "每个短语里应有且只有一个 {number} (each needs one {number})")
        return compiled

    def _message(self, both: specs.Both, fields: frozenset[str], at: tuple[Key, ...]) -> Phrase:
        for language, text in (("zh", both.zh), ("en", both.en)):
            for found in _FIELD.finditer(text):
                if found.group() in ("{{", "}}"):
                    continue
                if found.group(1) not in fields:
                    known = "、".join(f"{{{field}}}" for field in sorted(fields))
                    raise self._error(
                        (*at, language), f"“{found.group()}”不能用在这里，可用的有 {known} (unknown field)"
                    )
        return both.phrase

    def _check_kind(self, rule: specs.Spec, at: tuple[Key, ...]) -> None:
        """What the types of the keys do not say."""
        if isinstance(rule, specs.RequiredStatement):
            self._check_cell(rule.when.cell, (*at, "when"))
        if isinstance(rule, specs.NumberEqualsCell):
            self._check_cell(rule.cell, (*at, "cell"))
        if isinstance(rule, specs.MaxLength) and rule.characters < 1:
            raise self._error((*at, "characters"), "应为正整数 (must be positive)")
        if getattr(rule, "part", None) is not None and getattr(rule, "section", None) is None:
            raise self._error((*at, "part"), "写了 part 就要写 section (a part needs its section)")
        for key in ("phrases", "ways"):
            empty = getattr(rule, key, None) == []
            if empty and not isinstance(rule, specs.RequiredAttachment):
                raise self._error((*at, key), "不能为空 (must not be empty)")
        if isinstance(rule, specs.Deadline):
            self._check_date(rule.date, (*at, "date"))
        if isinstance(rule, specs.EquationSpec):
            self._check_equation(rule, (*at, "equation"))

    def _check_cell(self, path: str, at: tuple[Key, ...]) -> None:
        known = {
            f"{table.id}/{row.id}/{column.id}"
            for form in built_in_forms()
            for table in form.tables.values()
            for band in table.bands
            for row in band.rows
            for column in band.columns
        }
        if path not in known:
            import difflib

            near = difflib.get_close_matches(path, known, 1)
            hint = f"，是不是要写 {near[0]}？" if near else "；写法是 表/行/列"
            raise self._error(at, f"没有单元格“{path}”{hint} (no such cell)")

    def _check_date(self, date: str, at: tuple[Key, ...]) -> None:
        found = re.fullmatch(r"(\d{2})-(\d{2})", date)
        month, day = (int(found[1]), int(found[2])) if found else (0, 0)
        if not 1 <= day <= {1: 31, 2: 29, 3: 31}.get(month, 0) or (month, day) > _LAST_DEADLINE:
            raise self._error(
                at,
                f"“{date}”应为 01-01 至 03-31 之间的月-日；条例第四十九条的期限不能放宽 (month-day, not after 03-31)",
            )

    def _check_equation(self, rule: specs.EquationSpec, at: tuple[Key, ...]) -> None:
        sentences = []
        for form in built_in_forms():
            try:
                parse_equation(rule.equation, form.tables[rule.table], rule.code)
                return
            except FormError as error:
                sentences.append(str(error))
        raise self._error(at, sentences[-1])

    def _example(self, case: specs.Case, at: tuple[Key, ...]) -> Example:
        changes = [(_ORGAN, case.organ)] if case.organ else []
        for change in case.replace:
            old, new, times = (*change, 1) if len(change) == 2 else change if len(change) == 3 else (0, 0, 0)
            if not (isinstance(old, str) and isinstance(new, str) and isinstance(times, int) and times <= _MOST_TIMES):
                raise self._error(
                    (*at, "replace"), "应为 [旧, 新] 或 [旧, 新, 次数] (must be [old, new] or [old, new, times])"
                )
            changes.append((old, new * times))
        return Example(
            Phrase(case.title, case.title) if isinstance(case.title, str) else case.title.phrase,
            year=case.year,
            set=tuple((path, str(value)) for path, value in case.set.items()),
            replace=tuple(changes),
            drop=tuple(case.drop),
            append=case.append,
            text=case.text,
            expect=tuple(case.expect),
        )

    def _error(self, at: tuple[Key, ...], sentence: str) -> PackError:
        line = line_of(self._text, at) if self._text else None
        key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in at).lstrip(".")
        return PackError(f"规则包 {self._path}{f' 第 {line} 行' if line else ''}，{key or '文件'}：{sentence}")


def _path(where: str) -> tuple[Key, ...]:
    """`.rules[0].kind` as a path."""
    return tuple(int(index) if index else name for name, index in re.findall(r"\.([\w-]+)|\[(\d+)\]", where))


_COMPLAINTS = (
    (r"Object missing required field `(.+)`", "缺少 {0} (missing)", False),
    (r"Object contains unknown field `(.+)`", "没有这个键 (unknown key)", True),
    (r"Invalid (?:enum )?value '?(.+?)'?", "不能是“{0}” (not allowed here)", False),
    (r"Expected `(.+)`, got `(.+)`", "应为 {0}，却是 {1} (wrong type)", False),
)


def _said(message: str, path: tuple[Key, ...]) -> tuple[tuple[Key, ...], str]:
    """msgspec's complaint in our words, and the path of the key it is about."""
    for pattern, sentence, deeper in _COMPLAINTS:
        found = re.fullmatch(pattern, message)
        if found:
            return ((*path, found[1]) if deeper else path), sentence.format(*found.groups())
    return path, message
