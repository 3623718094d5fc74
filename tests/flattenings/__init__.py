"""How the same report looks after each converter and copy-and-paste: flattenings, damage and random reports.

`FLATTENINGS[name].render(report, rng)` gives plain text; with an equal seed it gives equal text. Damage comes as
`REPORT_NOISE` (before flattening) and `TEXT_NOISE` (after, in the order listed when combined: page breaks are found by
the labels, which must not be in traditional script yet, and by `\\n`), both `(what, rng) -> what`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from disclint.testing import SampleReport
from flattenings.cells import aligned, bars, bars_lead, cell_then_bar, glued, lines, spaces, tika
from flattenings.figures import blank_cells, random_report, truth
from flattenings.noise import break_labels, full_width_digits, label_noise
from flattenings.pages import newline_style, page_furniture, site_chrome, traditional
from flattenings.rows import bar_rows, bar_rows_padded, gfm, html_in_md, tabs_grid, tabs_packed, tabs_source

__all__ = [
    "FLATTENINGS",
    "REPORT_NOISE",
    "TEXT_NOISE",
    "Flattening",
    "blank_cells",
    "break_labels",
    "full_width_digits",
    "label_noise",
    "newline_style",
    "page_furniture",
    "random_report",
    "site_chrome",
    "traditional",
    "truth",
]


@dataclass(frozen=True, slots=True)
class Flattening:
    """`keeps_blanks`: a blank cell can still be told from the text, as an empty slot or as a gap."""

    name: str
    render: Callable[[SampleReport, random.Random], str]
    keeps_blanks: bool


FLATTENINGS: dict[str, Flattening] = {
    each.name: each
    for each in (
        Flattening("tabs_grid", tabs_grid, keeps_blanks=True),
        Flattening("tabs_packed", tabs_packed, keeps_blanks=True),
        Flattening("tabs_source", tabs_source, keeps_blanks=True),
        Flattening("tika", tika, keeps_blanks=True),
        Flattening("bars", bars, keeps_blanks=False),
        Flattening("bars_nbsp", partial(bars, nbsp=True), keeps_blanks=True),
        Flattening("bar_rows", bar_rows, keeps_blanks=True),
        Flattening("bar_rows_framed", partial(bar_rows, framed=True), keeps_blanks=True),
        Flattening("bar_rows_padded", bar_rows_padded, keeps_blanks=False),
        Flattening("bars_lead", bars_lead, keeps_blanks=True),
        Flattening("cell_then_bar", cell_then_bar, keeps_blanks=False),
        Flattening("gfm", gfm, keeps_blanks=True),
        Flattening("lines", lines, keeps_blanks=False),
        Flattening("spaces", spaces, keeps_blanks=False),
        Flattening("aligned", aligned, keeps_blanks=True),
        Flattening("glued", glued, keeps_blanks=False),
        Flattening("html_in_md", html_in_md, keeps_blanks=True),
    )
}

REPORT_NOISE: dict[str, Callable[[SampleReport, random.Random], SampleReport]] = {
    "label_noise": partial(label_noise, share=0.15),
    "break_labels": partial(break_labels, share=0.5),
    "full_width_digits": full_width_digits,
}

TEXT_NOISE: dict[str, Callable[[str, random.Random], str]] = {
    "page_furniture": page_furniture,
    "site_chrome": site_chrome,
    "traditional": traditional,
    "newline_style": newline_style,
}
