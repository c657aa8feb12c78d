"""The verbs of relief operations: open one, convene it together, end it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.normalise import normalise
from journal.actors import Actor
from journal.holding import held
from journal.records import record, tell_people
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from needs.actions.postings import (
    checked_named,
    demand_named,
    fill,
    known_by,
    organization_of,
    place_names,
    repeated,
    tell,
    tell_edited,
    tell_narrowed,
)
from needs.actions.telling import speakers
from needs.codes import new_code
from needs.models import Convener, Operation
from needs.permissions import operations as permissions
from needs.permissions import streams_of
from organizations.models import Organization, Place

Status = Operation.Status
DETAILS = frozenset({"title", "description", "visibility", "starts_on", "ends_on"})
MOST_CONVENERS, MOST_PLACES = 40, 100
FURTHEST = timedelta(days=3 * 366)


@verb
def create_operation(
    *,
    actor: Actor,
    client_id: UUID,
    title: str,
    starts_on: date,
    organization: Organization | None = None,
    conveners: Iterable[Organization] = (),
    places: Iterable[Place] = (),
    named: Iterable[Organization] = (),
    **details: Any,
) -> Operation:
    """Open a relief operation of one's organisation (the secretariat: of any, `organization`). `conveners` are asked,
    and convene it from the day on which they say yes.

    `details` are the other columns of DETAILS. A repeated `client_id` gives the same operation, or Conflict
    `client_id_reused`. ValidationError by field.
    """
    if first := known_by(Operation, actor, client_id):
        repeated(first, title, organization)
        return first  # type: ignore[no-any-return]
    opening = organization_of(actor, organization, may=permissions.can_create_operation(actor))
    row = Operation(code=new_code("R"), organization=opening, author=actor.user, client_id=client_id)
    fill(row, {"title": title, "starts_on": starts_on, **details}, DETAILS)
    check_days(row)
    row.opened_at = timezone.now()
    row.save()
    row.named.set(checked_named(row, named))
    demand_named(row)
    row.places.set(checked_places(places))
    asked = ask_conveners(row, conveners)
    index(row)
    tell("operation_created", row, actor)
    tell_conveners(row, actor, asked)
    return row


@verb
def edit_operation(*, actor: Actor, operation: Operation, **details: Any) -> Operation:
    """Change what is said of it: columns of DETAILS, and `conveners`, `places`, `named` as whole lists. Whoever sees it
    no longer is told where they saw it. ValidationError by field; Conflict `wrong_status` when it has ended.
    """
    require(permissions.can_edit_operation(actor, operation))
    operation = as_it_stands(operation)
    demand_running(operation)
    seen_on = streams_of(operation)
    lists = {name: details.pop(name) for name in ("conveners", "places", "named") if name in details}
    changed = fill(operation, details, DETAILS)
    check_days(operation)
    operation.save()
    if "named" in lists:
        operation.named.set(checked_named(operation, lists["named"]))
    demand_named(operation)
    if "places" in lists:
        operation.places.set(checked_places(lists["places"]))
    asked = ask_conveners(operation, lists["conveners"]) if "conveners" in lists else set()
    index(operation)
    tell_edited("operation_edited", operation, actor, seen_on, [*changed, *lists])
    if "conveners" in lists:
        tell_narrowed(operation, actor)
    tell_conveners(operation, actor, asked)
    return operation


@verb
def close_operation(*, actor: Actor, operation: Operation, reason: str = "") -> Operation:
    """It is over; its figures stay. Closing what is closed changes nothing."""
    require(permissions.can_close_operation(actor, operation))
    operation = as_it_stands(operation)
    if operation.status == Status.OPEN:
        operation.closing_reason = checked_reason(reason, is_required=False)
        operation.status, operation.closed_at = Status.CLOSED, timezone.now()
        today = timezone.localdate()
        operation.ends_on = operation.ends_on or max(today, operation.starts_on)
        operation.save(update_fields=["status", "closed_at", "closing_reason", "ends_on"])
        tell("operation_closed", operation, actor)
    return operation


@verb
def reopen_operation(*, actor: Actor, operation: Operation) -> Operation:
    """It goes on. What is running stays as it is."""
    require(permissions.can_reopen_operation(actor, operation))
    operation = as_it_stands(operation)
    if operation.status != Status.OPEN:
        operation.status, operation.closed_at, operation.closing_reason = Status.OPEN, None, ""
        operation.ends_on = None
        operation.save(update_fields=["status", "closed_at", "closing_reason", "ends_on"])
        tell("operation_reopened", operation, actor)
    return operation


# Convening ------------------------------------------------------------------------------------------------------------
@verb
def accept_convening(*, actor: Actor, operation: Operation) -> Operation:
    """Say yes for one's organisation: it convenes the operation. Said twice, nothing changes."""
    require(permissions.can_accept_convening(actor, operation))
    operation = as_it_stands(operation)
    asked = operation.conveners.filter(organization=actor.organization, accepted_at__isnull=True)
    if asked.update(accepted_at=timezone.now()):
        tell("convening_accepted", operation, actor, organization=actor.organization_id)
    return operation


