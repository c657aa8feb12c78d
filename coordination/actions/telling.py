"""Who hears of what is asked of an organisation, or decided about it: those who speak for it, on their own streams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from journal.actors import Actor
from journal.records import record
from needs.actions.telling import speakers


def tell_speakers(event: str, actor: Actor, subject: Any, organizations: Iterable[int], **facts: Any) -> None:
    """The signatories and managers of these organisations; not whoever does it."""
    tell_people(event, actor, subject, speakers(set(organizations)), **facts)


def tell_people(event: str, actor: Actor, subject: Any, people: Iterable[int | None], **facts: Any) -> None:
    streams = [f"user.{pk}" for pk in sorted({pk for pk in people if pk} - {actor.person_id})]
    if streams:
        record(event, stream=streams, actor=actor, subject=subject, **facts)
