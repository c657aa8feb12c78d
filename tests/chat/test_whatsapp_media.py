"""The photos and files of an export's zip: beside the messages that name them, once, and nothing else of the zip."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from chat import actions, tasks
from chat.actions.history import rendered
from chat.models import Attachment, HistoryImport, Message, Room
from chat.permissions import can_attach_media
from chat.queries import timeline
from chat.queries.exports import opened, preview, summary
from chat.tasks import write_imports
from chat.whatsapp import media, read_export
from files.examining import examine_bytes
from files.models import StoredFile
from journal.actors import Actor
from journal.due import run_due
from journal.models import Due, Entry
from journal.refusals import Refused
from tests.chat.rooms import group_room
from tests.factories import Cast
from tests.files import samples

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NOTE = "لم يُصدَّر"  # of the words that stand for a file left out
ANDROID = (
    "03/02/2025, 09:15 - باسل: \u200eIMG-20250203-WA0001.jpg (file attached)\nصورة المستودع\n"
    "03/02/2025, 09:16 - هالة: \u200f\u200eDOC-20250203-WA0002.pdf (الملف مرفق)\n"
    "03/02/2025, 09:17 - هالة: IMG-20250203-WA0009.jpg (file attached)\n"
    "03/02/2025, 09:18 - باسل: شكراً\n"
)
IPHONE = (
    "[03/02/2025, 09:15:02] باسل: \u200e<attached: 00000012-PHOTO-2025-02-03-09-15-02.jpg>\n"
    "[03/02/2025, 09:16:40] هالة: الكتاب \u200e<المُرفق: 00000013-كتاب المديرية.pdf>\n"
)
PDF = b"%PDF-1.4\n%%EOF\n"


def zipped(text: str, **files: bytes) -> bytes:
    """An export; names of files are given with `__` for the dot."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", text)
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


def android(**more: bytes) -> bytes:
    held = {"IMG-20250203-WA0001__jpg": samples.jpeg(), "DOC-20250203-WA0002__pdf": PDF, "nobody-names__pdf": PDF}
    return zipped(ANDROID, **held | more)


def begun(cast: Cast, room: Room, source: bytes) -> HistoryImport:
    seen = preview(opened(source, "chat.zip"), room)
    history = actions.import_history(
        actor=cast.actor("basel"), room=room, source=source, filename="chat.zip", preview=seen
    )
    actions.start_history(actor=cast.actor("basel"), history=history, people={})
    return history


def brought(cast: Cast, room: Room, source: bytes) -> HistoryImport:
    history = begun(cast, room, source)
    while Due.objects.filter(task="write_imports").exists():
        run_due()
    history.refresh_from_db()
    return history


def standing(room: Room) -> list[tuple[str, list[str]]]:
    """Words and names of files of each message, oldest first; a dash for the words that a file is left out."""
    return [
        ("—" if NOTE in each.body else each.body, [held.file.name for held in each.attachments.all()])
        for each in timeline(room, after=-(10**15))
    ]


@pytest.fixture
def room(cast: Cast) -> Room:
    tasks.placed_messages.cache_clear()
    return group_room(cast, "basel", [cast.hala])


def test_files_stand_beside_the_messages_that_name_them(cast: Cast, room: Room) -> None:
    history = brought(cast, room, android())
    assert standing(room) == [
        ("صورة المستودع", ["IMG-20250203-WA0001.jpg"]),
        ("", ["DOC-20250203-WA0002.pdf"]),
        ("—", []),
        ("شكراً", []),
    ]
    assert (history.media_kept, history.media_refused, StoredFile.objects.count()) == (2, 0, 2)
    assert not history.source


def test_phones_of_the_other_kind_in_arabic(cast: Cast, room: Room) -> None:
    held = {"00000012-PHOTO-2025-02-03-09-15-02__jpg": samples.jpeg(), "00000013-كتاب المديرية__pdf": PDF}
    brought(cast, room, zipped(IPHONE, **held))
    assert standing(room) == [
        ("", ["00000012-PHOTO-2025-02-03-09-15-02.jpg"]),
        ("الكتاب", ["00000013-كتاب المديرية.pdf"]),
    ]


