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
from projects.actions.note_comments import comment_note, delete_note_comment, resolve_note_comment
from projects.actions.note_history import keep_note_version, restore_note_version
from projects.actions.notes import create_note, rename_note, tidy_note, write_note
from projects.actions.projects import create_project, edit_project
from projects.actions.tasks import create_task, delete_task, edit_task, restore_task
