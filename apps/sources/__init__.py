"""Where statements come from: sources, and the claims they make about records."""
