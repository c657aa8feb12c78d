"""The verbs of legislation; a module per noun."""

from legislation.actions.amendments import SAID_BY, add_amendment, edit_amendment, place_amendment, remove_amendment
from legislation.actions.announcing import announce_round
from legislation.actions.leaving import take_over_proposal, withdraw_proposal
from legislation.actions.proposals import create_proposal, discard_proposal, edit_proposal
from legislation.actions.round_room import enter_round_room, settle_round_room
from legislation.actions.rounds import (
    archive_round,
    create_round,
    decide_round,
    edit_round,
    freeze_round,
    open_round,
)
from legislation.actions.signing import (
    hand_in_proposal,
    return_proposal,
    show_waiting_proposal,
    submit_proposal,
)
from legislation.actions.sponsors import accept_sponsorship, ask_sponsor, decline_sponsorship, end_sponsorship
from legislation.actions.writers import add_writer, remove_writer
