"""The plan: goals, outputs and activities."""

from journal.addresses import call, page
from projects.api.plan import ActivityViewSet, ResultViewSet
from projects.views import plan

pages = [
    page("projects/<int:pk>/plan/", plan.plan),
    page("activities/<int:pk>/tasks/", plan.activity_tasks),
    page("projects/<int:pk>/loose-tasks/", plan.loose_tasks),
    page("projects/<int:pk>/results/new/", plan.create_result),
    page("results/<int:pk>/edit/", plan.edit_result),
    page("results/<int:pk>/place/", plan.place_result),
    page("results/<int:pk>/delete/", plan.delete_result),
    page("projects/<int:pk>/activities/new/", plan.create_activity),
    page("activities/<int:pk>/edit/", plan.edit_activity),
    page("activities/<int:pk>/place/", plan.place_activity),
    page("activities/<int:pk>/delete/", plan.delete_activity),
]
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
