"""What every record is made of: an address, a state, a history, dates as sources give them."""
