"""The verbs of coordination; a module per noun."""

from coordination.actions.forums import create_forum, edit_forum
