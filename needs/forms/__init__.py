"""The shape of what the pages of needs send; a module per noun."""
