"""The verbs of organisations, a module per noun."""

from organizations.actions.affiliations import affiliate, end_affiliation
from organizations.actions.applications import accept_application, apply, refuse_application
from organizations.actions.invitations import accept_invitation, create_invitation, revoke_invitation
from organizations.actions.lost_keys import (
    ask_factor_removal,
    confirm_factor_removal,
    hand_out_reset_link,
    use_reset_link,
)
from organizations.actions.memberships import change_role, end_membership, start_membership
from organizations.actions.organizations import (
    close_organization,
    create_organization,
    import_organizations,
    restore_organization,
    set_logo,
    suspend_organization,
    update_organization,
    verify_organization,
)
