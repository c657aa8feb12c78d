"""Where the pages and the calls of joint projects stand; a module per noun."""

from projects.urls import board, documents, notes, partners, plan, projects, publishing, tasks, timeline

pages = [
    *documents.pages,
    *notes.pages,
    *partners.pages,
    *projects.pages,
    *publishing.pages,
    *tasks.pages,
    *timeline.pages,
]
api = [
    *board.calls,
    *documents.calls,
    *partners.calls,
    *plan.calls,
    *projects.calls,
    *publishing.calls,
    *tasks.calls,
    *timeline.calls,
]
