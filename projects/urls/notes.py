"""Notes written together."""

from journal.addresses import call, page
from projects.api.notes import (
    NoteCommentsViewSet,
    NoteCommentViewSet,
    NotesViewSet,
    NoteVersionsViewSet,
    NoteVersionViewSet,
    NoteViewSet,
)
from projects.views import note_comments, note_files, note_history, notes

pages = [
    page("projects/<int:pk>/notes/new/", notes.create_note),
    page("notes/<int:pk>/", notes.note),
    page("notes/<int:pk>/rename/", notes.rename_note),
    page("notes/<int:pk>/docx/", note_files.note_docx),
    page("notes/<int:pk>/pdf/", note_files.note_pdf),
    page("notes/<int:pk>/history/", note_history.note_history),
    page("notes/<int:pk>/history/keep/", note_history.keep_note_version),
    page("note-versions/<int:pk>/", note_history.note_version),
    page("note-versions/<int:pk>/restore/", note_history.restore_note_version),
    page("notes/<int:pk>/comments/", note_comments.note_comments),
    page("notes/<int:pk>/comments/new/", note_comments.comment_note),
    page("note-comments/<int:pk>/resolve/", note_comments.resolve_note_comment),
    page("note-comments/<int:pk>/delete/", note_comments.delete_note_comment),
]
calls = [
    call("projects/<int:pk>/notes/", "api_notes", NotesViewSet, get="list", post="create"),
    call("notes/<int:pk>/", "api_note", NoteViewSet, get="retrieve", patch="partial_update"),
    call("notes/<int:pk>/versions/", "api_note_versions", NoteVersionsViewSet, get="list", post="create"),
    call("note-versions/<int:pk>/", "api_note_version", NoteVersionViewSet, get="retrieve"),
    call("note-versions/<int:pk>/restore/", "api_restore_note_version", NoteVersionViewSet, post="restore"),
    call("notes/<int:pk>/comments/", "api_note_comments", NoteCommentsViewSet, get="list", post="create"),
    call(
        "note-comments/<int:pk>/",
        "api_note_comment",
        NoteCommentViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
]
