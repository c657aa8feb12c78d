"""Photos and scans beside a load. Called by the verbs of loads; they were examined before the verb began."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from files.actions import store_file, use_files
from files.examining import Examined
from files.models import StoredFile
from files.permissions import files_for
from files.previews import can_have_preview
from journal.actors import Actor
from journal.due import schedule
from journal.refusals import invalid
from needs.models import Delivery, DeliveryFile

MOST_FILES = 6


class Beside(NamedTuple):
    """`files` came in pieces before (of the same person); `pictures` come with the form, examined."""

    files: Sequence[StoredFile] = ()
    pictures: Sequence[Examined] = ()


NOTHING = Beside()


def put_beside(actor: Actor, delivery: Delivery, beside: Beside, *, is_receipt: bool) -> None:
    """ValidationError too_many_files, unknown_file."""
    known = delivery.files.filter(is_receipt=is_receipt).count()
    if known + len(beside.files) + len(beside.pictures) > MOST_FILES:
        words = _("At most %(count)s photos and scans.") % {"count": MOST_FILES}
        raise invalid(words, code="too_many_files", field="files")
    ids = {file.pk for file in beside.files}
    if ids and files_for(actor.user).filter(pk__in=ids, finished_at__isnull=False).count() != len(ids):
        raise invalid(_("This file is not here (any more)."), code="unknown_file", field="files")
    held = [*beside.files, *(store_file(actor=actor, examined=each) for each in beside.pictures)]
    if not held:
        return
    use_files(actor=actor, files=held)
    DeliveryFile.objects.bulk_create(
        [DeliveryFile(delivery=delivery, file=file, is_receipt=is_receipt) for file in held]
    )
    if any(can_have_preview(file) and not file.preview for file in held):
        schedule("preview_delivery_files", key=f"load.{delivery.pk}", delivery_id=delivery.pk)
