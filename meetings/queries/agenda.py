"""The agenda of a session as pages, the API and the journal read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet

from journal.stamps import stamp
from meetings.clock import NOTHING, Lateness, Planned, lateness
from meetings.models import AgendaDocument, AgendaItem, Session
from meetings.numbering import Line, Place, places
from meetings.permissions import agenda_items_for
from organizations.queries import organization_mark

Facts = dict[str, Any]


@dataclass
class AgendaRow:
    """An item in its place. `begins_at` is when it is planned; of a whole, `parts` are those one sees."""

    item: AgendaItem
    place: Place
    begins_at: datetime
    is_in_hand: bool
    parts: list[AgendaRow] = field(default_factory=list)
    steps: list[Any] = field(default_factory=list)  # where it may be moved (views/arranging.py)

    @property
    def is_done(self) -> bool:
        return self.item.ended_at is not None and not self.is_in_hand

    @property
    def has_part_in_hand(self) -> bool:
        return any(part.is_in_hand for part in self.parts)

    @property
    def ends_at(self) -> datetime:
        return self.begins_at + timedelta(minutes=self.place.minutes)


def agenda_items(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: agenda_item_facts(row) for row in listed_items(AgendaItem.objects.filter(pk__in=ids))}


def agenda_item_facts(row: AgendaItem) -> Facts:
    if row.withdrawn_at is not None:
        return {"id": row.pk, "session": row.session_id, "deleted": True}
    return {
        "id": row.pk,
        "session": row.session_id,
        "parent": row.parent_id,
        "position": row.position,
        "kind": row.kind,
        "title": row.title,
        "text": row.text,
        "minutes": row.minutes,
        "is_internal": row.is_internal,
        "organization": organization_mark(row.organization) if row.organization else None,
        "presenter": {"id": row.presenter.pk, "name": row.presenter.name} if row.presenter else None,
        "began_at": stamp(row.began_at),
        "ended_at": stamp(row.ended_at),
        "documents": [document_facts(each) for each in row.documents.all()],
    }


def document_facts(row: AgendaDocument) -> Facts:
    return {
        "id": row.pk,
        "title": row.title or row.file.name,
        "name": row.file.name,
        "type": row.file.type,
        "size": row.file.size,
        "address": f"/agenda-documents/{row.pk}/",
    }


def listed_items(rows: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """With what a list shows of each; two queries."""
    files = Prefetch("documents", AgendaDocument.objects.select_related("file"))
    return rows.select_related("organization__governorate", "presenter__organization").prefetch_related(files)


def agenda_of(session: Session, user: Any) -> list[AgendaRow]:
    """The tree as this person sees it, numbered and timed by all that stands on it; four queries at most."""
    seen = {row.pk: row for row in listed_items(agenda_items_for(user).filter(session=session))}
    rows = {
        place.id: AgendaRow(
            item=seen[place.id],
            place=place,
            begins_at=session.starts_at + timedelta(minutes=place.begins),
            is_in_hand=place.id == session.item_id,
        )
        for place in placed(session)
        if place.id in seen
    }
    tops = [row for row in rows.values() if row.item.parent_id is None]
    for row in rows.values():
        if row.item.parent_id in rows:
            rows[row.item.parent_id].parts.append(row)
    return tops


def placed(session: Session) -> list[Place]:
    """The numbers and hours of the whole agenda; one query."""
    columns = session.items.filter(withdrawn_at=None).order_by("position", "pk")
    return places(
        Line(pk, parent, minutes, kind == AgendaItem.Kind.BREAK)
        for pk, parent, minutes, kind in columns.values_list("pk", "parent", "minutes", "kind")
    )


def lateness_of(session: Session) -> Lateness:
    """How late an open session is; two queries, none where it is not open."""
    if not session.is_open:
        return NOTHING
    moments = {
        pk: (parent, began, ended)
        for pk, parent, began, ended in session.items.filter(withdrawn_at=None).values_list(
            "pk", "parent", "began_at", "ended_at"
        )
    }
    in_hand = session.item_id
    whole = moments[in_hand][0] if in_hand in moments else None
    planned = []
    for place in placed(session):
        if place.level or place.id not in moments:
            continue
        begins_at = session.starts_at + timedelta(minutes=place.begins)
        _parent, began, ended = moments[place.id]
        is_in_hand = place.id in {in_hand, whole}
        planned.append(Planned(begins_at, begins_at + timedelta(minutes=place.minutes), began, ended, is_in_hand))
    return lateness(planned)
