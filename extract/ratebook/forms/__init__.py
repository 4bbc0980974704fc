"""Forms: which form a page is, and which cell means what."""
