"""Records in the admin: forms, edit sessions, proposals, history, transitions."""
