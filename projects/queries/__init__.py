"""What is read of joint projects; a module per noun."""

from projects.queries.beside_tasks import (
    FIELDS,
    check_facts,
    checks_of,
    comment_facts,
    comments_of,
    file_facts,
    files_of,
    history_of,
    label_facts,
    partners_in,
    people_by_partner,
    people_in,
    worded,
)
from projects.queries.board import Asked, board, columns, more_cards
from projects.queries.budget import budget_of, expenses_of, spent_by_organization, whole_expenses
from projects.queries.contributions import (
    givings_of,
    ledgers_of,
    one_counted,
    projects_of_pledge,
    whole_contributions,
)
from projects.queries.documents import has_read, readings_of
from projects.queries.indicators import (
    corrected_measurements,
    indicators_of,
    period_to_report,
    periods_of,
    progress_of,
    whole_measurements,
)
from projects.queries.keeping import agreement_of, kept, own_files, own_photos
from projects.queries.kinds import facts
from projects.queries.mentions import mentionables
from projects.queries.mine import mine, my_projects, watched_streams
from projects.queries.notes import (
    note_blocks,
    note_facts,
    note_heads,
    note_remarks,
    note_stretches,
    note_updates,
    note_versions,
    remark_facts,
    version_blocks,
    version_facts,
)
from projects.queries.origins import origin_of_task, tasks_made_in, tasks_made_of, title_in
from projects.queries.overview import overview
from projects.queries.partners import (
    guests_of,
    partners_of,
    partnership,
    partnerships_asked,
    told_partners,
    waiting_invitations,
)
from projects.queries.plan import Part, activity_facts, part_of, plan_of, plan_tasks, result_facts, with_owners
from projects.queries.projects import lead_of, listed, project_facts, projects_asked, seen_project, standing_partners
from projects.queries.tasks import TasksAsked, is_late, one_task, task_facts, tasks_asked, with_marks
from projects.queries.templates import template_facts, templates_asked
