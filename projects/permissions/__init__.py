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
