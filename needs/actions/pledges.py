"""The verbs of pledges: promise, change it, answer it, take it back, end it with less."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.due import schedule, schedule_each
from journal.refusals import Conflict, require
from journal.states import checked_reason, demand_possible
from journal.verbs import verb
from needs.actions.ledger import drawn, give_back, hold, hold_need, hold_offers, move_promised, settle
from needs.actions.postings import end_of
from needs.actions.promising import Share, checked_shares, demand_same, details, first_pledge
from needs.actions.telling import tell
from needs.codes import new_code
from needs.models import Need, Offer, Pledge, PledgeLine
from needs.permissions import pledges as permissions
from needs.pledging import RUNNING, Status, time_to_answer

WARNED = 4  # the last quarter of the time to answer
NIGHTLY = timedelta(days=1)
SENT_WITHIN = timedelta(days=3)


class Proposed(NamedTuple):
    """A pledge, and whether this call made it (or an earlier one with the same client_id)."""

    pledge: Pledge
    is_new: bool


@verb
def propose_pledge(
    *,
    actor: Actor,
    need: Need,
    shares: Sequence[Share],
    client_id: UUID,
    offer: Offer | None = None,
    expected_on: date | None = None,
    contact: str = "",
    note: str = "",
) -> Proposed:
    """Promise shares of a need's lines, out of an offer of one's own or not. They are taken at once; unanswered they
    are free again after a time that depends on the need's urgency. A repeated `client_id` answers with the first.

    Refused `own_need`, `not_verified`; ValidationError as `checked_shares` says, `invalid_day`, `too_long`; Conflict
    `wrong_status`, `too_much`, `offer_exhausted`, `client_id_reused`.
    """
    demand_giver(actor, need)
    if first := first_pledge(actor, client_id):
        demand_same(first, need, actor, shares, offer)
        return Proposed(first, is_new=False)
    need = hold_need(need.pk)
    demand_possible(need.is_standing, need)
    offer = demand_offer(actor, offer)
    lines = checked_shares(need, shares, offer)
    pledge = Pledge(code=new_code("P"), need=need, offer=offer, organization=actor.organization, author=actor.user)
    pledge.client_id, pledge.lapses_at = client_id, timezone.now() + time_to_answer(need.urgency)
    store(pledge, details(expected_on, contact, note))
    take(pledge, lines)
    settle(actor, need, [offer])
    wait_for_answer(pledge)
    tell("pledge_proposed", actor, pledge, hear="receiving")
    return Proposed(pledge, is_new=True)


def demand_giver(actor: Actor, need: Need) -> None:
    own = actor.organization
    if own is not None and own.pk == need.organization_id:
        require(False, _("This need is your own organisation's."), code="own_need")
    if own is not None and not own.is_verified:
        words = _("Your organisation awaits verification; it can promise once it is verified.")
        require(False, words, code="not_verified")
    require(permissions.can_propose_pledge(actor, need), _("Who signs for an organisation or manages it may promise."))


def demand_offer(actor: Actor, offer: Offer | None, known: int | None = None) -> Offer | None:
    """The offer as it stands, held; it must be one's own, and open (or the one that is drawn on already, `known`)."""
    if offer is None:
        return None
    require(permissions.can_draw_on_offer(actor, offer))
    held = hold_offers([offer.pk])[offer.pk]
    demand_possible(held.pk == known or held.status in {Offer.Status.OPEN, Offer.Status.TAKEN}, held)
    return held


def store(pledge: Pledge, columns: dict[str, Any]) -> None:
    for name, value in columns.items():
        setattr(pledge, name, value)
    pledge.save()


def take(pledge: Pledge, lines: list[PledgeLine]) -> None:
    """Have the lines promised what a new pledge says, and store its lines."""
    move_promised({line.need_line_id: line.quantity for line in lines}, drawn(lines, 1))
    for line in lines:
        line.pledge = pledge
    PledgeLine.objects.bulk_create(lines)


