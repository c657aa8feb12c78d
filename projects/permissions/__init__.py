"""Who sees joint projects, and who may do what in them; a module per noun."""

from projects.permissions.board import (
    can_create_column,
    can_delete_column,
    can_edit_column,
    can_move_column,
    can_move_task,
    columns_for,
)
from projects.permissions.projects import can_create_project, can_edit_project
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
from projects.permissions.timeline import (
    can_add_dependency,
    can_create_feed_key,
    can_discard_task_sheet,
    can_edit_dependency,
    can_import_task_sheet,
    can_remove_dependency,
    can_replan_tasks,
    can_revoke_feed_key,
    can_start_task_sheet,
    dependencies_for,
    feed_keys_for,
    task_sheets_for,
)
