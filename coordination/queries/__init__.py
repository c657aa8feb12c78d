"""Read shapes of coordination."""

from coordination.queries.chain import (
    address_of_entry,
    came_of,
    chain_of,
    minutes_of_task,
    origin_shown,
    recommendations_made_in,
    recommendations_made_of,
    tasks_made_in_session,
    tasks_made_of_entry,
)
from coordination.queries.committees import (
    Seated,
    committee_facts,
    committees_asked,
    committees_within,
    empty_seats,
    followed_by,
    founding_decision,
    listed_committees,
    listed_seats,
    my_places,
    next_sessions,
    past_sessions,
    seat_facts,
    seats_of,
    seen_committee,
    seen_seat,
    term_facts,
    term_now,
    terms_of,
)
from coordination.queries.dashboard import (
    dashboard_facts,
    seen_by,
)
from coordination.queries.decisions import (
    STATES,
    adoptable_by,
    adopted_by,
    deciding_sessions,
    decision_facts,
    decisions_asked,
    decisions_of,
    entries_seen,
    later_decisions,
    listed_decisions,
    passed_ballots,
    recommendations_from,
    seen_decision,
    standing_decisions,
    stands_otherwise,
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
from coordination.queries.desk import (
    desk_facts,
    desk_people,
)
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
from coordination.queries.kinds import (
    facts,
)
from coordination.queries.outcomes import (
    Verified,
    listed_outcomes,
    minuted_sessions,
    newer_of,
    outcome_facts,
    outcomes_of,
    replaced_among,
    seen_outcome,
    verified,
    verified_facts,
)
from coordination.queries.plan_gaps import (
    Cover,
    Gap,
    Meeting,
    cover_of,
    meetings_of,
    meetings_with,
    open_needs,
    unanswered_needs,
)
from coordination.queries.plans import (
    Part,
    is_intact,
    line_facts,
    lines_of,
    listed_plans,
    parts_of,
    plan_facts,
    plans_of,
    projects_of,
    seen_line,
    seen_plan,
    signature_facts,
)
from coordination.queries.programme import (
    calendar_items,
    forum_feed_key,
    own_forum_feed_key,
    programme_days,
    programme_sessions,
    shows_programme,
)
from coordination.queries.publishing import (
    public_seen,
    public_since,
    shown_forums,
    shown_plans,
)
from coordination.queries.recommendations import (
    ANSWERING,
    LATENESS,
    answering_organizations,
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
from coordination.queries.referrals import (
    listed_referrals,
    referral_facts,
    referrals_at,
    referrals_of,
    seen_referral,
)
from coordination.queries.shown import (
    shown_of_forum,
    shown_of_minutes,
)
from coordination.queries.since import (
    since_facts,
    since_last,
)
from coordination.queries.themes import (
    seen_theme,
    theme_facts,
    themes_of,
)
from coordination.queries.waiting import (
    late_obligations,
    pressing_of,
    reports_at,
    waiting_referrals,
)
