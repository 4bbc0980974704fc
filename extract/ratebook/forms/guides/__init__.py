"""Guides: utility facts, access methods and the rates a guide claims."""
