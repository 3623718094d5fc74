"""What several rules need of one report is worked out once, and kept with the report; rules keep no state."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar, cast

from disclint.api import Report

T = TypeVar("T")


def once(build: Callable[[Report], T]) -> Callable[[Report], T]:
    """Keep the answer in the report, as a cached property would."""
    key = f"{build.__module__}.{build.__qualname__}"

    @wraps(build)
    def answer(report: Report) -> T:
        kept = vars(report)
        if key not in kept:
            kept[key] = build(report)
        return cast("T", kept[key])

    return answer
