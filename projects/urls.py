"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.projects import ProjectViewSet
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

# Each noun has two lists of its own above, which are named here.
pages = [*project_pages, *timeline_pages]
api = [*project_calls]
