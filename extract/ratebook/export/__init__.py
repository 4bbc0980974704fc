"""Records and answers in other people's formats, digits and evidence kept."""
