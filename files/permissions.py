"""Whose files are whose. Who may see a file that is part of something, that thing's app says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from files.models import StoredFile
from journal.actors import Actor


def files_for(user: Any) -> QuerySet[StoredFile]:
    """What a person brought, on its way or here."""
    if not (user.is_authenticated and user.is_active):
        return StoredFile.objects.none()
    return StoredFile.objects.filter(brought_by(user))


def brought_by(user: User) -> Q:
    """What one brought oneself. A token that opens some rooms knows what came by itself: what another token of the same
    program brought was for other rooms.
    """
    own = Q(owner_id=user.pk)
    return own if user.opens is None else own & Q(token=user.token_id)


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
    """The rule of `brought_by`, for one file at hand."""
    if not actor.is_person or file.owner_id != actor.person_id:
        return False
    return actor.user.opens is None or file.token_id == actor.user.token_id
