"""An import that cannot be brought to its end: said to who made it, begun again or discarded, never half seen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from chat import actions, tasks
from chat.models import HistoryImport, Message, Room
from chat.permissions import (
    can_clear_history,
    can_discard_history,
    can_fail_history,
    can_restart_history,
)
from chat.queries import failed_imports
from chat.tasks import discard_import, give_up_import, write_imports
from chat.whatsapp import Export, ExportError, read_export
from journal.actors import Actor
from journal.due import TRIES, run_due
from journal.models import Due, Entry
from journal.refusals import Refused
from tests.chat.rooms import group_room
from tests.factories import NAMES, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]
TEXT = "".join(f"03/02/2025, 09:{minute:02} - باسل: نعم\n" for minute in range(8))
EMPTY = {"summary": {"messages": 8}, "senders": []}


@pytest.fixture
def room(cast: Cast) -> Room:
    return group_room(cast, "basel", [cast.hala])


@pytest.fixture
def history(cast: Cast, room: Room) -> HistoryImport:
    """Begun by Basel; half of it is written."""
    began = actions.import_history(
        actor=cast.actor("basel"), room=room, source=TEXT.encode(), filename="chat.txt", preview=EMPTY
    )
    actions.start_history(actor=cast.actor("basel"), history=began, people={})
    write_imports(began.pk, most=2)
    return began


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "BATCH", 2)
    tasks.placed_messages.cache_clear()


def failed(history: HistoryImport) -> HistoryImport:
    give_up_import(history.pk)
    history.refresh_from_db()
    return history


def test_an_export_is_read_once_however_many_turns_it_takes(
    history: HistoryImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = []

    def reading(source: bytes, filename: str) -> Export:
        read.append(filename)
        return read_export(source, filename)

    monkeypatch.setattr(tasks, "read_export", reading)
    tasks.placed_messages.cache_clear()
    write_imports(history.pk, most=1)
    write_imports(history.pk, most=1)
    assert len(read) == 1
    history.refresh_from_db()
    assert history.finished_at is not None
    assert tasks.placed_messages.cache_info().currsize == 0


def test_an_import_that_another_worker_took_over_stops(history: HistoryImport, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_and_lose(**given: Any) -> None:
        actions.write_history(**given)
        Due.objects.filter(task="write_imports").update(claimed_until=timezone.now() + timedelta(minutes=9))

    monkeypatch.setattr(tasks, "write_history", write_and_lose)
    assert run_due() == 0
    history.refresh_from_db()
    assert (history.read, history.finished_at) == (6, None)


def test_fail_history_tells_who_made_it_once(history: HistoryImport, cast: Cast) -> None:
    assert failed(history).failed_at is not None
    give_up_import(history.pk)
    entries = Entry.objects.filter(event="history_failed")
    assert [(entry.stream.name, entry.facts) for entry in entries] == [
        (f"user.{cast.basel.pk}", {"history": history.pk})
    ]
    assert list(failed_imports(cast.basel)) == [history]
    assert list(failed_imports(cast.hala)) == []


def test_an_import_whose_tries_are_used_up_has_failed(history: HistoryImport, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*given: Any, **more: Any) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(tasks, "write_history", stumble)
    Due.objects.filter(task="write_imports").update(attempts=TRIES - 1)
    run_due()
    history.refresh_from_db()
    assert history.failed_at is not None


@pytest.mark.parametrize("trouble", [ExportError("not_text"), FileNotFoundError("gone")])
def test_what_can_never_be_read_fails_at_once(
    history: HistoryImport, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def stumble(*given: Any) -> None:
        raise trouble

    monkeypatch.setattr(tasks, "placed_messages", stumble)
    write_imports(history.pk)
    history.refresh_from_db()
    assert history.failed_at is not None


def test_a_failed_import_is_written_no_further(history: HistoryImport) -> None:
    failed(history)
    write_imports(history.pk)
    history.refresh_from_db()
    assert (history.read, history.finished_at) == (4, None)


def test_restart_history_goes_on_where_it_stopped(history: HistoryImport, cast: Cast, room: Room) -> None:
    actions.restart_history(actor=cast.actor("basel"), history=failed(history))
    assert run_due() == 1
    history.refresh_from_db()
    assert (history.failed_at, history.finished_at is not None) == (None, True)
    assert room.messages.count() == 8


def test_restart_history_leaves_alone_what_has_not_failed(history: HistoryImport, cast: Cast) -> None:
    Due.objects.all().delete()
    actions.restart_history(actor=cast.actor("basel"), history=history)
    assert Due.objects.count() == 0


def test_discard_history_deletes_what_was_written_and_the_file(
    history: HistoryImport,
    cast: Cast,
    room: Room,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("chat.actions.history.CLEARED_AT_ONCE", 3)
    storage, name = history.source.storage, history.source.name
    actions.discard_history(actor=cast.actor("basel"), history=failed(history))
    assert Message.objects.filter(history=history).count() == 4
    assert list(failed_imports(cast.basel)) == []
    with django_capture_on_commit_callbacks(execute=True):
        assert run_due() == 1
    assert room.messages.count() == 0
    assert not HistoryImport.objects.exists()
    assert not storage.exists(name or "")
    discard_import(history.pk)


def test_discard_history_leaves_alone_what_has_not_failed(history: HistoryImport, cast: Cast, room: Room) -> None:
    actions.discard_history(actor=cast.actor("basel"), history=history)
    discard_import(history.pk)
    assert room.messages.count() == 4


@pytest.mark.parametrize("verb", ["restart_history", "discard_history", "fail_history", "clear_history"])
@pytest.mark.parametrize("name", NAMES)
def test_who_may(history: HistoryImport, cast: Cast, verb: str, name: str) -> None:
    """Whoever made it begins it again or discards it; the clock alone gives it up and clears it."""
    failed(history)
    actor = cast.actor(name)
    may = name == "basel" and verb in ("restart_history", "discard_history")
    asked = {"restart_history": can_restart_history, "discard_history": can_discard_history}
    clocks = {"fail_history": can_fail_history, "clear_history": can_clear_history}
    allowed = asked[verb](actor, history) if verb in asked else clocks[verb](actor)
    assert allowed is may
    if may:
        getattr(actions, verb)(actor=actor, history=history)
    else:
        with pytest.raises(Refused):
            getattr(actions, verb)(actor=actor, history=history)


def test_the_clock_gives_up_and_clears(history: HistoryImport) -> None:
    actions.fail_history(actor=Actor.clock(), history=history)
    assert actions.clear_history(actor=Actor.clock(), history=history) is True


def test_the_pages_say_it_and_offer_both_ways_out(history: HistoryImport, cast: Cast, room: Room) -> None:
    failed(history)
    browser = Client()
    browser.force_login(cast.basel)
    progress = f"/imports/{history.pk}/progress/"
    for address in ("/", f"/rooms/{room.pk}/import/"):
        assert progress in browser.get(address).content.decode()
    page = browser.get(progress).content.decode()
    assert f"/imports/{history.pk}/restart/" in page
    assert "hx-trigger" not in page.split('id="history-progress"')[1].split(">")[0]
    assert browser.post(f"/imports/{history.pk}/restart/").headers["Location"] == progress
    failed(history)
    answer = browser.post(f"/imports/{history.pk}/discard/")
    assert answer.headers["Location"] == f"/rooms/{room.pk}/import/"
    assert browser.get(progress).status_code == 404


@pytest.mark.parametrize("name", ["hala", "omar", "gharib"])
def test_nobody_else_finds_an_import(history: HistoryImport, cast: Cast, name: str) -> None:
    failed(history)
    browser = Client()
    browser.force_login(getattr(cast, name))
    for way in ("restart", "discard"):
        assert browser.post(f"/imports/{history.pk}/{way}/").status_code == 404


def test_an_import_from_before_previews_were_kept_begins_anew(cast: Cast, room: Room) -> None:
    older = HistoryImport.objects.create(room=room, made_by=cast.basel)
    client = Client()
    client.force_login(cast.basel)
    answer = client.get(f"/imports/{older.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/rooms/{room.pk}/import/")
