from django.urls import path

from archives import api as programs
from archives import views

app_name = "archives"

pages = [
    path("settings/archives/", views.archives, name="archives"),
    path("settings/archives/mine/", views.ask_own_archive, name="ask_own_archive"),
    path("rooms/<int:pk>/archive/", views.ask_archive, name="ask_archive"),
    path("archives/<int:pk>/", views.archive, name="archive"),
    path("archives/<int:pk>/download/", views.download_archive, name="download_archive"),
    path("archives/<int:pk>/forget/", views.forget_archive, name="forget_archive"),
]
api = [
    path("archives/", programs.ArchiveViewSet.as_view({"get": "list", "post": "create"}), name="api_archives"),
    path(
        "archives/<int:pk>/",
        programs.ArchiveViewSet.as_view({"get": "retrieve", "delete": "destroy"}),
        name="api_archive",
    ),
    path("archives/<int:pk>/download/", programs.ArchiveViewSet.as_view({"get": "download"}), name="api_archive_file"),
]
