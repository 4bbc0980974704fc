"""From a printed token to a value: numbers, dates, closed lists, two readers."""
