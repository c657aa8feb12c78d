"""Who sees forums, committees, decisions, recommendations and plans, and who may do what; a module per noun."""

from coordination.permissions.delegations import (
    can_accept_delegation,
    can_change_delegation,
    can_decline_delegation,
    can_edit_delegate,
    can_invite_delegations,
    can_name_delegate,
    can_replace_delegate,
    can_take_off_delegate,
    can_withdraw_delegation,
    delegates_for,
    delegations_for,
    own_delegations_for,
    speaks_for,
)
from coordination.permissions.forums import (
    can_add_convener,
    can_create_forum,
    can_edit_forum,
    can_remove_convener,
    can_set_forum_status,
)
from coordination.permissions.seen import (
    committees_for,
    decisions_for,
    forums_for,
    plans_for,
    recommendations_for,
    streams_for,
)
