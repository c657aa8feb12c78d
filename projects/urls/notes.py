"""Notes written together."""

from journal.addresses import page
from projects.views import notes

pages = [
    page("projects/<int:pk>/notes/new/", notes.create_note),
    page("notes/<int:pk>/", notes.note),
    page("notes/<int:pk>/rename/", notes.rename_note),
]
