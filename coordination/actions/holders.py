"""The verbs of who sits in a seat: the organisation that has it names a main holder and an alternate."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from coordination import permissions
from coordination.actions.committees import as_it_stands
from coordination.actions.delegates import demand_member
from coordination.actions.settling import bring_in, finish_holders, let_out, settle_person
from coordination.models import Committee, Seat, SeatHolder
from journal.actors import Actor
from journal.holding import held
from journal.records import record, tell_people
from journal.refusals import Conflict, require
from journal.states import checked_reason
from journal.verbs import verb
from meetings.models import Participant
from organizations.columns import check_columns


@verb
def name_holder(
    *, actor: Actor, seat: Seat, person: User, rank: str = SeatHolder.Rank.MAIN, reason: str = ""
) -> SeatHolder:
    """Name who sits for the organisation: a person of it, as main holder or alternate. Whoever sat there before stays
    in the history with the reason; an alternate may become the main holder. The same again changes nothing.

    ValidationError `not_of_organization`, by field; Conflict `seat_over`, and `sits_for_another` for somebody who sits
    in another seat of the committee: nobody sits for two.
    """
    require(permissions.can_name_holder(actor, seat))
    committee, words = as_it_stands(seat.term.committee), checked_reason(reason, is_required=False)
    row = held(seat, "organization", "term")
    demand_standing(row)
    holder = SeatHolder(seat=row, person=person, rank=rank, named_by=actor.user)
    check_columns(holder, ["rank"])
    if same := row.holders.filter(person=person, rank=rank, until=None).first():
        return same
    demand_member(Participant(organization=row.organization), person)
    demand_free(row, person)
    before = finish_holders(row.holders.filter(rank=rank), words)
    finish_holders(row.holders.filter(person=person), words)
    holder.since = max(timezone.localdate(), row.since)
    holder.save()
    lost = settle_all(actor, committee, [*before, person])
    tell("holder_named", actor, committee, holder, lost)
    bring_in(actor, committee, [person.pk])
    tell_people("holder_named", actor, committee, [person.pk], code=committee.code)
    tell_people("holder_ended", actor, committee, {each.pk for each in before} - {person.pk}, code=committee.code)
    holder.refresh_from_db(fields=["participant"])
    return holder


@verb
def end_holder(*, actor: Actor, holder: SeatHolder, reason: str) -> SeatHolder:
    """They sit there no more, and nobody else does yet; the row stays with the reason. Twice changes nothing.
    ValidationError `reason_required`, `too_long`.
    """
    require(permissions.can_end_holder(actor, holder))
    committee, words = as_it_stands(holder.seat.term.committee), checked_reason(reason)
    row = held(holder, "person", "seat")
    if row.until is not None:
        return row
    finish_holders(SeatHolder.objects.filter(pk=row.pk), words)
    row.refresh_from_db(fields=["until", "reason"])
    tell("holder_ended", actor, committee, row, settle_all(actor, committee, [row.person]))
    tell_people("holder_ended", actor, committee, [row.person_id], code=committee.code)
    return row


# What they share ------------------------------------------------------------------------------------------------------
def demand_standing(row: Seat) -> None:
    if row.until is not None or row.term.is_over:
        raise Conflict(_("This seat has ended."), code="seat_over")


def demand_free(row: Seat, person: User) -> None:
    others = SeatHolder.objects.filter(person=person, until=None, seat__until=None, seat__term=row.term_id)
    if others.exclude(seat=row).exists():
        words = _("This person sits here for another organisation already: nobody sits for two.")
        raise Conflict(words, code="sits_for_another")


def settle_all(actor: Actor, committee: Committee, people: list[User]) -> set[int]:
    """Reckon anew what they have; the ids of those who do not see it any more."""
    for each in sorted({each.pk: each for each in people}.values(), key=lambda each: each.pk):
        settle_person(committee, each)
    return let_out(actor, committee, {each.pk for each in people})


def tell(event: str, actor: Actor, committee: Committee, row: SeatHolder, lost: set[int]) -> None:
    known: dict[str, Any] = {"seat": row.seat_id, "person": row.person_id, "rank": row.rank}
    known |= {"lost": sorted(lost)} if lost else {}
    record(event, stream=committee.stream, actor=actor, subject=committee, **known)
