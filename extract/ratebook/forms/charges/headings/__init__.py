"""Headings of a charge sheet, and what they lend to the prices below."""
