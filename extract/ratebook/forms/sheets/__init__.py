"""Sheets: head, foot, stamps, dates and names of a tariff sheet."""
