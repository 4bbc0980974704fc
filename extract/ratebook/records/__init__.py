"""Records and the evidence beside every value."""
