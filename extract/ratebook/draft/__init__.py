"""Drafts a form for a table that no form knows, and tries forms on a document."""
