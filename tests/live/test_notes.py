"""Notes written together: two editors see each other's words, stored before anybody is told, and every refusal."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import ApiToken
from live.hub import Hub
from live.notes.protocol import LARGEST_FRAME, Step, about_text
from live.notes.turns import Outcome
from live.running import current_notes
from projects.models import Document, NoteUpdate, ProjectGroupPermission, Reading
from projects.permissions import revoke
from tests.factories import Cast
from tests.live.conftest import act, session_of, token_of
from tests.live.note_client import Editor
from tests.projects.notes import begun_note, words_of, wrote

pytestmark = pytest.mark.both


@pytest.fixture
def note(cast: Cast) -> Document:
    return begun_note(cast)


async def editor(person: Any, note: Document, **more: Any) -> Editor:
    return await Editor(note.pk, session=await act(session_of, person), **more).joined()


# Writing together -----------------------------------------------------------------------------------------------------
async def test_two_see_each_others_words_which_are_stored_first(hub: Hub, cast: Cast, note: Document) -> None:
    basel, omar = await editor(cast.basel, note), await editor(cast.omar, note)
    basel.write("قرّر المجتمعون")
    await omar.hears_until(text="قرّر المجتمعون")
    assert await act(words_of, note) == "قرّر المجتمعون"
    omar.write("واتّفقوا")
    await basel.hears_until(text="قرّر المجتمعون\nواتّفقوا")
    rows = await act(lambda: list(NoteUpdate.objects.values_list("number", "person", "organization")))
    assert rows == [(1, cast.basel.pk, cast.association.pk), (2, cast.omar.pk, cast.other.pk)]


async def test_whoever_comes_later_finds_what_is_stored(hub: Hub, cast: Cast, note: Document) -> None:
    basel = await editor(cast.basel, note, query="saved=1")
    basel.write("قرّر المجتمعون")
    await basel.hears_until(saved=1)
    await basel.hang_up()
    assert (await editor(cast.hala, note)).text == "قرّر المجتمعون"


async def test_what_was_written_without_a_line_is_merged(hub: Hub, cast: Cast, note: Document) -> None:
    basel, omar = await editor(cast.basel, note), await editor(cast.omar, note)
    basel.write("أولاً")
    await omar.hears_until(text="أولاً")
    await omar.hang_up()
    omar.added("ثانياً")
    basel.write("ثالثاً")
    again = await editor(cast.omar, note, doc=omar.doc)
    await basel.hears_until(text=again.text)
    assert sorted(basel.text.split("\n")) == ["أولاً", "ثالثاً", "ثانياً"]


async def test_one_who_writes_hears_how_much_is_stored(hub: Hub, cast: Cast, note: Document) -> None:
    basel = await editor(cast.basel, note, query="saved=1")
    basel.write("أ")
    basel.write("ب")
    await basel.hears_until(saved=3)  # with the answer to what the server asked at the beginning
    assert await act(words_of, note) == "أ\nب"


async def test_what_is_known_already_is_not_stored_again(hub: Hub, cast: Cast, note: Document) -> None:
    basel = await editor(cast.basel, note, query="saved=1")
    update = basel.added("مرة واحدة")
    for _ in range(3):
        basel.send(about_text(Step.UPDATE, update))
    await basel.hears_until(saved=4)
    assert await act(NoteUpdate.objects.count) == 1


async def test_what_another_process_stored_comes_within_a_look(hub: Hub, cast: Cast, note: Document) -> None:
    basel = await editor(cast.basel, note)
    await act(wrote, cast, "omar", note, "من خادم آخر")
    await current_notes().look()
    await basel.hears_until(text="من خادم آخر")


async def test_a_hint_brings_it_at_once(hub: Hub, cast: Cast, note: Document) -> None:
    basel = await editor(cast.basel, note)
    number = await act(wrote, cast, "omar", note, "من خادم آخر")
    current_notes().moved({f"note.{note.pk}": number})
    await basel.hears_until(text="من خادم آخر")


async def test_whoever_leaves_has_read_up_to_what_they_were_told(hub: Hub, cast: Cast, note: Document) -> None:
    basel, omar = await editor(cast.basel, note, query="saved=1"), await editor(cast.omar, note)
    await omar.hang_up()
    basel.write("قرّر المجتمعون")
    await basel.hears_until(saved=2)
    await basel.hang_up()
    rows = await act(lambda: list(Reading.objects.order_by("pk").values_list("person", "organization", "version")))
    assert rows == [(cast.omar.pk, cast.other.pk, 0), (cast.basel.pk, cast.association.pk, 1)]


# Who is here ----------------------------------------------------------------------------------------------------------
async def test_who_is_here_is_told_under_the_servers_name(hub: Hub, cast: Cast, note: Document) -> None:
    basel, omar = await editor(cast.basel, note), await editor(cast.omar, note)
    basel.tell(7, {"user": {"name": "سلمى"}, "cursor": None})
    while 7 not in omar.present:
        await omar.hears()
    assert omar.present[7]["user"]["name"] == str(cast.basel)
    later = await editor(cast.hala, note)
    assert 7 in later.present
    await basel.hang_up()
    while omar.present[7] is not None:
        await omar.hears()


async def test_nobody_speaks_under_anothers_number(hub: Hub, cast: Cast, note: Document) -> None:
    basel, omar = await editor(cast.basel, note), await editor(cast.omar, note)
    basel.tell(7, {"cursor": 1})
    while 7 not in omar.present:
        await omar.hears()
    omar.tell(7, {"cursor": 2}, clock=9)
    omar.tell(8, {"cursor": 3})
    while 8 not in basel.present:
        await basel.hears()
    assert basel.present[7]["cursor"] == 1


# Refusals -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["salma", "rania", "gharib"])
async def test_who_does_not_see_the_project_finds_no_note(hub: Hub, cast: Cast, note: Document, name: str) -> None:
    person = getattr(cast, name)
    assert await Editor(note.pk, session=await act(session_of, person)).is_closed_with() == 4404
    assert await Editor(10**9, session=await act(session_of, person)).is_closed_with() == 4404


async def test_nobody_is_closed_with_4401_and_strange_pages_with_4403(hub: Hub, cast: Cast, note: Document) -> None:
    assert await Editor(note.pk, session="nonsense").is_closed_with() == 4401
    assert await Editor(note.pk, token="wrong").is_closed_with() == 4401
    session = await act(session_of, cast.basel)
    assert await Editor(note.pk, session=session, origin="https://stranger.example").is_closed_with() == 4403


async def test_a_token_opens_notes_unless_it_opens_rooms_only(hub: Hub, cast: Cast, note: Document) -> None:
    secret = await act(token_of, cast.omar)
    await (await Editor(note.pk, token=secret).joined()).hang_up()
    await act(lambda: ApiToken.objects.update(opens=["room.1"]))
    assert await Editor(note.pk, token=secret).is_closed_with() == 4404


@pytest.mark.parametrize(
    "frame", [b"", b"\x00", b"garbage", b"\x00\x02\x05abc", b"\x63\x01a", b"\x00\x02\x03\xff\xff\xff"]
)
async def test_garbage_ends_the_line_and_harms_nothing(hub: Hub, cast: Cast, note: Document, frame: bytes) -> None:
    basel, omar = await editor(cast.basel, note, query="saved=1"), await editor(cast.omar, note)
    omar.send(frame)
    assert await omar.is_closed_with() == 4400
    basel.write("سليم")
    await basel.hears_until(saved=2)
    assert await act(words_of, note) == "سليم"


async def test_any_bytes_as_an_update_harm_nothing(hub: Hub, cast: Cast, note: Document) -> None:
    for _ in range(20):
        omar = await editor(cast.omar, note)
        omar.send(about_text(Step.UPDATE, b"\x01\x01" + os.urandom(40)))
        assert await omar.is_closed_with() == 4400
    assert await act(words_of, note) == ""


async def test_too_large_updates_end_the_line(hub: Hub, cast: Cast, note: Document) -> None:
    omar = await editor(cast.omar, note)
    omar.write("س" * (LARGEST_FRAME // 2 + 10))
    assert await omar.is_closed_with() == 4413
    assert not await act(NoteUpdate.objects.exists)


async def test_too_many_frames_end_the_line(hub: Hub, cast: Cast, note: Document) -> None:
    omar = await editor(cast.omar, note)
    for _ in range(420):
        omar.send(bytes([3]))
    assert await omar.is_closed_with() == 4429


async def test_what_stands_on_something_unknown_is_asked_for_again(hub: Hub, cast: Cast, note: Document) -> None:
    omar = await editor(cast.omar, note, query="saved=1")
    omar.added("أولاً")
    omar.write("ثانياً")  # without the first: the server asks what it lacks, and gets both
    await omar.hears_until(saved=3)
    assert await act(words_of, note) == "أولاً\nثانياً"


def take_work(note: Document, cast: Cast) -> None:
    """Omar's organisation may look on only."""
    held = ProjectGroupPermission.objects.filter(content_object=note.project, permission__codename="work_project")
    held.filter(group__role_group__organization=cast.other).delete()


