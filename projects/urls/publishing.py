"""What everybody may read, and who chooses it."""

from journal.addresses import call, page
from projects.api.publishing import PhotosViewSet, PhotoViewSet, PublicProjectViewSet, PublishingViewSet
from projects.views import publishing

pages = [
    page("public-projects/", publishing.public_projects),
    page("public-projects/<int:pk>/", publishing.public_project),
    page("projects/<int:pk>/public/", publishing.publish_project),
    page("projects/<int:pk>/public/partner/", publishing.show_partner),
    page("projects/<int:pk>/photos/new/", publishing.add_photo),
    page("project-photos/<int:pk>/", publishing.project_photo),
    page("project-photos/<int:pk>/preview/", publishing.project_photo_preview),
    page("project-photos/<int:pk>/show/", publishing.show_photo),
    page("project-photos/<int:pk>/remove/", publishing.remove_photo),
]
calls = [
    call("public-projects/", "api_public_projects", PublicProjectViewSet, get="list"),
    call("public-projects/<int:pk>/", "api_public_project", PublicProjectViewSet, get="retrieve"),
    call("projects/<int:pk>/public/", "api_project_public", PublishingViewSet, put="publish", delete="unpublish"),
    call("projects/<int:pk>/public/partner/", "api_project_shown", PublishingViewSet, put="show_partner"),
    call("projects/<int:pk>/photos/", "api_project_photos", PhotosViewSet, get="list", post="create"),
    call("project-photos/<int:pk>/", "api_project_photo", PhotoViewSet, patch="partial_update", delete="destroy"),
]
