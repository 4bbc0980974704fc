"""How noisy readings are, what became of the noise, and whether any of it got through."""
