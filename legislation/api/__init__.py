"""The calls of legislation; a module per noun."""
