"""Who hears in person of what happens to a proposal or to a dossier, on their own streams; not whoever does it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from journal.actors import Actor
from journal.records import tell_people
from legislation.models import Answer, Dossier, Proposal
from legislation.permissions import standing_for
from legislation.queries import liaisons_of
from needs.actions.telling import speakers
from organizations.models import Membership, Role
from organizations.permissions import SPEAKING


# Proposals ------------------------------------------------------------------------------------------------------------
def tell_signatories(event: str, actor: Actor, row: Proposal, organizations: set[int], **facts: Any) -> None:
    rows = Membership.objects.filter(SPEAKING, organization__in=organizations, role=Role.SIGNATORY)
    tell_people(event, actor, row, rows.values_list("person", flat=True), code=row.code, **facts)


def tell_sponsors(event: str, actor: Actor, row: Proposal, **facts: Any) -> None:
    """The author, and those who manage or sign for who puts it forward."""
    tell_people(event, actor, row, sponsors_people(row), code=row.code, **facts)


def sponsors_people(row: Proposal) -> set[int]:
    return {row.author_id, *speakers(standing_for(row))}


# Dossiers -------------------------------------------------------------------------------------------------------------
def tell_of_sending(actor: Actor, row: Dossier) -> None:
    """Those whose proposals are in it, and who answers for the authority."""
    organizations = set(row.items.values_list("proposal__organization", flat=True))
    people = speakers(organizations) | {each.pk for each in liaisons_of(row.round)}
    tell_people("dossier_sent", actor, row, people, code=code_of(row))


def tell_who_checks(actor: Actor, row: Dossier) -> None:
    """The convener's people: one of them checks."""
    tell_people("answers_entered", actor, row, speakers({row.round.organization_id}), code=code_of(row))


def tell_who_proposed(actor: Actor, answers: Iterable[Answer]) -> None:
    for each in answers:
        proposal = each.item.proposal
        people = speakers({proposal.organization_id}) | {proposal.author_id}
        tell_people("proposal_answered", actor, proposal, people, code=proposal.code)


def code_of(row: Dossier) -> str:
    return f"{row.round.code}/{row.number}"
