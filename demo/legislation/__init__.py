"""The laws of the demo: an invented statute with what was issued after it, and two rounds on how it should change."""
