"""The verb by which a forum goes from one state to another; coordination/forum_states.py says which ways there are."""

from __future__ import annotations

from django.utils.translation import gettext as _

from coordination import permissions
from coordination.actions.forums import as_it_stands
from coordination.actions.telling import taking_part, tell_both, tell_speakers
from coordination.forum_states import CANCELLED, CLOSED, CONVENED, DRAFT, WAYS
from coordination.models import Delegation, Forum
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, require
from journal.states import demand_way
from journal.verbs import verb
from meetings.actions import announce_body, close_body
from meetings.models import Session


@verb
def set_forum_status(*, actor: Actor, forum: Forum, status: str, reason: str = "") -> Forum:
    """Convene, open, close it, publish its outcome, cancel it. Convening announces it and sends the invitations that
    were prepared; what is cancelled stays readable.

    The state it is in changes nothing. ValidationError `reason_required`, `too_long`; Conflict `wrong_status` where no
    way leads, `session_open` where it would close over a session that is still open.
    """
    require(permissions.can_set_forum_status(actor, forum))
    forum = as_it_stands(forum)
    before = forum.status
    if before == status:
        return forum
    forum.status_reason = demand_way(WAYS, forum, status, reason)
    demand_sessions_closed(forum, status)
    forum.status = status
    forum.save(update_fields=["status", "status_reason"])
    follow(actor, forum)
    event = "forum_status_changed"
    record(event, stream=forum.stream, actor=actor, subject=forum, status=status, before=before)
    if before != DRAFT:
        tell_speakers(event, actor, forum, taking_part(forum), code=forum.code, status=status)
    return forum


def demand_sessions_closed(forum: Forum, status: str) -> None:
    if status == CLOSED and forum.body.sessions.filter(status=Session.Status.OPEN).exists():
        raise Conflict(_("A session is still open. Close it first."), code="session_open")


def follow(actor: Actor, forum: Forum) -> None:
    if forum.status == CONVENED:
        announce_body(actor=actor, body=forum.body)
        send_prepared(actor, forum)
    if forum.status == CANCELLED:
        close_body(actor=actor, body=forum.body)
        waiting = forum.delegations.filter(status=Delegation.Status.INVITED)
        asked = waiting.values_list("organization", flat=True)
        if forum.body.announced_at is not None:
            facts = {"code": forum.code, "status": forum.status}
            tell_speakers("forum_status_changed", actor, forum, set(asked) - taking_part(forum), **facts)


def send_prepared(actor: Actor, forum: Forum) -> None:
    """What was prepared before it was convened goes out now."""
    waiting = forum.delegations.filter(status=Delegation.Status.INVITED).select_related("forum__body")
    for row in waiting:
        tell_both("delegation_asked", actor, row)
        tell_speakers("delegation_asked", actor, row, [row.organization_id], code=forum.code)
