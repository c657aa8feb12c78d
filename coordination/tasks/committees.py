"""Terms begin and end by the day; seats and the rooms of committees follow what happens to organisations and people."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy, override

from coordination import actions
from coordination.models import Committee, Seat, SeatHolder, Term
from journal.actors import Actor
from journal.followers import Follower
from journal.models import Entry
from organizations.models import Membership
from organizations.permissions import RUNNING

OF_PEOPLE = frozenset({"membership_started", "membership_changed", "membership_ended"})
OF_ALL = frozenset({"organization_verified", "organization_suspended", "organization_restored"})
CLOSED = "organization_closed"
AT_ONCE = 20  # people in one transaction
LEFT = gettext_lazy("Left the organisation")
WAS_CLOSED = gettext_lazy("The organisation was closed")


def settle_term(term_id: int) -> None:
    if (row := Term.objects.select_related("committee").filter(pk=term_id).first()) is not None:
        actions.settle_term(actor=Actor.clock(), term=row)


def follow_memberships(entries: list[Entry]) -> None:
    for entry in entries:
        organization = int(entry.stream.name.removeprefix("org."))
        with override(settings.LANGUAGE_CODE):
            if entry.event == CLOSED:
                end_seats(organization)
            if entry.event == "membership_ended":
                end_holders(organization)
        people = sorted(people_of(entry))
        for committee in touched(organization) if people else ():
            for few in in_parts(people):
                actions.settle_committee_room(actor=Actor.clock(), committee=committee, people=few)


def end_seats(organization: int) -> None:
    """What is closed sits nowhere any more."""
    rows = Seat.objects.filter(organization=organization, until=None).select_related("term__committee__body")
    for row in rows.order_by("pk"):
        actions.end_seat(actor=Actor.clock(), seat=row, reason=str(WAS_CLOSED))


def end_holders(organization: int) -> None:
    """Who left the organisation does not sit for it any more, nor has the rights of its post."""
    own = Membership.objects.filter(RUNNING, organization=organization).values("person")
    rows = SeatHolder.objects.filter(seat__organization=organization, until=None).exclude(person__in=own)
    for row in rows.select_related("seat__term__committee__body", "seat__organization").order_by("pk"):
        actions.end_holder(actor=Actor.clock(), holder=row, reason=str(LEFT))


def people_of(entry: Entry) -> set[int]:
    if entry.event in OF_PEOPLE:
        return set(Membership.objects.filter(pk=entry.object_id).values_list("person", flat=True))
    running = Membership.objects.filter(RUNNING, organization=entry.object_id)
    return set(running.values_list("person", flat=True))


def touched(organization: int) -> QuerySet[Committee]:
    """The committees that it convenes, or in which it has or had a seat."""
    seats = Seat.objects.filter(organization=organization).values("term__committee")
    rows = Committee.objects.filter(Q(pk__in=seats) | Q(body__organization=organization))
    return rows.order_by("pk")


def in_parts(people: list[int]) -> Iterator[set[int]]:
    for start in range(0, len(people), AT_ONCE):
        yield set(people[start : start + AT_ONCE])


seats_follow_memberships = Follower(
    "seats_follow_memberships", ("org",), follow_memberships, OF_PEOPLE | OF_ALL | {CLOSED}
)
