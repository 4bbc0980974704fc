"""Tables of prices: columns, cells, cuts and halves."""
