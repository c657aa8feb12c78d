"""The programme: days, workshops side by side, paper, calendars; shown to those for whom it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import icalendar
import pytest
from django.core.cache import cache
from django.urls import reverse

from coordination.actions import create_forum_feed_key, edit_forum, revoke_forum_feed_key
from coordination.models import Forum
from coordination.permissions import can_create_forum_feed_key, can_revoke_forum_feed_key
from coordination.programme import days_of
from journal.refusals import Refused
from tests.coordination.made import accepted, convened_forum, named
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of, make_session

pytestmark = [pytest.mark.both, pytest.mark.django_db]
SHAM = datetime(2026, 12, 1, 7, tzinfo=UTC)


def session(pk: int, begins: int, ends: int, *, parent: int | None = None, track: str = "", day: int = 0) -> Any:
    at = SHAM + timedelta(days=day)
    return SimpleNamespace(
        pk=pk, parent_id=parent, track=track, starts_at=at + timedelta(hours=begins), ends_at=at + timedelta(hours=ends)
    )


def test_what_overlaps_stands_side_by_side_by_track() -> None:
    rows = [session(1, 0, 1), session(2, 1, 3, track="ب"), session(3, 1, 2, track="أ"), session(4, 3, 4)]
    (day,) = days_of(rows, lambda moment: moment.date())
    assert [[slot.session.pk for slot in each.slots] for each in day.stretches] == [[1], [3, 2], [4]]
    assert [each.is_parallel for each in day.stretches] == [False, True, False]


def test_parts_stand_in_their_whole_and_days_in_order() -> None:
    rows = [session(9, 0, 1, day=1), session(1, 0, 3), session(2, 0, 2, parent=1), session(3, 0, 2, parent=1)]
    first, second = days_of(rows, lambda moment: moment.date())
    (whole,) = first.stretches[0].slots
    assert [slot.session.pk for slot in whole.parts[0].slots] == [2, 3]
    assert second.stretches[0].slots[0].session.pk == 9


def test_a_part_whose_whole_one_does_not_see_stands_by_itself() -> None:
    (day,) = days_of([session(2, 0, 2, parent=1)], lambda moment: moment.date())
    assert day.stretches[0].slots[0].session.pk == 2


@pytest.fixture
def forum(cast: Cast) -> Forum:
    cache.clear()
    forum = convened_forum(cast, visibility="public")
    make_session(cast, forum.body, title="الجلسة الافتتاحية", venue="القاعة الكبرى")
    make_session(cast, forum.body, title="جلسة مغلقة", is_internal=True)
    make_session(cast, forum.body, title="مسودة", status="draft")
    return forum


def page_of(client: Any, forum: Forum) -> str:
    return str(client.get(reverse("coordination:programme", args=[forum.pk])).content.decode())


def test_the_programme_is_for_those_who_take_part_until_it_is_shown(cast: Cast, forum: Forum, client: Any) -> None:
    accepted(cast, forum)
    assert "جلسة مغلقة" in page_of(signed_in(cast.hala), forum)
    assert "مسودة" not in page_of(signed_in(cast.hala), forum)
    assert "مسودة" in page_of(signed_in(cast.salma), forum)
    address = reverse("coordination:programme", args=[forum.pk])
    assert client.get(address).status_code == signed_in(cast.omar).get(address).status_code == 404
    edit_forum(actor=chair_of(cast), forum=forum, shows_programme=True)
    assert "الجلسة الافتتاحية" in page_of(client, forum)
    assert "جلسة مغلقة" not in page_of(client, forum)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    forum = convened_forum(cast, visibility="public", shows_programme=True)
    for _each in range(number):
        make_session(cast, forum.body)
    client, address = signed_in(cast.salma), reverse("coordination:programme", args=[forum.pk])
    client.get(address)
    with django_assert_num_queries(19):
        client.get(address)


def test_the_public_page_shows_organisations_where_it_may_and_never_people(cast: Cast, client: Any) -> None:
    forum = convened_forum(cast, visibility="public")
    named(cast, accepted(cast, forum), person=cast.hala)
    address = reverse("coordination:forum", args=[forum.pk])
    assert str(cast.association) not in client.get(address).content.decode()
    edit_forum(actor=chair_of(cast), forum=forum, shows_delegations=True)
    page = client.get(address).content.decode()
    assert str(cast.association) in page
    assert str(cast.other) not in page
    assert "هالة" not in page


def test_paper_and_calendar_hold_what_one_may_see(cast: Cast, forum: Forum, client: Any) -> None:
    edit_forum(actor=chair_of(cast), forum=forum, shows_programme=True)
    paper = client.get(reverse("coordination:programme_paper", args=[forum.pk]))
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    file = client.get(reverse("coordination:programme_calendar", args=[forum.pk]))
    read = icalendar.Calendar.from_ical(file.content)
    events = {str(each["summary"]): each for each in read.walk("VEVENT")}
    assert set(events) == {forum.body.title, "الجلسة الافتتاحية"}
    opening = forum.body.sessions.get(title="الجلسة الافتتاحية")
    assert events["الجلسة الافتتاحية"].decoded("dtstart") == opening.starts_at
    assert str(events["الجلسة الافتتاحية"]["location"]) == "القاعة الكبرى"


def test_create_forum_feed_key_gives_an_address_that_ends_with_the_sight(cast: Cast, client: Any) -> None:
    cache.clear()
    forum = convened_forum(cast, visibility="body")
    row = accepted(cast, forum)
    make_session(cast, forum.body, title="جلسة")
    assert cast.who(can_create_forum_feed_key, forum) == "salma basel hala"
    assert cast.who(can_revoke_forum_feed_key, forum) == "salma basel hala omar rania gharib"
    with entries_left() as left:
        _first, old = create_forum_feed_key(actor=cast.actor("basel"), forum=forum)
        _key, secret = create_forum_feed_key(actor=cast.actor("basel"), forum=forum)
    assert [each[:2] for each in left] == [(f"user.{cast.basel.pk}", "forum_feed_key_created")] * 2
    assert client.get(f"/forum-feeds/{old}.ics").status_code == 404
    answer = client.get(f"/forum-feeds/{secret}.ics")
    assert "جلسة" in answer.content.decode()
    assert client.get(f"/forum-feeds/{secret}.ics", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    with pytest.raises(Refused):
        create_forum_feed_key(actor=cast.actor("omar"), forum=forum)
    row.organization.status = "suspended"
    row.organization.save()
    assert client.get(f"/forum-feeds/{secret}.ics").status_code == 404


def test_revoke_forum_feed_key_ends_it(cast: Cast, forum: Forum, client: Any) -> None:
    _key, secret = create_forum_feed_key(actor=cast.actor("salma"), forum=forum)
    with entries_left() as left:
        revoke_forum_feed_key(actor=cast.actor("salma"), forum=forum)
        revoke_forum_feed_key(actor=cast.actor("salma"), forum=forum)
    assert [each[:2] for each in left] == [(f"user.{cast.salma.pk}", "forum_feed_key_revoked")]
    assert client.get(f"/forum-feeds/{secret}.ics").status_code == 404


def test_the_page_of_the_address(cast: Cast, forum: Forum) -> None:
    salma = signed_in(cast.salma)
    assert salma.get(reverse("coordination:forum_feeds", args=[forum.pk])).status_code == 200
    page = salma.post(reverse("coordination:create_forum_feed_key", args=[forum.pk])).content.decode()
    assert "/forum-feeds/" in page
    assert salma.post(reverse("coordination:revoke_forum_feed_key", args=[forum.pk])).status_code == 302


def test_editions_lead_to_each_other(cast: Cast, forum: Forum) -> None:
    second = convened_forum(cast, title="الملتقى الثاني", edition=2, previous=forum)
    basel = signed_in(cast.basel)
    assert "الملتقى الثاني" in basel.get(reverse("coordination:forum", args=[forum.pk])).content.decode()
    assert forum.body.title in basel.get(reverse("coordination:forum", args=[second.pk])).content.decode()
