"""Rooms and messages for programs (PROTOCOL 3); a module per noun."""
