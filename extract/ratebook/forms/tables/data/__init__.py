"""From rows to data, draft records and relations."""
