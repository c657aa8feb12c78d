"""An organisation's people, and a person's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import can_restore_person, can_suspend_person, is_secretariat, people_for
from accounts.queries import contact
from journal.actors import Actor
from journal.forms import attempt
from journal.refusals import require
from organizations import actions, permissions, queries
from organizations.actors import acting_for, actor_of
from organizations.forms import ReasonForm
from organizations.models import Membership, Organization, Role
from organizations.permissions import memberships_for, organizations_for
from organizations.views.answers import back


@login_required
@require_safe
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """The people with their roles, for those who look after them: roles, links, who got a new password."""
    row = get_object_or_404(organizations_for(request.user), pk=pk)
    actor = acting_for(request, row)
    require(permissions.is_member(actor.user, row) or permissions.can_create_invitation(actor, row))
    is_managing = permissions.is_managing(actor, row) or is_secretariat(actor)
    context = {
        "organization": row,
        "people": member_rows(actor, row),
        "invitations": queries.open_invitations(request.user, row, timezone.now()),
        "resets": queries.recent_resets(row) if is_managing else [],
        "can": {"invite": permissions.can_create_invitation(actor, row), "manage": is_managing},
    }
    return render(request, "organizations/members.html", context)


def member_rows(actor: Actor, row: Organization) -> list[dict[str, Any]]:
    """Each running membership with the roles the reader may give it. The reader's own role is asked once."""
    own = 4 if is_secretariat(actor) else permissions.rank(permissions.role_of(actor, row))
    seen = memberships_for(actor.user).filter(organization=row).select_related("person")
    rows = sorted(seen, key=lambda member: (-permissions.rank(member.role), str(member.person), member.pk))
    return [{"membership": member, **choices(own, actor, member)} for member in rows]


def choices(own: int, actor: Actor, member: Membership) -> dict[str, Any]:
    is_own = member.person_id == actor.person_id
    may_set = own >= permissions.rank(Role.MANAGER) and own >= permissions.rank(member.role)
    roles = [(role, label) for role, label in Role.choices if permissions.rank(role) <= own]
    return {"roles": roles if may_set else [], "can_end": may_set or is_own, "is_own": is_own}


@login_required
@require_POST
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(memberships_for(request.user).select_related("person", "organization"), pk=pk)
    actor, role = acting_for(request, row.organization), request.POST.get("role", "")
    attempt(request, lambda: actions.change_role(actor=actor, membership=row, role=role), _("The role has changed."))
    return back(request, "members", row.organization_id)


@login_required
@require_POST
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(memberships_for(request.user).select_related("person", "organization"), pk=pk)
    actor = acting_for(request, row.organization)
    is_own = row.person_id == actor.person_id
    done = attempt(request, lambda: actions.end_membership(actor=actor, membership=row))
    if done:
        messages.success(request, _("You have left.") if is_own else _("The membership has ended."))
    return back(request, "organization" if is_own and done else "members", row.organization_id)


@login_required
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """A person with the organisations they speak for, and what may be done for their account."""
    row = get_object_or_404(people_for(request.user), pk=pk)
    actor = helping(actor_of(request), row)
    of_secretariat = is_secretariat(request.user)
    context = {
        "person": row,
        "memberships": queries.memberships_of(request.user, row),
        "contact": contact(actor.user, row),
        "resets": queries.resets_of(row) if of_secretariat or row.pk == actor.person_id else [],
        "removals": permissions.factor_removals_for(request.user).filter(person=row, confirmed_at__isnull=True),
        "reason_form": ReasonForm(),
        "can": {
            "reset": permissions.can_hand_out_reset_link(actor, row),
            "ask_removal": permissions.can_ask_factor_removal(actor, row),
            "suspend": row.is_active and can_suspend_person(actor, row),
            "restore": not row.is_active and can_restore_person(actor, row),
            "talk": row.is_active and row.pk != actor.person_id,
        },
    }
    return render(request, "organizations/person.html", context)


def helping(actor: Actor, person: User) -> Actor:
    """Whoever looks after a person acts for the organisation they have in common, whatever is chosen in the shell."""
    if not actor.is_person or permissions.can_hand_out_reset_link(actor, person):
        return actor
    for membership in permissions.running_memberships(actor.user):
        other = Actor(actor.user, membership.organization)
        if permissions.can_hand_out_reset_link(other, person):
            return other
    return actor
