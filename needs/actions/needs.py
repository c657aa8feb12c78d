"""The verbs of needs: prepare, put on the board, say that it still stands, end it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.holding import held
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from needs import permissions
from needs.actions.lines import GivenLine, set_caps, write_need_lines
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
from needs.actions.settling import derived, settle_need, watch_end
from needs.codes import new_code
from needs.models import Need, Pledge, SheetImport, TargetGroup, Urgency
from needs.permissions import may_prepare, may_speak, streams_of
from organizations.models import Organization, Place, Sector

Status = Need.Status
PREFIXES = {Need.Kind.EMERGENCY: "N", Need.Kind.CARE_GAP: "G"}
# How many days a need stands until somebody has to say that it is still so.
STANDS = {Urgency.LIFE_SAVING: 3, Urgency.WEEK: 14, Urgency.MONTH: 45, Urgency.STANDING: 120}
CAPACITIES = ("population", "existing_capacity", "missing_capacity")
DETAILS = frozenset(
    {
        *("title", "description", "sector", "place", "latitude", "longitude", "precision", "visibility", "contact"),
        *("urgency", "people", "households", *CAPACITIES, "needed_by", "valid_until", "tolerance"),
    }
)
MOST_PEOPLE = 40_000_000
# Pledges that bind somebody now: a need does not vanish from under them.
BINDING = (
    Pledge.Status.PROPOSED,
    Pledge.Status.ACCEPTED,
    Pledge.Status.DISPATCHED,
    Pledge.Status.DELIVERED,
    Pledge.Status.DISPUTED,
)


@verb
def create_need(
    *,
    actor: Actor,
    client_id: UUID,
    title: str,
    sector: Sector,
    place: Place,
    kind: str = Need.Kind.EMERGENCY,
    organization: Organization | None = None,
    lines: Sequence[GivenLine] = (),
    target_groups: Iterable[TargetGroup] = (),
    named: Iterable[Organization] = (),
    sheet: SheetImport | None = None,
    **details: Any,
) -> Need:
    """Write a need down, as a draft of one's organisation (the secretariat: of any, `organization`).

    `details` are the other columns of DETAILS. What a `sheet` brings is staged. A repeated `client_id` gives the same
    need, or Conflict `client_id_reused`. ValidationError by field, also `lines.0.amount`.
    """
    if first := known_by(Need, actor, client_id):
        repeated(first, title, organization)
        return first  # type: ignore[no-any-return]
    needing = organization_of(actor, organization, may=permissions.can_create_need(actor))
    code = new_code(PREFIXES[Need.Kind(kind)])
    need = Need(code=code, kind=kind, organization=needing, author=actor.user, client_id=client_id)
    need.sheet, need.is_staged = sheet, sheet is not None
    changed = fill(need, {"title": title, "sector": sector, "place": place, **details}, DETAILS)
    check(need, changed)
    need.search_text = words_of(need, [line.item for line in lines])
    need.save()
    need.target_groups.add(*target_groups)
    need.named.add(*checked_named(need, named))
    write_need_lines(need, lines)
    tell("need_created", need, actor)
    return need


@verb
def edit_need(*, actor: Actor, need: Need, **details: Any) -> Need:
    """Change what is said of a need: columns of DETAILS, and `lines`, `target_groups`, `named` as whole lists.

    Lines to which organisations have promised something stay, and do not become less than that: Conflict
    `line_promised`. Whoever sees it no longer is told on the stream they saw it on.
    """
    need = as_it_stands(need)
    may = may_prepare if need.status == Status.DRAFT else may_speak
    demand(may(actor, need.organization), permissions.can_edit_need(actor, need), need)
    require(permissions.EXACT.isdisjoint(details) or permissions.writes_exactly(actor, need))
    seen_on = streams_of(need)
    lists = {name: details.pop(name) for name in ("lines", "target_groups", "named") if name in details}
    changed = fill(need, details, DETAILS)
    check(need, changed)
    if need.status != Status.DRAFT and need.valid_until is None:
        stand_until(need, None)
    need.save()
    if "target_groups" in lists:
        need.target_groups.set(lists["target_groups"])
    if "named" in lists:
        need.named.set(checked_named(need, lists["named"]))
    if "lines" in lists:  # with their caps
        write_need_lines(need, lists["lines"])
    elif "tolerance" in changed:
        set_caps(need)
    if need.status != Status.DRAFT:
        demand_whole(need)
    index(need)
    watch_end(need)
    tell_edited("need_edited", need, actor, seen_on, [*changed, *lists])
    return settle_need(actor, need)


@verb
def open_need(*, actor: Actor, need: Need) -> Need:
    """Put a draft on the board. Opening what is open changes nothing.

    ValidationError `no_lines`, `missing_capacity`, `nobody_named`, `invalid_day`.
    """
    need = as_it_stands(need)
    demand(may_speak(actor, need.organization), permissions.can_open_need(actor, need), need)
    if need.status != Status.DRAFT:
        return need
    demand_whole(need)
    now = timezone.now()
    need.status, need.opened_at, need.confirmed_at = Status.OPEN, now, now
    stand_until(need, need.valid_until)
    need.save(update_fields=["status", "opened_at", "confirmed_at", "valid_until"])
    tell("need_opened", need, actor)
    return need


@verb
def confirm_need(*, actor: Actor, need: Need, until: date | None = None) -> Need:
    """Say that it is still so, until a day (by default as long as its urgency lets it); what expired stands again.

    ValidationError `invalid_day`, by field `until`.
    """
    need = as_it_stands(need)
    demand(may_prepare(actor, need.organization), permissions.can_confirm_need(actor, need), need)
    check_dates(("", None), ("until", until), ["until"])
    need.confirmed_at = timezone.now()
    if need.status == Status.EXPIRED:
        need.status = derived(need)
    stand_until(need, until)
    need.save(update_fields=["status", "confirmed_at", "valid_until", "needed_by"])
    tell("need_confirmed", need, actor)
    return need


@verb
def cancel_need(*, actor: Actor, need: Need, reason: str = "") -> Need:
    """Take a need back: it was a mistake, or is needed no longer. A draft goes without a reason. Cancelling what is
    cancelled changes nothing. ValidationError `reason_required`; Conflict `pledges_stand`.
    """
    need = as_it_stands(need)
    may = may_prepare if need.opened_at is None else may_speak
    demand(may(actor, need.organization), permissions.can_cancel_need(actor, need), need)
    if need.status == Status.CANCELLED:
        return need
    words = checked_reason(reason, is_required=need.status != Status.DRAFT)
    return end(actor, need, Status.CANCELLED, words, "need_cancelled")


@verb
def close_need(*, actor: Actor, need: Need, reason: str = "") -> Need:
    """End a need: all has arrived, or (with a reason) what came is enough. Closing what is closed changes nothing.

    ValidationError `reason_required` unless it is fulfilled; Conflict `pledges_stand`.
    """
    need = as_it_stands(need)
    demand(may_speak(actor, need.organization), permissions.can_close_need(actor, need), need)
    if need.status == Status.CLOSED:
        return need
    words = checked_reason(reason, is_required=need.status != Status.FULFILLED)
    return end(actor, need, Status.CLOSED, words, "need_closed")


@verb
def reopen_need(*, actor: Actor, need: Need) -> Need:
    """Put what was closed or cancelled on the board again. What stands there already stays as it is."""
    need = as_it_stands(need)
    demand(may_speak(actor, need.organization), permissions.can_reopen_need(actor, need), need)
    if need.status in (Status.OPEN, Status.COVERED):
        return need
    need.status, need.confirmed_at = derived(need), timezone.now()
    need.closed_at, need.closing_reason = None, ""
    stand_until(need, None)
    need.save(update_fields=["status", "confirmed_at", "closed_at", "closing_reason", "valid_until", "needed_by"])
    tell("need_reopened", need, actor)
    return need


@verb
def expire_need(*, actor: Actor, need: Need) -> Need:
    """The clock: nobody said in time that it is still so. One that was confirmed meanwhile stays."""
    require(permissions.can_expire_need(actor))
    need = as_it_stands(need)
    has_passed = need.valid_until is not None and end_of(need.valid_until) <= timezone.now()
    if has_passed and need.status in (Status.OPEN, Status.COVERED):
        need.status = Status.EXPIRED
        need.save(update_fields=["status"])
        tell("need_expired", need, actor)
    return need


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(need: Need) -> Need:
    """Read again and held: between the caller's read and now somebody may have ended it."""
    return held(need, "organization", "place__parent__parent", "sector")


