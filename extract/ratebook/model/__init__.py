"""The page model: what a reader saw, before anyone asks what it means."""
