"""The verbs of coordination; a module per noun."""

from coordination.actions.forums import create_forum, edit_forum
from coordination.actions.links import link_recommendation, unlink_recommendation
from coordination.actions.milestones import add_milestone, edit_milestone, withdraw_milestone
from coordination.actions.moves import (
    begin_recommendation,
    block_recommendation,
    reopen_recommendation,
    resume_recommendation,
)
from coordination.actions.recommendations import (
    adopt_recommendation,
    create_recommendation,
    discard_recommendation,
    drop_recommendation,
    edit_recommendation,
)
from coordination.actions.responsibilities import (
    accept_responsibility,
    ask_responsibility,
    decline_responsibility,
    end_responsibility,
    name_focal_point,
    withdraw_responsibility,
)
