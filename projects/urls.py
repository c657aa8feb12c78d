"""Where the pages and the calls of joint projects stand."""

from journal.addresses import call, page
from projects.api.activity import ActivityViewSet
from projects.api.board import BoardViewSet, ColumnViewSet, MoveViewSet
from projects.api.documents import DocumentsViewSet, DocumentViewSet, FoldersViewSet, FolderViewSet
from projects.api.partners import GuestViewSet, PartnershipViewSet, ProjectPartnerViewSet
from projects.api.projects import ProjectViewSet
from projects.views import activity, answers, documents, guests, partners, projects, states

# A project as a whole.
project_pages = [
    page("projects/", projects.projects),
    page("projects/new/", projects.create_project),
    page("projects/<int:pk>/", projects.project),
    page("projects/<int:pk>/edit/", projects.edit_project),
    page("projects/<int:pk>/status/", states.set_project_status),
    page("projects/<int:pk>/activity/", activity.activity),
    page("projects/<int:pk>/read/", activity.read_project),
    page("projects/<int:pk>/card/", projects.project_card),
]
project_calls = [
    call("projects/", "api_projects", ProjectViewSet, get="list", post="create"),
    call("projects/<int:pk>/", "api_project", ProjectViewSet, get="retrieve", patch="partial_update"),
    call("projects/<int:pk>/status/", "api_project_status", ProjectViewSet, put="set_status"),
    call("projects/<int:pk>/read/", "api_project_read", ProjectViewSet, put="read"),
    call("projects/<int:pk>/activity/", "api_project_activity", ActivityViewSet, get="list"),
]

# Its partners and guests.
partner_pages = [
    page("projects/<int:pk>/partners/", partners.partners),
    page("projects/<int:pk>/partners/invite/", partners.invite_partner),
    page("projects/<int:pk>/leave/", partners.leave_project),
    page("projects/<int:pk>/room/", answers.enter_project_room),
    page("projects/<int:pk>/guests/new/", guests.take_in_guest),
    page("projects/<int:pk>/guests/<int:person_pk>/out/", guests.take_out_guest),
    page("partnerships/<int:pk>/", answers.partnership),
    page("partnerships/<int:pk>/accept/", answers.accept_partnership),
    page("partnerships/<int:pk>/decline/", answers.decline_partnership),
    page("partnerships/<int:pk>/revoke/", partners.revoke_invitation),
    page("partnerships/<int:pk>/edit/", partners.change_partner),
    page("partnerships/<int:pk>/end/", partners.end_partnership),
    page("partnerships/<int:pk>/lead/offer/", partners.offer_lead),
    page("partnerships/<int:pk>/lead/withdraw/", partners.withdraw_lead_offer),
    page("partnerships/<int:pk>/lead/accept/", partners.accept_lead),
    page("partnerships/<int:pk>/lead/decline/", partners.decline_lead),
]
partner_calls = [
    call("projects/<int:pk>/partners/", "api_project_partners", ProjectPartnerViewSet, get="list", post="invite"),
    call("projects/<int:pk>/room/", "api_project_room", ProjectPartnerViewSet, put="room"),
    call("projects/<int:pk>/guests/", "api_project_guests", GuestViewSet, get="list"),
    call(
        "projects/<int:pk>/guests/<int:person_pk>/", "api_project_guest", GuestViewSet, put="take_in", delete="take_out"
    ),
    call("partnerships/", "api_partnerships", PartnershipViewSet, get="list"),
    call("partnerships/<int:pk>/", "api_partnership", PartnershipViewSet, get="retrieve", patch="partial_update"),
    call("partnerships/<int:pk>/status/", "api_partnership_status", PartnershipViewSet, put="status"),
    call("partnerships/<int:pk>/lead/", "api_partnership_lead", PartnershipViewSet, put="lead"),
]

# The board.
board_calls = [
    call("projects/<int:pk>/board/", "api_board", BoardViewSet, get="retrieve"),
    call("projects/<int:pk>/columns/", "api_columns", BoardViewSet, post="create_column"),
    call("columns/<int:pk>/", "api_column", ColumnViewSet, patch="partial_update", delete="destroy"),
    call("columns/<int:pk>/place/", "api_column_place", ColumnViewSet, put="place"),
    call("columns/<int:pk>/tasks/", "api_column_tasks", ColumnViewSet, get="cards"),
    call("tasks/<int:pk>/moves/", "api_moves", MoveViewSet, post="create"),
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

# Each noun has two lists of its own above, which are named here.
pages = [
    *project_pages,
    *partner_pages,
    *document_pages,
]
api = [
    *project_calls,
    *partner_calls,
    *board_calls,
    *document_calls,
]
