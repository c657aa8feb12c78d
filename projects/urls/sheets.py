"""Tables of tasks, and Trello's boards."""

from journal.addresses import call, page
from projects.api.sheets import TaskSheetsViewSet, TaskSheetViewSet
from projects.views import sheets

pages = [
    page("projects/<int:pk>/tasks/sheet/", sheets.task_sheets),
    page("projects/<int:pk>/tasks/export/", sheets.export_task_sheet),
    page("task-sheets/<int:pk>/", sheets.task_sheet),
    page("task-sheets/<int:pk>/start/", sheets.start_task_sheet),
    page("task-sheets/<int:pk>/discard/", sheets.discard_task_sheet),
]
calls = [
    call("projects/<int:pk>/tasks/sheet/", "api_task_sheets", TaskSheetsViewSet, get="export", post="create"),
    call("task-sheets/<int:pk>/", "api_task_sheet", TaskSheetViewSet, get="retrieve", delete="destroy"),
    call("task-sheets/<int:pk>/start/", "api_task_sheet_start", TaskSheetViewSet, post="start"),
]
