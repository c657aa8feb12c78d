"""What somebody may do with a note: asked when they come, and again when anybody's rights changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from journal.actors import Actor
from live.credentials import Credential, still_valid
from live.reading import active
from organizations.actors import chosen_actor
from projects.models import Document
from projects.permissions import can_write_note, notes_for

if TYPE_CHECKING:
    from live.notes.sockets import NoteSocket


@dataclass(frozen=True, slots=True)
class Right:
    """Whether one is signed in, may read, and may write."""

    is_signed_in: bool = False
    note: Document | None = None
    writes: bool = False

    @property
    def reads(self) -> bool:
        return self.note is not None


def right_of(actor: Actor, pk: int) -> Right:
    """What this person may do with the note of that number."""
    note = notes_for(actor.user).filter(pk=pk).first()
    return Right(is_signed_in=True, note=note, writes=note is not None and can_write_note(actor, note))


def look_again(pk: int, sockets: Iterable[NoteSocket]) -> dict[NoteSocket, Right]:
    """Ask for everybody here anew."""
    here = list(sockets)
    valid = still_valid({socket.credential for socket in here})
    return {socket: looked_at(socket, pk, valid) for socket in here}


def looked_at(socket: NoteSocket, pk: int, valid: set[Credential]) -> Right:
    user = active(socket.user.pk) if socket.credential in valid else None
    return right_of(chosen_actor(user, socket.actor.organization_id), pk) if user else Right()
