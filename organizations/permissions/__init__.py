"""Who may see organisations and their people, and who may do what for them; a module per noun.

A role counts only for the organisation one speaks for: `role_of(actor, organization)` is None for an actor who chose
another. What only an organisation can say (verifying, taking in a member) is said by a convener's manager or signatory.
"""

from organizations.permissions.applications import (
    can_accept_application,
    can_apply,
    can_decide,
    can_refuse_application,
)
from organizations.permissions.bots import (
    RUNNING_BOT,
    bot_of,
)
from organizations.permissions.groups import (
    group_of,
    move_to_group,
)
from organizations.permissions.lost_keys import (
    can_ask_factor_removal,
    can_confirm_factor_removal,
    can_hand_out_reset_link,
    can_use_reset_link,
    looks_after,
    may_set_people,
)
from organizations.permissions.organizations import (
    can_affiliate,
    can_change_kind,
    can_close_organization,
    can_create_organization,
    can_end_affiliation,
    can_import_organizations,
    can_import_over,
    can_restore_organization,
    can_set_logo,
    can_suspend_organization,
    can_update_identity,
    can_update_organization,
    can_verify_organization,
    is_convener_of,
    is_filling_in,
    is_theirs_to_verify,
    is_verifier,
)
from organizations.permissions.people import (
    can_accept_invitation,
    can_change_role,
    can_create_invitation,
    can_end_membership,
    can_revoke_invitation,
    can_start_membership,
    may_invite_first,
    may_set,
    stands_behind,
)
from organizations.permissions.roles import (
    CONVENING,
    MANAGING,
    RANKS,
    RUNNING,
    SPEAKING,
    WEIGHTY,
    asked_once,
    is_convening,
    is_managing,
    is_member,
    is_verified_person,
    rank,
    role_in,
    role_of,
    running_memberships,
)
from organizations.permissions.seen import (
    applications_for,
    conveners_of,
    desk_streams_for,
    factor_removals_for,
    invitations_for,
    managed_by,
    memberships_for,
    organizations_for,
    streams_for,
)
