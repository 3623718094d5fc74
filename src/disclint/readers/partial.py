"""What of a file was not read although the rest was: sentences for the damage that means so.

Past such a limit the rest of a file is still worth checking, but it must not look like what passed.
"""

from __future__ import annotations

from collections.abc import Iterable

from disclint.document import Damage

_SENTENCES = {
    "wide-table": "有表格超过 {detail} 列，右边的没有读取 (a table has more than {detail} columns: the rest was not read)",
    "nested-tables": "表格嵌套超过 {detail} 层，里面的只按文字读取"
    " (tables are nested more than {detail} deep: those inside were read as mere text)",
    "checksum": "文件有 {detail} 处与写入时不符，可能已损坏，读到的内容不可靠；请重新导出或重新下载"
    " ({detail} parts of the file are not as they were written: export or download it again)",
}


def left_unread(damage: Iterable[Damage]) -> tuple[str, ...]:
    """A sentence for each way in which a file was read in part only; () for one that was read whole."""
    found = {
        each.reason: _SENTENCES[each.reason].format(detail=each.detail) for each in damage if each.reason in _SENTENCES
    }
    return tuple(found.values())
