"""Who founds and runs a committee, gives its seats, and names who sits in them."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.permissions import is_secretariat
from coordination.forum_states import CANCELLED
from coordination.models import Committee, Forum, Seat, SeatHolder, Term
from coordination.permissions.delegations import speaks_for
from coordination.permissions.seen import Reader, committees_for, forums_for
from journal.actors import Actor
from meetings.permissions import can_chair, can_create_body, can_lead, can_see, granted_bodies
from organizations.permissions import is_convening, is_managing
from projects.permissions import is_signing


# What is seen ---------------------------------------------------------------------------------------------------------
def terms_for(user: Reader) -> QuerySet[Term]:
    """Of the committees one sees."""
    return Term.objects.filter(committee__in=committees_for(user).values("pk"))


def seats_for(user: Reader) -> QuerySet[Seat]:
    return Seat.objects.filter(term__in=terms_for(user).values("pk"))


def founding_forums_for(user: Reader) -> QuerySet[Forum]:
    """The forums from which a person may found a committee, whomever they speak for now."""
    return forums_for(user).filter(body__in=granted_bodies(user, "lead_body").values("pk")).exclude(status=CANCELLED)


def founding_committees_for(user: Reader) -> QuerySet[Committee]:
    """The committees under which a person may found another one."""
    led = granted_bodies(user, "lead_body").filter(closed_at=None)
    return committees_for(user).filter(body__in=led.values("pk"))


# Running it -----------------------------------------------------------------------------------------------------------
def can_create_committee(actor: Actor, forum: Forum | None = None, parent: Committee | None = None) -> bool:
    """Those who lead the forum it comes from, and the committee above it; by itself a union or network founds one, and
    the secretariat where it speaks for an organisation.
    """
    if not can_create_body(actor):
        return False
    if forum is None and parent is None:
        return is_convening(actor, actor.organization) or _is_secretariat_of(actor)
    of_forum = forum is None or (forum.status != CANCELLED and can_lead(actor, forum.body))
    return of_forum and (parent is None or is_leading(actor, parent))


def _is_secretariat_of(actor: Actor) -> bool:
    return is_secretariat(actor) and actor.organization is not None and is_managing(actor, actor.organization)


def is_leading(actor: Actor, committee: Committee) -> bool:
    """Does the actor lead it, while it stands?"""
    return committee.body.closed_at is None and can_lead(actor, committee.body)


def can_edit_committee(actor: Actor, committee: Committee) -> bool:
    return is_leading(actor, committee)


def can_close_committee(actor: Actor, committee: Committee) -> bool:
    return can_lead(actor, committee.body)


def can_open_term(actor: Actor, committee: Committee) -> bool:
    return is_leading(actor, committee)


def can_edit_term(actor: Actor, term: Term) -> bool:
    return is_leading(actor, term.committee)


def can_settle_term(actor: Actor) -> bool:
    """Terms begin and end by the day; no person decides it."""
    return actor.is_clock


def can_give_seat(actor: Actor, term: Term) -> bool:
    return is_leading(actor, term.committee)


def can_end_seat(actor: Actor, seat: Seat) -> bool:
    """Those who lead the committee; the organisation itself, by its signatory; the clock, of one that was closed."""
    if actor.is_clock:
        return True
    committee = seat.term.committee
    return is_leading(actor, committee) or (committee.body.closed_at is None and is_signing(actor, seat.organization))


# Who sits there -------------------------------------------------------------------------------------------------------
def can_name_holder(actor: Actor, seat: Seat) -> bool:
    """Those who speak for the organisation: it has the seat."""
    return seat.term.committee.body.closed_at is None and speaks_for(actor, seat.organization)


def can_end_holder(actor: Actor, holder: SeatHolder) -> bool:
    """The same; and the clock, of whoever left the organisation."""
    return actor.is_clock or can_name_holder(actor, holder.seat)


# The room -------------------------------------------------------------------------------------------------------------
def can_enter_committee_room(actor: Actor, committee: Committee) -> bool:
    return can_see(actor, committee.body)


def can_moderate_committee_room(actor: Actor, committee: Committee) -> bool:
    return can_chair(actor, committee.body)


def can_settle_committee_room(actor: Actor) -> bool:
    """Who belongs in the room follows from what people may; no person decides it."""
    return actor.is_clock
