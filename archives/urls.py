from archives import views
from archives.api import ArchiveViewSet
from journal.addresses import call, page

app_name = "archives"

pages = [
    page("settings/archives/", views.archives),
    page("settings/archives/mine/", views.ask_own_archive),
    page("rooms/<int:pk>/archive/", views.ask_archive),
    page("archives/<int:pk>/", views.archive),
    page("archives/<int:pk>/download/", views.download_archive),
    page("archives/<int:pk>/forget/", views.forget_archive),
]

api = [
    call("archives/", "api_archives", ArchiveViewSet, get="list", post="create"),
    call("archives/<int:pk>/", "api_archive", ArchiveViewSet, get="retrieve", delete="destroy"),
    call("archives/<int:pk>/download/", "api_archive_file", ArchiveViewSet, get="download"),
]
