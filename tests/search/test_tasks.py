"""What is said is found within a turn of the worker; histories come in batches; a rebuild finds all again."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from accounts.actions import update_profile
from chat.actions import import_history, set_reaction, start_history
from chat.models import Message, Room
from chat.queries.exports import opened, preview
from chat.tasks import write_imports
from journal.actors import Actor
from journal.due import run_due
from journal.followers import run_follower
from journal.models import Due
from journal.refusals import Refused
from journal.worker import turn
from search import tasks
from search.actions import index_things, rebuild_search
from search.models import SearchEntry
from search.tasks import search_follows_names
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast
from tests.search.finding import finds, followed

pytestmark = [pytest.mark.django_db, pytest.mark.both]
EXPORT = "1/3/24, 10:00 - باسل: قافلة من الماضي\n1/3/24, 10:01 - عمر: قافلة أخرى من الماضي\n"


@pytest.fixture
def room(cast: Cast) -> Room:
    return group_room(cast, "basel", [cast.omar])


def test_one_turn_of_the_worker_is_enough(cast: Cast, room: Room) -> None:
    said(cast, "basel", room, "قافلة")
    turn()
    assert finds(cast.omar, "قافلة") == ["قافلة"]


def test_a_reaction_indexes_nothing_again(cast: Cast, room: Room) -> None:
    message = said(cast, "basel", room, "قافلة")
    followed()
    SearchEntry.objects.update(text="كما كان")
    set_reaction(actor=cast.actor("omar"), message=message, emoji="👍")
    followed()
    assert SearchEntry.objects.get(kind="message").text == "كما كان"


def imported(cast: Cast, room: Room) -> None:
    source = EXPORT.encode()
    seen = preview(opened(source, "chat.txt"), room)
    actor = cast.actor("basel")
    history = import_history(actor=actor, room=room, source=source, filename="chat.txt", preview=seen)
    start_history(actor=actor, history=history, people={"باسل": cast.basel, "عمر": None})
    write_imports(history.pk)


def test_an_imported_history_is_found_when_it_is_shown(
    cast: Cast, room: Room, monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: object
) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(tasks, "BATCH", 1)
    monkeypatch.setattr(tasks, "BATCHES_A_TURN", 1)
    imported(cast, room)
    followed()
    assert finds(cast.omar, "الماضي") == []
    while run_due():
        pass
    assert finds(cast.omar, "الماضي") == ["قافلة أخرى من الماضي", "قافلة من الماضي"]
    assert finds(cast.omar, "الماضي", person=cast.basel.pk) == ["قافلة من الماضي"]


def test_a_person_is_found_by_the_name_they_have_now(cast: Cast, room: Room) -> None:
    update_profile(actor=cast.actor("basel"), display_name="باسل الحموي")
    run_follower(search_follows_names)
    assert finds(cast.omar, "حموي") == ["باسل الحموي"]


def test_rebuild_search_finds_everything_again_and_nothing_that_is_gone(cast: Cast, room: Room) -> None:
    gone = said(cast, "basel", room, "قافلة")
    said(cast, "basel", sector_room(cast, "basel"), "قافلة الدواء")
    followed()
    SearchEntry.objects.exclude(object_id=gone.pk, kind="message").delete()
    Message.objects.filter(pk=gone.pk).update(deleted_at=gone.created_at, body="")
    call_command("rebuild_search")
    assert Due.objects.get().key == "search.fill"
    while run_due():
        pass
    assert finds(cast.omar, "قافلة") == ["قافلة الدواء"]
    assert finds(cast.omar, "عمر") == ["عمر"]
    assert finds(cast.omar, "سنابل") == ["جمعية سنابل الأمل"]


@pytest.mark.parametrize("name", ["salma", "basel", "gharib"])
def test_only_the_clock_indexes(cast: Cast, name: str) -> None:
    with pytest.raises(Refused):
        index_things(actor=cast.actor(name), kind="person", ids=[cast.omar.pk])
    with pytest.raises(Refused):
        rebuild_search(actor=cast.actor(name))
    index_things(actor=Actor.clock(), kind="person", ids=[])
    assert not SearchEntry.objects.exists()
