"""Rows of a table, found line by line, and lines nothing read."""
