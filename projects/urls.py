"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.documents import DocumentsViewSet, DocumentViewSet, FoldersViewSet, FolderViewSet
from projects.api.projects import ProjectViewSet
from projects.api.publishing import PhotosViewSet, PhotoViewSet, PublicProjectViewSet, PublishingViewSet
from projects.views import documents, projects, publishing

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

# What is kept: folders and files.
document_pages = [
    page("projects/<int:pk>/documents/", documents.documents),
    page("projects/<int:pk>/documents/new/", documents.add_document),
    page("projects/<int:pk>/documents/deleted/", documents.deleted_documents),
    page("projects/<int:pk>/folders/new/", documents.create_folder),
    page("folders/<int:pk>/rename/", documents.rename_folder),
    page("folders/<int:pk>/delete/", documents.delete_folder),
    page("documents/<int:pk>/", documents.document),
    page("documents/<int:pk>/edit/", documents.edit_document),
    page("documents/<int:pk>/delete/", documents.delete_document),
    page("documents/<int:pk>/restore/", documents.restore_document),
    page("documents/<int:pk>/versions/new/", documents.add_version),
    page("documents/<int:pk>/versions/<int:number>/", documents.document_version),
]
document_calls = [
    call("projects/<int:pk>/documents/", "api_documents", DocumentsViewSet, get="list", post="create"),
    call("projects/<int:pk>/folders/", "api_folders", FoldersViewSet, get="list", post="create"),
    call("folders/<int:pk>/", "api_folder", FolderViewSet, patch="partial_update", delete="destroy"),
    call(
        "documents/<int:pk>/",
        "api_document",
        DocumentViewSet,
        get="retrieve",
        patch="partial_update",
        delete="destroy",
    ),
    call("documents/<int:pk>/versions/", "api_document_versions", DocumentViewSet, post="add_version"),
    call("documents/<int:pk>/restore/", "api_document_restore", DocumentViewSet, post="restore"),
    call("documents/<int:pk>/readings/", "api_document_readings", DocumentViewSet, get="readings"),
]

# What everybody may read, and who chooses it.
publishing_pages = [
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
publishing_calls = [
    call("public-projects/", "api_public_projects", PublicProjectViewSet, get="list"),
    call("public-projects/<int:pk>/", "api_public_project", PublicProjectViewSet, get="retrieve"),
    call("projects/<int:pk>/public/", "api_project_public", PublishingViewSet, put="publish", delete="unpublish"),
    call("projects/<int:pk>/public/partner/", "api_project_shown", PublishingViewSet, put="show_partner"),
    call("projects/<int:pk>/photos/", "api_project_photos", PhotosViewSet, get="list", post="create"),
    call("project-photos/<int:pk>/", "api_project_photo", PhotoViewSet, patch="partial_update", delete="destroy"),
]

# Each noun has two lists of its own above, which are named here.
pages = [*project_pages, *document_pages, *publishing_pages]
api = [*project_calls, *document_calls, *publishing_calls]
