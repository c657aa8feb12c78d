from files.api import UploadViewSet
from journal.addresses import call

app_name = "files"

api = [
    call("uploads/", "api_uploads", UploadViewSet, post="create", options="protocol"),
    call("uploads/<int:pk>/", "api_upload", UploadViewSet, get="retrieve", patch="partial_update", delete="destroy"),
]
