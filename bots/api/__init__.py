"""Bots and webhooks for programs; a module per noun."""
