"""What the journal wakes: what was said, changed or deleted is found, or not found any more, within a second."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from journal.actors import Actor
from journal.due import keep_claim, schedule
from journal.followers import Follower
from journal.models import Entry
from legislation.models import Provision
from organizations.models import Membership
from search.actions import index_things
from search.models import SearchEntry
from search.things import THINGS

Kind = SearchEntry.Kind
QUIET = {"reaction_set", "reaction_unset"}  # what changes no word
NOTES_MOVED = frozenset({"note_created", "note_renamed", "note_tidied", "document_deleted", "document_restored"})
OF_PROJECTS = frozenset({"project", "partner"})
TASKS_MOVED = frozenset({"task_created", "task_edited", "task_deleted", "task_restored"})
COORDINATED = {
    "forum": Kind.FORUM,
    "session": Kind.SESSION,
    "decision": Kind.DECISION,
    "recommendation": Kind.RECOMMENDED,
}
SESSIONS_MOVED = frozenset({"session_planned", "session_edited"})
AGENDA_MOVED = frozenset({"agenda_item_added", "agenda_item_edited", "agenda_item_withdrawn"})
QUIET_OF_LAWS = frozenset({"circular_acknowledged", "instruments_linked", "instruments_unlinked"})
BATCH = 100  # rows of one transaction
BATCHES_A_TURN = 40


def follow_rooms(entries: list[Entry]) -> None:
    """Whatever happened to a message, it is read as it stands. An import is too long for one turn: it gets its own."""
    messages = {entry.object_id for entry in entries if entry.kind == "message" and entry.event not in QUIET}
    index(Kind.MESSAGE, messages)
    for entry in entries:
        if entry.event == "history_imported":
            room = entry.object_id
            schedule("fill_search", key=f"search.room.{room}", kinds=[Kind.MESSAGE], after=0, room=room)


def follow_names(entries: list[Entry]) -> None:
    """Organisations and people, by the names they have now."""
    by_kind: dict[str, set[int]] = {"organization": set(), "membership": set(), "user": set()}
    for entry in entries:
        by_kind.setdefault(entry.kind, set()).add(entry.object_id)
    index(Kind.ORGANIZATION, by_kind["organization"])
    members = Membership.objects.filter(pk__in=by_kind["membership"]).values_list("person_id", flat=True)
    index(Kind.PERSON, by_kind["user"] | set(members))


def follow_notes(entries: list[Entry]) -> None:
    """Notes begun, renamed, deleted and taken back; and each as it was put together last."""
    index(Kind.NOTE, {entry.object_id for entry in entries if entry.kind in {"note", "document"}})


def follow_projects(entries: list[Entry]) -> None:
    """Whatever happened in a project as a whole or to its partners, by whose names it is found."""
    index(Kind.PROJECT, {int(entry.stream.name.split(".", 1)[1]) for entry in entries if entry.kind in OF_PROJECTS})


def follow_tasks(entries: list[Entry]) -> None:
    """Whatever changed the words of a task; what moves it, or lies beside it, changes none."""
    index(Kind.TASK, {entry.object_id for entry in entries})


def follow_coordination(entries: list[Entry]) -> None:
    """Forums, sessions with their agenda, decisions and recommendations, by the words they have now."""
    by_kind: dict[str, set[int]] = {kind: set() for kind in COORDINATED}
    for entry in entries:
        if entry.event in AGENDA_MOVED:
            by_kind["session"].add(int(entry.stream.name.split(".", 1)[1]))
        elif entry.kind in COORDINATED and (entry.kind != "session" or entry.event in SESSIONS_MOVED):
            by_kind[entry.kind].add(entry.object_id)
    for kind, ids in by_kind.items():
        index(COORDINATED[kind], ids)


def follow_laws(entries: list[Entry]) -> None:
    """A law and its articles, whatever happened to it: a few at a time."""
    if all(entry.event in QUIET_OF_LAWS for entry in entries):
        return
    law = int(entries[0].stream.name.split(".", 1)[1])
    index(Kind.INSTRUMENT, {law})
    rows = Provision.objects.filter(instrument=law, kind="article").order_by("pk").values_list("pk", flat=True)
    ids = list(rows)
    for start in range(0, len(ids), BATCH):
        index(Kind.ARTICLE, set(ids[start : start + BATCH]))


def index(kind: str, ids: set[int]) -> None:
    if ids:
        index_things(actor=Actor.clock(), kind=kind, ids=ids)


def fill_search(kinds: list[str], after: int, room: int | None = None) -> None:
    """Index all things of the first of these kinds with an id above `after`, then those of the others; messages of one
    room alone where one is named. After some batches the worker turns to other work and comes back.
    """
    for _ in range(BATCHES_A_TURN):
        ids = list(things(kinds[0], room).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not ids:
            go_on(kinds[1:], 0, room)
            return
        keep_claim()
        index_things(actor=Actor.clock(), kind=kinds[0], ids=ids)
        after = ids[-1]
    go_on(kinds, after, room)


def things(kind: str, room: int | None) -> QuerySet[models.Model]:
    source = THINGS[kind].source
    assert source is not None
    rows = source._default_manager.all()
    return rows if room is None else rows.filter(room_id=room, history__isnull=False)


def go_on(kinds: list[str], after: int, room: int | None) -> None:
    if kinds:
        key = "search.fill" if room is None else f"search.room.{room}"
        schedule("fill_search", key=key, kinds=kinds, after=after, room=room)


search_follows_rooms = Follower("search_follows_rooms", ("room",), follow_rooms)
search_follows_names = Follower("search_follows_names", ("org", "people"), follow_names)
search_follows_notes = Follower("search_follows_notes", ("project", "notes"), follow_notes, NOTES_MOVED)
search_follows_tasks = Follower("search_follows_tasks", ("project",), follow_tasks, TASKS_MOVED)
search_follows_projects = Follower("search_follows_projects", ("project",), follow_projects)
search_follows_coordination = Follower(
    "search_follows_coordination", ("forum", "committee", "session", "recommendation"), follow_coordination
)
search_follows_laws = Follower("search_follows_laws", ("law",), follow_laws)