def wait_for_answer(pledge: Pledge) -> None:
    """It lapses by itself; those who are to answer are warned in the last quarter of the time."""
    assert pledge.lapses_at is not None
    soon = pledge.lapses_at - time_to_answer(pledge.need.urgency) / WARNED
    schedule("lapse_pledge", at=pledge.lapses_at, key=f"lapse.{pledge.pk}", pledge_id=pledge.pk)
    schedule("warn_of_lapsing", at=soon, key=f"lapsing.{pledge.pk}", pledge_id=pledge.pk)
    # Where there is a ledger it is checked each night, from the first pledge on.
    schedule_each("check_ledger", at={"ledger.check": timezone.now() + NIGHTLY}, arguments={"ledger.check": {}})


@verb
def edit_pledge(
    *,
    actor: Actor,
    pledge: Pledge,
    shares: Sequence[Share],
    offer: Offer | None = None,
    expected_on: date | None = None,
    contact: str = "",
    note: str = "",
) -> Pledge:
    """Change what was proposed, as long as nobody answered: all of it is said anew. The time to answer does not begin
    again, so that nobody holds a share for ever.

    As `propose_pledge`; Conflict `wrong_status` once it was answered.
    """
    require(permissions.can_edit_pledge(actor, pledge))
    pledge = hold(pledge, offer)
    demand_possible(pledge.status == Status.PROPOSED, pledge)
    demand_possible(pledge.need.is_standing, pledge.need)
    before, offer = pledge.offer, demand_offer(actor, offer, pledge.offer_id)
    lines = checked_shares(pledge.need, shares, offer, drawn(list(pledge.lines.all()), 1))
    replace_lines(pledge, lines)
    pledge.offer, pledge.edited_at = offer, timezone.now()
    store(pledge, details(expected_on, contact, note))
    settle(actor, pledge.need, [before, offer])
    tell("pledge_edited", actor, pledge, hear="receiving")
    return pledge


def replace_lines(pledge: Pledge, lines: list[PledgeLine]) -> None:
    """Each line of the need moves once, by the difference."""
    known = list(pledge.lines.all())
    steps = Counter({line.need_line_id: line.quantity for line in lines})
    steps.subtract({line.need_line_id: line.quantity for line in known})
    offered = drawn(lines, 1)
    offered.update(drawn(known, -1))
    move_promised(steps, offered)
    pledge.lines.all().delete()
    for line in lines:
        line.pledge = pledge
    PledgeLine.objects.bulk_create(lines)


# The answer of those who need it --------------------------------------------------------------------------------------
@verb
def accept_pledge(*, actor: Actor, pledge: Pledge) -> Pledge:
    """Take what was promised: from now on both know how to reach each other. Accepting twice changes nothing.

    Conflict `wrong_status` where it was declined, withdrawn or has lapsed.
    """
    require(permissions.can_accept_pledge(actor, pledge))
    pledge = hold(pledge)
    if pledge.status in {*RUNNING, Status.CONFIRMED, Status.CLOSED_SHORT}:
        return pledge
    demand_possible(pledge.status == Status.PROPOSED, pledge)
    change(pledge, Status.ACCEPTED, decided_at=timezone.now())
    tell("pledge_accepted", actor, pledge, hear="giving")
    schedule("remind_of_dispatch", at=time_to_send(pledge), key=f"dispatch.{pledge.pk}", pledge_id=pledge.pk)
    return pledge


def time_to_send(pledge: Pledge) -> datetime:
    """When a giver that has sent nothing is reminded: once the day has passed on which it was expected, else three days
    after it was taken.
    """
    return end_of(pledge.expected_on) if pledge.expected_on else timezone.now() + SENT_WITHIN


@verb
def decline_pledge(*, actor: Actor, pledge: Pledge, reason: str) -> Pledge:
    """Not take it, and say why; its shares are free again.

    ValidationError `reason_required`; Conflict `wrong_status`.
    """
    require(permissions.can_decline_pledge(actor, pledge))
    words = checked_reason(reason)
    pledge = hold(pledge)
    if pledge.status == Status.DECLINED:
        return pledge
    demand_possible(pledge.status == Status.PROPOSED, pledge)
    release(actor, pledge, Status.DECLINED, words, decided_at=timezone.now())
    tell("pledge_declined", actor, pledge, hear="giving")
    return pledge


