"""The joint projects of the demo."""
