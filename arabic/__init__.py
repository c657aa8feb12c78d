"""Arabic text, numbers and dates as pure functions: nothing here imports Django."""
