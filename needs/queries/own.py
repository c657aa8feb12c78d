"""What an organisation itself needs and gives."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from journal.actors import Actor
from needs.models import Need, Offer
from needs.permissions import own_needs, own_offers
from needs.queries.postings import with_lines

SOON = timedelta(days=3)
STATES = {
    "running": (_("On the board"), ("open", "covered", "taken", "fulfilled")),
    "waiting": (_("Still so?"), ()),
    "draft": (_("Drafts"), ("draft",)),
    "ended": (_("Ended"), ("closed", "cancelled", "withdrawn", "merged")),
}


def own_rows(actor: Actor, *, offers: bool) -> QuerySet[Any]:
    """All of the organisation one speaks for; of nobody none. Whoever belongs to it sees all of it."""
    if actor.organization is None:
        return Offer.objects.none() if offers else Need.objects.none()
    return own_offers(actor.organization) if offers else own_needs(actor.organization)


def in_state(state: str, *, offers: bool) -> Q:
    """`waiting`: what expired, or will within three days, and asks whether it is still so."""
    if state != "waiting":
        return Q(status__in=STATES[state][1])
    until = "available_until" if offers else "valid_until"
    soon = timezone.localdate() + SOON
    return Q(status="expired") | Q(status__in=["open", "covered", "taken"], **{f"{until}__lte": soon})


def own_postings(actor: Actor, *, offers: bool, state: str) -> QuerySet[Any]:
    rows = own_rows(actor, offers=offers).filter(in_state(state, offers=offers))
    return with_lines(rows).order_by(F("opened_at").desc(nulls_first=True), "-pk")


def own_counts(actor: Actor, *, offers: bool) -> list[tuple[str, Any, int]]:
    """(state, its words, how many) for each; one query."""
    rows = own_rows(actor, offers=offers)
    until = "available_until" if offers else "valid_until"
    known = list(rows.values_list("status", until))
    soon = timezone.localdate() + SOON
    counted = []
    for state, (words, statuses) in STATES.items():
        if state == "waiting":
            running = {"open", "covered", "taken"}
            number = sum(
                status == "expired" or (status in running and day is not None and day <= soon) for status, day in known
            )
        else:
            number = sum(status in statuses for status, _day in known)
        counted.append((state, words, number))
    return counted
