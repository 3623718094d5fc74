"""The language server: what `disclint check` finds, while a report is typed.

Two kinds of process. The server talks to the editor and knows pygls; it never reads or judges a report, so nothing in a
report can keep it from answering. A checker, one for each workspace folder, reads and judges and knows no editor; one
that hangs or dies is ended and started anew, which is also how a changed configuration or plugin is taken up. `wire` is
all that both know.
"""
