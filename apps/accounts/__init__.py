"""Who may come in: the second factor, sessions that end, and a log nobody can edit."""
