"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.beside_tasks import CheckViewSet, CommentViewSet, LabelViewSet, TaskFileViewSet
from projects.api.plan import ActivityViewSet, ResultViewSet
from projects.api.projects import ProjectViewSet
from projects.api.tasks import TaskViewSet
from projects.views import projects, task_files

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

# Each noun has two lists of its own above, which are named here.
pages = [*project_pages, *task_pages]
api = [*project_calls, *plan_calls, *task_calls]
