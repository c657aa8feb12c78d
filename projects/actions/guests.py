"""The verbs of guests: a person whose organisation is no partner, taken in to see or to work."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import User
from journal.actors import Actor
from journal.records import record, tell_people
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from projects import permissions
from projects.actions.projects import as_it_stands
from projects.actions.room import enter, take_from_room
from projects.actions.telling import blinded
from projects.models import Project, ProjectUserPermission

MOST_GUESTS = 100


@verb
def take_in_guest(*, actor: Actor, project: Project, person: User, may_work: bool = False) -> bool:
    """Let a person see the project, and work in it where `may_work`; said again it changes what they may. True if they
    were no guest before. ValidationError `unknown_person`; Conflict `sees_already`, `too_many`.
    """
    require(permissions.can_take_in_guest(actor, project))
    project = as_it_stands(project)
    known = guests_rights(project, person)
    if not known:
        demand_guest(project, person)
    wanted = {"see_project", "work_project"} if may_work else {"see_project"}
    if known == wanted:
        return False
    assign_perm("see_project", person, project)
    (assign_perm if may_work else remove_perm)("work_project", person, project)
    enter(actor, project, person)
    record("guest_taken_in", stream=project.stream, actor=actor, subject=person, kind="user", may_work=may_work)
    tell_people("guest_taken_in", actor, project, [person.pk], code=project.code, may_work=may_work)
    return not known


@verb
def take_out_guest(*, actor: Actor, project: Project, person: User) -> None:
    """End a guest's part, or one's own. Twice changes nothing."""
    require(permissions.can_take_out_guest(actor, project, person))
    if not guests_rights(project, person):
        return
    for permission in ("see_project", "work_project"):
        remove_perm(permission, person, project)
    gone = sorted(blinded(project, [person.pk]))
    take_from_room(actor, project, gone)
    facts: dict[str, Any] = {"lost": gone} if gone else {}
    record("guest_taken_out", stream=project.stream, actor=actor, subject=person, kind="user", **facts)
    tell_people("guest_taken_out", actor, project, [person.pk], code=project.code)
    if gone:
        record("access_changed", stream=f"user.{person.pk}", actor=actor, subject=person, kind="user")


def guests_rights(project: Project, person: User) -> set[str]:
    held = ProjectUserPermission.objects.filter(content_object=project, user=person)
    return set(held.values_list("permission__codename", flat=True))


def demand_guest(project: Project, person: User) -> None:
    if person.is_bot or not person.is_active:
        raise invalid(_("This person cannot be taken in."), code="unknown_person", field="person")
    if permissions.seers_among(project, [person.pk]):
        raise Conflict(_("This person sees the project already, with a partner."), code="sees_already")
    guests = ProjectUserPermission.objects.filter(content_object=project, permission__codename="see_project")
    if guests.count() >= MOST_GUESTS:
        raise Conflict(_("A project has room for a hundred guests."), code="too_many")
