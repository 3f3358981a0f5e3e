"""What takes part in the Bali Process, as what, and since when."""
