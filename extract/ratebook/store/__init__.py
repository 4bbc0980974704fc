"""The store: every reading ever filed, append-only, with the time it became known."""
