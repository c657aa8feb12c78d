"""Who sees forums, committees, decisions, recommendations and plans, and who may do what; a module per noun."""

from coordination.permissions.forums import can_create_forum, can_edit_forum
from coordination.permissions.seen import (
    committees_for,
    decisions_for,
    forums_for,
    plans_for,
    recommendations_for,
    streams_for,
)
