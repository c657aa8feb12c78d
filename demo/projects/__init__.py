"""The joint projects of the demo: their partners, plans, and what they cost and reached."""
