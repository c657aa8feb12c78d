"""The joint projects of the demo: what is planned in them, what they cost, who gives what, and what they reached."""
