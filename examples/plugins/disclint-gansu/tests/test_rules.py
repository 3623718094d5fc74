"""The tests are in the pack; here they are run in every format."""

from pathlib import Path

from disclint.testing import assert_examples, clean_report, found

import disclint_gansu

PACK = Path(disclint_gansu.__file__).parent / "pack.toml"


def test_examples() -> None:
    assert_examples(PACK)


def test_a_clean_report_is_clean() -> None:
    for year in (2021, 2023, 2025):
        assert found(PACK, clean_report(year=year)) == []
