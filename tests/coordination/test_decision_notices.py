"""Who takes part hears that something was decided, and that a document can be read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from coordination.actions import tell_decisions
from coordination.models import Forum
from coordination.tasks.outcomes import write_outcome
from journal.due import run_due
from journal.refusals import Refused
from meetings.permissions import revoke
from tests.coordination.decided import decided, forum_hall
from tests.coordination.made import standing_forum
from tests.coordination.sitting import seated_committee
from tests.coordination.test_outcomes import asked_for
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of
from tests.notifications.situations import heard, settle

pytestmark = [pytest.mark.both, pytest.mark.django_db]
PEOPLE = "salma basel hala omar rania gharib"


def who_heard(cast: Cast, kind: str) -> str:
    return " ".join(name for name in PEOPLE.split() if kind in {each for each, _pk in heard(getattr(cast, name))})


def notices(cast: Cast, name: str) -> list[tuple[str, str]]:
    rows = signed_in(getattr(cast, name)).get("/api/notifications/").json()["results"]
    return [(row["text"], row["href"]) for row in rows]


def test_members_hear_of_a_decision_and_are_led_to_it(cast: Cast) -> None:
    session = forum_hall(cast)
    row = decided(cast, session.body, session=session)
    settle()
    assert who_heard(cast, "decision_created") == ""
    an_hour_on()
    assert who_heard(cast, "decision_created") == "basel hala omar"
    ((text, href),) = notices(cast, "omar")
    assert (session.body.forum.code in text, href) == (True, f"/decisions/{row.pk}/")
    assert signed_in(cast.omar).get(href).status_code == 200


def test_what_a_session_decides_in_an_hour_is_one_notice(cast: Cast) -> None:
    session, other = forum_hall(cast), forum_hall(cast)
    with time_machine.travel(timezone.now().replace(minute=5), tick=False) as clock:
        for _number in range(12):
            decided(cast, session.body, session=session)
            clock.shift(timedelta(minutes=4))
        alone = decided(cast, other.body, session=other)
    an_hour_on()
    assert sorted(heard(cast.omar)) == [("decision_created", alone.pk), ("decisions_gathered", session.pk)]
    texts = dict(notices(cast, "omar"))
    (gathered,) = [text for text, href in texts.items() if href == f"/sessions/{session.pk}/minutes/#results-title"]
    assert ("12 قراراً" in gathered, session.body.forum.code in gathered) == (True, True)
    assert heard(cast.salma) == []
    an_hour_on()
    assert len(heard(cast.omar)) == 2


def test_a_worker_that_comes_a_month_late_tells_no_old_news(cast: Cast) -> None:
    session = forum_hall(cast)
    decided(cast, session.body, session=session)
    with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
        run_due()
        settle()
    assert who_heard(cast, "decision_created") == ""


def test_only_the_clock_tells_what_was_gathered(cast: Cast) -> None:
    session = forum_hall(cast)
    for actor in (chair_of(cast), cast.actor("omar"), cast.actor("gharib")):
        with pytest.raises(Refused):
            tell_decisions(actor=actor, session=session, since=timezone.now())


def an_hour_on() -> None:
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        run_due()
        settle()


def test_who_takes_part_no_more_hears_nothing(cast: Cast) -> None:
    body = standing_forum(cast).body
    revoke(body, cast.other)
    decided(cast, body)
    settle()
    assert who_heard(cast, "decision_created") == "basel hala"


def test_a_committees_members_hear_of_what_it_decides(cast: Cast) -> None:
    decided(cast, seated_committee(cast).body)
    settle()
    assert who_heard(cast, "decision_created") == "basel hala omar"


def test_members_and_who_asked_hear_that_a_document_is_ready(cast: Cast, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    forum = standing_forum(cast)
    Forum.objects.filter(pk=forum.pk).update(status="open")
    row = asked_for(cast, Forum.objects.get(pk=forum.pk))
    settle()
    assert who_heard(cast, "outcome_frozen") == ""
    write_outcome(row.pk)
    settle()
    assert who_heard(cast, "outcome_frozen") == "salma basel hala omar"
    ((text, href),) = notices(cast, "basel")
    assert (forum.code in text, href) == (True, f"/outcomes/{row.pk}/document.pdf")
    assert signed_in(cast.basel).get(href).status_code == 200
