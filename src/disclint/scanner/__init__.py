"""Blocks to tokens: headings, recognition of the tables, alignment of labels, placement of values."""
