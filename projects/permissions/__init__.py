"""Who sees joint projects, and who may do what in them; a module per noun."""

from projects.permissions.board import (
    can_create_column,
    can_delete_column,
    can_edit_column,
    can_move_column,
    can_move_task,
    columns_for,
)
from projects.permissions.guests import can_enter_project_room, can_take_in_guest, can_take_out_guest
from projects.permissions.partners import (
    can_accept_lead,
    can_accept_partnership,
    can_change_partner,
    can_decline_lead,
    can_decline_partnership,
    can_end_partnership,
    can_invite_partner,
    can_leave_project,
    can_offer_lead,
    can_revoke_invitation,
    can_withdraw_lead_offer,
    is_signing,
    partnerships_for,
)
from projects.permissions.projects import can_create_project, can_edit_project, can_read_project, can_set_project_status
from projects.permissions.seen import (
    can_lead,
    can_see,
    can_speak,
    can_work,
    grant,
    holds,
    partner_of,
    projects_for,
    public_projects,
    revoke,
    seers_among,
    streams_for,
)
from projects.permissions.tasks import (
    can_create_task,
    can_delete_task,
    can_edit_task,
    can_restore_task,
    deleted_tasks_for,
    tasks_for,
)
