"""Read shapes of coordination."""

from coordination.queries.follow_up import (
    asked_of,
    drafts_of,
    evidence_facts,
    obligations,
    seen_update,
    update_facts,
    updates_of,
    waiting_for,
)
from coordination.queries.forums import (
    forum_facts,
    forums_asked,
    listed_forums,
    seen_forum,
)
from coordination.queries.kinds import facts
from coordination.queries.recommendations import (
    ANSWERING,
    LATENESS,
    days_late,
    days_silent,
    late_ones,
    lead_shown,
    links_seen,
    listed_recommendations,
    milestone_facts,
    milestones_of,
    narrowed,
    overdue,
    parts_seen,
    recommendation_facts,
    recommendations_asked,
    recommendations_of,
    responsibilities_of,
    responsibility_facts,
    seen_recommendation,
    silent,
    target_of,
    unanswered,
    with_lateness,
)