def test_a_picture_is_cleaned_and_the_worker_draws_its_preview(cast: Cast, room: Room) -> None:
    brought(cast, room, android())
    while run_due():
        pass
    file = StoredFile.objects.get(name="IMG-20250203-WA0001.jpg")
    assert (file.type, file.width, file.uses) == ("image/jpeg", 64, 1)
    with file.content.open() as kept:
        assert samples.PLACE not in kept.read()
    assert file.preview
    assert not Entry.objects.filter(event="file_previewed").exists()


def test_the_file_is_served_to_the_room_and_nobody_else(cast: Cast, room: Room) -> None:
    brought(cast, room, android())
    held = Attachment.objects.get(file__kind="image")
    for name, code in (("hala", 200), ("gharib", 404)):
        browser = Client()
        browser.force_login(getattr(cast, name))
        assert browser.get(f"/api/attachments/{held.pk}/").status_code == code


def test_the_same_export_again_adds_nothing_and_a_longer_one_only_the_new(cast: Cast, room: Room) -> None:
    brought(cast, room, android())
    assert brought(cast, room, android()).media_kept == 0
    assert StoredFile.objects.count() == 2
    longer = ANDROID + "04/02/2025, 10:00 - هالة: IMG-20250204-WA0003.jpg (file attached)\n"
    held = {"IMG-20250203-WA0001__jpg": samples.jpeg(), "IMG-20250204-WA0003__jpg": samples.jpeg((32, 32))}
    assert brought(cast, room, zipped(longer, **held)).media_kept == 1
    assert (StoredFile.objects.count(), len(standing(room))) == (3, 5)


def test_media_come_to_messages_that_were_imported_without(cast: Cast, room: Room) -> None:
    brought(cast, room, zipped(ANDROID))
    assert standing(room)[0] == ("—", [])
    before = set(Message.objects.values_list("client_id", flat=True))
    assert brought(cast, room, android()).media_kept == 2
    assert standing(room)[1] == ("", ["DOC-20250203-WA0002.pdf"])
    assert set(Message.objects.values_list("client_id", flat=True)) == before


def test_a_removed_message_gets_no_file_again(cast: Cast, room: Room) -> None:
    brought(cast, room, android())
    actions.remove_message(actor=cast.actor("basel"), message=timeline(room, after=-(10**15))[0], reason="private")
    assert brought(cast, room, android()).media_kept == 0
    assert standing(room)[0] == ("", [])


