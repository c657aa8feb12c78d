"""Where it is told what happens to a pledge, who of both organisations is to hear of it, and what the room of the need
is told.
"""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy, override

from chat.actions import tell_talk
from journal.actors import Actor
from journal.records import record, tell_people
from needs.models import Pledge
from organizations.models import Membership
from organizations.permissions import MANAGING, RUNNING

Hear = Literal["giving", "receiving", "other", "both"]
CARDS = UUID("0b0a4e5e-3d1c-4d0f-9b6e-6f5f1a7c2e31")  # the name space of what the room of a need is told
IN_ROOM = {
    "pledge_accepted": gettext_lazy("A pledge was accepted: %(pledge)s"),
    "delivery_dispatched": gettext_lazy("A load of this pledge is on its way: %(pledge)s"),
    "receipt_confirmed": gettext_lazy("A load of this pledge was received and counted: %(pledge)s"),
}


def tell(
    event: str,
    actor: Actor,
    pledge: Pledge,
    *,
    hear: Hear,
    subject: Model | None = None,
    only_people: bool = False,
    **facts: Any,
) -> None:
    """Write down what happened to a pledge (or to `subject`, a load of it) for whoever sees the need and for both
    organisations; and on the own streams of those who speak for the side that is to `hear` of it.

    An offer's stream is not told which need it goes to: others may see the one who may not see the other.
    """
    about, known = subject or pledge, {"code": pledge.code, "need": pledge.need.code, **facts}
    if not only_people:
        streams = {pledge.need.stream, f"org.{pledge.organization_id}", f"org.{pledge.need.organization_id}"}
        record(event, stream=sorted(streams), actor=actor, subject=about, status=pledge.status, **known)
        tell_room(event, actor, pledge, about)  # before the people's streams, as whoever joins a room takes them
    tell_people(event, actor, about, speakers(hearing(actor, pledge, hear)), **known)


def tell_room(event: str, actor: Actor, pledge: Pledge, about: Model) -> None:
    """Say it once in the room of the need, where there is one. The words hold the pledge's code alone: who may not see
    it any more stays in the room, and the card is for those who see the pledge.
    """
    room = pledge.need.room if event in IN_ROOM else None
    if room is None or room.closed_at is not None:
        return
    link = f"[{pledge.code}](/pledges/{pledge.pk}/)"
    with override(settings.LANGUAGE_CODE):
        body = IN_ROOM[event] % {"pledge": link}
    tell_talk(actor=actor, room=room, body=body, known_by=uuid5(CARDS, f"{event}.{about.pk}"))


def hearing(actor: Actor, pledge: Pledge, hear: Hear) -> set[int]:
    both = {"giving": pledge.organization_id, "receiving": pledge.need.organization_id}
    if hear == "other":
        return set(both.values()) - {actor.organization_id or 0}
    return set(both.values()) if hear == "both" else {both[hear]}


def speakers(organizations: set[int]) -> set[int]:
    """The people who sign for these organisations or manage them."""
    running = Membership.objects.filter(RUNNING, organization__in=organizations, role__in=MANAGING)
    return set(running.values_list("person", flat=True))
