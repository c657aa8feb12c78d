"""Read shapes of coordination."""

from coordination.queries.chain import (
    address_of_entry,
    came_of,
    chain_of,
    minutes_of_task,
    origin_shown,
    recommendations_made_in,
    recommendations_made_of,
    tasks_made_of_entry,
)
from coordination.queries.delegations import (
    Sent,
    badge_people,
    chosen_to_invite,
    counts_of,
    delegation_by_letter,
    delegation_facts,
    delegations_of,
    organizations_to_invite,
    own_delegations,
    seen_delegate,
    seen_delegation,
    shown_delegations,
    waiting_delegations,
    with_delegates,
    with_forum,
)
from coordination.queries.desk import desk_facts, desk_people
from coordination.queries.follow_up import (
    asked_of,
    drafts_of,
    evidence_facts,
    listed_updates,
    obligations,
    seen_update,
    update_facts,
    updates_of,
    waiting_for,
)
from coordination.queries.forums import (
    following_forums,
    forum_facts,
    forums_asked,
    listed_forums,
    seen_forum,
)
from coordination.queries.kinds import facts
from coordination.queries.programme import (
    calendar_items,
    forum_feed_key,
    own_forum_feed_key,
    programme_days,
    programme_sessions,
    shows_programme,
)
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
