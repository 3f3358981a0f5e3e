"""Finding links that lead out of the portal, and looking at where they lead."""
