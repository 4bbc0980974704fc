"""From a price and the words around it to a charge."""
