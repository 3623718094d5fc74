"""The evaluator of equations is the core's, for plugins and rule packs have use of it, too."""

from __future__ import annotations

from disclint.api import EquationRule as EquationRule
from disclint.api import Sum as Sum
from disclint.api import equation_messages as messages
from disclint.api import spell as spell
from disclint.api import sums as sums

__all__ = ["EquationRule", "Sum", "messages", "spell", "sums"]
