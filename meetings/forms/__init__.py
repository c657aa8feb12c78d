"""The shapes of what the pages of meetings send."""
