"""What happened in a project, from its stream, newest first: who, what, to which thing as it stands now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from journal.models import Entry
from journal.queries import facts_of
from organizations.models import Organization
from projects.models import Project, Visit
from projects.wording import name_of, of_group, words_for

LONGEST_NAME = 120


@dataclass(frozen=True)
class Happening:
    number: int
    at: datetime
    words: str
    what: str
    address: str
    person: User | None
    organization: Organization | None
    is_new: bool = False


def happenings(project: Project, group: str = "", organization: int = 0, person: int = 0) -> QuerySet[Entry]:
    """The entries of its stream, narrowed, the newest first."""
    rows = Entry.objects.filter(of_group(group), stream__name=project.stream).exclude(event__in=UNTOLD)
    if organization:
        rows = rows.filter(organization_id=organization)
    if person:
        rows = rows.filter(person=person)
    return rows.order_by("-number")


UNTOLD = ("task_placed", "result_placed", "activity_placed", "column_moved")  # an order is no news


def told(project: Project, rows: Iterable[Entry], read: int | None = None) -> list[Happening]:
    """In words, each with its object as it stands now; a query or two for each kind of object. What is above `read` and
    by others is new; nothing is for whoever never read.
    """
    entries = list(rows)
    objects = read_objects(entries)
    people = User.objects.in_bulk({entry.person_id for entry in entries if entry.person_id})
    organizations = Organization.objects.in_bulk({each.organization_id for each in entries if each.organization_id})
    return [
        Happening(
            number=entry.number,
            at=entry.at,
            words=words_for(entry.event),
            what=name_of(objects[entry.kind].get(entry.object_id, {}), entry.facts)[:LONGEST_NAME],
            address=address_of(project, entry, entry.object_id in objects[entry.kind]),
            person=people.get(entry.person_id or 0),
            organization=organizations.get(entry.organization_id or 0),
            is_new=read is not None and entry.number > read,
        )
        for entry in entries
    ]


def read_objects(entries: list[Entry]) -> dict[str, Any]:
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        wanted[entry.kind].add(entry.object_id)
    return {kind: facts_of(kind, sorted(ids)) for kind, ids in wanted.items()}


PAGES = {"task": "/tasks/{}/", "document": "/documents/{}/", "need": "/needs/{}/"}


def address_of(project: Project, entry: Entry, is_there: bool) -> str:
    if entry.kind in PAGES and is_there and not entry.event.endswith("_deleted"):
        return PAGES[entry.kind].format(entry.object_id)
    return f"/projects/{project.pk}/partners/" if entry.kind == "partner" else ""


def read_up_to(project: Project, user: Any) -> Visit | None:
    return Visit.objects.filter(project=project, person=user).first()


def who_did(project: Project) -> tuple[QuerySet[Organization], QuerySet[User]]:
    """The organisations and people whose doings are told, to filter by."""
    rows = Entry.objects.filter(stream__name=project.stream)
    organizations = rows.filter(organization_id__isnull=False).values("organization_id")
    people = rows.filter(person__isnull=False).values("person")
    return Organization.objects.filter(pk__in=organizations), User.objects.filter(pk__in=people)
