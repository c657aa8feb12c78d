"""Tasks, and what lies beside them."""

from journal.addresses import call, page
from projects.api.beside_tasks import CheckViewSet, CommentViewSet, LabelViewSet, TaskFileViewSet
from projects.api.tasks import TaskViewSet
from projects.views import task_files

pages = [
    page("tasks/<int:pk>/files/<int:file_pk>/", task_files.task_file),
    page("tasks/<int:pk>/files/<int:file_pk>/preview/", task_files.task_file_preview),
]
calls = [
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
