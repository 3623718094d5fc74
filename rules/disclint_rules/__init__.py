"""The built-in rules of disclint: an ordinary plugin that uses `disclint.api` alone, one rule a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from disclint.api import hookimpl

if TYPE_CHECKING:
    from disclint.api import Rule


@hookimpl
def disclint_rules() -> list[type[Rule]]:
    """All built-in rules, in the order of their codes. Imported here, so that finding the plugin costs nothing."""
    from disclint_rules.b401_requests_balance import RequestsBalance
    from disclint_rules.b402_results_total import ResultsTotal
    from disclint_rules.b403_applicants_total import ApplicantsTotal
    from disclint_rules.b404_outcomes_total import OutcomesTotal
    from disclint_rules.c301_blank_cell import BlankCell
    from disclint_rules.c302_placeholder import Placeholder
    from disclint_rules.c303_fractional_count import FractionalCount
    from disclint_rules.c304_negative_value import NegativeValue
    from disclint_rules.c305_unit_in_cell import UnitInCell
    from disclint_rules.c306_number_style import NumberStyle
    from disclint_rules.c309_field_residue import FieldResidue
    from disclint_rules.d801_year_mismatch import YearMismatch
    from disclint_rules.d802_statistics_period import StatisticsPeriod
    from disclint_rules.d805_signature_date import SignatureDate
    from disclint_rules.s100_not_a_report import NotAReport
    from disclint_rules.s101_missing_section import MissingSection
    from disclint_rules.s102_section_order import SectionOrder
    from disclint_rules.s103_section_heading import SectionHeading
    from disclint_rules.s104_extra_section import ExtraSection
    from disclint_rules.s105_duplicate_section import DuplicateSection
    from disclint_rules.s106_empty_section import EmptySection
    from disclint_rules.s107_missing_title import MissingTitle
    from disclint_rules.s108_title_wording import TitleWording
    from disclint_rules.s109_lead_parts import LeadParts
    from disclint_rules.s114_form_year import FormYear
    from disclint_rules.t201_missing_table import MissingTable
    from disclint_rules.t202_table_header import TableHeader
    from disclint_rules.t203_table_row import TableRow
    from disclint_rules.t299_unreadable_table import UnreadableTable

    return [
        RequestsBalance,
        ResultsTotal,
        ApplicantsTotal,
        OutcomesTotal,
        BlankCell,
        Placeholder,
        FractionalCount,
        NegativeValue,
        UnitInCell,
        NumberStyle,
        FieldResidue,
        YearMismatch,
        StatisticsPeriod,
        SignatureDate,
        NotAReport,
        MissingSection,
        SectionOrder,
        SectionHeading,
        ExtraSection,
        DuplicateSection,
        EmptySection,
        MissingTitle,
        TitleWording,
        LeadParts,
        FormYear,
        MissingTable,
        TableHeader,
        TableRow,
        UnreadableTable,
    ]
