"""The verbs of conveners: the organisations whose people prepare a forum together."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from coordination import permissions
from coordination.actions.delegations import demand_trusted, is_in
from coordination.actions.forums import as_it_stands, index
from coordination.actions.telling import blinded, people_of, tell_speakers
from coordination.models import Convener, Forum
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, require
from journal.verbs import verb
from meetings.actions import let_out_of_rooms
from meetings.permissions import grant, revoke
from organizations.models import Organization


@verb
def add_convener(*, actor: Actor, forum: Forum, organization: Organization) -> Convener:
    """Convene it together with another organisation, whose people prepare it from now on: that was agreed elsewhere,
    and is written down here. Twice changes nothing. ValidationError `not_verified`.
    """
    require(permissions.can_add_convener(actor, forum))
    forum = as_it_stands(forum)
    demand_trusted(organization)
    row, is_new = Convener.objects.get_or_create(forum=forum, organization=organization)
    if is_new:
        grant(forum.body, organization, convenes=True)
        index(forum)
        record("convener_added", stream=[forum.stream, f"org.{organization.pk}"], actor=actor, subject=forum)
        tell_speakers("convener_added", actor, forum, [organization.pk], code=forum.code)
    return row


@verb
def remove_convener(*, actor: Actor, forum: Forum, organization: Organization) -> None:
    """It convenes it no longer; if its delegation takes part, that stays. Twice changes nothing. Conflict
    `first_convener`: who began it stays.
    """
    require(permissions.can_remove_convener(actor, forum))
    forum = as_it_stands(forum)
    if organization == forum.body.organization:
        raise Conflict(_("The organisation that began the forum stays its convener."), code="first_convener")
    if not Convener.objects.filter(forum=forum, organization=organization).delete()[0]:
        return
    (grant if is_in(forum, organization) else revoke)(forum.body, organization)
    let_out_of_rooms(actor, forum.body, people_of(organization))
    index(forum)
    lost = sorted(blinded(forum, people_of(organization)))
    facts: dict[str, Any] = {"lost": lost} if lost else {}
    record("convener_removed", stream=forum.stream, actor=actor, subject=forum, **facts)
    for pk in lost:
        record("access_changed", stream=f"user.{pk}", actor=actor, subject=organization)
