"""Its partners and guests."""

from journal.addresses import call, page
from projects.api.kept import KeptViewSet
from projects.api.partners import GuestViewSet, PartnershipViewSet, ProjectPartnerViewSet
from projects.views import answers, guests, kept, partners

pages = [
    page("projects/<int:pk>/partners/", partners.partners),
    page("projects/<int:pk>/partners/invite/", partners.invite_partner),
    page("projects/<int:pk>/leave/", partners.leave_project),
    page("projects/<int:pk>/room/", answers.enter_project_room),
    page("projects/<int:pk>/guests/new/", guests.take_in_guest),
    page("projects/<int:pk>/guests/<int:person_pk>/out/", guests.take_out_guest),
    page("partnerships/<int:pk>/", answers.partnership),
    page("partnerships/<int:pk>/files/<int:version_pk>/", answers.kept_file),
    page("partnerships/<int:pk>/documents/<int:document_pk>/take-down/", kept.take_down_document),
    page("partnerships/<int:pk>/photos/<int:photo_pk>/", kept.kept_photo),
    page("partnerships/<int:pk>/photos/<int:photo_pk>/take-down/", kept.take_down_photo),
    page("partnerships/<int:pk>/accept/", answers.accept_partnership),
    page("partnerships/<int:pk>/decline/", answers.decline_partnership),
    page("partnerships/<int:pk>/revoke/", partners.revoke_invitation),
    page("partnerships/<int:pk>/edit/", partners.change_partner),
    page("partnerships/<int:pk>/end/", partners.end_partnership),
    page("partnerships/<int:pk>/lead/offer/", partners.offer_lead),
    page("partnerships/<int:pk>/lead/withdraw/", partners.withdraw_lead_offer),
    page("partnerships/<int:pk>/lead/accept/", partners.accept_lead),
    page("partnerships/<int:pk>/lead/decline/", partners.decline_lead),
    page("partnerships/<int:pk>/lead/take/", partners.take_lead),
]
calls = [
    call("projects/<int:pk>/partners/", "api_project_partners", ProjectPartnerViewSet, get="list", post="invite"),
    call("projects/<int:pk>/room/", "api_project_room", ProjectPartnerViewSet, put="room"),
    call("projects/<int:pk>/guests/", "api_project_guests", GuestViewSet, get="list"),
    call(
        "projects/<int:pk>/guests/<int:person_pk>/", "api_project_guest", GuestViewSet, put="take_in", delete="take_out"
    ),
    call("partnerships/", "api_partnerships", PartnershipViewSet, get="list"),
    call("partnerships/<int:pk>/", "api_partnership", PartnershipViewSet, get="retrieve", patch="partial_update"),
    call("partnerships/<int:pk>/brought/", "api_brought", KeptViewSet, get="list"),
    call("partnerships/<int:pk>/documents/<int:document_pk>/", "api_brought_document", KeptViewSet, delete="document"),
    call("partnerships/<int:pk>/photos/<int:photo_pk>/", "api_brought_photo", KeptViewSet, delete="photo"),
    call("partnerships/<int:pk>/status/", "api_partnership_status", PartnershipViewSet, put="status"),
    call("partnerships/<int:pk>/lead/", "api_partnership_lead", PartnershipViewSet, put="lead"),
]
