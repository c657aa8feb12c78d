"""What the clock wakes in joint projects; a module per noun."""
