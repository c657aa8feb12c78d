"""What is put together when proposals are merged, and which organisations must agree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from legislation.joining import Joined, joined
from legislation.models import Amendment, Credit, Proposal, Round, Sponsor
from legislation.queries.changes import Base, base_of, with_bases
from legislation.states import PUT_FORWARD
from organizations.models import Organization


def joined_places(row: Round, proposals: Iterable[Proposal], given: Mapping[str, str] | None = None) -> list[Joined]:
    """What these proposals change, place by place; what competes waits for words."""
    base = base_of(row)
    return joined(base.clauses, with_bases(amendments_of(proposals), base), given)


def amendments_of(proposals: Iterable[Proposal]) -> QuerySet[Amendment]:
    rows = Amendment.objects.filter(proposal__in=[proposal.pk for proposal in proposals])
    return rows.order_by("proposal__submitted_at", "proposal_id", "position", "pk")


def sources_of(proposal: Proposal) -> QuerySet[Proposal]:
    """Whose words are in it and that stand beside it still: they end when the merge is settled."""
    ids = Credit.objects.filter(proposal=proposal).values("source")
    return Proposal.objects.filter(pk__in=ids, status__in=PUT_FORWARD).select_related("organization", "author")


def missing_consent(proposal: Proposal) -> QuerySet[Organization]:
    """The organisations of merged proposals that have not agreed to it yet."""
    agreed = proposal.sponsors.filter(status=Sponsor.Status.ACCEPTED).values("organization")
    theirs = sources_of(proposal).values("organization")
    return Organization.objects.filter(pk__in=theirs).exclude(pk=proposal.organization_id).exclude(pk__in=agreed)


def place_facts(place: Joined, base: Base) -> dict[str, Any]:
    """A place as a program reads it; `words` is None while it waits for somebody to say."""
    clause = base.clause(place.target) if isinstance(place.target, int) else None
    return {
        "name": place.name,
        "kind": place.kind,
        "provision": place.target,
        "label": clause.label if clause else "",
        "before": place.before,
        "words": place.words,
        "is_repeal": place.repeals,
        "wanted": [{"proposal": change.proposal, "words": words} for change, words in place.wanted],
    }
