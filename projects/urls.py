"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.beside_tasks import CheckViewSet, CommentViewSet, LabelViewSet, TaskFileViewSet
from projects.api.board import BoardViewSet, ColumnViewSet, MoveViewSet
from projects.api.documents import DocumentsViewSet, DocumentViewSet, FoldersViewSet, FolderViewSet
from projects.api.plan import ActivityViewSet, ResultViewSet
from projects.api.projects import ProjectViewSet
from projects.api.tasks import TaskViewSet
from projects.views import board, documents, projects, task_files

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

# The board.
board_pages = [
    page("projects/<int:pk>/board/", board.board),
    page("projects/<int:pk>/columns/", board.columns),
    page("projects/<int:pk>/columns/new/", board.create_column),
    page("columns/<int:pk>/edit/", board.edit_column),
    page("columns/<int:pk>/move/", board.move_column),
    page("columns/<int:pk>/delete/", board.delete_column),
    page("tasks/<int:pk>/move/", board.move_task),
]
board_calls = [
    call("projects/<int:pk>/board/", "api_board", BoardViewSet, get="retrieve"),
    call("projects/<int:pk>/columns/", "api_columns", BoardViewSet, post="create_column"),
    call("columns/<int:pk>/", "api_column", ColumnViewSet, patch="partial_update", delete="destroy"),
    call("columns/<int:pk>/place/", "api_column_place", ColumnViewSet, put="place"),
    call("columns/<int:pk>/tasks/", "api_column_tasks", ColumnViewSet, get="cards"),
    call("tasks/<int:pk>/moves/", "api_moves", MoveViewSet, post="create"),
]

# The plan.
plan_calls = [
    call("projects/<int:pk>/results/", "api_results", ResultViewSet, get="list", post="create"),
    call("results/<int:pk>/", "api_result", ResultViewSet, get="retrieve", patch="partial_update", delete="destroy"),
    call("results/<int:pk>/place/", "api_result_place", ResultViewSet, put="place"),
    call("projects/<int:pk>/activities/", "api_activities", ActivityViewSet, get="list", post="create"),
    call(
        "activities/<int:pk>/",
        "api_activity",
        ActivityViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("activities/<int:pk>/place/", "api_activity_place", ActivityViewSet, put="place"),
]

# Tasks, and what lies beside them.
task_pages = [
    page("tasks/<int:pk>/files/<int:file_pk>/", task_files.task_file),
    page("tasks/<int:pk>/files/<int:file_pk>/preview/", task_files.task_file_preview),
]
task_calls = [
    call("projects/<int:pk>/tasks/", "api_tasks", TaskViewSet, get="list", post="create"),
    call("tasks/<int:pk>/", "api_task", TaskViewSet, get="retrieve", patch="partial_update", delete="destroy"),
    call("tasks/<int:pk>/restore/", "api_task_restore", TaskViewSet, post="restore"),
    call("tasks/<int:pk>/checks/", "api_checks", CheckViewSet, post="create"),
    call("checks/<int:pk>/", "api_check", CheckViewSet, patch="partial_update", delete="destroy"),
    call("tasks/<int:pk>/comments/", "api_comments", CommentViewSet, get="list", post="create"),
    call("comments/<int:pk>/", "api_comment", CommentViewSet, patch="partial_update", delete="destroy"),
    call("tasks/<int:pk>/files/", "api_task_files", TaskFileViewSet, get="list", post="attach"),
    call("task-files/<int:pk>/", "api_task_file", TaskFileViewSet, delete="destroy"),
    call("projects/<int:pk>/labels/", "api_labels", LabelViewSet, get="list", post="create"),
    call("labels/<int:pk>/", "api_label", LabelViewSet, patch="partial_update", delete="destroy"),
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
    *board_pages,
    *document_pages,
    *task_pages,
]
api = [
    *project_calls,
    *board_calls,
    *document_calls,
    *plan_calls,
    *task_calls,
]
