"""Minutes of a session and an objection to them, for the walks."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from meetings.models import MinuteEntry, MinuteVersion, Objection, Session
from tests.factories import Cast


def minuted_ids(cast: Cast, session: Session, mark: str) -> dict[str, list[Any]]:
    own = {"session": session, "person": cast.salma, "client_id": uuid4()}
    entry = MinuteEntry.objects.create(text=f"محضر {mark}", position=1, version=2, **own)
    MinuteVersion.objects.create(entry=entry, number=1, text=f"كان {mark}", person=cast.salma)
    objection = Objection.objects.create(entry=entry, organization=cast.association, text=f"اعتراض {mark}", **own)
    return {"minute-entries": [entry.pk], "objections": [objection.pk]}
