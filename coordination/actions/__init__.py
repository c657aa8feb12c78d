"""The verbs of coordination; a module per noun."""

from coordination.actions.conveners import add_convener, remove_convener
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
from coordination.actions.forums import create_forum, edit_forum
from coordination.actions.states import set_forum_status
