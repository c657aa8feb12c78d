"""The verbs of joint projects; a module per noun."""

from projects.actions.projects import create_project as create_project
from projects.actions.projects import edit_project as edit_project
