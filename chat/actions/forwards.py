"""Carrying a message on into other rooms, with whence it comes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from chat import permissions
from chat.actions.attachments import attach_files
from chat.actions.messages import already_said, as_it_stands, demand_voice, spoken, tell_posted
from chat.models import Message, Room
from chat.queries import files_of
from files.models import StoredFile
from journal.actors import Actor
from journal.records import hold
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb

FORWARD_LIMIT = 10


@verb
def forward_message(*, actor: Actor, message: Message, rooms: Sequence[Room], client_id: uuid.UUID) -> list[Message]:
    """Say in other rooms what was said here, with its source; of a chain of forwards always the first.

    To all of these rooms or to none. Its files go along: the same, not copies; one that is here no longer is left out.
    Nobody is mentioned again. A repeated `client_id` answers with the first messages; with another message, Conflict.
    ValidationError `no_room`, `too_many_rooms`; Conflict `files_gone` where nothing is left to say; TooSoon in a slow
    room.
    """
    wanted = sorted({room.pk: room for room in rooms}.values(), key=lambda room: room.pk)
    if not wanted:
        raise invalid(_("Choose a room."), code="no_room", field="rooms")
    if len(wanted) > FORWARD_LIMIT:
        raise invalid(_("Forward to at most ten rooms at once."), code="too_many_rooms", field="rooms")
    message = as_it_stands(message)
    require(permissions.can_forward_message(actor, message))
    files = files_of(message)
    if not (message.body or files):
        raise Conflict(_("The files of this message are here no longer."), code="files_gone")
    if any(room.slow_seconds for room in wanted):
        hold(*(room.stream for room in wanted))  # at once: one by one, in `demand_voice`, they would cross
    return [
        forwarded(message, files, room, actor=actor, client_id=uuid.uuid5(client_id, str(room.pk))) for room in wanted
    ]


def forwarded(
    message: Message, files: Sequence[StoredFile], room: Room, *, actor: Actor, client_id: uuid.UUID
) -> Message:
    source = message.forwarded_from_id or message.pk
    if first := already_said(actor, client_id):
        demand_repeat(first.forwarded_from_id == source)
        return first
    demand_voice(actor, room)
    words = {"body": message.body, "html": message.html}
    made = spoken(room, actor=actor, client_id=client_id, **words, forwarded_from_id=source, files_count=len(files))
    attach_files(actor, made, files)
    tell_posted(made, actor=actor)
    return made
