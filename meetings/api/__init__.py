"""Meetings for programs; a module per noun."""
