"""Who brings tables of needs and offers. What a table does is asked of the verbs it calls, for whoever brought it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from needs.models import SheetImport
from needs.permissions.needs import can_create_need
from needs.permissions.speaking import may_speak


def sheets_for(user: Any) -> QuerySet[SheetImport]:
    """The tables one has brought oneself."""
    if not (user.is_authenticated and user.is_active):
        return SheetImport.objects.none()
    return SheetImport.objects.filter(made_by=user.pk, discarded_at=None).select_related("organization", "made_by")


def can_import_sheet(actor: Actor) -> bool:
    """Whoever may write a need down may bring many: everybody of a verified organisation, and the secretariat."""
    return actor.is_person and can_create_need(actor)


def can_map_sheet(actor: Actor, sheet: SheetImport) -> bool:
    return is_own(actor, sheet) and can_import_sheet(actor)


def can_start_sheet(actor: Actor, sheet: SheetImport) -> bool:
    return is_own(actor, sheet) and can_import_sheet(actor)


def can_open_by_sheet(actor: Actor) -> bool:
    """Put what a table brings on the board at once: who speaks for the organisation, or the secretariat."""
    if actor.organization is None:
        return can_import_sheet(actor)
    return may_speak(actor, actor.organization)


def can_restart_sheet(actor: Actor, sheet: SheetImport) -> bool:
    return can_start_sheet(actor, sheet)


def can_discard_sheet(actor: Actor, sheet: SheetImport) -> bool:
    """Also who may bring nothing any more."""
    return is_own(actor, sheet)


def is_own(actor: Actor, sheet: SheetImport) -> bool:
    return actor.is_person and sheet.made_by_id == actor.person_id and sheet.organization_id == actor.organization_id


def can_write_sheet(actor: Actor) -> bool:
    return actor.is_clock


def can_show_sheet(actor: Actor) -> bool:
    return actor.is_clock


def can_tell_sheet(actor: Actor) -> bool:
    return actor.is_clock


def can_change_by_sheet(actor: Actor) -> bool:
    return actor.is_clock


def can_finish_sheet(actor: Actor) -> bool:
    return actor.is_clock


def can_fail_sheet(actor: Actor) -> bool:
    return actor.is_clock


def can_clear_sheet(actor: Actor) -> bool:
    return actor.is_clock


def can_forget_sheet(actor: Actor) -> bool:
    return actor.is_clock
