"""What the clock or the journal wakes in joint projects; a module per noun."""
