"""Read shapes of coordination."""

from coordination.queries.delegations import (
    Sent,
    chosen_to_invite,
    counts_of,
    delegation_by_letter,
    delegation_facts,
    delegations_of,
    organizations_to_invite,
    own_delegations,
    seen_delegate,
    seen_delegation,
    waiting_delegations,
    with_delegates,
    with_forum,
)
from coordination.queries.forums import (
    following_forums,
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
