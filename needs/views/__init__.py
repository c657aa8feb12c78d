"""The pages of needs, offers and pledges; a module per noun."""
