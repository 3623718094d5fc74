"""The same report as each program would write it, with true merged cells."""
