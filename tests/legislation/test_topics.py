"""Topics that people follow, and circulars that they say to have read."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from journal.refusals import Conflict, Refused
from legislation.actions import acknowledge_circular, create_topic, edit_topic, follow_topic, unfollow_topic
from legislation.models import Instrument, Topic
from legislation.permissions import (
    can_acknowledge_circular,
    can_create_topic,
    can_edit_topic,
    can_follow_topic,
    can_read_acknowledgements,
    can_unfollow_topic,
)
from legislation.queries import unread_circulars
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.legislation.made import published_law

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def circular(cast: Cast) -> Instrument:
    return published_law(cast, kind="circular", must_be_acknowledged=True)


def test_who_may(cast: Cast, circular: Instrument) -> None:
    assert cast.who(can_create_topic) == cast.who(can_edit_topic) == "salma"
    assert cast.who(can_follow_topic) == cast.who(can_unfollow_topic) == "salma basel hala omar rania gharib"
    assert cast.who(can_acknowledge_circular, circular) == "basel hala omar rania"
    assert cast.who(can_read_acknowledgements, circular) == "salma"


def test_create_topic_leaves_one_entry_and_a_repeat_none(cast: Cast) -> None:
    with entries_left() as left:
        topic = create_topic(actor=cast.actor("salma"), name_ar=" التمويل ", name_en="Funding")
        assert create_topic(actor=cast.actor("salma"), name_ar="التمويل") == topic
    assert left == [("desk.secretariat", "topic_created", topic.pk, {})]
    with pytest.raises(ValidationError):
        create_topic(actor=cast.actor("salma"), name_ar=" ")
    with pytest.raises(Refused):
        create_topic(actor=cast.actor("basel"), name_ar="س")


def test_edit_topic_refuses_the_name_of_another(cast: Cast) -> None:
    salma = cast.actor("salma")
    one, other = (create_topic(actor=salma, name_ar=name) for name in ("التمويل", "التقارير"))
    with entries_left() as left:
        edit_topic(actor=salma, topic=one, name_ar="التبرعات", position=4)
        edit_topic(actor=salma, topic=one, name_ar="التبرعات")
    assert left == [("desk.secretariat", "topic_edited", one.pk, {})]
    with pytest.raises(Conflict) as refusal:
        edit_topic(actor=salma, topic=other, name_ar="التبرعات")
    assert refusal.value.code == "topic_exists"
    with pytest.raises(Refused):
        edit_topic(actor=cast.actor("omar"), topic=one, name_ar="س")


def test_following_is_said_once(cast: Cast) -> None:
    topic, hala = create_topic(actor=cast.actor("salma"), name_ar="التمويل"), cast.actor("hala")
    with entries_left() as left:
        follow_topic(actor=hala, topic=topic)
        follow_topic(actor=hala, topic=topic)
        unfollow_topic(actor=hala, topic=topic)
        unfollow_topic(actor=hala, topic=topic)
    stream = f"user.{cast.hala.pk}"
    assert left == [(stream, "topic_followed", topic.pk, {}), (stream, "topic_unfollowed", topic.pk, {})]


def test_acknowledge_circular_counts_each_person_once(cast: Cast, circular: Instrument) -> None:
    with entries_left() as left:
        first = acknowledge_circular(actor=cast.actor("basel"), instrument=circular)
        assert acknowledge_circular(actor=cast.actor("basel"), instrument=circular) == first
    assert left == [(circular.stream, "circular_acknowledged", circular.pk, {})]
    acknowledge_circular(actor=cast.actor("hala"), instrument=circular)
    circular.refresh_from_db()
    assert (circular.acknowledged_count, first.organization) == (2, cast.association)


def test_acknowledge_circular_refuses_who_speaks_for_nobody_and_what_does_not_ask(cast: Cast) -> None:
    law = published_law(cast)
    with pytest.raises(Refused):
        acknowledge_circular(actor=cast.actor("gharib"), instrument=law)
    with pytest.raises(Conflict) as refusal:
        acknowledge_circular(actor=cast.actor("basel"), instrument=law)
    assert refusal.value.code == "not_asked"


def test_the_pages_follow_and_acknowledge(cast: Cast, circular: Instrument) -> None:
    keeper, client = signed_in(cast.salma), signed_in(cast.hala)
    keeper.post("/topics/", {"name_ar": "التمويل"})
    topic = Topic.objects.get()
    assert client.post("/topics/", {"name_ar": "س"}).status_code == 403
    client.post(f"/topics/{topic.pk}/follow/")
    assert topic.follows.get().person == cast.hala
    assert "تتابعونه" in client.get("/topics/").content.decode()
    client.post(f"/topics/{topic.pk}/unfollow/")
    assert not topic.follows.exists()
    keeper.post(f"/topics/{topic.pk}/edit/", {"name_ar": "التبرعات"})
    assert Topic.objects.get().name_ar == "التبرعات"
    assert client.get(f"/topics/{topic.pk}/edit/").status_code == 403
    client.post(f"/laws/{circular.pk}/acknowledge/")
    assert "سجّلتم اطّلاعكم" in client.get(f"/laws/{circular.pk}/").content.decode()
    assert "هالة" in keeper.get(f"/laws/{circular.pk}/acknowledgements/").content.decode()


def test_a_topic_is_followed_from_a_text_and_from_its_list(cast: Cast, circular: Instrument) -> None:
    topic = create_topic(actor=cast.actor("salma"), name_ar="التمويل")
    circular.topics.add(topic)
    basel, text = signed_in(cast.basel), reverse("legislation:instrument", args=[circular.pk])
    listed = f"{reverse('legislation:instruments')}?topic={topic.pk}"
    follow, leave = (reverse(f"legislation:{name}", args=[topic.pk]) for name in ("follow_topic", "unfollow_topic"))
    assert follow in basel.get(text).content.decode()
    assert basel.post(follow, {"law": circular.pk}).headers["Location"] == text
    assert leave in basel.get(listed).content.decode()
    assert basel.post(leave, {"is_listed": 1}).headers["Location"] == listed
    assert basel.post(follow, {"law": "//gharib.example"}).headers["Location"] == reverse("legislation:topics")
    assert follow not in Client().get(text).content.decode()


def test_a_circular_waits_until_one_has_read_it(cast: Cast, circular: Instrument) -> None:
    waits = f"{reverse('legislation:instruments')}?state=unread"
    home = reverse("coordination:waiting")
    basel, there = signed_in(cast.basel), reverse("legislation:instrument", args=[circular.pk])
    assert there in basel.get(waits).content.decode()
    assert "state=unread" in basel.get(home).content.decode()
    assert "state=unread" not in signed_in(cast.gharib).get(home).content.decode()
    acknowledge_circular(actor=cast.actor("basel"), instrument=circular)
    assert there not in basel.get(waits).content.decode()
    assert "state=unread" not in basel.get(home).content.decode()
    assert list(unread_circulars(cast.omar)) == [circular]
