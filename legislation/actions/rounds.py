"""The verbs of an amendment round as a whole: prepare one, say what it is, move it; legislation/states.py says which
ways there are.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from arabic.normalise import normalise
from journal.actors import Actor
from journal.due import schedule
from journal.holding import held
from journal.records import NARROWED, forget, record
from journal.refusals import Conflict, invalid, require
from journal.states import demand_status, demand_way
from journal.verbs import verb
from legislation import permissions
from legislation.actions.standing import demand_no_dossier
from legislation.models import Instrument, Round
from legislation.permissions import grant
from legislation.states import ARCHIVED, DECIDED, FROZEN, OPEN, PREPARED, ROUND_WAYS
from organizations.columns import check_columns, set_columns

DAYS = ("opens_on", "freezes_on", "closes_on")
DETAILS = frozenset({"title", "about", "base_on", "body", "proposers", "threshold", "majority", "visibility", *DAYS})
FIXED = frozenset({"base_on", "proposers"})  # what proposals rest on
FURTHEST = timedelta(days=5 * 366)


@verb
def create_round(
    *,
    actor: Actor,
    instrument: Instrument,
    client_id: UUID,
    title: str,
    opens_on: date,
    freezes_on: date,
    closes_on: date,
    **details: Any,
) -> Round:
    """Prepare an amendment round on a law; the actor's organisation convenes it, and so far only its people see it.
    `details` are other columns of DETAILS; without `base_on` proposals are written against the text of today.

    A repeated `client_id` gives the same round, or Conflict `client_id_reused`. ValidationError by field; Conflict
    `no_text` where the law has no article yet.
    """
    require(permissions.can_create_round(actor))
    if first := Round.objects.filter(author=actor.user, client_id=client_id).first():
        if (first.instrument_id, first.title) != (instrument.pk, defuse_name(title)):
            raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
        return first
    if instrument.published_at is None or not instrument.provisions.exists():
        raise Conflict(_("This law has no published text yet: bring it in first."), code="no_text")
    row = Round(instrument=instrument, author=actor.user, client_id=client_id, base_on=timezone.localdate())
    row.organization_id = actor.organization_id  # type: ignore[assignment]  # as can_create_round demands
    days = {"opens_on": opens_on, "freezes_on": freezes_on, "closes_on": closes_on}
    fill(row, {"title": title, **days, **details})
    row.code = f"A-{Round.objects.count() + 1}"  # never deleted; of two at once the table refuses one, who comes again
    index(row)
    row.save()
    grant(row, row.organization)
    tell("round_created", actor, row)
    return row


@verb
def edit_round(*, actor: Actor, row: Round, **details: Any) -> Round:
    """Say anew what it is: columns of DETAILS. Changing nothing leaves no entry. ValidationError by field; Conflict
    `wrong_status` once texts are fixed, `proposals_stand` for the day of the text and for who proposes, once there are
    proposals.
    """
    require(permissions.can_edit_round(actor, row))
    row = as_it_stands(row)
    demand_status(row, PREPARED, OPEN)
    changed = fill(row, details)
    if row.proposals_made and FIXED & set(changed):
        raise Conflict(_("There are proposals already: these rest on it."), code="proposals_stand")
    if changed:
        index(row)
        row.save()
        wait_for(row)
        tell("round_edited", actor, row, fields=sorted(changed))
    return row


@verb
def open_round(*, actor: Actor, row: Round, reason: str = "") -> Round:
    """Open it for proposals: everybody who may see it sees it, and the organisations that may propose are told. Open
    it again after texts were fixed, and say why. Open it stays.

    ValidationError `reason_required`, `day_passed` where its last day for texts is over; Conflict `wrong_status`.
    """
    require(permissions.can_open_round(actor, row))
    row = as_it_stands(row)
    if row.status == OPEN:
        return row
    why = demand_way(ROUND_WAYS, row, OPEN, reason)
    if row.freezes_on < timezone.localdate():
        raise invalid(_("The last day for texts has passed: choose another one."), code="day_passed", field="reason")
    is_first = row.opened_at is None
    if is_first:
        row.opened_at, row.opens_on = timezone.now(), min(row.opens_on, timezone.localdate())
    row.frozen_at = None
    moved(actor, row, OPEN, why, "opened_at", "opens_on", "frozen_at")
    wait_for(row)
    if is_first:
        schedule("announce_round", key=f"round.{row.pk}.announce", round_id=row.pk)
    return row


@verb
def freeze_round(*, actor: Actor, row: Round, reason: str = "") -> Round:
    """Fix the texts: no proposal is handed in, returned or merged any more, endorsements still move. The clock does
    it when the last day for texts is over. Take a decided round up again, and say why, where no dossier of it stands:
    what was decided in it may then be taken up (`reopen_verdict`). Frozen it stays.

    ValidationError `reason_required`; Conflict `wrong_status`, `being_made`, `dossier_stands`.
    """
    require(permissions.can_freeze_round(actor, row))
    row = as_it_stands(row)
    if row.status == FROZEN:
        return row
    why = demand_way(ROUND_WAYS, row, FROZEN, reason)
    if row.status == DECIDED:
        demand_no_dossier(row)
    row.frozen_at = row.frozen_at or timezone.now()
    moved(actor, row, FROZEN, why, "frozen_at")
    return row


@verb
def decide_round(*, actor: Actor, row: Round) -> Round:
    """Say that all its proposals are decided. Decided it stays. Conflict `wrong_status`; `undecided` with their number
    where proposals that were put forward still wait.
    """
    require(permissions.can_decide_round(actor, row))
    row = as_it_stands(row)
    if row.status == DECIDED:
        return row
    demand_way(ROUND_WAYS, row, DECIDED)
    if waiting := row.proposals.filter(status__in=("submitted", "admissible", "recommended")).count():
        words = _("%(count)s proposals still wait for a decision.") % {"count": waiting}
        raise Conflict(words, code="undecided", waiting=waiting)
    moved(actor, row, DECIDED, "")
    return row


@verb
def archive_round(*, actor: Actor, row: Round, reason: str = "") -> Round:
    """Put it away: it stays to be read. Archived it stays. ValidationError `reason_required` where nothing was sent;
    Conflict `wrong_status`.
    """
    require(permissions.can_archive_round(actor, row))
    row = as_it_stands(row)
    if row.status == ARCHIVED:
        return row
    moved(actor, row, ARCHIVED, demand_way(ROUND_WAYS, row, ARCHIVED, reason))
    return row


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(row: Round) -> Round:
    """Read again and held: whoever moves it and whoever hands a proposal in wait for one another."""
    return held(row, "instrument", "organization", "body")


def fill(row: Round, details: dict[str, Any]) -> list[str]:
    """Set columns of DETAILS, cleaned and checked; the names of those that changed. ValidationError by field."""
    changed = set_columns(row, details, DETAILS, {"about"})
    check_columns(row, set(details) - {"body"})
    for name in {"base_on", *DAYS} & set(details):
        is_far = abs(getattr(row, name) - timezone.localdate()) > FURTHEST
        if is_far and name != "base_on":
            raise invalid(_("Choose a day within five years."), code="invalid_day", field=name)
    if row.freezes_on < row.opens_on:
        raise invalid(_("This day comes before the other one."), code="dates_reversed", field="freezes_on")
    if row.closes_on < row.freezes_on:
        raise invalid(_("This day comes before the other one."), code="dates_reversed", field="closes_on")
    if row.proposers == Round.Proposers.VOICES and row.body is None:
        raise invalid(_("Choose the committee whose organisations propose."), code="required", field="body")
    return changed


def index(row: Round) -> None:
    """What is searched."""
    law = row.instrument
    row.search_text = normalise(f"{row.code} {row.title} {row.about} {law.title} {law.short_title} {law.number}")


def moved(actor: Actor, row: Round, status: str, reason: str, *columns: str) -> None:
    before, row.status, row.status_reason = row.status, status, reason
    row.save(update_fields=["status", "status_reason", *columns])
    tell("round_status_changed", actor, row, status=status, before=before)


def tell(event: str, actor: Actor, row: Round, **facts: Any) -> None:
    record(event, stream=row.stream, actor=actor, subject=row, kind="round", code=row.code, **facts)


def narrowed(actor: Actor, row: Any, kind: str) -> None:
    """Fewer see a thing from now on."""
    forget(row.stream)
    record(NARROWED, stream=row.stream, actor=actor, subject=row, kind=kind)


def wait_for(row: Round) -> None:
    """The clock wakes it when the last day for texts is over."""
    if row.status == OPEN:
        at = timezone.make_aware(datetime.combine(row.freezes_on + timedelta(days=1), time.min))
        schedule("freeze_round", at=at, key=f"round.{row.pk}.freeze", round_id=row.pk)
