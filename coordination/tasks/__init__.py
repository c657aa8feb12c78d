"""What the clock wakes of coordination; a module per noun."""
