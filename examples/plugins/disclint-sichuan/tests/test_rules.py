"""Every rule against its own examples, in every format; and a clean report."""

from collections.abc import Callable

from disclint.testing import SampleReport, assert_examples, clean_report

import disclint_sichuan

Find = Callable[[SampleReport], list[tuple[str, str]]]


def test_examples() -> None:
    assert_examples(disclint_sichuan)


def test_a_clean_report_is_clean(find: Find) -> None:
    for year in (2019, 2020, 2021, 2023):
        assert find(clean_report(year=year)) == []


def test_a_wrong_period_is_not_an_absent_one(find: Find) -> None:
    report = clean_report(year=2023).replace("至2023年12月31日止", "至2023年10月31日止")
    assert find(report) == [("SC002", "lead")]
