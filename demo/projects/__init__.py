"""The joint projects of the demo: who is in, what they plan, what they cost, who gives what, and what they reached."""
