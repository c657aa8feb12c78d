"""What the clock and the journal wake in legislation."""
