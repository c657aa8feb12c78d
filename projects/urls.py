"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.board import BoardViewSet, ColumnViewSet, MoveViewSet
from projects.api.documents import DocumentsViewSet, DocumentViewSet, FoldersViewSet, FolderViewSet
from projects.api.projects import ProjectViewSet
from projects.api.timeline import DependencyViewSet, FeedViewSet, TimelineViewSet
from projects.views import calendars, documents, projects, timeline

# A project as a whole.
project_pages = [
    page("projects/", projects.projects),
    page("projects/new/", projects.create_project),
    page("projects/<int:pk>/", projects.project),
    page("projects/<int:pk>/edit/", projects.edit_project),
]
project_calls = [
    call("projects/", "api_projects", ProjectViewSet, get="list", post="create"),
    call("projects/<int:pk>/", "api_project", ProjectViewSet, get="retrieve", patch="partial_update"),
]

# Its time: the chart, other days, what waits for what.
timeline_pages = [
    page("projects/<int:pk>/timeline/", timeline.timeline),
    page("tasks/<int:pk>/replan/", timeline.replan_tasks),
    page("tasks/<int:pk>/dependencies/", timeline.dependencies),
    page("dependencies/<int:pk>/edit/", timeline.edit_dependency),
    page("dependencies/<int:pk>/remove/", timeline.remove_dependency),
    page("projects/<int:pk>/calendar/", calendars.calendar),
    page("projects/<int:pk>/feeds/", calendars.feeds),
    page("projects/<int:pk>/feeds/new/", calendars.create_feed_key),
    page("feed-keys/<int:pk>/revoke/", calendars.revoke_feed_key),
    page("feeds/<str:secret>.ics", calendars.feed),
]
timeline_calls = [
    call("projects/<int:pk>/timeline/", "api_timeline", TimelineViewSet, get="retrieve"),
    call("projects/<int:pk>/replan/", "api_replan", TimelineViewSet, get="preview", post="replan"),
    call("projects/<int:pk>/dependencies/", "api_dependencies", DependencyViewSet, get="list", put="add"),
    call("projects/<int:pk>/feed/", "api_project_feed", FeedViewSet, put="renew", delete="destroy"),
    call("me/feed/", "api_my_feed", FeedViewSet, put="renew", delete="destroy"),
    call("dependencies/<int:pk>/", "api_dependency", DependencyViewSet, patch="partial_update", delete="destroy"),
]

# The board.
board_calls = [
    call("projects/<int:pk>/board/", "api_board", BoardViewSet, get="retrieve"),
    call("projects/<int:pk>/columns/", "api_columns", BoardViewSet, post="create_column"),
    call("columns/<int:pk>/", "api_column", ColumnViewSet, patch="partial_update", delete="destroy"),
    call("columns/<int:pk>/place/", "api_column_place", ColumnViewSet, put="place"),
    call("columns/<int:pk>/tasks/", "api_column_tasks", ColumnViewSet, get="cards"),
    call("tasks/<int:pk>/moves/", "api_moves", MoveViewSet, post="create"),
]

# What is kept: folders and files.
document_pages = [
    page("projects/<int:pk>/documents/", documents.documents),
    page("projects/<int:pk>/documents/new/", documents.add_document),
    page("projects/<int:pk>/documents/deleted/", documents.deleted_documents),
    page("projects/<int:pk>/folders/new/", documents.create_folder),
    page("folders/<int:pk>/rename/", documents.rename_folder),
    page("folders/<int:pk>/delete/", documents.delete_folder),
    page("documents/<int:pk>/", documents.document),
    page("documents/<int:pk>/edit/", documents.edit_document),
    page("documents/<int:pk>/delete/", documents.delete_document),
    page("documents/<int:pk>/restore/", documents.restore_document),
    page("documents/<int:pk>/versions/new/", documents.add_version),
    page("documents/<int:pk>/versions/<int:number>/", documents.document_version),
]
document_calls = [
    call("projects/<int:pk>/documents/", "api_documents", DocumentsViewSet, get="list", post="create"),
    call("projects/<int:pk>/folders/", "api_folders", FoldersViewSet, get="list", post="create"),
    call("folders/<int:pk>/", "api_folder", FolderViewSet, patch="partial_update", delete="destroy"),
    call(
        "documents/<int:pk>/",
        "api_document",
        DocumentViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("documents/<int:pk>/versions/", "api_document_versions", DocumentViewSet, post="add_version"),
    call("documents/<int:pk>/restore/", "api_document_restore", DocumentViewSet, post="restore"),
    call("documents/<int:pk>/readings/", "api_document_readings", DocumentViewSet, get="readings"),
]

# Each noun has two lists of its own above, which are named here.
pages = [
    *project_pages,
    *timeline_pages,
    *document_pages,
]
api = [
    *project_calls,
    *board_calls,
    *timeline_calls,
    *document_calls,
]
