"""Checking through the cache: what is known is not read by any reader, what is not is checked and kept."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from disclint import __version__
from disclint.cache import ResultCache, digest, sources
from disclint.discover import STDIN, Target
from disclint.engine import Progress, Settings, check_data, check_files, check_target, load_target, name_of
from disclint.entrypoints import distributions
from disclint.errors import UnreadableError
from disclint.loading import Origin
from disclint.plugins import Plugins
from disclint.result import FileResult, failed

SettingsFor = Callable[[str], Settings]


def open_cache(directory: str, plugins: Plugins) -> ResultCache:
    """The cache for these plugins, as they and everything else that is installed now are."""
    return ResultCache(directory, _installed(plugins), {meta.code: meta for meta in plugins.metas})


def check_cached(
    targets: Sequence[Target],
    settings_for: SettingsFor,
    plugins: Plugins,
    cache: ResultCache,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Iterator[FileResult]:
    """As `check_files`, taking from the cache what it has, and giving it what it has not."""
    digests = _Digests()
    known: dict[int, FileResult] = {}
    for index, target in enumerate(targets):
        if target.path == STDIN or target.failure:
            continue
        settings = settings_for(target.path)
        with contextlib.suppress(UnreadableError):
            content = _content(load_target(target, settings), target)
            found = cache.get(target.path, digests.of(settings), content)
            if found is not None:
                known[index] = replace(found, filename=name_of(target, settings))
    unknown = [target for index, target in enumerate(targets) if index not in known]
    told = None if progress is None else lambda count, _: progress(len(known) + count, len(targets))
    checked = check_files(unknown, settings_for, plugins, jobs, told, _check_and_digest)
    try:
        for index, target in enumerate(targets):
            if index in known:
                yield known[index]
                continue
            result = next(checked)
            if result.digest and not result.errors and not result.notes:
                cache.put(target.path, digests.of(settings_for(target.path)), result.digest, result)
            yield result
    finally:
        cache.write()


def _check_and_digest(target: Target, settings: Settings) -> FileResult:
    """As `check_target`; the digest is of the very bytes that were checked."""
    if target.path == STDIN:
        return check_target(target, settings)
    try:
        data = load_target(target, settings)
    except UnreadableError as error:
        return failed(name_of(target, settings), str(error))
    result = check_data(data, name_of(target, settings), settings, walked=target.walked)
    return replace(result, digest=_content(data, target))


def _content(data: bytes, target: Target) -> bytes:
    return digest(data, b"walked" if target.walked else b"named")


class _Digests:
    """Digests of settings; most files of a run have the very same ones."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Settings, bytes]] = {}

    def of(self, settings: Settings) -> bytes:
        """Of everything in them that a result depends on."""
        known = self._known.get(id(settings))
        if known is None:
            known = self._known[id(settings)] = settings, _digest_of(settings)
        return known[1]


def _digest_of(settings: Settings) -> bytes:
    selection = settings.selection
    parts = (
        sorted(selection.enabled),
        sorted(selection.explicit),
        sorted(selection.ignored),
        sorted((code, severity.value) for code, severity in settings.severity.items()),
        sorted((code, sorted(loaded.rule.options.items())) for code, loaded in settings.configured.items()),
        None if settings.fixable is None else sorted(settings.fixable),
        settings.skip_unrelated,
        settings.limits,
        settings.stated,
        settings.suppressions,
        settings.comments,
        settings.keep_tables,
    )
    return digest(repr(parts).encode("utf-8", "surrogatepass"))


def _installed(plugins: Plugins) -> bytes:
    """Everything results depend on but the file and its settings: what is installed in which version, and the state of
    sources that may change without one."""
    places = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "__init__.py")]
    places += [info.path for info in plugins.infos if info.path]
    # A local rule may well read what lies beside it.
    places += [os.path.dirname(os.path.abspath(info.path)) for info in plugins.infos if info.origin is Origin.LOCAL]
    edited = sorted({place for place in places if "site-packages" not in place})
    parts = [__version__, sys.version, *distributions(), *(state for place in edited for state in sources(place))]
    return digest("\0".join(parts).encode("utf-8", "surrogatepass"))
