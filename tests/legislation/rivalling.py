"""Rounds and proposals with their changes, as rows: for what compares and puts together."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from legislation.models import Amendment, Proposal, Provision, Round
from legislation.permissions import grant
from organizations.models import Organization
from tests.factories import Cast
from tests.legislation.made import article, published_law


def open_round(cast: Cast, **columns: Any) -> Round:
    """Of Basel's association, on the law of the demo; everybody verified proposes."""
    days = {"opens_on": date(2026, 1, 1), "freezes_on": date(2026, 2, 1), "closes_on": date(2026, 3, 1)}
    given: dict[str, Any] = {"title": "جولة", "base_on": date(2026, 1, 1), "status": "open", **days, **columns}
    given.setdefault("instrument", published_law(cast))
    row = Round.objects.create(
        code=f"A-{uuid4().hex[:4]}", organization=cast.association, author=cast.basel, client_id=uuid4(), **given
    )
    grant(row, cast.association)
    return row


def put_forward(cast: Cast, row: Round, organization: Organization | None = None, **columns: Any) -> Proposal:
    """By Omar's organisation, or another one."""
    given: dict[str, Any] = {"title": "مقترح", "status": "submitted", "author": cast.omar, **columns}
    row.refresh_from_db()
    row.proposals_made += 1
    row.save(update_fields=["proposals_made"])
    return Proposal.objects.create(
        code=f"{row.code}-{row.proposals_made:03d}",
        round=row,
        organization=organization or cast.other,
        signed_by=given["author"],
        submitted_at=row.created_at,
        client_id=uuid4(),
        **given,
    )


def changes(proposal: Proposal, number: int | Provision | None, kind: str = "replace", **columns: Any) -> Amendment:
    """A change of the article of this number, written against its text of today; without a number of a term."""
    provision = article(proposal.round.instrument, number) if isinstance(number, int) else number
    base = provision.texts.get(valid_to=None) if provision is not None else None
    return Amendment.objects.create(
        proposal=proposal,
        kind=kind,
        provision=provision,
        base=base,
        base_sha256=base.sha256 if base else "",
        position=proposal.amendments.count(),
        person=proposal.author,
        client_id=uuid4(),
        **columns,
    )


def reworded(proposal: Proposal, number: int, old: str, new: str) -> Amendment:
    """A replacement of some words of an article."""
    text = article(proposal.round.instrument, number).texts.get(valid_to=None).text
    assert old in text
    return changes(proposal, number, new_text=text.replace(old, new, 1))
