"""Coordination for programs; a module per noun."""
