"""The verbs of a session as a whole."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from arabic.direction import defuse, defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import demand_repeat, invalid, require
from journal.verbs import verb
from meetings import permissions
from meetings.models import Body, Participant, Session
from organizations.columns import check_columns

DETAILS = frozenset(
    {"kind", "about", "venue", "track", "is_internal", "parent", "chair", "turn_seconds", "speaking_seconds"}
)
HOURS = frozenset({"title", "starts_at", "ends_at"})
LONGEST = timedelta(hours=24)
LONGEST_TURN = 3600
MOST_SPEAKING = 24 * 3600


@verb
def plan_session(
    *, actor: Actor, body: Body, client_id: UUID, title: str, starts_at: datetime, ends_at: datetime, **details: Any
) -> Session:
    """Put a session into the programme of a body, in preparation. `details` are columns of DETAILS.

    A repeated `client_id` gives the same session, or Conflict `client_id_reused`. ValidationError by field.
    """
    require(permissions.can_plan_session(actor, body))
    if first := Session.objects.filter(author=actor.user, client_id=client_id).first():
        demand_repeat(first.body_id == body.pk and first.title == defuse_name(title))
        return first
    row = Session(body=body, author=actor.user, organization=actor.organization, client_id=client_id)
    fill(row, {"title": title, "starts_at": starts_at, "ends_at": ends_at, **details})
    row.save()
    record("session_planned", stream=row.stream, actor=actor, subject=row)
    return row


@verb
def edit_session(*, actor: Actor, session: Session, **details: Any) -> Session:
    """Change its title, hours and columns of DETAILS until it is over; what stays as it is leaves no entry.

    ValidationError by field, as `plan_session`; `begun` for another beginning while it runs.
    """
    require(permissions.can_edit_session(actor, session))
    row = as_it_stands(session)
    require(permissions.can_edit_session(actor, row))
    before = {name: getattr(row, name) for name in details}
    fill(row, details)
    changed = [name for name in details if getattr(row, name) != before[name]]
    if row.is_open and "starts_at" in changed:
        raise invalid(_("It has begun already."), code="begun", field="starts_at")
    if changed:
        row.save(update_fields=changed)
        record("session_edited", stream=row.stream, actor=actor, subject=row, fields=sorted(changed))
    return row


def cleaned(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return defuse(value).strip() if name == "about" else defuse_name(value)


def as_it_stands(session: Session) -> Session:
    return Session.objects.select_for_update(of=("self",)).select_related("body", "chair").get(pk=session.pk)


def fill(row: Session, details: dict[str, Any]) -> None:
    """Set columns, cleaned and checked. ValidationError by field: `dates_reversed`, `too_long`, `not_of_this_body`,
    `no_account` for a chair who could not sign in; TypeError for what is no column.
    """
    if unknown := set(details) - DETAILS - HOURS:
        raise TypeError(f"no such details: {sorted(unknown)}")
    for name, value in details.items():
        setattr(row, name, cleaned(name, value))
    check_columns(row, details)
    if row.ends_at <= row.starts_at:
        raise invalid(_("It ends before it begins."), code="dates_reversed", field="ends_at")
    if row.ends_at - row.starts_at > LONGEST:
        raise invalid(_("A session lasts a day at most."), code="too_long", field="ends_at")
    check_parent(row)
    check_chair(row, row.chair)
    if row.turn_seconds > LONGEST_TURN:
        raise invalid(_("A turn lasts an hour at most."), code="too_long", field="turn_seconds")
    if row.speaking_seconds > MOST_SPEAKING:
        raise invalid(_("A session lasts a day at most."), code="too_long", field="speaking_seconds")


def check_parent(row: Session) -> None:
    """A part belongs to the same body; there are two levels."""
    if row.parent is None:
        return
    has_parts = row.pk is not None and row.parts.exists()
    if row.parent.body_id != row.body_id or row.parent.parent_id or row.parent == row or has_parts:
        raise invalid(_("There is no such part of this programme."), code="not_of_this_body", field="parent")


def check_chair(row: Session, chair: Participant | None) -> None:
    if chair is None:
        return
    if chair.body_id != row.body_id or not chair.is_standing:
        raise invalid(_("This person does not take part here (any more)."), code="not_of_this_body", field="chair")
    if chair.person_id is None:
        raise invalid(_("A chair needs an account on the platform."), code="no_account", field="chair")
