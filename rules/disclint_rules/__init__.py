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
    from disclint_rules.b405_documents_stock import DocumentsStock
    from disclint_rules.b406_total_disclosed import TotalDisclosed
    from disclint_rules.b407_items_negative import ItemsNegative
    from disclint_rules.c301_blank_cell import BlankCell
    from disclint_rules.c302_placeholder import Placeholder
    from disclint_rules.c303_fractional_count import FractionalCount
    from disclint_rules.c304_negative_value import NegativeValue
    from disclint_rules.c305_unit_in_cell import UnitInCell
    from disclint_rules.c306_number_style import NumberStyle
    from disclint_rules.c307_amount_unit import AmountUnit
    from disclint_rules.c309_field_residue import FieldResidue
    from disclint_rules.c310_cell_note import CellNote
    from disclint_rules.c311_hidden_text import HiddenText
    from disclint_rules.c312_unaccepted_revisions import UnacceptedRevisions
    from disclint_rules.c313_comments_left import CommentsLeft
    from disclint_rules.c314_undecodable_text import UndecodableText
    from disclint_rules.d801_year_mismatch import YearMismatch
    from disclint_rules.d802_statistics_period import StatisticsPeriod
    from disclint_rules.d803_missing_signature import MissingSignature
    from disclint_rules.d804_late_publication import LatePublication
    from disclint_rules.d805_signature_date import SignatureDate
    from disclint_rules.d806_outdated_citation import OutdatedCitation
    from disclint_rules.d807_document_number_brackets import DocumentNumberBrackets
    from disclint_rules.f601_fee_statement import FeeStatement
    from disclint_rules.f602_unpaid_fee import UnpaidFee
    from disclint_rules.f603_fee_parts import FeeParts
    from disclint_rules.f604_fee_table import FeeTable
    from disclint_rules.l901_repeated_word import RepeatedWord
    from disclint_rules.l902_known_slip import KnownSlip
    from disclint_rules.l903_half_width_punctuation import HalfWidthPunctuation
    from disclint_rules.l904_stray_space import StraySpace
    from disclint_rules.l905_self_names import SelfNames
    from disclint_rules.l906_other_organ import OtherOrgan
    from disclint_rules.l907_dangling_colon import DanglingColon
    from disclint_rules.l908_no_facts import NoFacts
    from disclint_rules.l909_item_numbers import ItemNumbers
    from disclint_rules.l911_personal_data import PersonalData
    from disclint_rules.n001_direct_litigation import DirectLitigation
    from disclint_rules.n002_joint_defendant import JointDefendant
    from disclint_rules.r901_rule_making_power import RuleMakingPower
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
    from disclint_rules.s110_five_aspects import FiveAspects
    from disclint_rules.s111_government_duties import GovernmentDuties
    from disclint_rules.s112_problems_improvements import ProblemsImprovements
    from disclint_rules.s113_empty_other_matters import EmptyOtherMatters
    from disclint_rules.s114_form_year import FormYear
    from disclint_rules.s115_locked_file import LockedFile
    from disclint_rules.s116_scanned_file import ScannedFile
    from disclint_rules.s117_garbled_text import GarbledText
    from disclint_rules.s118_linked_report import LinkedReport
    from disclint_rules.t201_missing_table import MissingTable
    from disclint_rules.t202_table_header import TableHeader
    from disclint_rules.t203_table_row import TableRow
    from disclint_rules.t204_merged_cells import MergedCells
    from disclint_rules.t205_table_corner import TableCorner
    from disclint_rules.t206_table_picture import TablePicture
    from disclint_rules.t207_fee_unit import FeeUnit
    from disclint_rules.t299_unreadable_table import UnreadableTable
    from disclint_rules.x501_requests_prose import RequestsProse
    from disclint_rules.x502_results_prose import ResultsProse
    from disclint_rules.x503_disputes_prose import DisputesProse
    from disclint_rules.x504_none_but_some import NoneButSome
    from disclint_rules.x505_documents_prose import DocumentsProse
    from disclint_rules.x507_parts_total import PartsTotal
    from disclint_rules.x508_share import WrongShare
    from disclint_rules.x510_prose_balance import ProseBalance
    from disclint_rules.x511_all_done import AllDone
    from disclint_rules.x512_applicants_prose import ApplicantsProse

    return [
        RequestsBalance,
        ResultsTotal,
        ApplicantsTotal,
        OutcomesTotal,
        DocumentsStock,
        TotalDisclosed,
        ItemsNegative,
        BlankCell,
        Placeholder,
        FractionalCount,
        NegativeValue,
        UnitInCell,
        NumberStyle,
        AmountUnit,
        FieldResidue,
        CellNote,
        HiddenText,
        UnacceptedRevisions,
        CommentsLeft,
        UndecodableText,
        YearMismatch,
        StatisticsPeriod,
        MissingSignature,
        LatePublication,
        SignatureDate,
        OutdatedCitation,
        DocumentNumberBrackets,
        FeeStatement,
        UnpaidFee,
        FeeParts,
        FeeTable,
        RepeatedWord,
        KnownSlip,
        HalfWidthPunctuation,
        StraySpace,
        SelfNames,
        OtherOrgan,
        DanglingColon,
        NoFacts,
        ItemNumbers,
        PersonalData,
        DirectLitigation,
        JointDefendant,
        RuleMakingPower,
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
        FiveAspects,
        GovernmentDuties,
        ProblemsImprovements,
        EmptyOtherMatters,
        FormYear,
        LockedFile,
        ScannedFile,
        GarbledText,
        LinkedReport,
        MissingTable,
        TableHeader,
        TableRow,
        MergedCells,
        TableCorner,
        TablePicture,
        FeeUnit,
        UnreadableTable,
        RequestsProse,
        ResultsProse,
        DisputesProse,
        NoneButSome,
        DocumentsProse,
        PartsTotal,
        WrongShare,
        ProseBalance,
        AllDone,
        ApplicantsProse,
    ]
