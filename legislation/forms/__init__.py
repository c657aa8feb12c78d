"""The shape of what comes in by pages; a module per noun."""
