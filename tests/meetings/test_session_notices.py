"""Whoever comes to a session hears that it is convened, postponed or cancelled, and for when it was."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from meetings.actions import set_session_status
from meetings.models import Session
from notifications.kinds import PERSONAL
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of, make_session, standing_body
from tests.notifications.situations import heard, settle

pytestmark = [pytest.mark.both, pytest.mark.django_db]
KIND = "session_status_changed"


@pytest.fixture
def session(cast: Cast) -> Session:
    body = standing_body(cast)
    with time_machine.travel(datetime(2026, 12, 2, 9, tzinfo=UTC), tick=False):
        return make_session(cast, body, status="draft")  # of the next day, at ten in Damascus


def words_to(cast: Cast, name: str) -> list[tuple[str, str]]:
    """(what a person reads, where it leads) of their notices of sessions, the newest first."""
    rows = signed_in(getattr(cast, name)).get("/api/notifications/").json()["results"]
    return [(row["text"], row["href"]) for row in rows if row["kind"] == KIND]


def test_those_who_come_hear_of_it_and_nobody_else(cast: Cast, session: Session) -> None:
    set_session_status(actor=chair_of(cast), session=session, status="convened")
    settle()
    for name in ("basel", "hala", "omar"):
        assert heard(getattr(cast, name)) == [(KIND, session.pk)], name
    for name in ("salma", "rania", "gharib"):
        assert heard(getattr(cast, name)) == [], name
    assert KIND in PERSONAL


def test_it_says_what_became_of_it_and_leads_there(cast: Cast, session: Session) -> None:
    for status, reason in (("convened", ""), ("postponed", "تعذّرت القاعة"), ("cancelled", "لا داعي")):
        set_session_status(actor=chair_of(cast), session=session, status=status, reason=reason)
    settle()
    said = words_to(cast, "omar")
    assert [href for _words, href in said] == [f"/sessions/{session.pk}/"] * 3
    words = [words for words, _href in said]
    assert all("3 كانون الأول 2026، 10:00" in each for each in words), words
    assert ["أُلغيت" in words[0], "تأجّلت" in words[1], "دعوة" in words[2]] == [True] * 3, words
    assert signed_in(cast.omar).get(f"/sessions/{session.pk}/").status_code == 200
