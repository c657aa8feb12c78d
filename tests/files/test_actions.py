"""The verbs of files: begun, counted, used, released, forgotten."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils import timezone

from files import actions
from files.actions import Voice
from files.examining import examine_bytes
from files.models import StoredFile
from journal.actors import Actor
from journal.due import run_due
from journal.refusals import Conflict, Refused
from tests.factories import Cast
from tests.files import samples
from tests.files.uploads import brought

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PEAKS = "A" * 64


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def begun(cast: Cast, name: str = "basel", **more: Any) -> StoredFile:
    given = {"name": "a.txt", "length": 5, "client_id": uuid4(), **more}
    return actions.create_upload(actor=cast.actor(name), **given).file


@pytest.mark.parametrize("name", ["salma", "basel", "hala", "omar", "rania", "gharib"])
def test_create_upload_is_for_everybody_who_is_signed_in(cast: Cast, name: str) -> None:
    assert begun(cast, name).owner == getattr(cast, name)
    with pytest.raises(Refused):
        actions.create_upload(actor=Actor.clock(), name="a", length=5, client_id=uuid4())


def test_append_upload_and_discard_upload_are_the_owners(cast: Cast) -> None:
    file = begun(cast)
    for name in ("salma", "hala", "gharib"):
        with pytest.raises(Refused):
            actions.append_upload(actor=cast.actor(name), file=file, offset=0, size=2)
        with pytest.raises(Refused):
            actions.discard_upload(actor=cast.actor(name), file=file)
    assert actions.append_upload(actor=cast.actor("basel"), file=file, offset=0, size=2).received == 2
    with pytest.raises(Conflict):
        actions.append_upload(actor=cast.actor("basel"), file=file, offset=0, size=2)


def test_a_file_is_kept_as_long_as_something_uses_it(
    cast: Cast, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    file, clock = brought(cast, "basel", samples.jpeg()), Actor.clock()
    for _ in range(2):
        actions.use_files(actor=clock, files=[file])
    actions.release_files(actor=clock, files=[file])
    with pytest.raises(Conflict) as refusal:
        actions.discard_upload(actor=cast.actor("basel"), file=file)
    assert refusal.value.code == "file_in_use"
    assert Path(file.content.path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        actions.release_files(actor=clock, files=[file])
    assert not StoredFile.objects.exists()
    assert not Path(file.content.path).exists()


def test_use_files_takes_only_what_is_here(cast: Cast) -> None:
    gone = brought(cast, "basel", samples.pdf(), "a.pdf")
    actions.discard_upload(actor=cast.actor("basel"), file=gone)
    for file in (begun(cast), gone):
        with pytest.raises(ValidationError):
            actions.use_files(actor=cast.actor("basel"), files=[file])


def test_store_file_keeps_bytes(cast: Cast) -> None:
    file = actions.store_file(actor=cast.actor("basel"), examined=examine_bytes(samples.png(), "a.png"))
    assert (file.is_finished, file.kind, file.content.size) == (True, "image", file.size)
    with pytest.raises(Refused):
        actions.store_file(actor=Actor(AnonymousUser()), examined=examine_bytes(b"a", "a.txt"))


def test_set_preview_is_the_workers_and_happens_once(cast: Cast) -> None:
    file = brought(cast, "basel", samples.jpeg())
    with pytest.raises(Refused):
        actions.set_preview(actor=cast.actor("basel"), file=file, preview=b"x")
    assert actions.set_preview(actor=Actor.clock(), file=file, preview=b"first")
    assert not actions.set_preview(actor=Actor.clock(), file=StoredFile.objects.get(), preview=b"second")
    assert Path(StoredFile.objects.get().preview.path).read_bytes() == b"first"


def test_after_a_week_what_nobody_sent_goes(cast: Cast) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        begun(cast)
        used = brought(cast, "basel", samples.pdf(), "a.pdf")
        actions.use_files(actor=cast.actor("basel"), files=[used])
        clock.shift(timedelta(days=6))
        run_due()
        assert StoredFile.objects.count() == 2
        clock.shift(timedelta(days=1, seconds=1))
        run_due()
    assert list(StoredFile.objects.all()) == [used]


@pytest.mark.parametrize(
    ("voice", "code"),
    [
        (Voice(3 * 3600 * 1000, PEAKS), "voice_too_long"),
        (Voice(1000, "<script>"), "invalid_peaks"),
        (Voice(0, PEAKS), "voice_too_long"),
    ],
)
def test_a_voice_note_of_hours_is_refused_at_the_beginning(cast: Cast, voice: Voice, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        begun(cast, voice=voice)
    assert refusal.value.error_dict["voice"][0].code == code


@pytest.mark.parametrize(
    ("content", "code"), [(samples.jpeg(), "not_sound"), (samples.ogg(3 * 3600), "voice_too_long")]
)
def test_a_voice_note_is_what_it_says(cast: Cast, content: bytes, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        brought(cast, "basel", content, "voice", Voice(1000, PEAKS))
    assert refusal.value.error_dict["file"][0].code == code
    assert brought(cast, "basel", samples.ogg(4), "voice.ogg", Voice(4000, PEAKS)).kind == "voice"
