"""The plan: goals, outputs and activities."""

from journal.addresses import call
from projects.api.plan import ActivityViewSet, ResultViewSet

calls = [
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