# Leaving it -----------------------------------------------------------------------------------------------------------
@verb
def withdraw_pledge(*, actor: Actor, pledge: Pledge, reason: str = "") -> Pledge:
    """Take a promise back before anything was sent; once it was accepted, with a reason.

    ValidationError `reason_required`; Conflict `wrong_status`, `already_sent`.
    """
    require(permissions.can_withdraw_pledge(actor, pledge))
    pledge = hold(pledge)
    if pledge.status == Status.WITHDRAWN:
        return pledge
    if pledge.deliveries.exists():
        raise Conflict(_("Some of it was sent already: close it with less instead."), code="already_sent")
    demand_possible(pledge.status in {Status.PROPOSED, Status.ACCEPTED}, pledge)
    words = checked_reason(reason, is_required=pledge.status == Status.ACCEPTED)
    release(actor, pledge, Status.WITHDRAWN, words)
    tell("pledge_withdrawn", actor, pledge, hear="receiving")
    return pledge


@verb
def lapse_pledge(*, actor: Actor, pledge: Pledge) -> Pledge:
    """The clock: nobody answered in time. One that was answered meanwhile stays."""
    require(permissions.can_lapse_pledge(actor))
    pledge = hold(pledge)
    is_over = pledge.lapses_at is not None and pledge.lapses_at <= timezone.now()
    if pledge.status == Status.PROPOSED and is_over:
        release(actor, pledge, Status.LAPSED, "")
        tell("pledge_lapsed", actor, pledge, hear="both")
    return pledge


@verb
def warn_of_lapsing(*, actor: Actor, pledge: Pledge) -> bool:
    """The clock: tell those who are to answer that the time is nearly over; whether there was anybody to warn."""
    require(permissions.can_warn_of_lapsing(actor))
    pledge = hold(pledge)
    if pledge.status != Status.PROPOSED:
        return False
    tell("pledge_lapsing", actor, pledge, hear="receiving", only_people=True)
    return True


@verb
def close_pledge_short(*, actor: Actor, pledge: Pledge, reason: str) -> Pledge:
    """End an accepted pledge with what has arrived, and say why; the rest is free again.

    ValidationError `reason_required`; Conflict `wrong_status`; `load_on_its_way` as long as a load is not counted (one
    that was lost is counted as 0).
    """
    require(permissions.can_close_pledge_short(actor, pledge))
    words = checked_reason(reason)
    pledge = hold(pledge)
    if pledge.status == Status.CLOSED_SHORT:
        return pledge
    demand_possible(pledge.status in RUNNING, pledge)
    if pledge.deliveries.filter(received_at__isnull=True).exists():
        raise Conflict(
            _("A load is not counted yet. Count it first: what was lost is counted as 0."), code="load_on_its_way"
        )
    lines = list(pledge.lines.all())
    for line in lines:
        line.quantity -= line.received  # what goes back
    move_promised({line.need_line_id: -line.quantity for line in lines}, drawn(lines, -1))
    pledge.lines.update(quantity=F("received"))
    change(pledge, Status.CLOSED_SHORT, reason=words, ended_at=timezone.now())
    settle(actor, pledge.need, [pledge.offer])
    tell("pledge_closed_short", actor, pledge, hear="other")
    return pledge


def release(actor: Actor, pledge: Pledge, status: Status, reason: str, **columns: Any) -> None:
    """Its shares are free again."""
    give_back(pledge)
    change(pledge, status, reason=reason, ended_at=timezone.now(), **columns)
    settle(actor, pledge.need, [pledge.offer])


def change(pledge: Pledge, status: Status, **columns: Any) -> None:
    """What is answered lapses no more."""
    for name, value in {"status": status, "lapses_at": None, **columns}.items():
        setattr(pledge, name, value)
    pledge.save(update_fields=["status", "lapses_at", *columns])
