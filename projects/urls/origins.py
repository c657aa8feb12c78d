"""Tasks made of messages."""

from journal.addresses import call, page
from projects.api.origins import MessageTaskViewSet
from projects.views import origins

pages = [
    page("tasks/from/<int:message_pk>/", origins.create_task_from_message),
    page("tasks/<int:pk>/origin/", origins.task_origin),
]
calls = [
    call("messages/<int:pk>/task/", "api_message_task", MessageTaskViewSet, get="list", post="create"),
    call("rooms/<int:pk>/tasks/", "api_room_tasks", MessageTaskViewSet, get="in_room"),
]
