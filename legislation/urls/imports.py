"""Texts on their way in."""

from journal.addresses import call, page
from legislation.api.imports import ImportDoubtViewSet, ImportRowViewSet, ImportViewSet
from legislation.views import imports

pages = [
    page("laws/<int:pk>/texts/", imports.texts),
    page("text-imports/<int:pk>/", imports.text_import),
    page("text-imports/<int:pk>/edit/", imports.edit_import),
    page("text-imports/<int:pk>/rows/", imports.insert_import_row),
    page("text-imports/<int:pk>/publish/", imports.publish_import),
    page("text-imports/<int:pk>/discard/", imports.discard_import),
    page("imported-rows/<int:pk>/edit/", imports.edit_import_row),
    page("imported-rows/<int:pk>/split/", imports.split_import_row),
    page("imported-rows/<int:pk>/merge/", imports.merge_import_row),
    page("imported-rows/<int:pk>/move/", imports.move_import_row),
    page("imported-rows/<int:pk>/delete/", imports.delete_import_row),
    page("import-doubts/<int:pk>/accept/", imports.accept_import_doubt),
    page("import-doubts/<int:pk>/reopen/", imports.reopen_import_doubt),
    page("import-doubts/<int:pk>/mend/", imports.mend_import_doubt),
]
calls = [
    call("laws/<int:pk>/imports/", "api_imports", ImportViewSet, get="list", post="create"),
    call("text-imports/<int:pk>/", "api_import", ImportViewSet, get="retrieve", patch="edit", delete="destroy"),
    call("text-imports/<int:pk>/publish/", "api_import_publish", ImportViewSet, put="publish"),
    call("text-imports/<int:pk>/rows/", "api_import_rows", ImportViewSet, post="insert"),
    call("imported-rows/<int:pk>/", "api_import_row", ImportRowViewSet, patch="partial_update", delete="destroy"),
    call("imported-rows/<int:pk>/split/", "api_import_row_split", ImportRowViewSet, post="split"),
    call("imported-rows/<int:pk>/merge/", "api_import_row_merge", ImportRowViewSet, put="merge"),
    call("imported-rows/<int:pk>/move/", "api_import_row_move", ImportRowViewSet, put="move"),
    call("import-doubts/<int:pk>/", "api_import_doubt", ImportDoubtViewSet, put="accept", delete="reopen"),
    call("import-doubts/<int:pk>/mend/", "api_import_doubt_mend", ImportDoubtViewSet, put="mend"),
]
