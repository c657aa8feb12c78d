"""Where the pages and the calls of joint projects stand; a module per noun."""

from projects.urls import (
    board,
    budget,
    documents,
    indicators,
    mine,
    notes,
    origins,
    partners,
    plan,
    projects,
    publishing,
    reports,
    tasks,
)

pages = [
    *board.pages,
    *budget.pages,
    *documents.pages,
    *indicators.pages,
    *mine.pages,
    *notes.pages,
    *origins.pages,
    *partners.pages,
    *plan.pages,
    *projects.pages,
    *publishing.pages,
    *reports.pages,
    *tasks.pages,
]
api = [
    *board.calls,
    *budget.calls,
    *documents.calls,
    *indicators.calls,
    *mine.calls,
    *notes.calls,
    *origins.calls,
    *partners.calls,
    *plan.calls,
    *projects.calls,
    *publishing.calls,
    *reports.calls,
    *tasks.calls,
]
