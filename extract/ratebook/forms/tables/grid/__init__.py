"""Grids: figures told by the keys of their row and column."""
