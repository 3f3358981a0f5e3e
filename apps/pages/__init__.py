"""What editors arrange."""
