"""Every rule against its own examples, in every format; and a clean report."""

from collections.abc import Callable

from disclint.testing import SampleReport, assert_examples, clean_report

import disclint_henan

Find = Callable[[SampleReport], list[tuple[str, str]]]


def test_examples() -> None:
    assert_examples(disclint_henan)


def test_a_clean_report_is_clean(find: Find) -> None:
    for year in (2019, 2020, 2021, 2023):
        assert find(clean_report(year=year)) == []


def test_the_fee_of_part_six_has_a_place(find: Find) -> None:
    report = clean_report(year=2024).replace("未收取信息处理费", "收取信息处理费共计3000元")
    assert find(report) == [("HA002", "other_matters")]
    assert find(report.set("active_disclosure/administrative_fees/amount", "0.3")) == []
    assert find(report.set("active_disclosure/administrative_fees/amount", "")) == []
