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

__all__ = [
    "accept_application",
    "accept_invitation",
    "affiliate",
    "apply",
    "ask_factor_removal",
    "change_role",
    "close_organization",
    "confirm_factor_removal",
    "create_invitation",
    "create_organization",
    "end_affiliation",
    "end_membership",
    "hand_out_reset_link",
    "import_organizations",
    "refuse_application",
    "restore_organization",
    "revoke_invitation",
    "set_logo",
    "start_membership",
    "suspend_organization",
    "update_organization",
    "use_reset_link",
    "verify_organization",
]
