"""Bodies and mechanisms of the Bali Process, their seats, office-holders and figures."""
