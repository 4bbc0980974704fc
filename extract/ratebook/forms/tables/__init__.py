"""The table engine: headings, rows, groups, damage, records and relations from TOML forms."""
