"""Needs, care gaps and offers of the demo: written down in text, put on the board by those who speak for somebody."""
