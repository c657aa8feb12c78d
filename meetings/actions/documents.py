"""The verbs of the files that an item of the agenda is about."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from files.actions import release_files, store_file, use_files
from files.examining import Examined
from files.models import StoredFile
from files.permissions import files_for
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from meetings import permissions
from meetings.actions.sessions import as_it_stands
from meetings.models import AgendaDocument, AgendaItem

MOST_DOCUMENTS = 20
LONGEST_TITLE = 160


@verb
def add_agenda_document(
    *, actor: Actor, item: AgendaItem, client_id: UUID, file: StoredFile | Examined, title: str = ""
) -> AgendaDocument:
    """Put a file beside an item: one that came in pieces, or one that was examined just now. Who sees the item sees it.

    A repeated `client_id` gives the same one. ValidationError `unknown_file`, `too_long`, `too_many`; Conflict
    `withdrawn`.
    """
    require(permissions.can_add_agenda_document(actor, item))
    if first := AgendaDocument.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat(first.item_id == item.pk)
        return first
    item.session = as_it_stands(item.session)
    require(permissions.can_add_agenda_document(actor, item))  # it may be over by now
    if AgendaItem.objects.filter(pk=item.pk, withdrawn_at__isnull=False).exists():
        raise Conflict(_("This is no longer on the agenda."), code="withdrawn")
    name = defuse_name(title)
    if len(name) > LONGEST_TITLE:
        raise invalid(_("Say it in at most 160 letters."), code="too_long", field="title")
    if item.documents.count() >= MOST_DOCUMENTS:
        raise invalid(_("An item has at most 20 documents."), code="too_many", field="file")
    held = held_file(actor, file)
    row = AgendaDocument.objects.create(item=item, file=held, title=name, person=actor.user, client_id=client_id)
    record("agenda_document_added", stream=item.session.stream, actor=actor, subject=item, kind="agenda_item")
    return row


@verb
def remove_agenda_document(*, actor: Actor, document: AgendaDocument) -> None:
    """Take a file from its item. One that is gone stays so."""
    require(permissions.can_remove_agenda_document(actor, document))
    gone, _each = AgendaDocument.objects.filter(pk=document.pk).delete()
    if gone:
        release_files(actor=actor, files=[document.file])
        item = document.item
        record("agenda_document_removed", stream=item.session.stream, actor=actor, subject=item, kind="agenda_item")


def held_file(actor: Actor, file: StoredFile | Examined) -> StoredFile:
    """ValidationError `unknown_file` where it is not there, or another's."""
    row = store_file(actor=actor, examined=file) if isinstance(file, Examined) else file
    if not files_for(actor.user).filter(pk=row.pk, finished_at__isnull=False).exists():
        raise invalid(_("This file is not here (any more)."), code="unknown_file", field="file")
    use_files(actor=actor, files=[row])
    return row
