"""Needs and offers for programs; a module per noun."""
