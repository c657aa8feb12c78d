"""A project as a whole."""

from journal.addresses import call, page
from projects.api.activity import ActivityViewSet
from projects.api.projects import ProjectViewSet
from projects.views import activity, projects, states

pages = [
    page("projects/", projects.projects),
    page("projects/new/", projects.create_project),
    page("projects/<int:pk>/", projects.project),
    page("projects/<int:pk>/edit/", projects.edit_project),
    page("projects/<int:pk>/status/", states.set_project_status),
    page("projects/<int:pk>/activity/", activity.activity),
    page("projects/<int:pk>/read/", activity.read_project),
    page("projects/<int:pk>/card/", projects.project_card),
]
calls = [
    call("projects/", "api_projects", ProjectViewSet, get="list", post="create"),
    call("projects/<int:pk>/", "api_project", ProjectViewSet, get="retrieve", patch="partial_update"),
    call("projects/<int:pk>/status/", "api_project_status", ProjectViewSet, put="set_status"),
    call("projects/<int:pk>/read/", "api_project_read", ProjectViewSet, put="read"),
    call("projects/<int:pk>/activity/", "api_project_activity", ActivityViewSet, get="list"),
]
