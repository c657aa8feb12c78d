"""A project as a whole."""

from journal.addresses import call, page
from projects.api.activity import ActivityViewSet
from projects.api.projects import ProjectViewSet
from projects.api.templates import ProjectNeedViewSet, TemplateViewSet
from projects.views import activity, needs, projects, states

pages = [
    page("projects/", projects.projects),
    page("projects/new/", projects.create_project),
    page("projects/<int:pk>/", projects.project),
    page("projects/<int:pk>/edit/", projects.edit_project),
    page("projects/<int:pk>/status/", states.set_project_status),
    page("projects/<int:pk>/activity/", activity.activity),
    page("projects/<int:pk>/read/", activity.read_project),
    page("projects/<int:pk>/card/", projects.project_card),
    page("projects/<int:pk>/template/", needs.save_template),
    page("projects/<int:pk>/needs/<int:need_pk>/unlink/", needs.unlink_need),
    page("project-templates/<int:pk>/withdraw/", needs.withdraw_template),
    page("needs/<int:pk>/projects/", needs.need_projects),
    page("needs/<int:pk>/projects/link/", needs.link_need),
]
calls = [
    call("projects/", "api_projects", ProjectViewSet, get="list", post="create"),
    call("projects/<int:pk>/", "api_project", ProjectViewSet, get="retrieve", patch="partial_update"),
    call("projects/<int:pk>/status/", "api_project_status", ProjectViewSet, put="set_status"),
    call("projects/<int:pk>/read/", "api_project_read", ProjectViewSet, put="read"),
    call("projects/<int:pk>/template/", "api_project_template", TemplateViewSet, put="save"),
    call("projects/<int:pk>/needs/", "api_project_needs", ProjectNeedViewSet, get="list"),
    call("projects/<int:pk>/needs/<int:need_pk>/", "api_project_need", ProjectNeedViewSet, put="link", delete="unlink"),
    call("project-templates/", "api_project_templates", TemplateViewSet, get="list"),
    call("project-templates/<int:pk>/", "api_project_template_row", TemplateViewSet, delete="destroy"),
    call("projects/<int:pk>/activity/", "api_project_activity", ActivityViewSet, get="list"),
]
