"""What is read of joint projects; a module per noun."""

from projects.queries.board import Asked, board, columns, more_cards
from projects.queries.kinds import facts
from projects.queries.overview import overview
from projects.queries.partners import (
    guests_of,
    partners_of,
    partnership,
    partnerships_asked,
    told_partners,
    waiting_invitations,
)
from projects.queries.projects import lead_of, listed, project_facts, projects_asked, seen_project, standing_partners
from projects.queries.tasks import is_late, task_facts, with_marks
