"""Rights to a note that change while people are in it: asked again without anybody's asking, before the next word."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from accounts.actions import end_other_sessions
from accounts.models import User
from live.hub import Hub
from live.running import current_notes
from organizations.actions import suspend_organization
from projects.actions import end_partnership, leave_project, take_in_guest, take_out_guest
from projects.models import Document
from tests.factories import Cast, signed_in
from tests.live.conftest import act, session_of
from tests.live.note_client import Editor
from tests.projects.notes import begun_note, words_of

pytestmark = pytest.mark.both


@pytest.fixture
def note(cast: Cast) -> Document:
    return begun_note(cast)


async def editor(person: User, note: Document) -> Editor:
    return await Editor(note.pk, session=await act(session_of, person)).joined()


def known_session(person: User) -> str:
    """Its key, of a browser that has looked at a page: only then it stands among a person's sessions."""
    browser = signed_in(person)
    browser.get("/about/")
    return str(browser.session.session_key)


def lose(way: str, cast: Cast, note: Document) -> None:
    """Omar's right to the note goes, by a verb."""
    partner = note.project.partners.get(organization=cast.other)
    if way == "leaves":
        leave_project(actor=cast.actor("omar"), partner=partner, reason="انتهى تمويلنا")
    elif way == "ended":
        end_partnership(actor=cast.actor("basel"), partner=partner, reason="انتهى دورهم")
    else:
        suspend_organization(actor=cast.actor("salma"), organization=cast.other, reason="تحقّق")


@pytest.mark.parametrize("way", ["leaves", "ended", "suspended"])
async def test_the_next_word_does_not_reach_who_lost_the_right(hub: Hub, cast: Cast, note: Document, way: str) -> None:
    basel, omar, hala = [await editor(person, note) for person in (cast.basel, cast.omar, cast.hala)]
    await act(lose, way, cast, note)
    basel.write("بعد الخروج")
    assert await omar.is_closed_with() == 4404
    assert omar.text == ""
    await hala.hears_until(text="بعد الخروج")


async def test_who_only_looks_on_is_sent_away_within_a_look(hub: Hub, cast: Cast, note: Document) -> None:
    omar = await editor(cast.omar, note)
    await act(lose, "leaves", cast, note)
    await current_notes().look()
    assert await omar.is_closed_with() == 4404


async def test_what_somebody_writes_after_losing_the_right_is_not_taken(hub: Hub, cast: Cast, note: Document) -> None:
    omar = await editor(cast.omar, note)
    await act(lose, "leaves", cast, note)
    omar.write("كلمة متأخرة")
    assert await omar.is_closed_with() == 4404
    assert await act(words_of, note) == ""


async def test_a_guest_who_is_taken_out_is_sent_away(hub: Hub, cast: Cast, note: Document) -> None:
    lead = await act(cast.actor, "basel")
    await act(lambda: take_in_guest(actor=lead, project=note.project, person=cast.gharib, may_work=True))
    gharib = await editor(cast.gharib, note)
    await act(lambda: take_out_guest(actor=lead, project=note.project, person=cast.gharib))
    await current_notes().look()
    assert await gharib.is_closed_with() == 4404


async def test_a_guest_who_may_only_read_now_writes_nothing(hub: Hub, cast: Cast, note: Document) -> None:
    lead = await act(cast.actor, "basel")
    for may_work in (True, False):
        given: dict[str, Any] = {"project": note.project, "person": cast.gharib, "may_work": may_work}
        await act(partial(take_in_guest, actor=lead, **given))
        if may_work:
            gharib = await editor(cast.gharib, note)
    gharib.write("لا يُقبل")
    await gharib.hears_until(denied=1)
    assert await act(words_of, note) == ""


async def test_whoever_signs_out_everywhere_else_is_sent_away_there(hub: Hub, cast: Cast, note: Document) -> None:
    omar = await Editor(note.pk, session=await act(known_session, cast.omar)).joined()
    await act(lambda: end_other_sessions(actor=cast.actor("omar"), session_key=None))
    await current_notes().look()
    assert await omar.is_closed_with() == 4401
