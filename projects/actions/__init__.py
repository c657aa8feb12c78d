"""The verbs of joint projects; a module per noun."""

from projects.actions.projects import create_project, edit_project