def test_killed_in_the_middle_it_goes_on_without_doubling(
    cast: Cast, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = begun(cast, room, android())
    write_imports(history.pk, most=1)
    history.refresh_from_db()
    assert (history.media_kept, history.finished_at) == (1, None)

    def killed(*_given: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as stumbling:
        stumbling.setattr("chat.actions.media.attach_files", killed)
        with pytest.raises(RuntimeError):
            write_imports(history.pk)
    assert StoredFile.objects.count() == 1
    write_imports(history.pk)
    history.refresh_from_db()
    assert (history.media_kept, history.media_read, StoredFile.objects.count()) == (2, 2, 2)
    assert history.finished_at is not None


def test_what_would_not_be_taken_from_a_person_is_left_out_and_counted(cast: Cast, room: Room) -> None:
    history = brought(cast, room, android(**{"IMG-20250203-WA0001__jpg": b"MZ" + b"\0" * 400}))
    assert (history.media_kept, history.media_refused) == (1, 1)
    assert standing(room)[0][1] == []
    assert NOTE in timeline(room, after=-(10**15))[0].body


def test_a_damaged_file_is_left_out(cast: Cast, room: Room) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("_chat.txt", ANDROID)
        archive.writestr("DOC-20250203-WA0002.pdf", PDF)
    history = brought(cast, room, packed.getvalue().replace(PDF, PDF[::-1]))
    assert (history.media_kept, history.media_refused) == (0, 1)
    assert standing(room)[1] == ("—", [])


def test_a_file_above_the_limit_does_not_come_along(cast: Cast, room: Room, settings: Any) -> None:
    settings.MAX_FILE = 100
    assert summary(opened(android(), "chat.zip"), room)["media"] == 1
    history = brought(cast, room, android())
    assert (history.media_kept, history.media_refused) == (1, 1)


@pytest.mark.parametrize("folder", ["../", "/", "a/../../"])
def test_names_that_lead_out_of_the_folder_are_no_media(folder: str) -> None:
    assert read_export(zipped(ANDROID, **{f"{folder}DOC-20250203-WA0002__pdf": PDF}), "chat.zip").media == {}


def test_bombs_and_the_chat_itself_are_no_media() -> None:
    text = ANDROID + "03/02/2025, 09:19 - باسل: _chat.txt (file attached)\n"
    source = zipped(text, **{"IMG-20250203-WA0001__jpg": b"0" * 3_000_000})
    assert read_export(source, "chat.zip").media == {}


def test_only_so_many_and_so_much_come_along(monkeypatch: pytest.MonkeyPatch) -> None:
    source = android()
    monkeypatch.setattr(media, "MAX_MEDIA", 1)
    assert list(read_export(source, "chat.zip").media) == [0]
    monkeypatch.setattr(media, "MAX_MEDIA", 9)
    monkeypatch.setattr(media, "MAX_UNPACKED", 100)
    assert list(read_export(source, "chat.zip").media) == [1]


def test_a_locked_zip_is_refused_in_words() -> None:
    source = bytearray(android())
    at = source.rfind(b"PK\x01\x02")
    source[at + 8] |= 1
    with pytest.raises(ValidationError) as refusal:
        opened(bytes(source), "chat.zip")
    assert refusal.value.error_dict["source"][0].code == "encrypted_zip"


def test_who_may_attach_media(cast: Cast, room: Room) -> None:
    history = begun(cast, room, android())
    named = rendered(0, read_export(android(), "chat.zip").messages[0], has_file=True)
    for name in ("salma", "basel", "hala", "omar", "rania", "gharib"):
        assert can_attach_media(cast.actor(name)) is False
        with pytest.raises(Refused):
            actions.attach_media(actor=cast.actor(name), history=history, named=named, examined=None, read=1)


def test_attach_media_leaves_no_entry_and_counts_once(cast: Cast, room: Room) -> None:
    history = begun(cast, room, android())
    message = read_export(android(), "chat.zip").messages[0]
    actions.write_history(actor=Actor.clock(), history=history, batch=[rendered(0, message)], read=1)
    entries, named = Entry.objects.count(), rendered(0, message, has_file=True)
    for expected in (True, False):
        found = examine_bytes(samples.jpeg(), "a.jpg")
        given: dict[str, Any] = {"history": history, "named": named, "examined": found, "read": 1}
        assert actions.attach_media(actor=Actor.clock(), **given) is expected
    history.refresh_from_db()
    assert (history.media_read, history.media_kept, Entry.objects.count()) == (1, 1, entries)


def test_a_discarded_import_takes_its_files_along(cast: Cast, room: Room) -> None:
    history = begun(cast, room, android())
    write_imports(history.pk, most=1)
    tasks.give_up_import(history.pk)
    actions.discard_history(actor=cast.actor("basel"), history=history)
    run_due()
    assert (StoredFile.objects.count(), Message.objects.count()) == (0, 0)


def test_the_page_and_the_command_tell_what_comes_along(cast: Cast, room: Room, tmp_path: Path) -> None:
    browser = Client()
    browser.force_login(cast.basel)
    packed = io.BytesIO(android())
    packed.name = "chat.zip"
    answer = browser.post(f"/rooms/{room.pk}/import/", {"source": packed}, follow=True)
    assert "صور وملفات ستُستورد" in answer.content.decode()
    path, out = tmp_path / "chat.zip", io.StringIO()
    path.write_bytes(android())
    call_command("import_whatsapp", str(path), "--room", str(room.pk), stdout=out)
    told = json.loads(out.getvalue())
    assert (told["media"], told["media_left_out"]) == (2, 1)
    assert Attachment.objects.count() == 2
