from django.urls import re_path

from journal.addresses import page
from organizations import api as calls
from organizations.views import applications, cards, invitations, lost_keys, organizations, people, tables

pages = [
    page("organizations/", organizations.directory),
    page("organizations/create/", organizations.create_organization),
    page("organizations/choose/", organizations.choose_organization),
    page("organizations/import/", tables.import_organizations),
    re_path(r"^organizations/export\.(?P<form>xlsx|csv)$", tables.export_organizations, name="export_organizations"),
    page("organizations/<int:pk>/", organizations.organization),
    page("organizations/<int:pk>/card/", cards.organization_card),
    page("organizations/<int:pk>/edit/", organizations.update_organization),
    page("organizations/<int:pk>/logo/", organizations.logo),
    page("organizations/<int:pk>/members/", people.members),
    page("organizations/<int:pk>/invite/", invitations.create_invitation),
    page("organizations/<int:pk>/verify/", organizations.verify_organization),
    page("organizations/<int:pk>/suspend/", organizations.suspend_organization),
    page("organizations/<int:pk>/restore/", organizations.restore_organization),
    page("organizations/<int:pk>/close/", organizations.close_organization),
    page("organizations/<int:pk>/affiliate/", organizations.affiliate),
    page("affiliations/<int:pk>/end/", organizations.end_affiliation),
    page("memberships/<int:pk>/role/", people.change_role),
    page("memberships/<int:pk>/end/", people.end_membership),
    page("invitations/<int:pk>/revoke/", invitations.revoke_invitation),
    page("people/<int:pk>/card/", cards.person_card),
    page("people/<int:pk>/", people.person),
    page("people/<int:pk>/reset-link/", lost_keys.hand_out_reset_link),
    page("people/<int:pk>/factor-removal/", lost_keys.ask_factor_removal),
    page("factor-removals/<int:pk>/confirm/", lost_keys.confirm_factor_removal),
    page("join/<str:secret>/", invitations.accept_invitation),
    page("reset/<str:secret>/", lost_keys.use_reset_link),
    page("apply/", applications.apply),
    page("apply/status/", applications.application_status),
    page("applications/", applications.applications),
    page("applications/<int:pk>/", applications.application),
    page("applications/<int:pk>/scan/", applications.scan),
    page("applications/<int:pk>/accept/", applications.accept_application),
    page("applications/<int:pk>/refuse/", applications.refuse_application),
]

api = calls.urls
