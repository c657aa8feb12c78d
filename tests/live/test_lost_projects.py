"""Whoever loses a joint project loses its streams, its room and its notes on every socket, whatever took it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chat.models import Room
from journal.followers import run_follower
from live.hub import Hub
from organizations.actions import close_organization, end_membership, suspend_organization
from organizations.models import Membership
from projects.actions import edit_project, end_partnership, take_in_guest, take_out_guest
from projects.models import Document, Project
from projects.tasks.rooms import rooms_of_projects
from tests.chat.rooms import said
from tests.factories import Cast
from tests.live.client import Client
from tests.live.conftest import act, session_of
from tests.live.note_client import Editor
from tests.projects.made import room_of
from tests.projects.notes import begun_note

pytestmark = pytest.mark.both


def suspension(cast: Cast, project: Project) -> None:
    suspend_organization(actor=cast.actor("salma"), organization=cast.other, reason="تحقيق")


def closing(cast: Cast, project: Project) -> None:
    close_organization(actor=cast.actor("salma"), organization=cast.other, reason="حُلّت")


def membership(cast: Cast, project: Project) -> None:
    end_membership(actor=cast.actor("salma"), membership=Membership.objects.get(person=cast.omar))


def partnership(cast: Cast, project: Project) -> None:
    partner = project.partners.get(organization=cast.other)
    end_partnership(actor=cast.actor("basel"), partner=partner, reason="انتهى")


def guest(cast: Cast, project: Project) -> None:
    take_out_guest(actor=cast.actor("basel"), project=project, person=cast.rania)


def guests_organization(cast: Cast, project: Project) -> None:
    suspend_organization(actor=cast.actor("salma"), organization=cast.ministry, reason="تحقيق")


LOSSES: list[tuple[str, Callable[[Cast, Project], None]]] = [
    *(("omar", each) for each in (suspension, closing, membership, partnership)),
    *(("rania", each) for each in (guest, guests_organization)),
]


@pytest.fixture
def note(cast: Cast) -> Document:
    made = begun_note(cast)
    take_in_guest(actor=cast.actor("basel"), project=made.project, person=cast.rania)
    return made


def follow() -> None:
    while run_follower(rooms_of_projects):
        pass


async def watching(person: Any, project: Project, room: Room) -> Client:
    client = Client(session=await act(session_of, person))
    await client.greeted(streams={name: {"level": "entries"} for name in (project.stream, room.stream)})
    return client


@pytest.mark.parametrize(("name", "loss"), LOSSES, ids=lambda each: getattr(each, "__name__", each))
async def test_who_loses_the_project_is_dropped_everywhere(
    hub: Hub, cast: Cast, note: Document, name: str, loss: Callable[[Cast, Project], None]
) -> None:
    project, person = note.project, getattr(cast, name)
    room = await act(room_of, project)
    client = await watching(person, project, room)
    editor = await Editor(note.pk, session=await act(session_of, person)).joined()
    await act(loss, cast, project)
    await act(follow)
    await act(edit_project, actor=cast.actor("basel"), project=project, title="بعد الخروج")
    await act(said, cast, "basel", room, "بيننا")
    assert await told(client, {project.stream, room.stream}) == {project.stream, room.stream}
    assert await editor.is_closed_with() == 4404


async def told(client: Client, lost: set[str]) -> set[str]:
    """Which streams are gone; of those lost nothing else is told, before or after."""
    gone: set[str] = set()
    while gone != lost:
        frame = await client.hears_any()
        if frame["op"] == "gone":
            gone.add(frame["stream"])
        else:
            assert frame.get("stream") not in lost, frame
    client.say("ping", t=7)
    while (frame := await client.hears_any())["op"] != "pong":
        assert frame.get("stream") not in lost, frame
    return gone
