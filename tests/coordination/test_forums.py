"""Preparing a forum and saying what it is; who sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coordination.actions import create_forum, edit_forum
from coordination.models import Forum
from coordination.permissions import can_create_forum, can_edit_forum, forums_for, streams_for
from journal.actors import Actor
from journal.models import Entry
from journal.refusals import Conflict, Refused
from meetings.models import Body
from meetings.permissions import can_chair, can_minute
from tests.coordination.made import prepared_forum, standing_forum
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of, union_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = "salma basel hala omar rania gharib"


def seers(cast: Cast, forum: Forum) -> str:
    return " ".join(name for name in NAMES.split() if forum in forums_for(getattr(cast, name)))


def test_create_forum_makes_a_body_convened_by_the_union(cast: Cast) -> None:
    forum = prepared_forum(cast, visibility="public", quorum=60)
    assert (forum.body.kind, forum.body.title, forum.body.quorum) == (Body.Kind.FORUM, "الملتقى التنسيقي الأول", 60)
    assert [each.organization for each in forum.conveners.all()] == [union_of(cast)]
    told = Entry.objects.filter(stream__name=forum.stream).values_list("event", flat=True)
    assert list(told) == ["forum_created"]


def test_unions_and_networks_convene_forums(cast: Cast) -> None:
    assert cast.who(can_create_forum) == ""
    assert can_create_forum(chair_of(cast))
    with pytest.raises(Refused):
        create_forum(
            actor=cast.actor("basel"),
            client_id=uuid4(),
            title="ملتقى",
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate(),
        )


def test_a_forum_in_preparation_is_seen_by_the_conveners_people_only(cast: Cast) -> None:
    assert seers(cast, prepared_forum(cast, visibility="public")) == "salma"
    assert seers(cast, standing_forum(cast)) == "salma basel hala omar"
    assert seers(cast, standing_forum(cast, visibility="body")) == "salma basel hala omar"
    assert seers(cast, standing_forum(cast, visibility="public")) == NAMES


def test_who_prepares_and_runs_it(cast: Cast) -> None:
    forum = standing_forum(cast)
    assert cast.who(can_edit_forum, forum) == cast.who(can_chair, forum.body) == cast.who(can_minute, forum.body) == ""
    chair = chair_of(cast)
    assert can_edit_forum(chair, forum)
    assert can_chair(chair, forum.body)
    assert can_minute(chair, forum.body)


def test_a_stream_is_for_those_who_take_part(cast: Cast) -> None:
    forum = standing_forum(cast, visibility="public")
    told = [name for name in NAMES.split() if streams_for(getattr(cast, name), {forum.stream, "forum.x"})]
    assert told == ["salma", "basel", "hala", "omar"]


def test_create_forum_again_is_the_same_or_a_conflict(cast: Cast) -> None:
    key = uuid4()
    first = prepared_forum(cast, client_id=key)
    assert prepared_forum(cast, client_id=key) == first
    with pytest.raises(Conflict):
        prepared_forum(cast, client_id=key, title="ملتقى آخر")


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"ends_on": timezone.localdate()}, "ends_on"),
        ({"starts_on": timezone.localdate() + timedelta(days=3000)}, "starts_on"),
        ({"ends_on": timezone.localdate() + timedelta(days=90)}, "ends_on"),
        ({"answer_by": timezone.localdate() + timedelta(days=60)}, "answer_by"),
        ({"quorum": 101}, "quorum"),
        ({"visibility": "nobody"}, "visibility"),
        ({"title": " "}, "title"),
    ],
)
def test_create_forum_refuses_what_cannot_be(cast: Cast, details: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        prepared_forum(cast, **details)
    assert list(refused.value.message_dict) == [field]


def test_edit_forum_changes_and_tells(cast: Cast) -> None:
    forum = standing_forum(cast)
    changed = edit_forum(actor=chair_of(cast), forum=forum, title="ملتقى التنسيق", venue="صالة الاتحاد")
    assert (changed.body.title, changed.venue) == ("ملتقى التنسيق", "صالة الاتحاد")
    assert Entry.objects.get(event="forum_edited").facts["fields"] == ["title", "venue"]
    for name in ("basel", "gharib"):
        with pytest.raises(Refused):
            edit_forum(actor=cast.actor(name), forum=forum, venue="هنا")


def test_the_pages_from_the_form_to_the_other_person(cast: Cast) -> None:
    union_of(cast)
    salma, days = signed_in(cast.salma), timezone.localdate() + timedelta(days=30)
    given = {"client_id": uuid4(), "title": "الملتقى الثاني", "edition": 2, "quota": 2, "quorum": 50}
    answer = salma.post(
        reverse("coordination:create_forum"), {**given, "starts_on": days, "ends_on": days, "visibility": "members"}
    )
    forum = Forum.objects.get()
    assert answer["Location"] == reverse("coordination:forum", args=[forum.pk])
    assert "الملتقى الثاني" in salma.get(reverse("coordination:forums")).content.decode()
    assert signed_in(cast.omar).get(answer["Location"]).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_of_forums_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    for _each in range(number):
        standing_forum(cast)
    client = signed_in(cast.basel)
    client.get(reverse("coordination:forums"))
    with django_assert_num_queries(13):
        client.get(reverse("coordination:forums"))


def test_the_api_says_the_same(cast: Cast) -> None:
    forum = standing_forum(cast)
    listed = signed_in(cast.omar).get("/api/forums/").json()["results"]
    assert [row["code"] for row in listed] == [forum.code]
    one = signed_in(cast.omar).get(f"/api/forums/{forum.pk}/").json()
    assert (one["title"], one["head"]) == ("الملتقى التنسيقي الأول", 1)
    assert signed_in(cast.gharib).get(f"/api/forums/{forum.pk}/").status_code == 404


def test_the_api_makes_and_changes_one(cast: Cast) -> None:
    union_of(cast)
    client, day = signed_in(cast.salma), (timezone.localdate() + timedelta(days=9)).isoformat()
    body = {"client_id": str(uuid4()), "title": "ملتقى", "starts_on": day, "ends_on": day}
    made = client.post("/api/forums/", body, content_type="application/json")
    again = client.post("/api/forums/", body, content_type="application/json")
    assert (made.status_code, again.status_code, made.json()["id"]) == (201, 200, again.json()["id"])
    changed = client.patch(f"/api/forums/{made.json()['id']}/", {"quorum": 70}, content_type="application/json")
    assert changed.json()["quorum"] == 70


def test_a_right_counts_only_for_the_organisation_one_speaks_for(cast: Cast) -> None:
    forum = standing_forum(cast)
    assert not can_edit_forum(Actor(cast.salma, None), forum)
