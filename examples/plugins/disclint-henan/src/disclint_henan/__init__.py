"""Rules for disclint: what Henan province asks of the information processing fee.

The province's notice (published on 4 January 2021) makes the fee an administrative charge and asks that what was
collected be written into the annual report. The fee exists since 1 January 2021 (国办函〔2020〕109号).
"""

from disclint.api import Rule, hookimpl

from disclint_henan.ha001_henan_fee_statement import HenanFeeStatement
from disclint_henan.ha002_henan_fee_in_table import HenanFeeInTable

api_version = "1.0"
code_prefix = "HA"

RULES: list[type[Rule]] = [
    HenanFeeStatement,
    HenanFeeInTable,
]


@hookimpl
def disclint_rules() -> list[type[Rule]]:
    """All rules of this plugin."""
    return RULES
