"""What the joint projects of the demo cost, who gives what to them, and what they reached."""
