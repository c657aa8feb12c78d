"""The verbs of the agenda: write it, put it in order, take an item up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse, defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from meetings import permissions
from meetings.actions.sessions import as_it_stands
from meetings.actions.states import end_item
from meetings.models import AgendaItem, Session
from organizations.columns import check_columns

DETAILS = frozenset({"kind", "text", "minutes", "is_internal", "organization", "presenter"})
MOST_ITEMS = 200
STEP = 65_536


@verb
def add_agenda_item(
    *,
    actor: Actor,
    session: Session,
    client_id: UUID,
    title: str,
    parent: AgendaItem | None = None,
    **details: Any,
) -> AgendaItem:
    """Put an item at the end of the agenda, or of the parts of `parent`. `details` are columns of DETAILS.

    A repeated `client_id` gives the same item, or Conflict `client_id_reused`. ValidationError by field; `too_many`.
    """
    require(permissions.can_add_agenda_item(actor, session))
    if first := AgendaItem.objects.filter(author=actor.user, client_id=client_id).first():
        demand_repeat(first.session_id == session.pk and first.title == defuse_name(title))
        return first
    held = as_it_stands(session)
    require(permissions.can_add_agenda_item(actor, held))
    if held.items.filter(withdrawn_at=None).count() >= MOST_ITEMS:
        raise invalid(_("An agenda has at most 200 items."), code="too_many", field="title")
    row = AgendaItem(session=held, author=actor.user, client_id=client_id)
    put_into(row, parent)
    fill(row, {"title": title, **details})
    last = held.items.filter(parent=parent).order_by("position").values_list("position", flat=True).last()
    row.position = (last or 0) + STEP
    row.save()
    record("agenda_item_added", stream=held.stream, actor=actor, subject=row, kind="agenda_item")
    return row


@verb
def edit_agenda_item(*, actor: Actor, item: AgendaItem, **details: Any) -> AgendaItem:
    """Change its title and columns of DETAILS; what stays as it is leaves no entry. ValidationError by field."""
    require(permissions.can_edit_agenda_item(actor, item))
    row = standing(actor, item)
    before = {name: getattr(row, name) for name in details}
    fill(row, details)
    changed = [name for name in details if getattr(row, name) != before[name]]
    if changed:
        row.save(update_fields=changed)
        record("agenda_item_edited", stream=row.session.stream, actor=actor, subject=row, kind="agenda_item")
    return row


@verb
def move_agenda_item(
    *, actor: Actor, item: AgendaItem, parent: AgendaItem | None = None, after: AgendaItem | None = None
) -> AgendaItem:
    """Put it behind `after` (None: before all) among the parts of `parent` (None: at the top). Where it stands so
    already nothing is written. ValidationError `two_levels`, `invalid_choice`.
    """
    require(permissions.can_move_agenda_item(actor, item))
    row = standing(actor, item)
    before = (row.parent_id, order_of(row.session, row.parent))
    put_into(row, parent)
    siblings = [pk for pk in order_of(row.session, row.parent) if pk != row.pk]
    if after is not None and after.pk not in siblings:
        raise invalid(_("This is no longer in the same list."), code="invalid_choice", field="after")
    siblings.insert(siblings.index(after.pk) + 1 if after is not None else 0, row.pk)
    if (row.parent_id, siblings) == before:
        return row
    row.save(update_fields=["parent"])
    for number, pk in enumerate(siblings, start=1):
        AgendaItem.objects.filter(pk=pk).exclude(position=number * STEP).update(position=number * STEP)
    record("agenda_item_moved", stream=row.session.stream, actor=actor, subject=row, kind="agenda_item")
    return row


@verb
def withdraw_agenda_item(*, actor: Actor, item: AgendaItem) -> None:
    """Take it off the agenda, with its parts. What was taken off already stays so. Conflict `item_in_hand`."""
    require(permissions.can_withdraw_agenda_item(actor, item))
    session = as_it_stands(item.session)
    require(permissions.can_add_agenda_item(actor, session))
    gone = session.items.filter(pk=item.pk, withdrawn_at=None) | session.items.filter(parent=item, withdrawn_at=None)
    if session.item_id in set(gone.values_list("pk", flat=True)):
        raise Conflict(_("This item is being discussed: end it first."), code="item_in_hand")
    if gone.update(withdrawn_at=timezone.now()):
        record("agenda_item_withdrawn", stream=session.stream, actor=actor, subject=item, kind="agenda_item")


@verb
def take_up_item(*, actor: Actor, session: Session, item: AgendaItem | None) -> Session:
    """What is in hand from now on; None: nothing. The one before it ends, and the projector follows.

    Taking up what is in hand changes nothing. Conflict `session_not_open`; ValidationError `invalid_choice`.
    """
    require(permissions.can_run_session(actor, session))
    row = as_it_stands(session)
    if not permissions.can_take_up_item(actor, row):
        raise Conflict(_("The session is not open."), code="session_not_open")
    if row.item_id == (item.pk if item else None):
        return row
    if item is not None and not row.items.filter(pk=item.pk, withdrawn_at=None).exists():
        raise invalid(_("This is no longer on the agenda."), code="invalid_choice", field="item")
    begin_item(row, item)
    row.save(update_fields=["item", "shown"])
    record("item_taken_up", stream=row.stream, actor=actor, subject=row, item=item.pk if item else None)
    return row


def begin_item(row: Session, item: AgendaItem | None) -> None:
    """The whole an item is part of is in hand with it, and goes on with its next part."""
    now = timezone.now()
    end_item(row, now)
    if item is None:
        return
    begun = [pk for pk in (item.pk, item.parent_id) if pk]
    row.items.filter(pk__in=begun, began_at=None).update(began_at=now)
    row.items.filter(pk__in=begun).update(ended_at=None)
    row.item = item
    row.shown = Session.Shown.ITEM


def standing(actor: Actor, item: AgendaItem) -> AgendaItem:
    """As it stands, with its session held. Conflict `withdrawn`."""
    session = as_it_stands(item.session)
    require(permissions.can_add_agenda_item(actor, session))
    row = AgendaItem.objects.select_related("session__body", "session__chair", "parent").get(pk=item.pk)
    if row.withdrawn_at is not None:
        raise Conflict(_("This is no longer on the agenda."), code="withdrawn")
    return row


def order_of(session: Session, parent: AgendaItem | None) -> list[int]:
    rows = session.items.filter(parent=parent, withdrawn_at=None)
    return list(rows.order_by("position", "pk").values_list("pk", flat=True))


def put_into(row: AgendaItem, parent: AgendaItem | None) -> None:
    """ValidationError `two_levels`, `invalid_choice`."""
    if parent is not None:
        if parent.session_id != row.session_id or parent.withdrawn_at is not None or parent == row:
            raise invalid(_("This is no longer on the agenda."), code="invalid_choice", field="parent")
        has_parts = row.pk is not None and row.parts.filter(withdrawn_at=None).exists()
        if parent.parent_id is not None or has_parts:
            raise invalid(_("An item has parts, and these have none."), code="two_levels", field="parent")
    row.parent = parent


def cleaned(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return defuse(value).strip() if name == "text" else defuse_name(value)


def fill(row: AgendaItem, details: dict[str, Any]) -> None:
    """Set columns, cleaned and checked. ValidationError by field; TypeError for what is no column."""
    if unknown := set(details) - DETAILS - {"title"}:
        raise TypeError(f"no such details: {sorted(unknown)}")
    for name, value in details.items():
        setattr(row, name, cleaned(name, value))
    check_columns(row, details)
    if row.minutes > 600:
        raise invalid(_("At most 600 minutes."), code="too_long", field="minutes")
    presenter = row.presenter
    if (
        presenter is not None
        and "presenter" in details
        and (presenter.body_id != row.session.body_id or not presenter.is_standing)
    ):
        words = _("This person does not take part here (any more).")
        raise invalid(words, code="not_of_this_body", field="presenter")
