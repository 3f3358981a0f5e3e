"""How days and moments are written where a page does not say it itself."""
