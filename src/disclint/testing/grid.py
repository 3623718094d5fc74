"""The printed form, as the samples are built from it; it is drawn in `disclint.printed`."""

from disclint.printed import GridCell, PhysicalGrid, printed_grid, printed_rows

__all__ = ["GridCell", "PhysicalGrid", "printed_grid", "printed_rows"]
