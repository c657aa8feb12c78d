"""Minutes that two change at the same moment: nothing is lost, and nothing is written after approval."""

from __future__ import annotations

from uuid import uuid4

import pytest

from journal.actors import Actor
from meetings.actions import add_minute_entry, approve_minutes, edit_minute_entry
from meetings.models import MinuteEntry, Session
from tests.factories import Cast, make_cast
from tests.meetings.made import chair_of, open_session, standing_body
from tests.meetings.minuted import in_review, writer_of, written
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def test_of_two_who_change_the_same_words_one_is_told(cast: Cast) -> None:
    entry = written(cast, open_session(cast, standing_body(cast)), "أولى")
    layla, salma = hands(cast)
    at_once(
        lambda: edit_minute_entry(actor=layla, entry=entry, version=1, text="كتبتها ليلى"),
        lambda: edit_minute_entry(actor=salma, entry=entry, version=1, text="كتبتها سلمى"),
    )
    entry.refresh_from_db()
    assert (entry.version, [each.text for each in entry.versions.all()]) == (2, ["أولى"])
    assert entry.text in {"كتبتها ليلى", "كتبتها سلمى"}


def test_two_paragraphs_at_once_both_stand_in_their_places(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    layla, salma = hands(cast)
    at_once(
        lambda: add_minute_entry(actor=layla, session=session, client_id=uuid4(), text="قيل"),
        lambda: add_minute_entry(actor=salma, session=session, client_id=uuid4(), text="قيل"),
    )
    assert len(set(session.minutes.values_list("position", flat=True))) == session.minutes.count() == 2


def test_nothing_changes_after_approval_however_close(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    entry = written(cast, session, "أولى")
    row = in_review(cast, session)
    layla, salma = hands(cast)
    at_once(
        lambda: approve_minutes(actor=salma, session=row),
        lambda: edit_minute_entry(actor=layla, entry=entry, version=1, text="ثانية"),
    )
    stands = MinuteEntry.objects.get(pk=entry.pk)
    approved = Session.objects.get(pk=row.pk)
    assert approved.approved_at is not None
    assert stands.edited_at is None or stands.edited_at <= approved.approved_at


def hands(cast: Cast) -> tuple[Actor, Actor]:
    return writer_of(cast), chair_of(cast)
