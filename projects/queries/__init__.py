"""What is read of joint projects; a module per noun."""

from projects.queries.board import Asked, board, columns, more_cards
from projects.queries.budget import budget_of, expenses_of, spent_by_organization, whole_expenses
from projects.queries.contributions import (
    givings_of,
    ledgers_of,
    one_counted,
    projects_of_pledge,
    whole_contributions,
)
from projects.queries.indicators import (
    history_of,
    indicators_of,
    period_to_report,
    periods_of,
    progress_of,
    whole_measurements,
)
from projects.queries.kinds import facts
from projects.queries.projects import lead_of, listed, project_facts, projects_asked, seen_project, standing_partners
from projects.queries.tasks import is_late, task_facts, with_marks
