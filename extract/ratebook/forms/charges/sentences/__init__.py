"""Sentences that set a charge."""
