"""What happens to the files of messages: called by the verbs of messages, and the worker's verb that shows previews."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from chat import permissions
from chat.models import Attachment, Message
from files.actions import release_files, set_preview, use_files
from files.models import StoredFile
from files.previews import can_have_preview
from journal.actors import Actor
from journal.due import schedule
from journal.records import record
from journal.refusals import invalid, require
from journal.verbs import verb

FILES_LIMIT = 10


def require_files(actor: Actor, files: Sequence[StoredFile]) -> None:
    """Before a message is written. ValidationError too_many_files, unknown_file."""
    if len(files) > FILES_LIMIT:
        raise invalid(_("A message holds at most 10 files."), code="too_many_files", field="files")
    ids = {file.pk for file in files}
    if ids and permissions.attachable_files(actor.person).filter(pk__in=ids).count() != len(ids):
        raise invalid(_("This file is not here (any more)."), code="unknown_file", field="files")


def attach_files(actor: Actor, message: Message, files: Sequence[StoredFile]) -> None:
    """Put files beside a message just stored, whose `files_count` tells of them already."""
    if not files:
        return
    use_files(actor=actor, files=files)
    Attachment.objects.bulk_create(
        [Attachment(message=message, file=file, order=order) for order, file in enumerate(files)]
    )
    if any(can_have_preview(file) and not file.preview for file in files):
        schedule("preview_files", key=f"previews.{message.pk}", message_id=message.pk)


def release_attachments(actor: Actor, messages: Iterable[Message]) -> None:
    """These messages let go of their files; what no other message holds is deleted after commit."""
    held = list(Attachment.objects.filter(message__in=[each.pk for each in messages]).select_related("file"))
    if held:
        Attachment.objects.filter(pk__in=[each.pk for each in held]).delete()
        release_files(actor=actor, files=[each.file for each in held])


@verb
def preview_file(*, actor: Actor, attachment: Attachment, preview: bytes) -> None:
    """Show the small picture that the worker made of a file, in every room where it stands.

    What an import brought, two thousand at once perhaps, is not told to open pages: it is there when they load it.
    """
    require(permissions.can_preview_file(actor))
    if not set_preview(actor=actor, file=attachment.file, preview=preview):
        return
    for message in Message.objects.filter(
        attachments__file=attachment.file, deleted_at=None, history=None
    ).select_related("room"):
        record("file_previewed", stream=message.room.stream, actor=actor, subject=message)
