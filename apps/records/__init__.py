"""Records: states and transitions, publish checks, versions, roles, addresses."""
