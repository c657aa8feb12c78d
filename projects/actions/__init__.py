"""The verbs of joint projects; a module per noun."""

from projects.actions.board import move_task
from projects.actions.columns import create_column, delete_column, edit_column, move_column
from projects.actions.documents import (
    add_document,
    add_version,
    create_folder,
    delete_document,
    delete_folder,
    edit_document,
    read_document,
    rename_folder,
    restore_document,
)
from projects.actions.guests import take_in_guest, take_out_guest
from projects.actions.lead import accept_lead, decline_lead, offer_lead, withdraw_lead_offer
from projects.actions.leaving import end_partnership, leave_project
from projects.actions.partners import (
    accept_partnership,
    change_partner,
    decline_partnership,
    invite_partner,
    revoke_invitation,
)
from projects.actions.projects import create_project, edit_project
from projects.actions.room import enter_project_room
from projects.actions.states import set_project_status
from projects.actions.tasks import create_task, delete_task, edit_task, restore_task
from projects.actions.visits import read_project
