"""What ratebook knows: forms, jurisdictions and lookups, as data checked when loaded."""
