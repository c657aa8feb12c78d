"""The verbs of archives. The worker writes the file; nobody sees it before it is whole."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from archives import permissions
from archives.models import Archive
from archives.queries import messages_of
from chat.models import Message, Room
from journal.actors import Actor
from journal.due import schedule
from journal.kept_files import drop_file
from journal.records import record
from journal.refusals import require
from journal.verbs import verb

KEPT = timedelta(days=7)
KEPT_AT_ONCE = 3  # files of one person; an older one goes when another is asked for


@verb
def ask_archive(*, actor: Actor, room: Room | None = None) -> Archive:
    """Have a copy made of a room, or of one's own data. Asked again while it is made, the same one is answered."""
    require(permissions.can_ask_archive(actor, room))
    if running := Archive.objects.filter(maker=actor.user, room=room, finished_at=None, failed_at=None).first():
        return running
    for older in Archive.objects.filter(maker=actor.user).order_by("-pk")[KEPT_AT_ONCE - 1 :]:
        forget(older)
    last = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    archive = Archive(maker=actor.user, room=room, last=last)
    archive.total = messages_of(archive).count()
    archive.save()
    schedule("write_archive", key=f"archive.{archive.pk}", archive_id=archive.pk)
    return archive


@verb
def note_archive(*, actor: Actor, archive: Archive, written: int) -> bool:
    """Say how far the file is; False when nobody wants it any more."""
    require(permissions.can_note_archive(actor))
    return bool(Archive.objects.filter(pk=archive.pk, finished_at=None, failed_at=None).update(written=written))


@verb
def finish_archive(*, actor: Actor, archive: Archive, name: str, size: int) -> bool:
    """Hand the whole file (`name` in the storage) to its maker for seven days; False when nobody wants it any more."""
    require(permissions.can_finish_archive(actor))
    now = timezone.now()
    columns = {"file": name, "size": size, "finished_at": now, "expires_at": now + KEPT, "written": archive.total}
    if not Archive.objects.filter(pk=archive.pk, finished_at=None, failed_at=None).update(**columns):
        return False
    schedule("forget_archive", at=now + KEPT, archive_id=archive.pk)
    tell("archive_finished", actor, archive)
    return True


@verb
def fail_archive(*, actor: Actor, archive: Archive) -> None:
    """Give it up, and tell its maker."""
    require(permissions.can_fail_archive(actor))
    if Archive.objects.filter(pk=archive.pk, finished_at=None, failed_at=None).update(failed_at=timezone.now()):
        tell("archive_failed", actor, archive)


@verb
def forget_archive(*, actor: Actor, archive: Archive) -> None:
    """Delete a copy: its time is over, or its maker wants it gone."""
    require(permissions.can_forget_archive(actor, archive))
    forget(archive)


def forget(archive: Archive) -> None:
    drop_file(archive.file)
    archive.delete()


def tell(event: str, actor: Actor, archive: Archive) -> None:
    record(event, stream=f"user.{archive.maker_id}", actor=actor, subject=archive)
