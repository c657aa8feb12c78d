"""Needs and offers as tables: which columns, read from other people's files, planned, written."""
