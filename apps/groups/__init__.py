"""The bodies of the Bali Process, who sits on them, and what they report of their work."""
