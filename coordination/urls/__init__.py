"""Where the pages and the calls of coordination stand; a module per noun."""

from coordination.urls import (
    committees,
    dashboard,
    decisions,
    delegations,
    follow_up,
    forums,
    plans,
    recommendations,
    sheets,
    themes,
)

pages = [
    *committees.pages,
    *dashboard.pages,
    *decisions.pages,
    *delegations.pages,
    *follow_up.pages,
    *forums.pages,
    *plans.pages,
    *recommendations.pages,
    *sheets.pages,
    *themes.pages,
]
api = [
    *committees.calls,
    *dashboard.calls,
    *decisions.calls,
    *delegations.calls,
    *follow_up.calls,
    *forums.calls,
    *plans.calls,
    *recommendations.calls,
    *sheets.calls,
    *themes.calls,
]
