"""Printed formulas with their variables."""
