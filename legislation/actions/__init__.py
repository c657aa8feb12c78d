"""The verbs of legislation; a module per noun."""
