"""Rate lines: one line, or a run of lines, that prints prices."""