# Rights that change ---------------------------------------------------------------------------------------------------
async def test_a_readers_words_are_refused_and_its_presence_is_not(hub: Hub, cast: Cast, note: Document) -> None:
    basel, omar = await editor(cast.basel, note), await editor(cast.omar, note)
    await act(take_work, note, cast)
    omar.write("لا يُقبل")
    await omar.hears_until(denied=1)
    omar.tell(8, {"cursor": None})
    while 8 not in basel.present:
        await basel.hears()
    assert basel.text == await act(words_of, note) == ""


async def test_of_several_who_write_at_once_only_the_reader_is_refused(hub: Hub, cast: Cast, note: Document) -> None:
    basel, omar, hala = [await editor(person, note, query="saved=1") for person in (cast.basel, cast.omar, cast.hala)]
    await act(take_work, note, cast)
    for each, words in ((basel, "أولاً"), (omar, "لا يُقبل"), (hala, "ثانياً")):
        each.write(words)
    await omar.hears_until(denied=1)
    for each in (basel, hala):
        await each.hears_until(saved=2)
    assert sorted((await act(words_of, note)).split("\n")) == ["أولاً", "ثانياً"]
    rows = await act(lambda: list(NoteUpdate.objects.order_by("person").values_list("number", "person")))
    assert sorted(number for number, _person in rows) == [1, 2]


