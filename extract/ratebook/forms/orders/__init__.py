"""Orders: caption, paragraphs, citations, dates, appendices and service list."""
