"""A room's past: imported once whatever the export, below today's talk, unread for nobody."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError

from chat import actions
from chat.actions.history import rendered
from chat.models import HistoryImport, Message, Room, RoomMembership
from chat.permissions import stored_messages
from chat.queries import message_facts, timeline, with_people
from chat.queries.exports import opened, preview, senders, summary
from chat.tasks import forget_waiting_import, write_imports
from journal.actors import Actor
from journal.due import run_due
from journal.models import Entry
from journal.refusals import Refused
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SAMPLES = Path(__file__).parents[3] / "shared" / "samples" / "chat"
OLDER = "03/02/2025, 09:15 - باسل: صباح الخير\n" * 2 + "03/02/2025, 09:20 - +963 944 123 456: أهلاً\n"
LONGER = (
    OLDER + "25/06/2025, 10:04 - هالة: انعقد الملتقى\nوسنرسل المحضر\n25/06/2025, 10:05 - باسل: <تم استبعاد الوسائط>\n"
)


def bring(cast: Cast, room: Room, text: str, **people: Any) -> HistoryImport:
    export = opened(text.encode(), "chat.txt")
    history = actions.import_history(
        actor=cast.actor("basel"), room=room, source=text.encode(), filename="chat.txt", preview=preview(export, room)
    )
    names = {each["name"]: people.get(each["name"]) for each in senders(export)}
    actions.start_history(actor=cast.actor("basel"), history=history, people=names)
    run_due()
    history.refresh_from_db()
    return history


def bodies(room: Room) -> list[str]:
    return [message.body for message in timeline(room, after=-(10**15))]


@pytest.fixture
def room(cast: Cast) -> Room:
    return group_room(cast, "basel", [cast.hala])


def test_imported_messages_stand_before_todays_talk_in_order_of_time(cast: Cast, room: Room) -> None:
    said(cast, "basel", room, "اليوم")
    bring(cast, room, LONGER)
    assert bodies(room)[:3] == ["صباح الخير", "صباح الخير", "أهلاً"]
    assert bodies(room)[-1] == "اليوم"
    assert not Message.objects.filter(history__isnull=False, seq__gt=0).exists()


def test_the_same_export_again_adds_nothing(cast: Cast, room: Room) -> None:
    bring(cast, room, LONGER)
    again = bring(cast, room, LONGER)
    assert (len(bodies(room)), again.already_there) == (5, 5)


def test_a_longer_export_adds_only_what_is_new_and_in_its_place(cast: Cast, room: Room) -> None:
    bring(cast, room, OLDER)
    said(cast, "basel", room, "اليوم")
    assert bring(cast, room, LONGER).already_there == 3
    assert bodies(room)[3].startswith("انعقد الملتقى")
    assert bodies(room)[-1] == "اليوم"


def test_an_older_part_imported_later_comes_before(cast: Cast, room: Room) -> None:
    bring(cast, room, LONGER.removeprefix(OLDER))
    bring(cast, room, OLDER)
    assert bodies(room)[0] == "صباح الخير"


def test_nothing_becomes_unread_and_one_entry_stands_for_all(cast: Cast, room: Room) -> None:
    before = list(RoomMembership.objects.order_by("pk").values_list("read_seq", flat=True))
    history = bring(cast, room, LONGER)
    assert list(RoomMembership.objects.order_by("pk").values_list("read_seq", flat=True)) == before
    entry = Entry.objects.filter(stream__name=room.stream).order_by("number").last()
    assert entry is not None
    assert (entry.event, entry.facts) == ("history_imported", {"messages": 5})
    assert not history.source


def test_senders_become_people_or_placeholders_without_numbers(cast: Cast, room: Room) -> None:
    bring(cast, room, LONGER, هالة=cast.hala)
    shown = message_facts(with_people(stored_messages().filter(room=room).order_by("seq")))
    assert [message["sender"]["name"] for message in shown[1:4]] == ["باسل", "\u200e+…56", "هالة"]
    assert shown[3]["sender"]["person"] == cast.hala.pk
    assert "944 123" not in json.dumps(shown, ensure_ascii=False)


def test_times_are_damascus_times(cast: Cast, room: Room) -> None:
    bring(cast, room, OLDER)
    assert message_facts(timeline(room, after=-(10**15)))[0]["written_at"] == "2025-02-03T06:15:00.000Z"


def test_nobody_sees_an_import_before_it_is_finished(cast: Cast, room: Room) -> None:
    history = bring(cast, room, OLDER)
    HistoryImport.objects.filter(pk=history.pk).update(finished_at=None)
    assert bodies(room) == []


def test_a_killed_import_goes_on_where_it_stopped(cast: Cast, room: Room) -> None:
    export = opened(LONGER.encode(), "chat.txt")
    history = actions.import_history(
        actor=cast.actor("basel"), room=room, source=LONGER.encode(), filename="chat.txt", preview=preview(export, room)
    )
    names = dict.fromkeys(message.sender for message in export.messages)
    actions.start_history(actor=cast.actor("basel"), history=history, people=names)
    clock = Actor.clock()
    actions.write_history(
        actor=clock,
        history=history,
        batch=[rendered(place, each) for place, each in enumerate(export.messages[:2])],
        read=2,
    )
    write_imports(history.pk)
    write_imports(history.pk)
    assert len(bodies(room)) == 5
    assert Entry.objects.filter(event="history_imported").count() == 1


def test_finish_history_twice_leaves_one_entry_and_is_the_clocks_only(cast: Cast, room: Room) -> None:
    history = bring(cast, room, OLDER)
    actions.finish_history(actor=Actor.clock(), history=history)
    assert Entry.objects.filter(event="history_imported").count() == 1
    with pytest.raises(Refused):
        actions.finish_history(actor=cast.actor("basel"), history=history)


def test_starting_twice_is_starting_once(cast: Cast, room: Room) -> None:
    history = bring(cast, room, OLDER)
    actions.start_history(actor=cast.actor("basel"), history=history, people={})
    assert run_due() == 0


def test_who_a_sender_was_is_said_anew_by_moderators_only(cast: Cast, room: Room) -> None:
    bring(cast, room, OLDER, باسل=cast.hala)
    actions.set_room_role(actor=cast.actor("basel"), room=room, person=cast.hala, role="moderator")
    actions.set_room_role(actor=cast.actor("basel"), room=room, person=cast.basel, role="member")
    bring(cast, room, LONGER, باسل=cast.basel)
    assert room.imported_senders.get(name="باسل").person == cast.hala


def test_only_three_exports_wait_and_none_for_long(cast: Cast, room: Room) -> None:
    export = opened(OLDER.encode(), "chat.txt")
    for _ in range(5):
        actions.import_history(
            actor=cast.actor("basel"), room=room, source=b"x", filename="a.txt", preview=preview(export, room)
        )
    assert room.imports.count() == 3
    for history in room.imports.all():
        forget_waiting_import(history.pk)
    assert room.imports.count() == 0


def test_a_history_that_was_started_is_not_forgotten(cast: Cast, room: Room) -> None:
    history = bring(cast, room, OLDER)
    actions.forget_import(actor=Actor.clock(), history=history)
    assert len(bodies(room)) == 3


def test_senders_nobody_was_asked_about_keep_their_names(cast: Cast, room: Room) -> None:
    text = "".join(f"03/02/2025, 09:15 - شخص {number}: نعم\n" for number in range(45))
    export = opened(text.encode(), "chat.txt")
    history = actions.import_history(
        actor=cast.actor("basel"), room=room, source=text.encode(), filename="chat.txt", preview=preview(export, room)
    )
    asked = {sender["name"]: None for sender in history.preview["senders"]}
    actions.start_history(actor=cast.actor("basel"), history=history, people=asked)
    run_due()
    assert (len(asked), len(bodies(room)), room.imported_senders.count()) == (40, 45, 45)


def test_an_export_of_too_many_people_is_refused(cast: Cast) -> None:
    text = "".join(f"03/02/2025, 09:15 - شخص {number}: نعم\n" for number in range(501))
    with pytest.raises(ValidationError) as refusal:
        opened(text.encode(), "chat.txt")
    assert refusal.value.error_dict["source"][0].code == "too_large"


def test_a_sender_can_only_be_somebody_of_the_room(cast: Cast, room: Room) -> None:
    with pytest.raises(ValidationError):
        bring(cast, room, OLDER, باسل=cast.omar)


def test_an_imported_message_is_removed_by_moderators_and_edited_by_nobody(cast: Cast, room: Room) -> None:
    bring(cast, room, OLDER)
    message = timeline(room)[0]
    actions.remove_message(actor=cast.actor("basel"), message=message, reason="private")
    bring(cast, room, OLDER)
    assert bodies(room).count("") == 1


@pytest.mark.parametrize(
    ("source", "filename", "code"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "chat.txt", "not_text"),
        ("ليس محادثة".encode(), "chat.txt", "not_an_export"),
        (b"", "chat.txt", "not_an_export"),
        (b"PK\x03\x04 broken", "chat.zip", "bad_zip"),
    ],
)
def test_what_is_no_export_is_refused_in_words(source: bytes, filename: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        opened(source, filename)
    assert refusal.value.error_dict["source"][0].code == code


def test_a_zip_bomb_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", b"0" * (20 * 1024 * 1024))
    with pytest.raises(ValidationError) as refusal:
        opened(packed.getvalue(), "chat.zip")
    assert refusal.value.error_dict["source"][0].code == "too_large"


def test_command_prints_a_summary_and_writes_once(cast: Cast, room: Room, tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text(LONGER)
    printed = []
    for flags in (["--dry-run"], [], []):
        out = io.StringIO()
        call_command("import_whatsapp", str(path), "--room", str(room.pk), *flags, stdout=out)
        printed.append(json.loads(out.getvalue()))
    assert printed[0] == printed[1] == {**printed[2], "already_there": 0}
    assert printed[2]["already_there"] == printed[0]["messages"] == 5
    assert (printed[0]["people"], printed[0]["first"]) == (3, "2025-02-03T06:15:00.000Z")
    assert len(bodies(room)) == 5


def test_command_refuses_in_words(cast: Cast, room: Room, tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("nothing")
    for arguments in (
        [str(path), "--room", str(room.pk)],
        [str(path), "--room", "99999"],
        ["missing.txt", "--room", str(room.pk)],
    ):
        with pytest.raises(CommandError):
            call_command("import_whatsapp", *arguments)


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not beside the repository")
def test_the_sample_export_is_read(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    path = SAMPLES / "whatsapp-bracketless.txt"
    export = opened(path.read_bytes(), path.name)
    said_of_it = summary(export, room)
    assert (said_of_it["messages"], said_of_it["skipped"], said_of_it["people"]) == (18, 2, 8)
