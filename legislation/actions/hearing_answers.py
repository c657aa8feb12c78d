"""Who hears of a dossier and of what is answered to it, on their own streams; not whoever does it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from journal.actors import Actor
from journal.records import record
from legislation.models import Answer, Dossier
from legislation.queries import liaisons_of
from needs.actions.telling import speakers


def tell_each(event: str, actor: Actor, subject: Model, people: Iterable[int], **facts: Any) -> None:
    streams = [f"user.{pk}" for pk in sorted(set(people) - {actor.person_id})]
    if streams:
        record(event, stream=streams, actor=actor, subject=subject, **facts)


def tell_of_sending(actor: Actor, row: Dossier) -> None:
    """Those whose proposals are in it, and who answers for the authority."""
    organizations = set(row.items.values_list("proposal__organization", flat=True))
    people = speakers(organizations) | {each.pk for each in liaisons_of(row.round)}
    tell_each("dossier_sent", actor, row, people, code=code_of(row))


def tell_who_checks(actor: Actor, row: Dossier) -> None:
    """The convener's people: one of them checks."""
    tell_each("answers_entered", actor, row, speakers({row.round.organization_id}), code=code_of(row))


def tell_who_proposed(actor: Actor, answers: Iterable[Answer]) -> None:
    for each in answers:
        proposal = each.item.proposal
        people = speakers({proposal.organization_id}) | {proposal.author_id}
        tell_each("proposal_answered", actor, proposal, people, code=proposal.code)


def code_of(row: Dossier) -> str:
    return f"{row.round.code}/{row.number}"
