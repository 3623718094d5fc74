"""Sphinx: the guides are Markdown, the reference comes from the docstrings of disclint.api and disclint.testing."""

import os
import sys

sys.path[:0] = [os.path.join(os.path.dirname(__file__), "..", folder) for folder in ("src", "rules", "grammar")]

import decimal  # noqa: E402

import disclint.finding  # noqa: E402
import disclint.rule  # noqa: E402
import disclint.table  # noqa: E402
from disclint import __version__  # noqa: E402
from disclint.api import API_VERSION  # noqa: E402

# names that the code imports for type checking only, and autodoc looks up
vars(disclint.table)["Decimal"] = decimal.Decimal
vars(disclint.finding)["RuleMeta"] = disclint.rule.RuleMeta

project = "disclint"
version = release = __version__
language = "zh_CN"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_enable_extensions = ["substitution"]
myst_heading_anchors = 3
myst_substitutions = {"api_version": API_VERSION}
exclude_patterns = ["_build"]
html_theme = "alabaster"
html_theme_options = {"description": f"disclint.api {API_VERSION}", "fixed_sidebar": True}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
python_use_unqualified_type_names = True
suppress_warnings = ["myst.xref_missing"]  # links out of this folder; the tests follow every link themselves
