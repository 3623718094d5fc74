"""The grammar of the report and the standard forms, as data. No code but the way to the files."""

from __future__ import annotations

import os

HERE = os.path.dirname(os.path.abspath(__file__))

GRAMMAR = os.path.join(HERE, "report.lark")
FORMS = os.path.join(HERE, "forms")
