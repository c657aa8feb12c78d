"""The minutes of a session as pages, the API and the journal read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, QuerySet

from journal.models import Entry
from journal.stamps import stamp
from meetings.models import AgendaItem, MinuteEntry, MinuteVersion, Objection, Session
from meetings.permissions import agenda_items_for, minute_entries_for, objections_for
from meetings.queries.agenda import placed
from organizations.queries import organization_mark

Facts = dict[str, Any]


@dataclass
class MinuteRow:
    """A paragraph in its place. `up` and `down` are behind whom it would stand one place further (0: before all; None:
    no further).
    """

    entry: MinuteEntry
    objections: list[Objection] = field(default_factory=list)
    up: int | None = None
    down: int | None = None

    @property
    def versions(self) -> list[MinuteVersion]:
        """What it said before, the newest first."""
        return sorted(self.entry.versions.all(), key=lambda each: -each.number)


@dataclass
class MinuteGroup:
    """What was written to an item of the agenda; None: to none of them."""

    item: AgendaItem | None
    number: str
    rows: list[MinuteRow] = field(default_factory=list)


@dataclass
class Minutes:
    """As one person sees them. `objections` are those about the whole, or about a paragraph that was taken out."""

    groups: list[MinuteGroup]
    addenda: list[MinuteRow]
    objections: list[Objection]
    open_objections: int

    @property
    def rows(self) -> list[MinuteRow]:
        return [row for group in self.groups for row in group.rows]

    @property
    def is_empty(self) -> bool:
        return not self.rows and not self.addenda

    @property
    def writers(self) -> list[str]:
        """The names of those who wrote, in the order in which they came."""
        return list(dict.fromkeys(row.entry.person.display_name for row in self.rows))


def minutes_of(session: Session, user: Any) -> Minutes:
    """By items of the agenda, in its order; what was written to none comes first. Six queries."""
    entries = list(listed_entries(minute_entries_for(user).filter(session=session)))
    objections = list(listed_objections(objections_for(user).filter(session=session)))
    rows = {entry.pk: MinuteRow(entry) for entry in entries}
    rest: list[Objection] = []
    for objection in objections:
        row = rows.get(objection.entry_id or 0)
        (row.objections if row is not None else rest).append(objection)
    body = [row for row in rows.values() if not row.entry.is_addendum]
    return Minutes(
        groups=grouped(session, user, body),
        addenda=[row for row in rows.values() if row.entry.is_addendum],
        objections=rest,
        open_objections=sum(each.status == Objection.Status.OPEN for each in objections),
    )


def grouped(session: Session, user: Any, rows: Iterable[MinuteRow]) -> list[MinuteGroup]:
    """Also items to which nothing was written, and those that left the agenda after something was."""
    items = {item.pk: item for item in agenda_items_for(user).filter(session=session)}
    groups: dict[int | None, MinuteGroup] = {None: MinuteGroup(None, "")}
    for place in placed(session):
        if place.id in items:
            groups[place.id] = MinuteGroup(items[place.id], place.number)
    for row in rows:
        item = row.entry.item
        groups.setdefault(item.pk if item else None, MinuteGroup(item, "")).rows.append(row)
    for group in groups.values():
        order(group.rows)
    return [group for group in groups.values() if group.item is not None or group.rows]


def order(rows: list[MinuteRow]) -> None:
    for at, row in enumerate(rows):
        row.up = None if at == 0 else rows[at - 2].entry.pk if at > 1 else 0
        row.down = rows[at + 1].entry.pk if at + 1 < len(rows) else None


def listed_entries(rows: QuerySet[MinuteEntry]) -> QuerySet[MinuteEntry]:
    """With their authors and what they said before; two queries."""
    versions = Prefetch("versions", MinuteVersion.objects.select_related("person"))
    known = rows.select_related("item", "person", "organization__governorate", "speaker__governorate")
    return known.prefetch_related(versions).order_by("position", "pk")


def latest_entries(session: Session, user: Any, most: int) -> list[MinuteEntry]:
    """What was written last, in the order in which it was written; two queries."""
    rows = listed_entries(minute_entries_for(user).filter(session=session)).order_by("-created_at", "-pk")[:most]
    return list(rows)[::-1]


def listed_objections(rows: QuerySet[Objection]) -> QuerySet[Objection]:
    return rows.select_related("organization__governorate", "person", "answered_by", "entry").order_by("pk")


def minute_entries(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: minute_entry_facts(row) for row in listed_entries(MinuteEntry.objects.filter(pk__in=ids))}


def minute_entry_facts(row: MinuteEntry) -> Facts:
    if row.withdrawn_at is not None:
        return {"id": row.pk, "session": row.session_id, "deleted": True}
    return {
        "id": row.pk,
        "session": row.session_id,
        "item": row.item_id,
        "kind": row.kind,
        "text": row.text,
        "position": row.position,
        "version": row.version,
        "is_addendum": row.is_addendum,
        "speaker": organization_mark(row.speaker) if row.speaker else None,
        "person": {"id": row.person_id, "name": row.person.display_name},
        "organization": organization_mark(row.organization) if row.organization else None,
        "created_at": stamp(row.created_at),
        "edited_at": stamp(row.edited_at),
    }


def version_facts(row: MinuteVersion) -> Facts:
    """What it said, until this person changed it."""
    return {
        "number": row.number,
        "text": row.text,
        "person": {"id": row.person_id, "name": row.person.display_name},
        "at": stamp(row.at),
    }


def objections(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: objection_facts(row) for row in listed_objections(Objection.objects.filter(pk__in=ids))}


def objection_facts(row: Objection) -> Facts:
    by = row.answered_by
    return {
        "id": row.pk,
        "session": row.session_id,
        "entry": row.entry_id,
        "text": row.text,
        "status": row.status,
        "answer": row.answer,
        "person": {"id": row.person_id, "name": row.person.display_name},
        "organization": organization_mark(row.organization),
        "answered_by": {"id": by.pk, "name": by.display_name} if by else None,
        "created_at": stamp(row.created_at),
        "answered_at": stamp(row.answered_at),
    }


def last_step(session: Session, event: str) -> Entry | None:
    """Who did this to the minutes last, and when: `minutes_put_to_review`, `minutes_approved`. One query."""
    rows = Entry.objects.filter(stream__name=session.stream, event=event).select_related("person")
    return rows.order_by("-number").first()


def attended(session: Session) -> list[tuple[Any, list[str]]]:
    """[(organisation, the names of its people who were in at some time)], by name of the organisation; one query."""
    rows = session.attendances.select_related("participant__organization__governorate")
    found: dict[int, tuple[Any, dict[int, str]]] = {}
    for row in rows.order_by("participant__organization__name_ar", "participant"):
        who = row.participant
        found.setdefault(who.organization_id, (who.organization, {}))[1][who.pk] = who.name
    return [(organization, list(names.values())) for organization, names in found.values()]
