"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.projects import ProjectViewSet
from projects.views import notes, projects

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

# Notes written together.
note_pages = [
    page("projects/<int:pk>/notes/new/", notes.create_note),
    page("notes/<int:pk>/", notes.note),
    page("notes/<int:pk>/rename/", notes.rename_note),
]

# Each noun has two lists of its own above, which are named here.
pages = [*project_pages, *note_pages]
api = [*project_calls]
