"""Notes written together: two editors see each other's words, stored before anybody is told, and every refusal."""

from __future__ import annotations

import asyncio
import os
from typing import Any
from uuid import uuid4

import pytest
from pycrdt import Doc

from accounts.models import ApiToken
from live.hub import Hub
from live.notes.protocol import LARGEST_FRAME, Kind, Step, about_text
from live.running import current_notes
from organizations.actions import suspend_organization
from projects.actions import create_note, write_note
from projects.models import Document, NoteUpdate, Partner
from projects.notes.texts import Text
from projects.permissions import revoke
from projects.queries import note_updates
from tests.factories import Cast
from tests.live.conftest import act, session_of, token_of
from tests.live.note_client import Editor
from tests.projects.made import joint_project

pytestmark = pytest.mark.both


@pytest.fixture
def note(cast: Cast) -> Document:
    project = joint_project(cast)
    return create_note(actor=cast.actor("basel"), project=project, client_id=uuid4(), title="محضر الاجتماع")


async def editor(person: Any, note: Document, **more: Any) -> Editor:
    return await Editor(note.pk, session=await act(session_of, person), **more).joined()


def stored(note: Document) -> str:
    return str(Text(note_updates(note.pk)[1]).root)


async def test_two_see_each_others_words_which_are_stored_first(hub: Hub, cast: Cast, note: Document) -> None:
    basel, omar = await editor(cast.basel, note), await editor(cast.omar, note)
    basel.write("قرّر المجتمعون")
    await omar.hears_until(text="قرّر المجتمعون")
    assert "قرّر المجتمعون" in await act(stored, note)
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
