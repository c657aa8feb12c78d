"""A forum in preparation full of private things, for the walks: each noun adds the ids behind its words."""

from __future__ import annotations

from typing import Any

from tests.attacks.recommended import recommended_ids
from tests.coordination.made import invited, prepared_forum
from tests.factories import Cast
from tests.meetings.made import make_participant, make_session

Ids = dict[str, list[Any]]


def gathered_ids(cast: Cast, mark: str) -> Ids:
    forum = prepared_forum(cast, title=f"ملتقى {mark}", about=mark, venue=mark)
    session = make_session(cast, forum.body, title=f"جلسة {mark}", venue=mark)
    delegation = invited(cast, forum, cast.other, message=mark)[0]
    delegate = make_participant(cast, forum.body, organization=cast.other, post=mark)
    ids: Ids = {"delegations": [delegation.pk], "delegates": [delegate.pk], "letters": [delegation.letter_code]}
    ids["conveners"] = [cast.association.pk]
    ids |= recommended_ids(cast, forum, mark)
    return ids | {"forums": [forum.pk], "bodies": [forum.body_id], "sessions": sorted({1, 2, session.pk})}
