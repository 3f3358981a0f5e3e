"""The map of members as SVG: outlines built once from Natural Earth, drawn for a day."""
