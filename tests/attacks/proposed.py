"""An amendment round full of private things, for the walks."""

from __future__ import annotations

from typing import Any

from legislation.actions import ask_sponsor
from tests.factories import Cast
from tests.legislation import made

Ids = dict[str, list[Any]]


def proposed_ids(cast: Cast, mark: str) -> Ids:
    """A round for people of verified organisations, with a proposal that was put forward and a draft."""
    row = made.open_round(cast, title=f"جولة {mark}", about=mark)
    words = {"title": f"مقترح {mark}", "rationale": mark, "effect": mark}
    put = made.proposal(cast, row, made.article(row.instrument, 5), f"نص {mark}", **words)
    draft = made.draft(cast, row, made.article(row.instrument, 6), f"نص آخر {mark}", by="basel", **words)
    sponsor = ask_sponsor(actor=cast.actor("basel"), proposal=draft, organization=cast.other)
    return {
        "rounds": [row.pk],
        "proposals": [put.pk, draft.pk],
        "amendments": [each.amendments.get().pk for each in (put, draft)],
        "writers": [cast.basel.pk],
        "sponsors": [sponsor.pk],
    }
