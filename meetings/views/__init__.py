"""The pages of meetings; a module per noun."""
