"""The verbs of the minutes while they are written: add, change, put in order, take out; and addenda once they are
approved.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from meetings import permissions
from meetings.models import AgendaItem, MinuteEntry, MinuteVersion, Session
from meetings.states import APPROVED, WRITTEN
from organizations.columns import check_columns, set_columns
from organizations.models import Organization

DETAILS = frozenset({"kind", "text", "item", "speaker"})
LONGEST = 8000
MOST = 2000
STEP = 65_536


@verb
def add_minute_entry(*, actor: Actor, session: Session, client_id: UUID, text: str, **details: Any) -> MinuteEntry:
    """Write a paragraph, at the end. `details` are other columns of DETAILS.

    A repeated `client_id` gives the same paragraph, or Conflict `client_id_reused`. ValidationError by field; Conflict
    `wrong_status` before the session is open, `minutes_locked` once they are approved.
    """
    require(permissions.can_add_minute_entry(actor, session))
    if first := written_already(actor, session, client_id, text):
        return first
    row = held(session, "body", "chair")
    demand_writable(row)
    return write(actor, row, client_id, {"text": text, **details}, is_addendum=False)


@verb
def add_addendum(*, actor: Actor, session: Session, client_id: UUID, text: str, **details: Any) -> MinuteEntry:
    """Add to approved minutes; what stands there stays. As `add_minute_entry`; Conflict `wrong_status` before that."""
    require(permissions.can_add_addendum(actor, session))
    if first := written_already(actor, session, client_id, text):
        return first
    row = held(session, "body", "chair")
    if row.status != APPROVED:
        raise Conflict(_("The minutes are not approved yet: change them themselves."), code="wrong_status")
    return write(actor, row, client_id, {"text": text, **details}, is_addendum=True)


@verb
def edit_minute_entry(*, actor: Actor, entry: MinuteEntry, version: int, **details: Any) -> MinuteEntry:
    """Change columns of DETAILS; `version` is the wording that was read. What it said before stays as a MinuteVersion;
    what stays as it is leaves no entry.

    ValidationError by field; Conflict `stale` with `fields` and `version` where somebody else changed the words since,
    `withdrawn`, `minutes_locked`.
    """
    require(permissions.can_edit_minute_entry(actor, entry))
    row = standing(entry)
    if "text" in details:
        settle_words(row, version, details)
    before = row.text
    changed = fill(row, details)
    if not changed:
        return row
    if "text" in changed:
        MinuteVersion.objects.create(entry=row, number=row.version, text=before, person=actor.user)
        row.version, row.edited_at = row.version + 1, timezone.now()
    row.save(update_fields=[*changed, "version", "edited_at"])
    told: dict[str, Any] = {"version": row.version} if "text" in changed else {}
    record("minute_edited", stream=row.session.stream, actor=actor, subject=row, kind="minute_entry", **told)
    return row


@verb
def move_minute_entry(*, actor: Actor, entry: MinuteEntry, after: MinuteEntry | None = None) -> MinuteEntry:
    """Put it behind `after` (None: before all) among those of the same item. Where it stands so already nothing is
    written. ValidationError `invalid_choice`; Conflict `withdrawn`, `minutes_locked`.
    """
    require(permissions.can_move_minute_entry(actor, entry))
    row = standing(entry)
    beside = row.session.minutes.filter(item=row.item, withdrawn_at=None, is_addendum=False).order_by("position", "pk")
    before = list(beside.values_list("pk", flat=True))
    wanted = [pk for pk in before if pk != row.pk]
    if after is not None and after.pk not in wanted:
        raise invalid(_("This is no longer in the same list."), code="invalid_choice", field="after")
    wanted.insert(wanted.index(after.pk) + 1 if after is not None else 0, row.pk)
    if wanted == before:
        return row
    places = sorted(beside.values_list("position", flat=True))
    for pk, position in zip(wanted, places, strict=True):
        MinuteEntry.objects.filter(pk=pk).exclude(position=position).update(position=position)
    record("minute_moved", stream=row.session.stream, actor=actor, subject=row, kind="minute_entry")
    row.refresh_from_db(fields=["position"])
    return row


@verb
def withdraw_minute_entry(*, actor: Actor, entry: MinuteEntry) -> None:
    """Take it out; its row and its wordings stay. What is out already stays so. Conflict `minutes_locked`."""
    require(permissions.can_withdraw_minute_entry(actor, entry))
    session = held(entry.session, "body", "chair")
    demand_writable(session)
    if session.minutes.filter(pk=entry.pk, withdrawn_at=None).update(withdrawn_at=timezone.now()):
        record("minute_withdrawn", stream=session.stream, actor=actor, subject=entry, kind="minute_entry")


def written_already(actor: Actor, session: Session, client_id: UUID, text: str) -> MinuteEntry | None:
    """What the same form wrote before. Conflict `client_id_reused`."""
    first = MinuteEntry.objects.filter(person=actor.user, client_id=client_id).first()
    if first is not None:
        demand_repeat(first.session_id == session.pk and wording(first, 1) == defuse(text).strip())
    return first


def write(
    actor: Actor, session: Session, client_id: UUID, details: dict[str, Any], *, is_addendum: bool
) -> MinuteEntry:
    if session.minutes.count() >= MOST:
        raise invalid(_("Minutes have at most 2000 paragraphs."), code="too_many", field="text")
    row = MinuteEntry(session=session, person=actor.user, organization=actor.organization, client_id=client_id)
    row.is_addendum = is_addendum
    fill(row, details)
    last = session.minutes.order_by("position").values_list("position", flat=True).last()
    row.position = (last or 0) + STEP
    row.save()
    event = "addendum_added" if is_addendum else "minute_added"
    record(event, stream=session.stream, actor=actor, subject=row, kind="minute_entry")
    return row


def demand_writable(session: Session) -> None:
    if session.status == APPROVED:
        raise Conflict(_("The minutes are approved: only an addendum can be added."), code="minutes_locked")
    if session.status not in WRITTEN:
        raise Conflict(_("Minutes are written once the session is open."), code="wrong_status", current=session.status)


def standing(entry: MinuteEntry) -> MinuteEntry:
    """As it stands, with its session held. Conflict `withdrawn`, `minutes_locked`."""
    session = held(entry.session, "body", "chair")
    demand_writable(session)
    row = MinuteEntry.objects.select_related("item", "speaker").get(pk=entry.pk)
    row.session = session
    if row.withdrawn_at is not None:
        raise Conflict(_("This was taken out of the minutes."), code="withdrawn")
    return row


def wording(row: MinuteEntry, version: int) -> str | None:
    """What it said in this version; None for one that never was."""
    if version == row.version:
        return row.text
    return row.versions.filter(number=version).values_list("text", flat=True).first()


def settle_words(row: MinuteEntry, version: int, details: dict[str, Any]) -> None:
    """Whoever sends the words back as they read them did not change them: then those of others stay. Conflict `stale`
    where two people changed them.
    """
    words = defuse(details["text"]).strip()
    if version == row.version or words == row.text:
        return
    if words != wording(row, version):
        told = {"text": {"yours": words, "theirs": row.text}}
        detail = _("Somebody changed the same meanwhile. Look at both and choose.")
        raise Conflict(detail, code="stale", fields=told, version=row.version)
    del details["text"]


def fill(row: MinuteEntry, details: dict[str, Any]) -> list[str]:
    """Set columns, cleaned and checked; those that changed. ValidationError by field: `required`, `too_long`,
    `invalid_choice`, `not_of_this_body`; TypeError for what is no column.
    """
    changed = set_columns(row, details, DETAILS, {"text"})
    check_columns(row, details.keys() - {"item"})  # its own check is below: none is not blank
    if len(row.text) > LONGEST:
        raise invalid(_("A paragraph has at most 8000 letters."), code="too_long", field="text")
    if "item" in changed and row.item is not None:
        demand_item(row.session, row.item)
    if "speaker" in changed and row.speaker is not None:
        demand_involved(row.session, row.speaker)
    if row.kind == MinuteEntry.Kind.STATEMENT and row.speaker is None:
        raise invalid(_("Say which organisation stated it."), code="required", field="speaker")
    return changed


def demand_item(session: Session, item: AgendaItem) -> None:
    if item.session_id != session.pk or item.withdrawn_at is not None:
        raise invalid(_("This is no longer on the agenda."), code="invalid_choice", field="item")


def demand_involved(session: Session, organization: Organization) -> None:
    """It has a voice in the body, or somebody comes for it, or it convenes it."""
    body = session.body
    known = Q(pk__in=body.voices.values("organization")) | Q(pk__in=body.participants.values("organization"))
    involved = Organization.objects.filter(known | Q(pk=body.organization_id))
    if not involved.filter(pk=organization.pk).exists():
        words = _("This organisation does not take part here.")
        raise invalid(words, code="not_of_this_body", field="speaker")
