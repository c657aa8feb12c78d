"""Tasks, and what lies beside them."""

from journal.addresses import call, page
from projects.api.beside_tasks import CheckViewSet, CommentViewSet, LabelViewSet, MentionableViewSet, TaskFileViewSet
from projects.api.tasks import TaskDoneViewSet, TaskViewSet
from projects.views import beside_tasks, task_files, tasks

pages = [
    page("projects/<int:pk>/tasks/new/", tasks.create_task),
    page("projects/<int:pk>/tasks/deleted/", tasks.deleted_tasks),
    page("tasks/<int:pk>/", tasks.task),
    page("tasks/<int:pk>/edit/", tasks.edit_task),
    page("tasks/<int:pk>/complete/", tasks.complete_task),
    page("tasks/<int:pk>/delete/", tasks.delete_task),
    page("tasks/<int:pk>/restore/", tasks.restore_task),
    page("tasks/<int:pk>/checks/new/", beside_tasks.add_check),
    page("checks/<int:pk>/set/", beside_tasks.set_check),
    page("checks/<int:pk>/edit/", beside_tasks.edit_check),
    page("checks/<int:pk>/delete/", beside_tasks.delete_check),
    page("tasks/<int:pk>/comments/new/", beside_tasks.post_comment),
    page("comments/<int:pk>/edit/", beside_tasks.edit_comment),
    page("comments/<int:pk>/delete/", beside_tasks.delete_comment),
    page("tasks/<int:pk>/files/new/", task_files.attach_files),
    page("task-files/<int:pk>/delete/", task_files.detach_file),
    page("projects/<int:pk>/labels/", beside_tasks.labels),
    page("labels/<int:pk>/edit/", beside_tasks.edit_label),
    page("labels/<int:pk>/delete/", beside_tasks.delete_label),
    page("tasks/<int:pk>/files/<int:file_pk>/", task_files.task_file),
    page("tasks/<int:pk>/files/<int:file_pk>/preview/", task_files.task_file_preview),
]
calls = [
    call("projects/<int:pk>/tasks/", "api_tasks", TaskViewSet, get="list", post="create"),
    call("tasks/<int:pk>/", "api_task", TaskViewSet, get="retrieve", patch="partial_update", delete="destroy"),
    call("tasks/<int:pk>/restore/", "api_task_restore", TaskViewSet, post="restore"),
    call("tasks/<int:pk>/done/", "api_task_done", TaskDoneViewSet, put="complete_task", delete="reopen_task"),
    call("tasks/<int:pk>/checks/", "api_checks", CheckViewSet, post="create"),
    call("checks/<int:pk>/", "api_check", CheckViewSet, patch="partial_update", delete="destroy"),
    call("tasks/<int:pk>/comments/", "api_comments", CommentViewSet, get="list", post="create"),
    call("tasks/<int:pk>/mentionables/", "api_task_mentionables", MentionableViewSet, get="list"),
    call("comments/<int:pk>/", "api_comment", CommentViewSet, patch="partial_update", delete="destroy"),
    call("tasks/<int:pk>/files/", "api_task_files", TaskFileViewSet, get="list", post="attach"),
    call("task-files/<int:pk>/", "api_task_file", TaskFileViewSet, delete="destroy"),
    call("projects/<int:pk>/labels/", "api_labels", LabelViewSet, get="list", post="create"),
    call("labels/<int:pk>/", "api_label", LabelViewSet, patch="partial_update", delete="destroy"),
]
