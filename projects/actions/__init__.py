"""The verbs of joint projects; a module per noun."""

from projects.actions.dependencies import add_dependency, edit_dependency, remove_dependency
from projects.actions.projects import create_project, edit_project
from projects.actions.replans import replan_tasks
from projects.actions.tasks import create_task, delete_task, edit_task, restore_task
