"""Meetings of Bali Process bodies, and dated events that are no meeting."""
