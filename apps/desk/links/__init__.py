"""Finding and checking of external links."""
