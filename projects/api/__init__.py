"""Joint projects for programs; a module per noun."""
