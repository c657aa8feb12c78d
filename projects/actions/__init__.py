"""The verbs of joint projects; a module per noun."""

from projects.actions.activities import create_activity, delete_activity, edit_activity, place_activity
from projects.actions.projects import create_project, edit_project
from projects.actions.results import create_result, delete_result, edit_result, place_result
from projects.actions.tasks import create_task, delete_task, edit_task, restore_task
