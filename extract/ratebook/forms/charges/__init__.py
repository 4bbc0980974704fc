"""Charges wherever they are printed."""