@verb
def leave_operation(*, actor: Actor, operation: Operation) -> Operation:
    """Say no, or convene it no longer. What one's organisation reported stays."""
    require(permissions.can_leave_operation(actor, operation))
    operation = as_it_stands(operation)
    seen_on = streams_of(operation) | {f"org.{actor.organization_id}"}
    gone, _rows = operation.conveners.filter(organization=actor.organization).delete()
    if gone:
        tell("operation_left", operation, actor, also=seen_on, organization=actor.organization_id)
        tell_narrowed(operation, actor)
    return operation


def ask_conveners(operation: Operation, wanted: Iterable[Organization]) -> set[int]:
    """Those who are new are asked; those who are on the list keep their answer; the others are asked no more. The ids
    of the new ones.
    """
    rows = {row.pk: row for row in wanted if row.pk != operation.organization_id}
    if len(rows) > MOST_CONVENERS:
        words = _("Ask at most %(count)s organisations.") % {"count": MOST_CONVENERS}
        raise invalid(words, code="too_many", field="conveners")
    known = set(operation.conveners.values_list("organization", flat=True))
    if not all(row.is_verified for pk, row in rows.items() if pk not in known):
        raise invalid(_("Ask verified organisations only."), code="invalid_organization", field="conveners")
    operation.conveners.exclude(organization__in=rows).delete()
    Convener.objects.bulk_create([Convener(operation=operation, organization_id=pk) for pk in rows if pk not in known])
    return rows.keys() - known


def tell_conveners(operation: Operation, actor: Actor, new: set[int]) -> None:
    """Those who have not answered hear it on their own stream, once for each list that is sent; who speaks for the
    `new` ones is told in person, once.
    """
    asked = operation.conveners.filter(accepted_at__isnull=True).values_list("organization", flat=True)
    for pk in sorted(asked):
        record("convening_asked", stream=f"org.{pk}", actor=actor, subject=operation)
    tell_people("convening_asked", actor, operation, speakers(new), code=operation.code)


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(operation: Operation) -> Operation:
    return held(operation, "organization", "room")


def demand_running(operation: Operation) -> None:
    if operation.status != Status.OPEN:
        raise Conflict(_("This operation has ended."), code="wrong_status", current=operation.status)


def check_days(operation: Operation) -> None:
    today = timezone.localdate()
    for name, day in (("starts_on", operation.starts_on), ("ends_on", operation.ends_on)):
        if day is not None and abs(day - today) > FURTHEST:
            raise invalid(_("Choose a day within three years."), code="invalid_day", field=name)
    if operation.ends_on and operation.ends_on < operation.starts_on:
        raise invalid(_("This day comes before the other one."), code="dates_reversed", field="ends_on")


def checked_places(places: Iterable[Place]) -> list[Place]:
    rows = list({row.pk: row for row in places}.values())
    if len(rows) > MOST_PLACES:
        words = _("Choose at most %(count)s places.") % {"count": MOST_PLACES}
        raise invalid(words, code="too_many", field="places")
    return rows


def index(operation: Operation) -> None:
    names = [operation.code, operation.title, operation.description]
    names += [operation.organization.name_ar, operation.organization.name_en]
    for place in operation.places.select_related("parent__parent"):
        names += place_names(place)
    operation.search_text = normalise(" ".join(names))
    operation.save(update_fields=["search_text"])
