from __future__ import annotations

from dataclasses import dataclass

import pytest

from chat.models import Room
from journal.queries import head
from tests.chat.rooms import sector_room
from tests.factories import Cast, make_cast
from tests.live.conftest import token_of


@dataclass
class Scene:
    """A room, three people in it with a token each, and the number its stream stands at."""

    cast: Cast
    room: Room
    tokens: dict[str, str]
    head: int


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    cast = make_cast()
    room = sector_room(cast, "basel", "omar", "hala")
    tokens = {name: token_of(getattr(cast, name)) for name in ("basel", "omar", "hala")}
    return Scene(cast, room, tokens, head(room.stream))
