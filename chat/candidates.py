"""Whom one could take into a room, and how a list tells people of the same name apart."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Prefetch

from accounts.models import User
from accounts.permissions import people_for
from chat.models import Room
from journal.actors import Actor
from organizations.models import Membership
from organizations.permissions import RUNNING, SPEAKING


def people_to_add(actor: Actor, room: Room | None = None) -> list[User]:
    """Whom one could take into a room: neither oneself nor who is in it; people of one's own organisation first."""
    speaking = Membership.objects.filter(SPEAKING).select_related("organization")
    near = Membership.objects.filter(RUNNING, person=OuterRef("pk"), organization=actor.organization_id)
    others = people_for(actor.user).filter(is_active=True, is_bot=False).exclude(pk=actor.user.pk)
    if room is not None:
        others = others.exclude(room_memberships__room=room)
    found = others.annotate(is_near=Exists(near)).prefetch_related(Prefetch("memberships", speaking))
    return list(found.order_by("-is_near", "display_name", "pk"))


def voices_of(person: User) -> list[str]:
    """The names of the organisations a person speaks for, as fetched with the person."""
    return [str(membership.organization) for membership in person.memberships.all()]
