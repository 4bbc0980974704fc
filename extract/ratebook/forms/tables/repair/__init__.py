"""Regrouping of the words of damaged tables; no word is altered."""
