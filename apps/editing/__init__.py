"""Records on the staff pages: forms, edit sessions, proposals, history, transitions."""
