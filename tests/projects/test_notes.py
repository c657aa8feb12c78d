"""Beginning notes, writing in them, and what the clock puts together: who may, what it leaves, what it refuses."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.actors import Actor
from journal.models import Due
from journal.refusals import Conflict, Refused
from projects.actions import create_note, rename_note, tidy_note, write_note
from projects.models import Document, NoteStretch, NoteUpdate, NoteVersion
from projects.permissions import can_create_note, can_rename_note, can_write_note, notes_for
from projects.queries import note_heads, note_updates
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
    assert sorted(left) == [(note.project.stream, "note_written", note.pk, {})] * 2
    assert list(NoteUpdate.objects.values_list("number", "is_whole")) == [(3, True)]
    note.refresh_from_db()
    assert words_of(note) == note.text == "basel\nomar\nbasel"
    assert set(NoteStretch.objects.values_list("person", flat=True)) == {cast.basel.pk, cast.omar.pk}
    assert NoteVersion.objects.count() == 1


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
    assert [event for _, event, _, _ in left] == ["note_written"] * 2


def test_a_note_that_is_gone_is_tidied_by_nobody(cast: Cast) -> None:
    tidy_due_note(10**9)
    assert not NoteUpdate.objects.exists()
