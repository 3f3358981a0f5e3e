"""Sources, the claims they make about records, and loading of fixtures."""
