"""The board: its columns, and where tasks stand."""

from journal.addresses import call, page
from projects.api.board import BoardViewSet, ColumnViewSet, MoveViewSet
from projects.views import board

pages = [
    page("projects/<int:pk>/board/", board.board),
    page("projects/<int:pk>/columns/", board.columns),
    page("projects/<int:pk>/columns/new/", board.create_column),
    page("columns/<int:pk>/edit/", board.edit_column),
    page("columns/<int:pk>/move/", board.move_column),
    page("columns/<int:pk>/delete/", board.delete_column),
    page("tasks/<int:pk>/move/", board.move_task),
]
calls = [
    call("projects/<int:pk>/board/", "api_board", BoardViewSet, get="retrieve"),
    call("projects/<int:pk>/columns/", "api_columns", BoardViewSet, post="create_column"),
    call("columns/<int:pk>/", "api_column", ColumnViewSet, patch="partial_update", delete="destroy"),
    call("columns/<int:pk>/place/", "api_column_place", ColumnViewSet, put="place"),
    call("columns/<int:pk>/tasks/", "api_column_tasks", ColumnViewSet, get="cards"),
    call("tasks/<int:pk>/moves/", "api_moves", MoveViewSet, post="create"),
]
