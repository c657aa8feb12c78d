"""The room of a need, an offer, a challenge, an operation: made at its first word, joined by writing in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from accounts.models import User
from chat.actions import Posted, enter_talk, open_talk, post_message
from files.models import StoredFile
from journal.actors import Actor
from journal.holding import held
from journal.refusals import require
from journal.verbs import verb
from needs.actions.postings import tell
from needs.models import Said
from needs.permissions.talks import can_write_about
from organizations.models import Membership, Organization
from organizations.permissions import MANAGING, RUNNING, is_managing

LONGEST_TITLE = 66  # of the 80 letters of a room's name


@verb
def write_about(*, actor: Actor, about: Said, body: str, client_id: UUID, files: Sequence[StoredFile] = ()) -> Posted:
    """Say something about a thing one sees, in its room. The first word makes the room, with those who speak for the
    thing's organisation in it; whoever writes is in it from then on.

    As `post_message`: a repeated `client_id` answers with the first message. Conflict `talk_closed`.
    """
    require(can_write_about(actor, about))
    held = as_it_stands(about)
    if held.room is None:
        begin_talk(actor, held)
    assert held.room is not None
    about.room = held.room
    enter_talk(actor=actor, room=held.room, person=actor.user, moderates=is_managing(actor, held.organization))
    return post_message(actor=actor, room=held.room, body=body, client_id=client_id, files=files)


def begin_talk(actor: Actor, about: Said) -> None:
    name = f"{about.title[:LONGEST_TITLE]} · {about.code}"  # the title first, so that an Arabic name runs as it should
    about.room = open_talk(actor=actor, name=name, about=f"{about.title}\n{address_of(about)}")
    about.save(update_fields=["room"])
    for person in speakers(about.organization):
        enter_talk(actor=actor, room=about.room, person=person, moderates=True)
    tell("talk_begun", about, actor, room=about.room.pk)


def speakers(organization: Organization) -> Iterable[User]:
    """Those who speak for it: what is said about its things is said to them."""
    running = Membership.objects.filter(RUNNING, organization=organization, role__in=MANAGING, person__is_active=True)
    return [row.person for row in running.select_related("person").order_by("pk")]


def as_it_stands(about: Said) -> Any:
    """Read again and held, so that two first words make one room."""
    return held(about, "organization", "room")


def address_of(about: Said) -> str:
    """Where it is seen; in a message the address becomes a card."""
    return f"/{about._meta.model_name}s/{about.pk}/"
