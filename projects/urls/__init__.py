"""Where the pages and the calls of joint projects stand; a module per noun."""

from projects.urls import board, documents, notes, partners, plan, projects, publishing, tasks

pages = [
    *board.pages,
    *documents.pages,
    *notes.pages,
    *partners.pages,
    *projects.pages,
    *publishing.pages,
    *tasks.pages,
]
api = [
    *board.calls,
    *documents.calls,
    *notes.calls,
    *partners.calls,
    *plan.calls,
    *projects.calls,
    *publishing.calls,
    *tasks.calls,
]
