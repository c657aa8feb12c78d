"""What is read of joint projects; a module per noun."""

from projects.queries.board import Asked, board, columns, more_cards
from projects.queries.kinds import facts
from projects.queries.projects import lead_of, listed, project_facts, projects_asked, seen_project, standing_partners
from projects.queries.tasks import is_late, task_facts, with_marks
