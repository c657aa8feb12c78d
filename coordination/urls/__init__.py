"""Where the pages and the calls of coordination stand; a module per noun."""

from coordination.urls import (
    chain,
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
    *chain.pages,
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
    *chain.calls,
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
