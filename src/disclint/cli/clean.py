"""`disclint clean`: delete what disclint keeps of its own."""

from __future__ import annotations

import os
import shutil

from disclint.cache import FOLDER
from disclint.cachedir import cache_directory, is_ours
from disclint.cli.options import Parser, emit
from disclint.config import resolve
from disclint.errors import DisclintError


def main(arguments: list[str]) -> int:
    """Delete the cache of results, and the tables of forms and grammar."""
    options = parser().parse_args(arguments)
    directories = {cache_directory(), options.cache_dir or resolve(os.curdir).cache_dir}
    for directory in sorted(filter(None, directories)):
        emit(f"{directory}: {_clean(directory)}\n")
    return 0


def parser() -> Parser:
    """The parser of `disclint clean`."""
    made = Parser("clean", "删除结果缓存和格式、文法的缓存\ndelete the cache of results, forms and grammar")
    made.add_option("--cache-dir", zh="另外还要清理的缓存目录", en="a folder of the cache to clean, too", metavar="DIR")
    return made


def _clean(directory: str) -> int:
    """How many files there were; nothing but ours is touched, whatever folder is given."""
    count = 0
    results = os.path.join(directory, FOLDER)
    try:
        if os.path.isdir(results) and not os.path.islink(results):
            count += len(os.listdir(results))
            shutil.rmtree(results)
        for name in os.listdir(directory):
            if is_ours(name):
                os.unlink(os.path.join(directory, name))
                count += 1
    except FileNotFoundError:
        return count
    except OSError as error:
        raise DisclintError(f"无法清理 {directory}：{error.strerror} (cannot be cleaned)") from error
    return count