async def test_whoever_loses_the_project_is_sent_away_before_the_next_word(
    hub: Hub, cast: Cast, note: Document
) -> None:
    basel, omar = await editor(cast.basel, note), await editor(cast.omar, note)
    await act(lambda: revoke(note.project, cast.other))
    current_notes().rooms[note.pk].doubt()
    basel.write("بعد الخروج")
    assert await omar.is_closed_with() == 4404
    assert omar.text == ""


async def test_whoever_signs_out_is_sent_away_at_the_next_look(hub: Hub, cast: Cast, note: Document) -> None:
    omar = await editor(cast.omar, note)
    await act(lambda: type(cast.omar).objects.filter(pk=cast.omar.pk).update(is_active=False))
    current_notes().rooms[note.pk].doubt()
    assert await omar.is_closed_with() == 4401


async def test_a_turn_that_asked_before_does_not_settle_a_doubt(hub: Hub, cast: Cast, note: Document) -> None:
    omar = await editor(cast.omar, note)
    room = current_notes().rooms[note.pk]
    await act(lambda: type(cast.omar).objects.filter(pk=cast.omar.pk).update(is_active=False))
    room.doubt()
    room.carry_out(Outcome(access=room.access + 7))
    assert room.access == -1
    assert await omar.is_closed_with() == 4401


async def test_a_deleted_note_is_closed(hub: Hub, cast: Cast, note: Document) -> None:
    omar = await editor(cast.omar, note)
    await act(lambda: Document.objects.filter(pk=note.pk).update(deleted_at=timezone.now()))
    omar.write("متأخر")
    await omar.hears_until(denied=1)
    current_notes().rooms[note.pk].doubt()
    assert await omar.is_closed_with() == 4404
