"""A forum in preparation full of private things, for the walks: each noun adds the ids behind its words."""

from __future__ import annotations

from typing import Any

from tests.coordination.made import prepared_forum
from tests.factories import Cast
from tests.meetings.made import make_session

Ids = dict[str, list[Any]]


def gathered_ids(cast: Cast, mark: str) -> Ids:
    forum = prepared_forum(cast, title=f"ملتقى {mark}", about=mark, venue=mark)
    session = make_session(cast, forum.body, title=f"جلسة {mark}", venue=mark)
    return {"forums": [forum.pk], "bodies": [forum.body_id], "sessions": sorted({1, 2, session.pk})}
