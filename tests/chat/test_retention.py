"""How long a room keeps what was said: who sets it, what goes, what stays, and what those learn who were away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from chat import actions, permissions, queries
from chat.actions import mark_decision, pin_message, purge_messages, report_message, set_retention
from chat.models import Message, Reaction, Report, Room, Thread
from chat.queries.retention import count_expired
from chat.tasks import purge_again, purge_room
from files.models import StoredFile
from journal.due import run_due
from journal.models import Due
from journal.refusals import Conflict, Refused
from tests.chat.keeping import DAY, START, entries, keep, purge
from tests.chat.rooms import group_room, replied, said, sector_room
from tests.factories import NAMES, Cast
from tests.files import samples
from tests.files.uploads import brought

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def room(cast: Cast, clock: Any) -> Room:
    return group_room(cast, "basel", [cast.hala, cast.omar])


def standing(room: Room) -> list[int]:
    return list(room.messages.order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize(("kind", "allowed"), [("sector", "salma"), ("group", "basel"), ("direct", "")])
def test_set_retention_table(cast: Cast, clock: Any, kind: str, allowed: str) -> None:
    if kind == "direct":
        room = actions.open_direct(actor=cast.actor("basel"), person=cast.hala)
    else:
        room = sector_room(cast, "basel") if kind == "sector" else group_room(cast, "basel", [cast.hala])
    assert " ".join(name for name in NAMES if permissions.can_set_retention(cast.actor(name), room)) == allowed
    for name in set(NAMES) - set(allowed.split()):
        with pytest.raises(Refused):
            keep(cast, room, name=name)
    assert not permissions.can_purge_messages(cast.actor("salma"))
    with pytest.raises(Refused):
        purge_messages(actor=cast.actor("salma"), room=room, before=START)


def test_set_retention_leaves_one_entry_and_is_due_a_day_later(cast: Cast, room: Room) -> None:
    kept = keep(cast, room, 90)
    assert (kept.retention_days, kept.retention_from) == (90, START + DAY)
    keep(cast, room, 90)
    assert [entry.facts for entry in entries(room, "retention_set")] == [{"days": 90}]
    due = Due.objects.get(task="purge_room")
    assert (due.at, due.arguments) == (START + DAY, {"room_id": room.pk})
    assert keep(cast, room, None).retention_from is None


@pytest.mark.parametrize("days", [0, 29, 3651, -5, 10**12])
def test_set_retention_refuses_other_lengths(cast: Cast, room: Room, days: int) -> None:
    with pytest.raises(ValidationError) as refusal:
        keep(cast, room, days)
    assert refusal.value.error_dict["days"][0].code == "invalid_days"


def test_setting_and_shortening_is_asked_about_with_the_number(cast: Cast, room: Room, clock: Any) -> None:
    said(cast, "basel", room)
    replied(cast, "hala", said(cast, "hala", room))
    clock.shift(60 * DAY)
    said(cast, "basel", room)
    for before in (None, 90):
        keep(cast, room, before)
        with pytest.raises(Conflict) as refusal:
            set_retention(actor=cast.actor("basel"), room=room, days=30)
        assert (refusal.value.code, refusal.value.more) == ("confirmation_needed", {"messages": 3})
        assert Room.objects.get(pk=room.pk).retention_days == before
    for longer in (180, None):
        set_retention(actor=cast.actor("basel"), room=room, days=longer)


def test_nothing_is_deleted_for_a_day_and_a_mistake_is_taken_back(cast: Cast, room: Room, clock: Any) -> None:
    said(cast, "basel", room)
    clock.shift(60 * DAY)
    keep(cast, room)
    run_due()
    purge_room(room.pk)
    assert not purge(room)
    assert room.messages.count() == 1
    keep(cast, room, None)
    clock.shift(2 * DAY)
    run_due()
    assert not purge(room)
    assert room.messages.count() == 1
    assert not Due.objects.filter(task="purge_room").exists()
    assert entries(room, "messages_purged") == []


def test_the_clock_deletes_what_is_older_and_comes_again_each_day(cast: Cast, room: Room, clock: Any) -> None:
    keep(cast, room)
    said(cast, "basel", room)
    clock.shift(20 * DAY)
    young = said(cast, "basel", room)
    clock.shift(11 * DAY)
    run_due()
    assert standing(room) == [young.pk]
    [entry] = entries(room, "messages_purged")
    assert (entry.person_id, entry.kind, entry.object_id) == (None, "room", room.pk)
    assert entry.facts == {"before": "2026-01-11T09:00:00.000Z", "below": 2, "kept": []}
    assert Due.objects.get(task="purge_room").at == timezone.now() + DAY
    clock.shift(DAY)
    run_due()
    assert len(entries(room, "messages_purged")) == 1  # nothing new was old enough


def test_purge_messages_goes_in_batches_and_tells_once(cast: Cast, room: Room, clock: Any) -> None:
    clones(said(cast, "basel", room), 450)
    clock.shift(60 * DAY)
    young = said(cast, "basel", room)
    keep(cast, room)
    clock.shift(DAY)
    assert purge(room)
    assert room.messages.count() == 252
    assert entries(room, "messages_purged") == []
    clock.shift(timedelta(hours=1))  # killed here: another worker begins anew, a little later
    assert purge(room)
    assert room.messages.count() == 52
    assert not purge(room)
    assert standing(room) == [young.pk]
    assert not purge(room)
    assert len(entries(room, "messages_purged")) == 1


def clones(message: Message, many: int) -> None:
    """More of the same, from below zero, as an import would leave them."""
    rows = []
    for place in range(1, many + 1):
        row = Message.objects.get(pk=message.pk)
        row.pk, row.seq, row.client_id = None, -place, uuid4()
        rows.append(row)
    Message.objects.bulk_create(rows)


def test_a_batch_that_fails_deletes_nothing(cast: Cast, room: Room, clock: Any, monkeypatch: Any) -> None:
    said(cast, "basel", room)
    keep(cast, room)
    clock.shift(60 * DAY)

    def die(*_given: object, **_more: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr("chat.actions.retention.raise_floor", die)
    run_due()
    assert room.messages.count() == 1
    assert entries(room, "messages_purged") == []
    monkeypatch.undo()
    clock.shift(DAY)
    run_due()
    assert room.messages.count() == 0
    assert len(entries(room, "messages_purged")) == 1


def test_where_the_last_try_failed_the_next_day_is_a_new_one(cast: Cast, room: Room) -> None:
    keep(cast, room)
    Due.objects.filter(task="purge_room").update(attempts=8)
    purge_again(room.pk)
    assert Due.objects.filter(task="purge_room").values_list("attempts", "at").get() == (0, START + DAY)


def test_pinned_messages_and_decisions_stay(cast: Cast, room: Room, clock: Any) -> None:
    plain, pinned, decided, was_pinned = (said(cast, "basel", room) for _ in range(4))
    pin_message(actor=cast.actor("basel"), message=was_pinned, days=1)
    mark_decision(actor=cast.actor("basel"), message=decided)
    clock.shift(59 * DAY)
    pin_message(actor=cast.actor("basel"), message=pinned, days=7)
    keep(cast, room)
    clock.shift(DAY)
    assert count_expired(room, timezone.now() - 30 * DAY) == 2
    purge(room)
    assert standing(room) == [pinned.pk, decided.pk]
    assert plain.pk not in standing(room)
    clock.shift(7 * DAY)
    purge(room)
    assert standing(room) == [decided.pk]


def test_threads_go_whole_or_stay_whole(cast: Cast, room: Room, clock: Any) -> None:
    quiet, lively, decided, pinned = (said(cast, "basel", room) for _ in range(4))
    for root in (quiet, lively, decided):
        replied(cast, "hala", root)
    mark_decision(actor=cast.actor("basel"), message=replied(cast, "hala", decided))
    replied(cast, "hala", pinned)
    clock.shift(59 * DAY)
    replied(cast, "omar", lively)
    pin_message(actor=cast.actor("basel"), message=pinned, days=7)
    keep(cast, room)
    clock.shift(DAY)
    assert not purge(room)
    assert set(Thread.objects.values_list("pk", "replies")) == {(lively.pk, 2), (decided.pk, 2), (pinned.pk, 1)}
    assert room.messages.count() == 8
    assert entries(room, "messages_purged")[0].facts["kept"] == [decided.pk, pinned.pk]


def test_a_long_thread_goes_in_several_batches(cast: Cast, room: Room, clock: Any) -> None:
    root = said(cast, "basel", room)
    reply = replied(cast, "hala", root)
    rows = []
    for place in range(2, 152):
        row = Message.objects.get(pk=reply.pk)
        row.pk, row.thread_seq, row.client_id = None, place, uuid4()
        rows.append(row)
    Message.objects.bulk_create(rows)
    Thread.objects.filter(pk=root.pk).update(seq=151, replies=151)
    clock.shift(60 * DAY)
    keep(cast, room)
    clock.shift(DAY)
    assert purge(room)
    assert Thread.objects.get().replies == 51
    assert not purge(room)
    assert standing(room) == []
    assert not Thread.objects.exists()


def test_files_go_from_the_disk_and_shared_ones_stay(
    cast: Cast, room: Room, clock: Any, django_capture_on_commit_callbacks: Any
) -> None:
    alone, shared = (brought(cast, "basel", samples.jpeg((64, 48 + at))) for at in range(2))
    given: dict[str, Any] = {"actor": cast.actor("basel"), "room": room, "body": ""}
    actions.post_message(**given, client_id=uuid4(), files=[alone, shared])
    path, other = Path(alone.content.path), Path(shared.content.path)
    clock.shift(60 * DAY)
    young = actions.post_message(**given, client_id=uuid4(), files=[shared]).message
    keep(cast, room)
    clock.shift(DAY)
    with django_capture_on_commit_callbacks(execute=True):
        purge(room)
    assert list(StoredFile.objects.values_list("pk", "uses")) == [(shared.pk, 1)]
    assert not path.exists()
    assert other.exists()
    assert len(queries.message_as_it_stands(young.pk)["files"]) == 1


def test_few_files_are_let_go_of_at_once(cast: Cast, room: Room, clock: Any) -> None:
    for _ in range(5):
        message = said(cast, "basel", room)
        Message.objects.filter(pk=message.pk).update(files_count=10)
    clock.shift(60 * DAY)
    keep(cast, room)
    clock.shift(DAY)
    assert purge(room)
    assert room.messages.count() == 1
    assert not purge(room)
    assert room.messages.count() == 0


def test_reports_keep_their_words_and_nothing_else_stays_of_the_message(cast: Cast, room: Room, clock: Any) -> None:
    message = said(cast, "hala", room, "كلام جارح")
    reply = replied(cast, "hala", message, "وهذا أيضاً")
    actions.set_reaction(actor=cast.actor("omar"), message=message, emoji="👍")
    for each in (message, reply):
        report_message(actor=cast.actor("omar"), message=each, reason="abuse")
    clock.shift(60 * DAY)
    keep(cast, room)
    clock.shift(DAY)
    assert not purge(room)
    assert set(Report.objects.values_list("body", flat=True)) == {"كلام جارح", "وهذا أيضاً"}
    assert set(permissions.reports_for(cast.basel).values_list("message", flat=True)) == {message.pk, reply.pk}
    assert not Message.objects.exclude(body="", html="", seq=None, thread=None).exists()
    assert not Reaction.objects.exists()
    assert not Thread.objects.exists()
    assert not permissions.visible_messages(cast.basel).exists()
    client = Client()
    client.force_login(cast.basel)
    assert "كلام جارح" in client.get(f"/rooms/{room.pk}/reports/").content.decode()
    assert not purge(room)
    assert len(entries(room, "messages_purged")) == 1


def test_posting_between_two_batches_loses_nothing(cast: Cast, room: Room, clock: Any) -> None:
    old = said(cast, "basel", room)
    clones(old, 250)
    root = said(cast, "basel", room)
    clock.shift(60 * DAY)
    keep(cast, room)
    clock.shift(DAY)
    assert purge(room)
    quoting = actions.post_message(
        actor=cast.actor("hala"), room=room, body="نعم", client_id=uuid4(), reply_to=room.messages.get(pk=root.pk)
    ).message
    reply = replied(cast, "hala", Message.objects.get(pk=root.pk))
    while purge(room):
        pass
    assert set(standing(room)) == {root.pk, quoting.pk, reply.pk}
    assert Message.objects.get(pk=quoting.pk).reply_to_id == root.pk
