"""Who hears of what happens to a proposal: on their own streams, those who write it and those who sign for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from journal.actors import Actor
from legislation.actions.hearing import tell_persons
from legislation.models import Proposal
from organizations.models import Membership, Role
from organizations.permissions import SPEAKING


def tell_people(event: str, actor: Actor, proposal: Proposal, people: Iterable[int], **facts: Any) -> None:
    """Not whoever does it."""
    tell_persons(event, actor, proposal, people, kind="proposal", **{"code": proposal.code, **facts})


def tell_signatories(event: str, actor: Actor, proposal: Proposal, organizations: set[int], **facts: Any) -> None:
    rows = Membership.objects.filter(SPEAKING, organization__in=organizations, role=Role.SIGNATORY)
    tell_people(event, actor, proposal, rows.values_list("person", flat=True), **facts)
