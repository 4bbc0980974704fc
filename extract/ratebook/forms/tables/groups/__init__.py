"""Groups: what is printed once and meant for the rows below, and what closes them."""
