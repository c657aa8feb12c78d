"""Who sees joint projects, and who may do what in them; a module per noun."""

from projects.permissions.projects import can_create_project as can_create_project
from projects.permissions.projects import can_edit_project as can_edit_project
from projects.permissions.seen import can_lead as can_lead
from projects.permissions.seen import can_see as can_see
from projects.permissions.seen import can_speak as can_speak
from projects.permissions.seen import can_work as can_work
from projects.permissions.seen import grant as grant
from projects.permissions.seen import holds as holds
from projects.permissions.seen import partner_of as partner_of
from projects.permissions.seen import projects_for as projects_for
from projects.permissions.seen import public_projects as public_projects
from projects.permissions.seen import revoke as revoke
from projects.permissions.seen import streams_for as streams_for
