"""One editor's line to a note: `GET /ws/notes/<id>/`, the y-websocket protocol (docs/protocol.md).

A browser is known by its session, a program by `Authorization: Token …`. `?organization=` says for whom one writes,
where it is not the organisation chosen in the shell; `?saved=1` asks to be told what is stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs

from django.contrib.sessions.backends.db import SessionStore

from journal.actors import Actor
from journal.queries import access
from live import credentials, origins
from live.credentials import Credential
from live.notes import presence, protocol
from live.notes.protocol import BadFrame, Kind, Step
from live.notes.rights import Right, right_of
from live.notes.room import BUFFERED, NoteRoom
from live.notes.rooms import NoteRooms
from live.notes.sockets import NoteSocket
from live.notes.turns import Ask
from live.wires import Receive, Scope, Send, wire_for
from organizations.actors import CHOSEN, chosen_actor
from projects.notes.texts import NOTHING

PATH = re.compile(r"/ws/notes/([1-9][0-9]{0,17})/?")


def note_of(path: str) -> int | None:
    """The number of the note at this address, None where it is another one."""
    found = PATH.fullmatch(path)
    return int(found[1]) if found else None


async def converse(scope: Scope, receive: Receive, send: Send, notes: NoteRooms, pk: int) -> None:
    """The whole of a connection. Refusals accept first, so that the client hears why."""
    await send({"type": "websocket.accept", "subprotocol": None})
    wire = wire_for(scope, send, BUFFERED)
    asked = Asking.of(scope)
    if asked is None:
        wire.close(4403, "origin")
    admission = await notes.thread.run(admit, asked, pk) if asked else None
    if asked is None or admission is None or admission.right.note is None:
        wire.close(*((4404, "no such note") if admission else (4401, "not signed in")))
        await receive()
        return
    socket = NoteSocket(wire, admission.credential, admission.actor, admission.right, wants_saved=asked.wants_saved)
    room = notes.room(admission.right.note)
    room.enter(socket, admission.access)
    try:
        while (event := await receive())["type"] == "websocket.receive":
            if not wire.is_closed:
                hear(room, socket, event.get("bytes"))
    finally:
        room.leave(socket)
        wire.is_closed = True
        if not notes.loop.is_closed():  # else this is thrown away with it, and nothing can be waited for
            await notes.seen(socket, room)


def hear(room: NoteRoom, socket: NoteSocket, frame: bytes | None) -> None:
    """One message. What cannot be read, or is too much, ends the connection; the text stays as it was."""
    size = len(frame or b"")
    if size > protocol.LARGEST_FRAME:
        room.dismiss(socket, 4413, "frame too large")
    elif socket.is_too_busy(room.now, size):
        room.dismiss(socket, 4429, "too many frames")
    else:
        try:
            obey(room, socket, protocol.read(frame or b""))
        except BadFrame as bad:
            room.dismiss(socket, 4400, str(bad))


def obey(room: NoteRoom, socket: NoteSocket, said: protocol.Said) -> None:
    if said.kind is Kind.AWARENESS:
        if len(said.payload) > protocol.LARGEST_AWARENESS:
            raise BadFrame("a presence is too large")
        room.present(socket, presence.read(said.payload))
    elif said.kind is Kind.ASK_AWARENESS:
        room.who_is_here(socket)
    elif said.kind is not Kind.SYNC:
        raise BadFrame("only the server says this")
    elif said.step is Step.HAVE or socket.right.writes:
        room.ask(Ask(socket, said.step, said.payload))
    elif said.payload != NOTHING:
        socket.send(protocol.denied("you may not write here"))


# Who asks ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Asking:
    """What a connection brings: a token's secret or a session's key, and what its address asks."""

    token: str | None
    session: str | None
    organization: int | None
    wants_saved: bool

    @staticmethod
    def of(scope: Scope) -> Asking | None:
        """None where a page of another site would use the person's cookie."""
        headers = dict(scope["headers"])
        asked = parse_qs(scope.get("query_string", b"").decode("latin1"))
        organization = asked.get("organization", [""])[0]
        kind, _, secret = headers.get(b"authorization", b"").decode("latin1").partition(" ")
        token = secret.strip() if kind.lower() == "token" else None
        if token is None and not origins.is_own(headers):
            return None
        return Asking(
            token,
            origins.session_key(headers),
            int(organization) if organization.isdecimal() and len(organization) < 18 else None,
            asked.get("saved") == ["1"],
        )


@dataclass(frozen=True, slots=True)
class Admission:
    """Who it is, what they may do, and at which count of changed rights that was asked."""

    credential: Credential
    actor: Actor
    right: Right
    access: int


def admit(asked: Asking, pk: int) -> Admission | None:
    """None when nobody is signed in by this. A token that opens some rooms only opens no note."""
    before = access()
    if asked.token is not None:
        who, chosen = credentials.of_token(asked.token), None
    elif asked.session:
        who, chosen = credentials.of_session(asked.session), SessionStore(asked.session).load().get(CHOSEN)
    else:
        return None
    if who is None:
        return None
    credential, user = who
    actor = chosen_actor(user, asked.organization or chosen)
    right = right_of(actor, pk) if credential.opens is None else Right(is_signed_in=True)
    return Admission(credential, actor, right, before)
