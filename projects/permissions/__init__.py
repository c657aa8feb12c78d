"""Who sees joint projects, and who may do what in them; a module per noun."""

from projects.permissions.beside_tasks import (
    can_add_check,
    can_attach_file,
    can_create_label,
    can_delete_check,
    can_delete_comment,
    can_delete_label,
    can_detach_file,
    can_edit_check,
    can_edit_comment,
    can_edit_label,
    can_post_comment,
    can_preview_task_file,
    can_set_check,
    checks_for,
    comments_for,
    labels_for,
    task_files_for,
)
from projects.permissions.board import (
    can_create_column,
    can_delete_column,
    can_edit_column,
    can_move_column,
    can_move_task,
    columns_for,
)
from projects.permissions.guests import can_enter_project_room, can_take_in_guest, can_take_out_guest
from projects.permissions.needs import can_link_need, can_unlink_need
from projects.permissions.notes import (
    can_comment_note,
    can_create_note,
    can_delete_note_comment,
    can_keep_note_version,
    can_rename_note,
    can_resolve_note_comment,
    can_restore_note_version,
    can_write_note,
    note_comments_for,
    note_versions_for,
    notes_for,
)
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
from projects.permissions.plan import (
    activities_for,
    can_create_activity,
    can_create_result,
    can_delete_activity,
    can_delete_result,
    can_edit_activity,
    can_edit_result,
    can_place_activity,
    can_place_result,
    results_for,
)
from projects.permissions.projects import (
    can_begin_project,
    can_create_project,
    can_edit_project,
    can_read_project,
    can_set_project_status,
)
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
from projects.permissions.templates import can_lay_plan, can_save_template, can_withdraw_template, templates_for
