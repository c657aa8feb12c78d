"""The files beside messages, as the wire and the pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from chat.models import Attachment, Message, Room
from chat.permissions import stored_messages
from files.models import StoredFile

Facts = dict[str, Any]


def files_beside(messages: list[Message]) -> Mapping[int, list[Facts]]:
    """{message: its files in order}; asks only for messages whose `files_count` says that there are some."""
    rooms = {message.pk: message.room_id for message in messages if message.files_count}
    if not rooms:
        return {}
    found: dict[int, list[Facts]] = {}
    for each in Attachment.objects.filter(message__in=rooms).select_related("file").order_by("message", "order"):
        found.setdefault(each.message_id, []).append(attachment_facts(each, rooms[each.message_id]))
    return found


def files_of(message: Message) -> list[StoredFile]:
    """The files of one message that are here, in their order."""
    here = message.attachments.filter(file__finished_at__isnull=False)
    return [each.file for each in here.select_related("file").order_by("order")]


def attachment_facts(attachment: Attachment, room_id: int) -> Facts:
    """`id` is the attachment's, `file` what another message may be sent with; sizes in bytes, pixels, milliseconds."""
    file, href = attachment.file, f"/rooms/{room_id}/files/{attachment.pk}/"
    facts: Facts = {
        "id": attachment.pk,
        "file": file.pk,
        "name": file.name,
        "type": file.type,
        "kind": file.kind,
        "size": file.size,
        "width": file.width,
        "height": file.height,
        "href": href,
        "preview": f"{href}preview/" if file.preview else None,
    }
    return facts | {"duration": file.duration, "peaks": file.peaks} if file.duration else facts


def voice_notes(messages: Iterable[Message]) -> set[int]:
    """Which of these messages are nothing but a voice note; asks only where one has files and no words."""
    wordless = [message.pk for message in messages if message.files_count and not message.body]
    if not wordless:
        return set()
    return set(Attachment.objects.filter(message__in=wordless, file__kind="voice").values_list("message_id", flat=True))


def room_files(room: Room, kind: str = "") -> QuerySet[Attachment]:
    """The files that stand in a room's messages, the newest first; of one kind, or of all where no such kind is."""
    found = Attachment.objects.filter(message__in=stored_messages().filter(room=room, deleted_at__isnull=True))
    if kind in StoredFile.Kind.values:
        found = found.filter(file__kind=kind)
    return found.select_related("file", "message__author", "message__sender__person").order_by("-pk")
