"""Meetings for programs: the same verbs as the pages; a module per noun."""
