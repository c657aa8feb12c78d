"""The verb by which a project goes from one state to another; projects/states.py says which ways there are."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, require
from journal.states import demand_way
from journal.verbs import verb
from projects import permissions
from projects.actions.partners import revoke_invitation
from projects.actions.projects import as_it_stands
from projects.actions.room import follow_state
from projects.actions.telling import standing, tell_speakers
from projects.models import Partner, Project
from projects.states import ENDED, PROPOSED, WAYS


@verb
def set_project_status(*, actor: Actor, project: Project, status: str, reason: str = "") -> Project:
    """Begin, pause, complete, put away, bring back. What waits for an answer when it ends is withdrawn; what is put
    away has a room for reading until it comes back.

    The state it is in changes nothing. ValidationError `reason_required`, `too_long`; Conflict `wrong_status` where no
    way leads, `alone` where it would begin with one partner.
    """
    require(permissions.can_set_project_status(actor, project))
    project = as_it_stands(project)
    before = project.status
    if before == status:
        return project
    project.status_reason = demand_way(WAYS, project, status, reason)
    demand_company(project, status)
    project.status = status
    project.closed_at = (project.closed_at or timezone.now()) if status in ENDED else None
    project.save(update_fields=["status", "status_reason", "closed_at"])
    if status in ENDED:
        withdraw_waiting(actor, project)
    follow_state(actor, project, before)
    event = "project_status_changed"
    record(event, stream=project.stream, actor=actor, subject=project, status=status, before=before)
    tell_speakers(event, actor, project, standing(project), code=project.code, status=status)
    return project


def demand_company(project: Project, status: str) -> None:
    if project.status == PROPOSED and status not in ENDED and len(standing(project)) < 2:
        raise Conflict(_("A joint project begins with two partners: invite another one."), code="alone")


def withdraw_waiting(actor: Actor, project: Project) -> None:
    waiting = project.partners.filter(status=Partner.Status.INVITED)
    for partner in waiting.select_related("project", "organization"):
        revoke_invitation(actor=actor, partner=partner)
