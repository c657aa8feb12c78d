"""Where the pages and the calls of joint projects stand; a module per noun."""

from projects.urls import board, budget, documents, indicators, notes, partners, plan, projects, publishing, tasks

pages = [
    *board.pages,
    *budget.pages,
    *documents.pages,
    *indicators.pages,
    *notes.pages,
    *partners.pages,
    *projects.pages,
    *publishing.pages,
    *tasks.pages,
]
api = [
    *board.calls,
    *budget.calls,
    *documents.calls,
    *indicators.calls,
    *notes.calls,
    *partners.calls,
    *plan.calls,
    *projects.calls,
    *publishing.calls,
    *tasks.calls,
]
