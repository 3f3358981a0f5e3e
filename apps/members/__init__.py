"""Members and observers of the Bali Process, and their participation over time."""