def check(need: Need, changed: Iterable[str]) -> None:
    """What columns must say together. ValidationError by field."""
    if need.kind == Need.Kind.CARE_GAP:
        need.valid_until = need.needed_by = None
    elif any(getattr(need, name) is not None for name in CAPACITIES):
        raise invalid(_("Places are counted for care gaps only."), code="of_care_gaps", field="missing_capacity")
    if need.tolerance > 100:
        raise invalid(_("A percentage from 0 to 100."), code="invalid", field="tolerance")
    check_dates(("needed_by", need.needed_by), ("valid_until", need.valid_until), changed)
    for name in ("people", "households", *CAPACITIES):
        if (getattr(need, name) or 0) > MOST_PEOPLE:
            raise invalid(_("These are more people than the country has."), code="too_many", field=name)
    if need.people and need.households and need.households > need.people:
        raise invalid(_("There are more households than people."), code="more_households", field="households")


def demand_whole(need: Need) -> None:
    """What a need must say before others are asked to answer it."""
    demand_named(need)
    if need.kind == Need.Kind.CARE_GAP:
        if not need.missing_capacity:
            raise invalid(_("Say how many places are missing."), code="missing_capacity", field="missing_capacity")
    elif not need.lines.exists():
        raise invalid(_("Say what is needed: add at least one line."), code="no_lines", field="lines")


def stand_until(need: Need, until: date | None) -> None:
    """An emergency stands until a day; without one as long as its urgency lets it. A care gap stands until closed."""
    if need.kind == Need.Kind.CARE_GAP:
        return
    today = timezone.localdate()
    need.valid_until = until if until and until >= today else today + timedelta(days=STANDS[Urgency(need.urgency)])
    if need.needed_by and (need.needed_by < today or need.needed_by > need.valid_until):
        need.needed_by = None if need.needed_by < today else need.needed_by
        need.valid_until = max(need.valid_until, need.needed_by or today)
    watch_end(need)


def end(actor: Actor, need: Need, status: Need.Status, reason: str, event: str) -> Need:
    if need.pledges.filter(status__in=BINDING).exists():
        words = _("There are pledges that nobody has answered, or whose goods are on their way. Settle them first.")
        raise Conflict(words, code="pledges_stand")
    need.status, need.closed_at, need.closing_reason = status, timezone.now(), reason
    need.save(update_fields=["status", "closed_at", "closing_reason"])
    tell(event, need, actor)
    return need


def index(need: Need) -> None:
    items = [line.item for line in need.lines.select_related("item")]
    need.search_text = words_of(need, items)
    need.save(update_fields=["search_text"])
