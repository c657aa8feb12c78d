"""The joint projects of the demo: who is in, what they plan and cost, who gives what, and what they reached."""
