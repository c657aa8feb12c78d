"""The verbs of seats: an organisation gets one in a term, with a post, and loses it for a reason."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from coordination import permissions
from coordination.actions.committees import as_it_stands
from coordination.actions.delegations import demand_trusted
from coordination.actions.settling import bring_in, end_running_seats, settle
from coordination.actions.telling import tell_speakers
from coordination.actions.terms import demand_running
from coordination.models import Committee, Seat, Term
from journal.actors import Actor
from journal.holding import held
from journal.records import record, tell_people
from journal.refusals import Conflict, require
from journal.states import checked_reason
from journal.verbs import verb
from needs.actions.telling import speakers
from organizations.columns import check_columns
from organizations.models import Organization


@verb
def give_seat(*, actor: Actor, term: Term, organization: Organization, post: str = Seat.Post.MEMBER) -> Seat:
    """Give a verified organisation a seat in a term, or another post in the seat that it has. Its voice begins with it,
    or with the term; its signatory or managers then name who sits there. The same again changes nothing.

    ValidationError `not_verified`, by field; Conflict `term_over`, `chair_taken`: one chairs.
    """
    require(permissions.can_give_seat(actor, term))
    committee, term = as_it_stands(term.committee), held(term)
    demand_running(term)
    demand_trusted(organization)
    row = term.seats.filter(organization=organization, until=None).first()
    is_new = row is None
    row = row or Seat(term=term, organization=organization, given_by=actor.user, post="")
    if row.post == post:
        return row
    row.post, row.since = post, row.since or max(timezone.localdate(), term.starts_on)
    check_columns(row, ["post"])
    demand_one_chair(row)
    row.save()
    people = User.objects.filter(pk__in=row.holders.filter(until=None).values("person"))
    settle(actor, committee, [organization], people)
    tell_seat("seat_given" if is_new else "seat_changed", actor, committee, row)
    bring_in(actor, committee, [person.pk for person in people])
    return row


@verb
def end_seat(*, actor: Actor, seat: Seat, reason: str) -> Seat:
    """End an organisation's seat, or give up one's own, and say why: its voice and whoever sits there end with it; the
    row stays. Twice changes nothing. ValidationError `reason_required`, `too_long`.
    """
    require(permissions.can_end_seat(actor, seat))
    committee, words = as_it_stands(seat.term.committee), checked_reason(reason)
    row = held(seat, "organization", "term")
    if row.until is not None:
        return row
    sitting = list(row.holders.filter(until=None).values_list("person", flat=True))
    gone = end_running_seats(actor, committee, Seat.objects.filter(pk=row.pk), words)
    row.refresh_from_db(fields=["until", "reason"])
    facts: dict[str, Any] = {"lost": sorted(gone)} if gone else {}
    tell_seat("seat_ended", actor, committee, row, **facts)
    tell_people("seat_ended", actor, committee, set(sitting) - speakers({row.organization_id}), code=committee.code)
    return row


# What they share ------------------------------------------------------------------------------------------------------
def demand_one_chair(row: Seat) -> None:
    others = row.term.seats.filter(post=Seat.Post.CHAIR, until=None).exclude(pk=row.pk)
    if row.post == Seat.Post.CHAIR and others.exists():
        words = _("Another organisation has the chair. Give it another post, or end its seat first.")
        raise Conflict(words, code="chair_taken")


def tell_seat(event: str, actor: Actor, committee: Committee, row: Seat, **facts: Any) -> None:
    """The committee's stream and the organisation's; and those who speak for it."""
    known: dict[str, Any] = {"seat": row.pk, "organization": row.organization_id, "post": row.post}
    record(event, stream=committee.stream, actor=actor, subject=committee, **known, **facts)
    record(event, stream=f"org.{row.organization_id}", actor=actor, subject=committee, code=committee.code, **known)
    tell_speakers(event, actor, committee, [row.organization_id], code=committee.code)
