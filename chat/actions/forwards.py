"""Carrying a message on into other rooms, with whence it comes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from chat import permissions
from chat.actions.attachments import attach_files
from chat.actions.messages import already_said, as_it_stands, number
from chat.models import Message, Room
from chat.standing import require_part
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb

FORWARD_LIMIT = 10


@verb
def forward_message(*, actor: Actor, message: Message, rooms: Sequence[Room], client_id: uuid.UUID) -> list[Message]:
    """Say in other rooms what was said here, with its source; of a chain of forwards always the first.

    To all of these rooms or to none. Its files go along: the same, not copies. Nobody is mentioned again. A repeated
    `client_id` answers with the first messages; with another message, Conflict. ValidationError `no_room`,
    `too_many_rooms`.
    """
    wanted = sorted({room.pk: room for room in rooms}.values(), key=lambda room: room.pk)
    if not wanted:
        raise invalid(_("Choose a room."), code="no_room", field="rooms")
    if len(wanted) > FORWARD_LIMIT:
        raise invalid(_("Forward to at most ten rooms at once."), code="too_many_rooms", field="rooms")
    message = as_it_stands(message)
    require(permissions.can_forward_message(actor, message))
    return [forwarded(message, room, actor=actor, client_id=uuid.uuid5(client_id, str(room.pk))) for room in wanted]


def forwarded(message: Message, room: Room, *, actor: Actor, client_id: uuid.UUID) -> Message:
    source = message.forwarded_from_id or message.pk
    if first := already_said(actor, client_id):
        if first.forwarded_from_id != source:
            raise Conflict(_("This identifier was used for another message."), code="client_id_reused")
        return first
    require_part(permissions.can_post_message(actor, room), actor, room)
    now = timezone.now()
    made = Message.objects.create(
        room=room,
        author=actor.user,
        organization=actor.organization,
        client_id=client_id,
        body=message.body,
        html=message.html,
        forwarded_from_id=source,
        files_count=message.files_count,
        written_at=now,
        created_at=now,
    )
    attach_files(actor, made, [each.file for each in message.attachments.select_related("file").order_by("order")])
    record("message_posted", stream=room.stream, actor=actor, subject=made, counted=lambda seq: number(made, seq))
    return made
