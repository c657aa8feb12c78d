"""Who hears in person of what happens to a proposal, a remark or an opinion: who put it forward, who asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from journal.actors import Actor
from journal.records import record
from legislation.models import Proposal
from legislation.permissions import standing_for
from needs.actions.telling import speakers


def sponsors_people(row: Proposal) -> set[int]:
    return {row.author_id, *speakers(standing_for(row))}


def tell_sponsors(event: str, actor: Actor, row: Proposal, **facts: Any) -> None:
    """On the own streams of the author and of those who manage or sign for who puts it forward."""
    tell_persons(event, actor, row, sponsors_people(row), code=row.code, **facts)


def tell_persons(event: str, actor: Actor, subject: Model, people: Iterable[int], **facts: Any) -> None:
    """Not whoever does it."""
    streams = [f"user.{pk}" for pk in sorted(set(people) - {actor.person_id})]
    if streams:
        record(event, stream=streams, actor=actor, subject=subject, **facts)
