"""What words of charge sheets say: known words, facets, prices, time windows."""
