"""Who is in a room, with what role."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import people_for
from accounts.queries import contact
from chat import actions, permissions, queries
from chat.forms import PeopleForm, RoleForm
from chat.views.rooms import abilities
from journal.refusals import Conflict
from organizations.actors import actor_of
from organizations.queries import memberships_of


@login_required
@require_POST
def join_room(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    actions.join_room(actor=actor_of(request), room=found)
    return redirect("chat:room", pk=pk)


@login_required
@require_POST
def leave_room(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    if not is_done(request, lambda: actions.leave_room(actor=actor_of(request), room=found)):
        return redirect("chat:members", pk=pk)
    notices.success(request, _("You left the room."))
    return redirect("chat:rooms")


def is_done(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do what a button says; where it contradicts what stands, say so above the next page."""
    try:
        act()
    except Conflict as conflict:
        notices.error(request, conflict.detail)
        return False
    return True


@login_required
@require_POST
def set_level(request: HttpRequest, pk: int) -> HttpResponse:
    """Of what one is told in a room: one of three buttons beside it."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    try:
        actions.set_level(actor=actor_of(request), room=found, level=request.POST.get("level", ""))
    except ValidationError as refusal:
        notices.error(request, " ".join(refusal.messages))
    return redirect("chat:room", pk=pk)


@login_required
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in a room by organisation, with roles; moderators change them here."""
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    context = {
        "room_row": found,
        "groups": queries.members_by_organization(found),
        "can": abilities(request, found),
        "form": PeopleForm(actor=actor_of(request), room=found),
        "roles": RoleForm.base_fields["role"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "chat/members.html", context)


@login_required
@require_POST
def add_members(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    form = PeopleForm(request.POST, actor=actor_of(request), room=found)
    if form.is_valid():
        actions.add_members(actor=actor_of(request), room=found, people=form.cleaned_data["people"])
    else:
        notices.error(request, _("Choose at least one person."))
    return redirect("chat:members", pk=pk)


@login_required
@require_POST
def remove_member(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    person = get_object_or_404(queries.people_in(found), pk=person_pk)
    is_done(request, lambda: actions.remove_member(actor=actor_of(request), room=found, person=person))
    return redirect("chat:members", pk=pk)


@login_required
@require_POST
def set_room_role(request: HttpRequest, pk: int, person_pk: int) -> HttpResponse:
    found = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
    person = get_object_or_404(queries.people_in(found), pk=person_pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        role, actor = form.cleaned_data["role"], actor_of(request)
        is_done(request, lambda: actions.set_room_role(actor=actor, room=found, person=person, role=role))
    return redirect("chat:members", pk=pk)


@login_required
@require_POST
def open_direct(request: HttpRequest, person_pk: int) -> HttpResponse:
    person: User = get_object_or_404(people_for(request.user), pk=person_pk)
    return redirect("chat:room", pk=actions.open_direct(actor=actor_of(request), person=person).pk)


@login_required
@require_safe
def person_card(request: HttpRequest, person_pk: int) -> HttpResponse:
    """A person in short: for whom they speak, how they let themselves be reached, the rooms one has in common."""
    assert request.user.is_authenticated
    person: User = get_object_or_404(people_for(request.user), pk=person_pk)
    context = {
        "person": person,
        "memberships": memberships_of(request.user, person),
        "contact": contact(request.user, person),
        "rooms": queries.rooms_in_common(request.user, person)[:12] if person != request.user else [],
        "can": {"talk": person.is_active and person != request.user},
    }
    return render(request, "chat/person_card.html", context)
