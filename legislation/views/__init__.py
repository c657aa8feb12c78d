"""The pages of legislation; a module per noun."""
