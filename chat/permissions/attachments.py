"""Who may see and send the files of messages."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from chat.models import Attachment
from chat.permissions.messages import visible_messages
from files.models import StoredFile
from files.permissions import brought_by
from journal.actors import Actor


def attachments_for(user: Any) -> QuerySet[Attachment]:
    """Those of the messages a person may see; what a deleted message held is gone."""
    return Attachment.objects.filter(message__in=visible_messages(user).filter(deleted_at__isnull=True))


def attachable_files(user: Any) -> QuerySet[StoredFile]:
    """What one may put into a message: what one brought oneself, and what one sees in a message already. By a token
    that opens some rooms that is what came by this token, and what stands in these rooms.
    """
    if not (user.is_authenticated and user.is_active):
        return StoredFile.objects.none()
    seen = attachments_for(user).values("file")
    return StoredFile.objects.filter(brought_by(user) | Q(pk__in=seen))


def can_preview_file(actor: Actor) -> bool:
    return actor.is_clock
