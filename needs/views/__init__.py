"""The pages of needs; a module per noun."""
