"""Rules for disclint: the period of the statistics as the local standard of Sichuan has it.

DB51/T 2660—2019, clause 2.1: the period runs from 1 January to 31 December of the year before. The other chapters of
the standard, and 川办便函〔2021〕306号 that reports of the province cite, could not be read and are not checked.
"""

from disclint.api import Rule, hookimpl

from disclint_sichuan.sc001_sichuan_period_absent import SichuanPeriodAbsent
from disclint_sichuan.sc002_sichuan_period import SichuanPeriod

api_version = "1.0"
code_prefix = "SC"

RULES: list[type[Rule]] = [
    SichuanPeriodAbsent,
    SichuanPeriod,
]


@hookimpl
def disclint_rules() -> list[type[Rule]]:
    """All rules of this plugin."""
    return RULES
