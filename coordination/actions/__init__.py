"""The verbs of coordination; a module per noun."""

from coordination.actions.conveners import add_convener, remove_convener
from coordination.actions.decisions import HELD, create_decision, revoke_decision
from coordination.actions.delegates import (
    delegation_of,
    edit_delegate,
    name_delegate,
    replace_delegate,
    take_off_delegate,
)
from coordination.actions.delegations import (
    accept_delegation,
    change_delegation,
    decline_delegation,
    invite_delegations,
    withdraw_delegation,
)
from coordination.actions.desk import check_in, check_in_by_code, undo_check_in
from coordination.actions.evidence import add_evidence, preview_evidence, withdraw_evidence
from coordination.actions.feeds import create_forum_feed_key, revoke_forum_feed_key
from coordination.actions.forums import create_forum, edit_forum
from coordination.actions.links import create_project_of_recommendation, link_recommendation, unlink_recommendation
from coordination.actions.milestones import add_milestone, edit_milestone, withdraw_milestone
from coordination.actions.moves import (
    begin_recommendation,
    block_recommendation,
    reopen_recommendation,
    resume_recommendation,
)
from coordination.actions.outcomes import create_outcome, fail_outcome, freeze_outcome, retry_outcome
from coordination.actions.recommendations import (
    adopt_recommendation,
    create_recommendation,
    discard_recommendation,
    drop_recommendation,
    edit_recommendation,
)
from coordination.actions.reminders import remind_of_recommendation
from coordination.actions.responsibilities import (
    accept_responsibility,
    ask_responsibility,
    decline_responsibility,
    end_responsibility,
    name_focal_point,
    withdraw_responsibility,
)
from coordination.actions.states import set_forum_status
from coordination.actions.telling import stream_of
from coordination.actions.updates import create_update, discard_update, edit_update, submit_update
from coordination.actions.verifying import confirm_update, return_update
