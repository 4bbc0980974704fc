"""Where a table's columns stand, by their headings and by its rows."""
