"""Beginning notes, writing in them, and what the clock puts together: who may, what it leaves, what it refuses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.actors import Actor
from journal.models import Due
from journal.refusals import Conflict, Refused
from projects.actions import (
    comment_note,
    create_note,
    delete_note_comment,
    keep_note_version,
    read_document,
    rename_note,
    resolve_note_comment,
    restore_note_version,
    tidy_note,
    write_note,
    write_note_together,
)
from projects.models import Document, NoteComment, NoteStretch, NoteUpdate, NoteVersion
from projects.notes.plain import plain
from projects.notes.texts import LARGEST_UPDATE
from projects.permissions import (
    can_comment_note,
    can_create_note,
    can_delete_note_comment,
    can_keep_note_version,
    can_rename_note,
    can_resolve_note_comment,
    can_restore_note_version,
    can_write_note,
    notes_for,
)
from projects.queries import note_heads, note_remarks, note_updates, readings_of, version_blocks
from projects.tasks.notes import tidy_note as tidy_due_note
from tests.entries import entries_left
from tests.factories import Cast
from tests.projects.made import joint_project
from tests.projects.notes import begun_note, paragraph, update_of, words_of, wrote

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = "salma basel hala omar rania gharib"


def test_who_begins_renames_and_writes_notes(cast: Cast) -> None:
    note = begun_note(cast)
    assert cast.who(can_create_note, note.project) == "basel hala omar"
    assert cast.who(can_rename_note, note) == "basel hala omar"
    assert cast.who(can_write_note, note) == "basel hala omar"
    assert [name for name in NAMES.split() if note in notes_for(getattr(cast, name))] == ["basel", "hala", "omar"]


def test_create_note_leaves_one_entry_and_is_made_once(cast: Cast) -> None:
    project, client_id = joint_project(cast), uuid4()
    with entries_left() as left:
        note = create_note(actor=cast.actor("hala"), project=project, client_id=client_id, title="محضر")
        assert create_note(actor=cast.actor("hala"), project=project, client_id=client_id, title="محضر") == note
    assert left == [(project.stream, "note_created", note.pk, {})]
    with pytest.raises(Conflict):
        create_note(actor=cast.actor("hala"), project=project, client_id=client_id, title="آخر")


def test_create_note_refuses_outsiders_and_empty_titles(cast: Cast) -> None:
    project = joint_project(cast)
    for name in ("salma", "rania", "gharib"):
        with pytest.raises(Refused):
            create_note(actor=cast.actor(name), project=project, client_id=uuid4(), title="محضر")
    with pytest.raises(ValidationError):
        create_note(actor=cast.actor("basel"), project=project, client_id=uuid4(), title=" ")


def test_rename_note_leaves_one_entry(cast: Cast) -> None:
    note = begun_note(cast)
    with entries_left() as left:
        assert rename_note(actor=cast.actor("omar"), note=note, title="خطة العمل").title == "خطة العمل"
    assert left == [(note.project.stream, "note_renamed", note.pk, {})]


def test_write_note_numbers_updates_and_leaves_no_entry(cast: Cast) -> None:
    note = begun_note(cast)
    with entries_left() as left:
        assert [wrote(cast, name, note, name) for name in ("basel", "omar")] == [1, 2]
    assert left == []
    assert words_of(note) == "basel\nomar"
    assert note_heads([note.pk]) == {note.pk: 2}
    assert Due.objects.filter(task="tidy_note").count() == 1


def test_write_note_refuses_readers_too_much_and_garbage(cast: Cast) -> None:
    note = begun_note(cast)
    with pytest.raises(Refused):
        wrote(cast, "gharib", note, "لا")
    with pytest.raises(ValidationError) as refusal:
        write_note(actor=cast.actor("basel"), note=note, update=update_of(paragraph("س" * 300_000)))
    assert refusal.value.code == "too_large"
    with pytest.raises(ValidationError) as refusal:
        write_note(actor=cast.actor("basel"), note=note, update=b"garbage")
    assert refusal.value.code == "not_an_update"
    assert not NoteUpdate.objects.exists()


def test_write_note_together_stores_all_in_order_or_nothing(cast: Cast) -> None:
    note = begun_note(cast)
    wrote(cast, "hala", note, "أولاً")
    basel, omar, gharib = (cast.actor(name) for name in ("basel", "omar", "gharib"))
    written = [(omar, update_of(paragraph("عمر"))), (basel, update_of(paragraph("باسل")))]
    with entries_left() as left:
        assert write_note_together(actor=Actor.clock(), note=note, written=written) == 3
    assert left == []
    rows = list(NoteUpdate.objects.values_list("number", "person", "organization"))
    assert rows[1:] == [(2, cast.omar.pk, cast.other.pk), (3, cast.basel.pk, cast.association.pk)]
    with pytest.raises(Refused):
        write_note_together(actor=Actor.clock(), note=note, written=[*written, (gharib, update_of(paragraph("لا")))])
    with pytest.raises(Refused):
        write_note_together(actor=basel, note=note, written=written[1:])
    assert note_heads([note.pk]) == {note.pk: 3}


def test_write_note_refuses_what_is_deleted(cast: Cast) -> None:
    note = begun_note(cast)
    Document.objects.filter(pk=note.pk).update(deleted_at=timezone.now())
    with pytest.raises(Refused):
        wrote(cast, "basel", note, "لا")


def test_tidy_note_keeps_every_word_who_wrote_and_a_version(cast: Cast) -> None:
    note = begun_note(cast)
    for name in ("basel", "omar", "basel"):
        wrote(cast, name, note, name)
    with entries_left() as left:
        tidy_due_note(note.pk)
        tidy_due_note(note.pk)
    written: Any = (note.project.stream, "note_written", note.pk, {})
    assert sorted(left) == [("notes.all", "note_tidied", note.pk, {}), written, written]
    assert list(NoteUpdate.objects.values_list("number", "is_whole")) == [(3, True)]
    note.refresh_from_db()
    assert words_of(note) == note.text == "basel\nomar\nbasel"
    assert set(NoteStretch.objects.values_list("person", flat=True)) == {cast.basel.pk, cast.omar.pk}
    assert NoteVersion.objects.count() == 1


def test_whoever_writes_has_read_up_to_their_own_words(cast: Cast) -> None:
    note = begun_note(cast)
    for name in ("basel", "omar"):
        read_document(actor=cast.actor(name), document=note)
    for name in ("basel", "hala", "basel", "hala"):
        wrote(cast, name, note, name)
    tidy_due_note(note.pk)
    assert {each.person: each.version for each in readings_of(note)} == {cast.basel: 3, cast.omar: 0}


def test_tidy_note_loses_nothing_that_came_meanwhile(cast: Cast) -> None:
    note = begun_note(cast)
    wrote(cast, "basel", note, "أولاً")
    number, updates = note_updates(note.pk)
    wrote(cast, "omar", note, "ثانياً")
    for _ in range(2):
        tidy_note(actor=Actor.clock(), note=note, number=number, whole=updates[0], words="أولاً")
    assert words_of(note) == "أولاً\nثانياً"
    assert list(NoteUpdate.objects.values_list("number", "is_whole")) == [(1, True), (2, False)]


def test_tidy_note_is_the_clocks(cast: Cast) -> None:
    with pytest.raises(Refused):
        tidy_note(actor=cast.actor("basel"), note=begun_note(cast), number=0, whole=b"", words="")


def test_whoever_goes_on_within_half_an_hour_is_told_of_once(cast: Cast) -> None:
    note = begun_note(cast)
    with time_machine.travel(timezone.now(), tick=False) as clock, entries_left() as left:
        for minutes in (0, 20, 20, 40):
            clock.shift(timedelta(minutes=minutes))
            wrote(cast, "basel", note, "سطر")
            tidy_due_note(note.pk)
    assert [event for _, event, _, _ in left if event != "note_tidied"] == ["note_written"] * 2


def test_a_note_that_is_gone_is_tidied_by_nobody(cast: Cast) -> None:
    tidy_due_note(10**9)
    assert not NoteUpdate.objects.exists()


# History --------------------------------------------------------------------------------------------------------------
def test_keep_note_version_is_kept_once_and_leaves_one_entry(cast: Cast) -> None:
    note, client_id = begun_note(cast), uuid4()
    wrote(cast, "basel", note, "أولاً")
    with entries_left() as left:
        first = keep_note_version(actor=cast.actor("omar"), note=note, client_id=client_id, title="كما اتُّفق")
        assert keep_note_version(actor=cast.actor("omar"), note=note, client_id=client_id, title="كما اتُّفق") == first
    assert left == [(note.project.stream, "note_version_kept", note.pk, {"version": first.pk})]
    with pytest.raises(Conflict):
        keep_note_version(actor=cast.actor("omar"), note=note, client_id=client_id, title="آخر")
    assert cast.who(can_keep_note_version, note) == "basel hala omar"
    with pytest.raises(Refused):
        keep_note_version(actor=cast.actor("gharib"), note=note, client_id=uuid4(), title="لا")


def test_restore_note_version_says_again_what_was_said_and_keeps_what_is(cast: Cast) -> None:
    note = begun_note(cast)
    wrote(cast, "basel", note, "أولاً", "ثانياً")
    version = keep_note_version(actor=cast.actor("basel"), note=note, client_id=uuid4(), title="كما اتُّفق")
    wrote(cast, "omar", note, "ثالثاً")
    with entries_left() as left:
        restore_note_version(actor=cast.actor("hala"), version=version)
    assert left == [(note.project.stream, "note_restored", note.pk, {"version": version.pk})]
    assert words_of(note) == "أولاً\nثانياً"
    before = NoteVersion.objects.exclude(pk=version.pk).get()
    assert plain(version_blocks(before)) == "أولاً\nثانياً\nثالثاً"
    assert cast.who(can_restore_note_version, version) == "basel hala omar"
    with pytest.raises(Refused):
        restore_note_version(actor=cast.actor("gharib"), version=version)


def test_what_is_written_while_a_version_is_restored_is_merged(cast: Cast) -> None:
    note = begun_note(cast)
    wrote(cast, "basel", note, "أولاً")
    version = keep_note_version(actor=cast.actor("basel"), note=note, client_id=uuid4(), title="قبل")
    late = update_of(paragraph("من بعيد"), after=note_updates(note.pk)[1])
    restore_note_version(actor=cast.actor("basel"), version=version)
    write_note(actor=cast.actor("omar"), note=note, update=late)
    assert sorted(words_of(note).split("\n")) == ["أولاً", "من بعيد"]


def test_a_long_text_is_restored_in_portions(cast: Cast) -> None:
    note = begun_note(cast)
    for number in range(5):
        wrote(cast, "basel", note, *[f"{number} " + "كلمة " * 800] * 15)
    said = words_of(note)
    version = keep_note_version(actor=cast.actor("basel"), note=note, client_id=uuid4(), title="طويلة")
    wrote(cast, "omar", note, "زيادة")
    restore_note_version(actor=cast.actor("basel"), version=version)
    assert words_of(note) == said
    assert max(len(bytes(update)) for update in NoteUpdate.objects.values_list("update", flat=True)) < LARGEST_UPDATE


# Comments -------------------------------------------------------------------------------------------------------------
def said(cast: Cast, name: str, note: Document, body: str = "من المسؤول؟", **more: Any) -> NoteComment:
    return comment_note(actor=cast.actor(name), note=note, client_id=uuid4(), body=body, **more)


def test_comment_note_is_made_once_and_leaves_one_entry(cast: Cast) -> None:
    note, client_id = begun_note(cast), uuid4()
    with entries_left() as left:
        for _ in range(2):
            made = comment_note(actor=cast.actor("omar"), note=note, client_id=client_id, body="من؟", quote="الطابق")
    assert left == [(note.project.stream, "note_commented", made.pk, {})]
    with pytest.raises(Conflict):
        comment_note(actor=cast.actor("omar"), note=note, client_id=client_id, body="متى؟")
    assert cast.who(can_comment_note, note) == "basel hala omar"
    with pytest.raises(Refused):
        said(cast, "gharib", note)


def test_an_answer_to_an_answer_stands_beside_it(cast: Cast) -> None:
    note = begun_note(cast)
    first = said(cast, "omar", note)
    answer = said(cast, "basel", note, "نحن", answers=first)
    assert said(cast, "omar", note, "شكراً", answers=answer).answers == first
    other = begun_note(cast, note.project, "أخرى")
    for wrong in ({"answers": said(cast, "omar", other)}, {"start": {"item": {"client": "س"}}}, {"body": " "}):
        with pytest.raises(ValidationError):
            said(cast, "basel", note, **wrong)


def test_resolve_note_comment_is_absolute(cast: Cast) -> None:
    comment = said(cast, "omar", begun_note(cast))
    assert cast.who(can_resolve_note_comment, comment) == "basel hala omar"
    with entries_left() as left:
        for is_resolved in (True, True, False, False):
            resolve_note_comment(actor=cast.actor("basel"), comment=comment, is_resolved=is_resolved)
    assert [event for _, event, _, _ in left] == ["note_comment_resolved", "note_comment_reopened"]
    with pytest.raises(Refused):
        resolve_note_comment(actor=cast.actor("gharib"), comment=comment)


def test_delete_note_comment_is_its_authors(cast: Cast) -> None:
    note = begun_note(cast)
    comment = said(cast, "omar", note)
    said(cast, "basel", note, "نحن", answers=comment)
    assert cast.who(can_delete_note_comment, comment) == "omar"
    with pytest.raises(Refused):
        delete_note_comment(actor=cast.actor("basel"), comment=comment)
    with entries_left() as left:
        delete_note_comment(actor=cast.actor("omar"), comment=comment)
    assert left == [(note.project.stream, "note_comment_deleted", comment.pk, {})]
    assert [len(vars(row)["shown_replies"]) for row in note_remarks(note)] == [1]
