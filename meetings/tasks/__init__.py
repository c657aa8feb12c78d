"""What the clock wakes of meetings; a module per noun."""
