"""The API of needs, offers and the catalogue; a module per noun."""
