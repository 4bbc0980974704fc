"""The book: revision chains, orders as deltas, and what was in force on a day. No pages, no SQL."""
