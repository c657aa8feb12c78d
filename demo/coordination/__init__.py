"""The coordination forums of the demo: one that was held and what became of it, one that is about to open."""
