"""From a message to the needs made of it, and back."""

from __future__ import annotations

from typing import Any

from chat.models import Message
from chat.permissions import visible_messages
from needs.models import Need, NeedOrigin
from needs.permissions import needs_for


def needs_made_of(user: Any, message: Message) -> list[Need]:
    """What was made out of a message already, as far as the person may see it."""
    made = NeedOrigin.objects.filter(message=message).values("need")
    return list(needs_for(user).filter(pk__in=made).order_by("pk"))


def origin_of(user: Any, need: Need) -> Message | None:
    """The message that a need was made of, if the person may read it and its words are there."""
    origin = NeedOrigin.objects.filter(need=need).values("message")
    seen = visible_messages(user).filter(pk__in=origin, deleted_at__isnull=True)
    return seen.select_related("room", "author").first()
