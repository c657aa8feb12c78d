"""The pages of coordination; a module per noun."""
