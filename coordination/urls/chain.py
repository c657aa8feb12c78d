"""The chain of a recommendation, what can become one, and tasks out of minutes."""

from coordination.api.chain import ChainViewSet, EntryTaskViewSet
from coordination.views import chain
from journal.addresses import call, page

pages = [
    page("recommendations/<int:pk>/chain/", chain.chain),
    page("recommendations/of/", chain.choose_body),
    page("minute-entries/<int:pk>/task/", chain.create_task_of_entry),
    page("tasks/<int:pk>/minutes/", chain.task_minutes),
]
calls = [
    call("recommendations/<int:pk>/chain/", "api_recommendation_chain", ChainViewSet, get="retrieve"),
    call("rooms/<int:pk>/recommendations/", "api_room_recommendations", ChainViewSet, get="in_room"),
    call("minute-entries/<int:pk>/tasks/", "api_entry_tasks", EntryTaskViewSet, get="list", post="create"),
]
