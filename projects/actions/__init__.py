"""The verbs of joint projects; a module per noun."""

from projects.actions.board import move_task
from projects.actions.columns import create_column, delete_column, edit_column, move_column
from projects.actions.dependencies import add_dependency, edit_dependency, remove_dependency
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
from projects.actions.feeds import create_feed_key, note_feed_read, revoke_feed_key
from projects.actions.projects import create_project, edit_project
from projects.actions.replans import replan_tasks
from projects.actions.tasks import create_task, delete_task, edit_task, restore_task
