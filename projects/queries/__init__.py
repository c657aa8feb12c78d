"""What is read of joint projects; a module per noun."""

from projects.queries.kinds import facts as facts
from projects.queries.projects import lead_of as lead_of
from projects.queries.projects import listed as listed
from projects.queries.projects import project_facts as project_facts
from projects.queries.projects import projects_asked as projects_asked
from projects.queries.projects import seen_project as seen_project
from projects.queries.projects import standing_partners as standing_partners
