"""The shapes of what the pages of coordination send."""
