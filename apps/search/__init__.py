"""Finding any record; knows none of them."""
