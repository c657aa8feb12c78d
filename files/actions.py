"""The verbs of files: brought in pieces (create, append), stored at once, used and released by the apps above.

None of them writes an entry: what happens to a file is told by the thing that uses it.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, Sum
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from files import permissions
from files.examining import Examined
from files.models import StoredFile
from files.names import clean_name
from journal.actors import Actor
from journal.due import schedule
from journal.kept_files import drop_file, keep_file
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb

UNUSED_FOR = timedelta(days=7)
VOICE_SECONDS = 15 * 60
PEAKS = re.compile(r"[A-Za-z0-9_-]{16,128}")


class Voice(NamedTuple):
    """What a recorder says: milliseconds, and the waveform, each height (0 to 63) as a letter of base64url."""

    duration: int
    peaks: str


class Created(NamedTuple):
    """An upload, and whether this call began it (or an earlier one with the same client_id)."""

    file: StoredFile
    is_new: bool


@verb
def create_upload(*, actor: Actor, name: str, length: int, client_id: uuid.UUID, voice: Voice | None = None) -> Created:
    """Begin to bring a file of `length` bytes. A repeated `client_id` answers with the first; another length, Conflict.

    ValidationError: empty_file, too_large, voice_too_long, invalid_peaks; Conflict too_much_waiting above the quota of
    bytes that nothing uses yet.
    """
    require(permissions.can_create_upload(actor))
    if first := StoredFile.objects.filter(owner_id=actor.person_id, client_id=client_id).first():
        demand_repeat(first.length == length)
        return Created(first, is_new=False)
    require_size(length)
    require_voice(voice)
    unused = StoredFile.objects.filter(owner=actor.user, uses=0)
    if (unused.aggregate(bytes=Sum("length"))["bytes"] or 0) + length > settings.UNSENT_FILES:
        raise Conflict(
            _("Too much waits to be sent already. Send or discard some of it first."), code="too_much_waiting"
        )
    brought: dict[str, Any] = {"owner": actor.user, "token_id": actor.user.token_id, "client_id": client_id}
    file = StoredFile(**brought, name=clean_name(name), length=length)
    if voice is not None:
        file.kind, file.duration, file.peaks = StoredFile.Kind.VOICE, voice.duration, voice.peaks
    file.content.name = f"files/{client_id.hex[:2]}/{uuid.uuid4().hex}"
    file.save()
    schedule("expire_upload", at=timezone.now() + UNUSED_FOR, key=f"file.{file.pk}", file_id=file.pk)
    return Created(file, is_new=True)


def require_size(length: int) -> None:
    if length < 1:
        raise invalid(_("The file is empty."), code="empty_file", field="length")
    if length > settings.MAX_FILE:
        words = _("The file is too large: at most %(megabytes)d MB.") % {"megabytes": settings.MAX_FILE // 1024**2}
        raise invalid(words, code="too_large", field="length")


def require_voice(voice: Voice | None) -> None:
    if voice is None:
        return
    if not 0 < voice.duration <= VOICE_SECONDS * 1000:
        raise invalid(_("A voice note lasts at most 15 minutes."), code="voice_too_long", field="voice")
    if not PEAKS.fullmatch(voice.peaks):
        raise invalid(_("The waveform cannot be read."), code="invalid_peaks", field="voice")


@verb
def append_upload(
    *, actor: Actor, file: StoredFile, offset: int, size: int, examined: Examined | None = None
) -> StoredFile:
    """Count `size` bytes that were written at `offset`; with `examined` they were the last, and the file is here.

    Conflict wrong_offset when another piece came first.
    """
    require(permissions.can_append_upload(actor, file))
    waiting = StoredFile.objects.filter(pk=file.pk, received=offset, finished_at=None)
    if not waiting.update(received=offset + size):
        raise Conflict(_("The upload has moved on."), code="wrong_offset")
    file.refresh_from_db()
    if examined is not None:
        finish(file, examined)
    return file


def finish(file: StoredFile, examined: Examined) -> None:
    described(file, examined)
    if examined.cleaned is not None:
        raw = file.content.name or ""
        keep_file(file.content, f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}", examined.cleaned)
        drop_file(file.content.field.attr_class(file, file.content.field, raw))
    file.save()


def described(file: StoredFile, examined: Examined) -> None:
    """A voice note stays one, whatever container it came in."""
    if file.kind != StoredFile.Kind.VOICE:
        file.kind = examined.kind
    file.name, file.type, file.size, file.sha256 = examined.name, examined.type, examined.size, examined.sha256
    file.width, file.height, file.finished_at = examined.width, examined.height, timezone.now()


@verb
def store_file(*, actor: Actor, examined: Examined, client_id: uuid.UUID | None = None) -> StoredFile:
    """Keep a file that is here already (`files.examining.examine_bytes`, called before). Use it in the same verb."""
    require(permissions.can_store_file(actor))
    content = examined.cleaned or b""
    file = StoredFile(owner_id=actor.person_id, client_id=client_id or uuid.uuid4())
    file.length = file.received = len(content)
    described(file, examined)
    keep_file(file.content, f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}", content)
    file.save()
    return file


@verb
def discard_upload(*, actor: Actor, file: StoredFile) -> None:
    """Give up a file that nothing uses, on its way or here. Conflict file_in_use where something does."""
    require(permissions.can_discard_upload(actor, file))
    if not forget(file):
        raise Conflict(_("This file was sent already."), code="file_in_use")


def forget(file: StoredFile) -> bool:
    """Delete the row if nothing uses it, and after commit what it kept."""
    if not StoredFile.objects.filter(pk=file.pk, uses=0).delete()[0]:
        return False
    drop_file(file.content)
    drop_file(file.preview)
    return True


@verb
def use_files(*, actor: Actor, files: Iterable[StoredFile]) -> None:
    """Something of the actor's holds these files from now on; the app above asks whether they may. ValidationError
    file_not_here when one has not arrived or has gone.
    """
    wanted = list(files)
    here = StoredFile.objects.filter(pk__in=[file.pk for file in wanted], finished_at__isnull=False)
    if not permissions.can_use_files(wanted) or here.update(uses=F("uses") + 1) != len(wanted):
        raise invalid(_("A file has not arrived yet, or is here no longer."), code="file_not_here", field="files")


@verb
def release_files(*, actor: Actor, files: Iterable[StoredFile]) -> None:
    """Something lets go of these files; what nothing holds any more is deleted."""
    require(permissions.can_release_files(actor))
    for file in files:
        StoredFile.objects.filter(pk=file.pk).update(uses=Greatest(F("uses") - 1, 0))
        forget(file)


@verb
def set_preview(*, actor: Actor, file: StoredFile, preview: bytes) -> bool:
    """Keep the small picture of a file, made by the worker; whether the file was still there without one."""
    require(permissions.can_set_preview(actor))
    file.preview.name = ""
    keep_file(file.preview, f"{uuid.uuid4().hex[:2]}/{uuid.uuid4().hex}.webp", preview)
    if StoredFile.objects.filter(pk=file.pk, preview="").update(preview=file.preview.name):
        return True
    drop_file(file.preview)
    return False
