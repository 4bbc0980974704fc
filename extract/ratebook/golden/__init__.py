"""Golden outputs: what documents must yield, one JSON-lines file a document."""
