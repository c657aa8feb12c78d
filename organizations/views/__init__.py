"""Pages of organisations, a module per noun."""
