"""The verbs of terms: the spans for which seats are given. They begin and end by the day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from coordination import permissions
from coordination.actions.committees import as_it_stands
from coordination.actions.settling import bring_in, end_running_seats, running_holders, running_seats, settle
from coordination.actions.telling import tell_speakers
from coordination.models import Committee, Term
from journal.actors import Actor
from journal.due import schedule
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from organizations.models import Organization

LONGEST = timedelta(days=10 * 366)
FURTHEST = timedelta(days=10 * 366)
TERM_OVER = gettext_lazy("The term is over")


@verb
def open_term(*, actor: Actor, committee: Committee, starts_on: date, ends_on: date) -> Term:
    """Open a term from a day to a day, both in it; it may be prepared before it begins. The same days again give the
    same term. ValidationError `dates_reversed`, `too_long`, `invalid_day`, `is_over`; Conflict `terms_overlap`.
    """
    require(permissions.can_open_term(actor, committee))
    committee = as_it_stands(committee)
    if first := committee.terms.filter(starts_on=starts_on, ends_on=ends_on).first():
        return first
    number = (committee.terms.aggregate(last=Max("number"))["last"] or 0) + 1
    row = Term(committee=committee, number=number, starts_on=starts_on, ends_on=ends_on)
    check_days(row)
    row.save()
    wait_for(row)
    record("term_opened", stream=committee.stream, actor=actor, subject=committee, term=row.pk, number=number)
    return row


@verb
def edit_term(*, actor: Actor, term: Term, **days: Any) -> Term:
    """Give it another `starts_on` or `ends_on`, as long as it is not over: it is prolonged, or ends sooner. Refuses
    what `open_term` does; Conflict `term_over`, ValidationError `begun` for another first day once it began.
    """
    require(permissions.can_edit_term(actor, term))
    committee = as_it_stands(term.committee)
    row, today = held(term, "committee"), timezone.localdate()
    demand_running(row)
    if unknown := set(days) - {"starts_on", "ends_on"}:
        raise TypeError(f"no such days: {sorted(unknown)}")
    before = {name: getattr(row, name) for name in days}
    for name, day in days.items():
        setattr(row, name, day)
    changed = sorted(name for name in days if getattr(row, name) != before[name])
    if not changed:
        return row
    if "starts_on" in changed and before["starts_on"] <= today:
        raise invalid(_("It has begun already."), code="begun", field="starts_on")
    check_days(row)
    row.save(update_fields=changed)
    row.seats.filter(until=None).exclude(since__gte=row.starts_on).update(since=row.starts_on)
    wait_for(row)
    record("term_edited", stream=committee.stream, actor=actor, subject=committee, term=row.pk, fields=changed)
    return row


@verb
def settle_term(*, actor: Actor, term: Term) -> None:
    """What the day brings: on its first day the seats that were given begin to count, after its last one they end.
    Repeating it changes nothing.
    """
    require(permissions.can_settle_term(actor))
    committee = as_it_stands(term.committee)
    row, today = held(term), timezone.localdate()
    if today > row.ends_on:
        end_term(actor, committee, row)
    elif today >= row.starts_on:
        begin_term(actor, committee, row)


# What they share ------------------------------------------------------------------------------------------------------
def end_term(actor: Actor, committee: Committee, row: Term) -> None:
    standing = row.seats.filter(until=None)
    if not standing.exists():
        return
    with override(settings.LANGUAGE_CODE):
        gone = end_running_seats(actor, committee, standing, str(TERM_OVER), row.ends_on)
    facts: dict[str, Any] = {"lost": sorted(gone)} if gone else {}
    record("term_ended", stream=committee.stream, actor=actor, subject=committee, term=row.pk, **facts)
    tell_speakers("term_ended", actor, committee, [committee.body.organization_id], code=committee.code)


def begin_term(actor: Actor, committee: Committee, row: Term) -> None:
    seats = running_seats(committee).filter(term=row)
    organizations = Organization.objects.filter(pk__in=seats.values("organization")).order_by("pk")
    people = User.objects.filter(pk__in=running_holders(committee).values("person")).order_by("pk")
    if settle(actor, committee, organizations, people):
        record("term_begun", stream=committee.stream, actor=actor, subject=committee, term=row.pk)
        bring_in(actor, committee)


def check_days(row: Term) -> None:
    today = timezone.localdate()
    if row.ends_on <= row.starts_on:
        raise invalid(_("This day comes before the other one."), code="dates_reversed", field="ends_on")
    if row.ends_on - row.starts_on > LONGEST:
        raise invalid(_("A term lasts ten years at most."), code="too_long", field="ends_on")
    if abs(row.starts_on - today) > FURTHEST:
        raise invalid(_("Choose a day within ten years."), code="invalid_day", field="starts_on")
    if row.ends_on < today:
        raise invalid(_("This day has passed."), code="is_over", field="ends_on")
    others = Term.objects.filter(committee=row.committee_id).exclude(pk=row.pk)
    if others.filter(starts_on__lte=row.ends_on, ends_on__gte=row.starts_on).exists():
        raise Conflict(_("Another term of this committee lies in these days."), code="terms_overlap")


def demand_running(row: Term) -> None:
    if row.is_over:
        raise Conflict(_("This term is over."), code="term_over")


def wait_for(row: Term) -> None:
    """The clock wakes it on its first day, and after its last."""
    today, key = timezone.localdate(), f"term.{row.pk}"
    if row.starts_on > today:
        schedule("settle_term", at=midnight(row.starts_on), key=f"{key}.begin", term_id=row.pk)
    schedule("settle_term", at=midnight(row.ends_on + timedelta(days=1)), key=f"{key}.end", term_id=row.pk)


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
