"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.projects import ProjectViewSet
from projects.api.timeline import DependencyViewSet, TimelineViewSet
from projects.views import projects, timeline

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

# Its time: the chart, other days, what waits for what.
timeline_pages = [
    page("projects/<int:pk>/timeline/", timeline.timeline),
    page("tasks/<int:pk>/replan/", timeline.replan_tasks),
    page("tasks/<int:pk>/dependencies/", timeline.dependencies),
    page("dependencies/<int:pk>/edit/", timeline.edit_dependency),
    page("dependencies/<int:pk>/remove/", timeline.remove_dependency),
]
timeline_calls = [
    call("projects/<int:pk>/timeline/", "api_timeline", TimelineViewSet, get="retrieve"),
    call("projects/<int:pk>/replan/", "api_replan", TimelineViewSet, get="preview", post="replan"),
    call("projects/<int:pk>/dependencies/", "api_dependencies", DependencyViewSet, get="list", put="add"),
    call("dependencies/<int:pk>/", "api_dependency", DependencyViewSet, patch="partial_update", delete="destroy"),
]

# Each noun has two lists of its own above, which are named here.
pages = [*project_pages, *timeline_pages]
api = [*project_calls, *timeline_calls]
