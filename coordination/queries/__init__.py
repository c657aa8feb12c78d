"""Read shapes of coordination."""

from coordination.queries.forums import (
    forum_facts,
    forums_asked,
    listed_forums,
    seen_forum,
)
from coordination.queries.kinds import facts
from coordination.queries.recommendations import (
    LATENESS,
    days_late,
    days_silent,
    late_ones,
    lead_shown,
    links_of,
    listed_recommendations,
    milestone_facts,
    milestones_of,
    narrowed,
    overdue,
    recommendation_facts,
    recommendations_asked,
    responsibilities_of,
    responsibility_facts,
    seen_recommendation,
    silent,
    unanswered,
    with_lateness,
)
