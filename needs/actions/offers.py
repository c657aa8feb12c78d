"""The verbs of offers, the mirror of needs: prepare, put on the board, say that it is still to be had, take back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.due import schedule
from journal.holding import held
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from needs import permissions
from needs.actions.lines import GivenLine, all_met, write_offer_lines
from needs.actions.needs import BINDING
from needs.actions.postings import (
    check_dates,
    checked_named,
    demand,
    demand_named,
    end_of,
    fill,
    known_by,
    organization_of,
    repeated,
    tell,
    tell_edited,
    words_of,
)
from needs.actions.settling import settle_offer
from needs.codes import new_code
from needs.models import Offer, SheetImport
from needs.permissions import may_prepare, may_speak, streams_of
from organizations.models import Organization, Place, Sector

Status = Offer.Status
STANDS = 60  # days that an offer without an end stands until somebody has to say that it is still to be had
MOST_REACH = 100
DETAILS = frozenset(
    {
        *("title", "description", "sector", "place", "latitude", "longitude", "precision", "visibility", "contact"),
        *("available_from", "available_until", "can_transport", "conditions"),
    }
)


@verb
def create_offer(
    *,
    actor: Actor,
    client_id: UUID,
    title: str,
    sector: Sector,
    place: Place,
    organization: Organization | None = None,
    lines: Sequence[GivenLine] = (),
    reach: Iterable[Place] = (),
    named: Iterable[Organization] = (),
    sheet: SheetImport | None = None,
    **details: Any,
) -> Offer:
    """Write an offer down, as a draft of one's organisation (the secretariat: of any, `organization`).

    `details` are the other columns of DETAILS. What a `sheet` brings is staged. A repeated `client_id` gives the same
    offer, or Conflict `client_id_reused`. ValidationError by field, also `lines.0.amount`.
    """
    if first := known_by(Offer, actor, client_id):
        repeated(first, title, organization)
        return first  # type: ignore[no-any-return]
    giving = organization_of(actor, organization, may=permissions.can_create_offer(actor))
    offer = Offer(code=new_code("O"), organization=giving, author=actor.user, client_id=client_id)
    offer.sheet, offer.is_staged = sheet, sheet is not None
    changed = fill(offer, {"title": title, "sector": sector, "place": place, **details}, DETAILS)
    check(offer, changed)
    offer.search_text = words_of(offer, [line.item for line in lines])
    offer.save()
    offer.reach.add(*checked_reach(reach))
    offer.named.add(*checked_named(offer, named))
    write_offer_lines(offer, lines)
    tell("offer_created", offer, actor)
    return offer


@verb
def edit_offer(*, actor: Actor, offer: Offer, **details: Any) -> Offer:
    """Change what is said of an offer: columns of DETAILS, and `lines`, `reach`, `named` as whole lists.

    Lines of which something is promised stay, and do not become less than that: Conflict `line_promised`.
    """
    offer = as_it_stands(offer)
    may = may_prepare if offer.status == Status.DRAFT else may_speak
    demand(may(actor, offer.organization), permissions.can_edit_offer(actor, offer), offer)
    require(permissions.EXACT.isdisjoint(details) or permissions.writes_exactly(actor, offer))
    seen_on = streams_of(offer)
    lists = {name: details.pop(name) for name in ("lines", "reach", "named") if name in details}
    changed = fill(offer, details, DETAILS)
    check(offer, changed)
    if offer.status != Status.DRAFT and offer.available_until is None:
        stand_until(offer, None)
    offer.save()
    if "reach" in lists:
        offer.reach.set(checked_reach(lists["reach"]))
    if "named" in lists:
        offer.named.set(checked_named(offer, lists["named"]))
    if "lines" in lists:
        write_offer_lines(offer, lists["lines"])
    if offer.status != Status.DRAFT:
        demand_whole(offer)
    index(offer)
    watch_end(offer)
    tell_edited("offer_edited", offer, actor, seen_on, [*changed, *lists])
    return settle_offer(actor, offer)


@verb
def open_offer(*, actor: Actor, offer: Offer) -> Offer:
    """Put a draft on the board. Opening what is open changes nothing.

    ValidationError `no_lines`, `nobody_named`, `invalid_day`.
    """
    offer = as_it_stands(offer)
    demand(may_speak(actor, offer.organization), permissions.can_open_offer(actor, offer), offer)
    if offer.status != Status.DRAFT:
        return offer
    demand_whole(offer)
    offer.status, offer.opened_at = Status.OPEN, timezone.now()
    stand_until(offer, offer.available_until)
    offer.save(update_fields=["status", "opened_at", "available_until"])
    tell("offer_opened", offer, actor)
    return offer


@verb
def confirm_offer(*, actor: Actor, offer: Offer, until: date | None = None) -> Offer:
    """Say that it is still to be had, until a day; what expired stands again. ValidationError `invalid_day`."""
    offer = as_it_stands(offer)
    demand(may_prepare(actor, offer.organization), permissions.can_confirm_offer(actor, offer), offer)
    check_dates(("available_from", offer.available_from), ("until", until), ["until"])
    if offer.status == Status.EXPIRED:
        offer.status = derived(offer)
    stand_until(offer, until)
    offer.save(update_fields=["status", "available_until"])
    tell("offer_confirmed", offer, actor)
    return offer


@verb
def withdraw_offer(*, actor: Actor, offer: Offer, reason: str = "") -> Offer:
    """Take an offer back. A draft goes without a reason. Withdrawing twice changes nothing.

    ValidationError `reason_required`; Conflict `pledges_stand` where something of it is promised to somebody.
    """
    offer = as_it_stands(offer)
    may = may_prepare if offer.opened_at is None else may_speak
    demand(may(actor, offer.organization), permissions.can_withdraw_offer(actor, offer), offer)
    if offer.status == Status.WITHDRAWN:
        return offer
    words = checked_reason(reason, is_required=offer.status != Status.DRAFT)
    return end(actor, offer, Status.WITHDRAWN, words, "offer_withdrawn")


@verb
def close_offer(*, actor: Actor, offer: Offer, reason: str = "") -> Offer:
    """End an offer: it was given, or nobody asked for the rest. Closing twice changes nothing.

    Conflict `pledges_stand`.
    """
    offer = as_it_stands(offer)
    demand(may_speak(actor, offer.organization), permissions.can_close_offer(actor, offer), offer)
    if offer.status == Status.CLOSED:
        return offer
    return end(actor, offer, Status.CLOSED, checked_reason(reason, is_required=False), "offer_closed")


@verb
def reopen_offer(*, actor: Actor, offer: Offer) -> Offer:
    """Put what was closed or withdrawn on the board again. What stands there already stays as it is."""
    offer = as_it_stands(offer)
    demand(may_speak(actor, offer.organization), permissions.can_reopen_offer(actor, offer), offer)
    if offer.status in (Status.OPEN, Status.TAKEN):
        return offer
    offer.status, offer.closed_at, offer.closing_reason = derived(offer), None, ""
    stand_until(offer, None)
    offer.save(update_fields=["status", "closed_at", "closing_reason", "available_until"])
    tell("offer_reopened", offer, actor)
    return offer


@verb
def expire_offer(*, actor: Actor, offer: Offer) -> Offer:
    """The clock: its window is over. One that was confirmed meanwhile stays."""
    require(permissions.can_expire_offer(actor))
    offer = as_it_stands(offer)
    has_passed = offer.available_until is not None and end_of(offer.available_until) <= timezone.now()
    if has_passed and offer.status in (Status.OPEN, Status.TAKEN):
        offer.status = Status.EXPIRED
        offer.save(update_fields=["status"])
        tell("offer_expired", offer, actor)
    return offer


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(offer: Offer) -> Offer:
    return held(offer, "organization", "place__parent__parent", "sector")


def check(offer: Offer, changed: Iterable[str]) -> None:
    window = ("available_from", offer.available_from), ("available_until", offer.available_until)
    check_dates(*window, [name for name in changed if name == "available_until"])


def checked_reach(reach: Iterable[Place]) -> list[Place]:
    places = list({place.pk: place for place in reach}.values())
    if len(places) > MOST_REACH:
        raise invalid(_("Name at most %(count)s places.") % {"count": MOST_REACH}, code="too_many", field="reach")
    return places


def demand_whole(offer: Offer) -> None:
    demand_named(offer)
    if not offer.lines.exists():
        raise invalid(_("Say what you offer: add at least one line."), code="no_lines", field="lines")


def derived(offer: Offer) -> Offer.Status:
    return Status.TAKEN if all_met(offer.lines, "promised") else Status.OPEN


def stand_until(offer: Offer, until: date | None) -> None:
    """An offer stands until its window ends; without an end for two months."""
    today = timezone.localdate()
    begins = max(today, offer.available_from or today)
    offer.available_until = until if until and until >= today else begins + timedelta(days=STANDS)
    watch_end(offer)


def watch_end(offer: Offer) -> None:
    if offer.available_until is not None and offer.status in (Status.OPEN, Status.TAKEN):
        schedule("expire_offer", key=f"offer.{offer.pk}", at=end_of(offer.available_until), offer_id=offer.pk)


def end(actor: Actor, offer: Offer, status: Offer.Status, reason: str, event: str) -> Offer:
    if offer.pledges.filter(status__in=BINDING).exists():
        words = _("Something of it is promised and not yet delivered. Settle these pledges first.")
        raise Conflict(words, code="pledges_stand")
    offer.status, offer.closed_at, offer.closing_reason = status, timezone.now(), reason
    offer.save(update_fields=["status", "closed_at", "closing_reason"])
    tell(event, offer, actor)
    return offer


def index(offer: Offer) -> None:
    items = [line.item for line in offer.lines.select_related("item")]
    offer.search_text = words_of(offer, items)
    offer.save(update_fields=["search_text"])
