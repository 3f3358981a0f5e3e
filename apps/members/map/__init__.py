"""The map of members: shapes made once from Natural Earth, drawn anew for each day."""
