from django.urls import path, re_path

from organizations import api as calls
from organizations.views import applications, cards, invitations, lost_keys, organizations, people, tables

pages = [
    path("organizations/", organizations.directory, name="directory"),
    path("organizations/create/", organizations.create_organization, name="create_organization"),
    path("organizations/choose/", organizations.choose_organization, name="choose_organization"),
    path("organizations/import/", tables.import_organizations, name="import_organizations"),
    re_path(r"^organizations/export\.(?P<form>xlsx|csv)$", tables.export_organizations, name="export_organizations"),
    path("organizations/<int:pk>/", organizations.organization, name="organization"),
    path("organizations/<int:pk>/card/", cards.organization_card, name="organization_card"),
    path("organizations/<int:pk>/edit/", organizations.update_organization, name="update_organization"),
    path("organizations/<int:pk>/logo/", organizations.logo, name="logo"),
    path("organizations/<int:pk>/members/", people.members, name="members"),
    path("organizations/<int:pk>/invite/", invitations.create_invitation, name="create_invitation"),
    path("organizations/<int:pk>/verify/", organizations.verify_organization, name="verify_organization"),
    path("organizations/<int:pk>/suspend/", organizations.suspend_organization, name="suspend_organization"),
    path("organizations/<int:pk>/restore/", organizations.restore_organization, name="restore_organization"),
    path("organizations/<int:pk>/close/", organizations.close_organization, name="close_organization"),
    path("organizations/<int:pk>/affiliate/", organizations.affiliate, name="affiliate"),
    path("affiliations/<int:pk>/end/", organizations.end_affiliation, name="end_affiliation"),
    path("memberships/<int:pk>/role/", people.change_role, name="change_role"),
    path("memberships/<int:pk>/end/", people.end_membership, name="end_membership"),
    path("invitations/<int:pk>/revoke/", invitations.revoke_invitation, name="revoke_invitation"),
    path("people/<int:pk>/card/", cards.person_card, name="person_card"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/reset-link/", lost_keys.hand_out_reset_link, name="hand_out_reset_link"),
    path("people/<int:pk>/factor-removal/", lost_keys.ask_factor_removal, name="ask_factor_removal"),
    path("factor-removals/<int:pk>/confirm/", lost_keys.confirm_factor_removal, name="confirm_factor_removal"),
    path("join/<str:secret>/", invitations.accept_invitation, name="accept_invitation"),
    path("reset/<str:secret>/", lost_keys.use_reset_link, name="use_reset_link"),
    path("apply/", applications.apply, name="apply"),
    path("apply/status/", applications.application_status, name="application_status"),
    path("applications/", applications.applications, name="applications"),
    path("applications/<int:pk>/", applications.application, name="application"),
    path("applications/<int:pk>/scan/", applications.scan, name="scan"),
    path("applications/<int:pk>/accept/", applications.accept_application, name="accept_application"),
    path("applications/<int:pk>/refuse/", applications.refuse_application, name="refuse_application"),
]

api = calls.urls
