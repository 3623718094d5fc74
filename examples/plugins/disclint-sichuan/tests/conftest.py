"""The fixture of these tests; disclint brings none, so that it cannot break anybody's."""

from collections.abc import Callable

import pytest
from disclint.testing import SampleReport, found

import disclint_sichuan

Find = Callable[[SampleReport], list[tuple[str, str]]]


@pytest.fixture
def find() -> Find:
    """Code and node path of what this plugin finds in a report."""
    return lambda report: found(disclint_sichuan, report)
