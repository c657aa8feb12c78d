"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.board import BoardViewSet, ColumnViewSet, MoveViewSet
from projects.api.projects import ProjectViewSet
from projects.views import projects

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
board_calls = [
    call("projects/<int:pk>/board/", "api_board", BoardViewSet, get="retrieve"),
    call("projects/<int:pk>/columns/", "api_columns", BoardViewSet, post="create_column"),
    call("columns/<int:pk>/", "api_column", ColumnViewSet, patch="partial_update", delete="destroy"),
    call("columns/<int:pk>/place/", "api_column_place", ColumnViewSet, put="place"),
    call("columns/<int:pk>/tasks/", "api_column_tasks", ColumnViewSet, get="cards"),
    call("tasks/<int:pk>/moves/", "api_moves", MoveViewSet, post="create"),
]

# Each noun has two lists of its own above, which are named here.
pages = [*project_pages]
api = [*project_calls, *board_calls]
