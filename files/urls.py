from django.urls import path

from files.api import UploadViewSet

app_name = "files"

api = [
    path("uploads/", UploadViewSet.as_view({"post": "create", "options": "protocol"}), name="api_uploads"),
    path(
        "uploads/<int:pk>/",
        UploadViewSet.as_view({"get": "retrieve", "patch": "partial_update", "delete": "destroy"}),
        name="api_upload",
    ),
]
