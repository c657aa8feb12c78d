"""Who hears of rounds and proposals, in which words, and where that leads."""

from __future__ import annotations

import pytest

from journal.due import run_due
from legislation.actions import ask_sponsor, hand_in_proposal, return_proposal, submit_proposal
from tests.factories import Cast, signed_in
from tests.legislation import made
from tests.notifications.situations import settle

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def read(cast: Cast, name: str) -> list[tuple[str, str]]:
    rows = signed_in(getattr(cast, name)).get("/api/notifications/").json()["results"]
    return [(row["kind"], row["href"]) for row in rows]


def test_signatories_hear_that_a_round_is_open(cast: Cast) -> None:
    row = made.open_round(cast)
    run_due()
    settle()
    for name in ("salma", "basel", "omar"):
        assert read(cast, name) == [("round_opened", f"/rounds/{row.pk}/")]
    for name in ("hala", "rania", "gharib"):
        assert read(cast, name) == []


def test_the_signatory_and_the_writers_hear_of_each_other(cast: Cast) -> None:
    row = made.open_round(cast)
    one = made.draft(cast, row, made.article(row.instrument, 5), "نص جديد")
    page = f"/proposals/{one.pk}/"
    ask_sponsor(actor=cast.actor("hala"), proposal=one, organization=cast.other)
    hand_in_proposal(actor=cast.actor("hala"), proposal=one)
    return_proposal(actor=cast.actor("basel"), proposal=one, reason="أوضحي الأثر")
    hand_in_proposal(actor=cast.actor("hala"), proposal=one)
    submit_proposal(actor=cast.actor("basel"), proposal=one)
    settle()
    assert read(cast, "omar") == [("sponsor_asked", page)]
    assert read(cast, "basel") == [("proposal_handed_in", page)] * 2
    assert read(cast, "hala") == [("proposal_submitted", page), ("proposal_returned", page)]
    words = [row["text"] for row in signed_in(cast.omar).get("/api/notifications/").json()["results"]]
    assert one.code in words[0]
