"""Who brings texts of laws in, corrects and publishes them: those who keep the library."""

from __future__ import annotations

from django.db.models import QuerySet

from journal.actors import Actor
from legislation.models import ImportDoubt, ImportedNode, Instrument, Provision, ProvisionText, TextImport
from legislation.permissions.seen import Reader, can_see_unpublished, instruments_for, keeps_library


def imports_for(user: Reader) -> QuerySet[TextImport]:
    """Texts on their way in are for those who keep the library."""
    return TextImport.objects.all() if can_see_unpublished(user) else TextImport.objects.none()


def imported_rows_for(user: Reader) -> QuerySet[ImportedNode]:
    return ImportedNode.objects.filter(text_import__in=imports_for(user).values("pk"))


def import_doubts_for(user: Reader) -> QuerySet[ImportDoubt]:
    return ImportDoubt.objects.filter(text_import__in=imports_for(user).values("pk"))


def provision_texts_for(user: Reader) -> QuerySet[ProvisionText]:
    return ProvisionText.objects.filter(provision__instrument__in=instruments_for(user).values("pk"))


def can_create_import(actor: Actor, instrument: Instrument) -> bool:
    return keeps_library(actor)


def can_edit_import(actor: Actor, text_import: TextImport) -> bool:
    return keeps_library(actor)


def can_edit_import_row(actor: Actor, row: ImportedNode) -> bool:
    return keeps_library(actor)


def can_insert_import_row(actor: Actor, text_import: TextImport) -> bool:
    return keeps_library(actor)


def can_split_import_row(actor: Actor, row: ImportedNode) -> bool:
    return keeps_library(actor)


def can_merge_import_row(actor: Actor, row: ImportedNode) -> bool:
    return keeps_library(actor)


def can_move_import_row(actor: Actor, row: ImportedNode) -> bool:
    return keeps_library(actor)


def can_delete_import_row(actor: Actor, row: ImportedNode) -> bool:
    return keeps_library(actor)


def can_accept_import_doubt(actor: Actor, doubt: ImportDoubt) -> bool:
    return keeps_library(actor)


def can_reopen_import_doubt(actor: Actor, doubt: ImportDoubt) -> bool:
    return keeps_library(actor)


def can_mend_import_doubt(actor: Actor, doubt: ImportDoubt) -> bool:
    return keeps_library(actor)


def can_publish_import(actor: Actor, text_import: TextImport) -> bool:
    return keeps_library(actor)


def can_discard_import(actor: Actor, text_import: TextImport) -> bool:
    return keeps_library(actor)


def can_change_text(actor: Actor, provision: Provision) -> bool:
    return keeps_library(actor)


def can_insert_provision(actor: Actor, instrument: Instrument) -> bool:
    return keeps_library(actor)


def can_repeal_provision(actor: Actor, provision: Provision) -> bool:
    return keeps_library(actor)


def can_correct_text(actor: Actor, text: ProvisionText) -> bool:
    return keeps_library(actor)
