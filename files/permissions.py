"""Whose files are whose. Who may see a file that is part of something, that thing's app says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from files.models import StoredFile
from journal.actors import Actor


def files_for(user: Any) -> QuerySet[StoredFile]:
    """What a person brought, on its way or here."""
    if not (user.is_authenticated and user.is_active):
        return StoredFile.objects.none()
    return StoredFile.objects.filter(owner_id=user.pk)


def can_create_upload(actor: Actor) -> bool:
    return actor.is_person


def can_append_upload(actor: Actor, file: StoredFile) -> bool:
    return is_own(actor, file) and not file.is_finished


def can_discard_upload(actor: Actor, file: StoredFile) -> bool:
    return actor.is_clock or is_own(actor, file)


def can_store_file(actor: Actor) -> bool:
    return actor.is_clock or actor.is_person


def can_use_files(files: Iterable[StoredFile]) -> bool:
    """What is not all here yet is no part of anything. Whose it may be, the app that uses it asks."""
    return all(file.is_finished for file in files)


def can_release_files(actor: Actor) -> bool:
    """Asked by the verb that takes away what held them."""
    return actor.is_clock or actor.is_person


def can_set_preview(actor: Actor) -> bool:
    return actor.is_clock


def is_own(actor: Actor, file: StoredFile) -> bool:
    return actor.is_person and file.owner_id == actor.person_id
