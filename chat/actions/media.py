"""The verb that puts a file of an export's zip beside the imported message that names it."""

from __future__ import annotations

from django.db.models import F

from chat import permissions
from chat.actions.attachments import attach_files
from chat.actions.history import Rendered
from chat.models import HistoryImport
from chat.queries.exports import without_file
from chat.whatsapp import identity
from files.actions import store_file
from files.examining import Examined
from journal.actors import Actor
from journal.refusals import require
from journal.verbs import verb


@verb
def attach_media(
    *, actor: Actor, history: HistoryImport, named: Rendered, examined: Examined | None, read: int
) -> bool:
    """Put one file beside its message; whether it stands there now by this call. None: it was refused, and is counted.

    `named` is the message as it is with its file, whichever import wrote it; one that has its file keeps it. `read` is
    how many files of the export have been looked at after this one: what was counted is not counted again.
    """
    require(permissions.can_attach_media(actor))
    running = HistoryImport.objects.filter(pk=history.pk, finished_at=None, discarded_at=None)
    if not running.filter(media_read__lt=read).update(media_read=read):
        return False
    if examined is None:
        running.update(media_refused=F("media_refused") + 1)
        return False
    if not put_beside(actor, history, named, examined):
        return False
    running.update(media_kept=F("media_kept") + 1)
    return True


def put_beside(actor: Actor, history: HistoryImport, named: Rendered, examined: Examined) -> bool:
    found = without_file(history.room_id).filter(client_id=identity(history.room_id, named.message))
    message = found.first()
    if message is None or not found.update(files_count=1, body=named.body, html=named.html):
        return False
    attach_files(actor, message, [store_file(actor=actor, examined=examined)])
    return True
