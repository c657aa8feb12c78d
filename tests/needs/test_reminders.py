"""Who follows a search of the board hears of what it finds; who is to confirm, to send or to count is reminded."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from journal.actors import Actor
from journal.followers import run_follower
from journal.models import Due, Entry
from journal.refusals import Refused
from needs import tasks
from needs.actions import confirm_need, edit_need, open_need, reminders
from needs.actions.deliveries import arrive_delivery
from needs.actions.filters import delete_filter, follow_filter, save_filter
from needs.models import Delivery, Need, SavedFilter
from notifications.tasks import notices_of_people
from tests.factories import Cast, make_place, signed_in
from tests.needs.giving import accepted, make_need, sent

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def told(person: User, event: str) -> list[int]:
    entries = Entry.objects.filter(stream__name=f"user.{person.pk}", event=event)
    return list(entries.order_by("number").values_list("object_id", flat=True))


def followed(cast: Cast, name: str, query: str) -> SavedFilter:
    saved = save_filter(actor=cast.actor(name), name="متابعة", query=query)
    return follow_filter(actor=cast.actor(name), saved=saved, is_followed=True)


def opened(cast: Cast, **details: Any) -> Need:
    need = make_need(cast, status="draft", opened_at=None, **details)
    return open_need(actor=cast.actor("basel"), need=need)


def test_a_followed_search_tells_of_needs_that_answer_it_once(cast: Cast) -> None:
    aleppo = make_place("SY02", "حلب", "Aleppo")
    followed(cast, "omar", "place=SY02")
    followed(cast, "salma", "place=SY01")
    need = opened(cast, place=aleppo)
    run_follower(tasks.searches_follow_needs)
    tasks.follow_needs(list(Entry.objects.filter(stream__name=need.stream, event="need_opened")))
    assert told(cast.omar, "need_found") == [need.pk]
    assert told(cast.salma, "need_found") == []


@pytest.mark.parametrize(("name", "visibility"), [("gharib", "members"), ("omar", "own"), ("basel", "public")])
def test_a_followed_search_tells_nobody_what_is_not_for_them_or_theirs(cast: Cast, name: str, visibility: str) -> None:
    saved = SavedFilter.objects.create(person=getattr(cast, name), name="كل شيء", query="kind=emergency")
    assert not saved.is_followed
    followed(cast, name, "kind=emergency")
    opened(cast, visibility=visibility)
    run_follower(tasks.searches_follow_needs)
    assert told(getattr(cast, name), "need_found") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [({"visibility": "own"}, {"visibility": "members"}), ({"urgency": 4}, {"urgency": 1}), ({}, {"title": "أدوية"})],
)
def test_who_follows_a_search_hears_of_what_comes_to_answer_it_once(
    cast: Cast, before: dict[str, Any], after: dict[str, Any]
) -> None:
    need = opened(cast, **before)
    followed(cast, "omar", "urgency=1" if "urgency" in after else "kind=emergency")
    heard_before = [] if before else [need.pk]
    run_follower(tasks.searches_follow_needs)
    assert told(cast.omar, "need_found") == heard_before
    for details in (after, {"description": "كما هو"}):
        edit_need(actor=cast.actor("basel"), need=need, **details)
        run_follower(tasks.searches_follow_needs)
    assert told(cast.omar, "need_found") == [need.pk]


def test_nobody_hears_of_a_draft_that_is_written_anew(cast: Cast, django_assert_num_queries: Any) -> None:
    followed(cast, "omar", "kind=emergency")
    need = make_need(cast, status="draft", opened_at=None)
    edit_need(actor=cast.actor("basel"), need=need, urgency=1)
    entries = list(Entry.objects.filter(stream__name=need.stream, event="need_edited"))
    with django_assert_num_queries(1):
        tasks.follow_needs(entries)
    assert told(cast.omar, "need_found") == []


def test_follow_filter_is_for_whom_it_belongs_to_and_ends(cast: Cast) -> None:
    saved = followed(cast, "omar", "urgency=1")
    for name in ("salma", "basel", "gharib"):
        with pytest.raises(Refused):
            follow_filter(actor=cast.actor(name), saved=saved, is_followed=False)
    follow_filter(actor=cast.actor("omar"), saved=saved, is_followed=True)
    follow_filter(actor=cast.actor("omar"), saved=saved, is_followed=False)
    opened(cast, urgency=1)
    run_follower(tasks.searches_follow_needs)
    assert told(cast.omar, "need_found") == []
    events = Entry.objects.filter(stream__name=f"user.{cast.omar.pk}", kind="saved_filter").values_list("event")
    assert [event for (event,) in events.order_by("number")] == ["filter_saved", "filter_followed", "filter_followed"]
    delete_filter(actor=cast.actor("omar"), saved=saved)


def test_the_page_and_programs_follow_a_search(cast: Cast) -> None:
    saved = save_filter(actor=cast.actor("omar"), name="عاجل", query="urgency=1")
    client = signed_in(cast.omar)
    assert "أخبروني بالجديد" in client.get("/needs/?urgency=1").content.decode()
    client.post(f"/needs/filters/{saved.pk}/follow/", {"is_followed": "on"})
    assert SavedFilter.objects.get().is_followed
    assert "إيقاف الإخبار" in client.get("/needs/?urgency=1").content.decode()
    answer = client.patch(f"/api/saved-filters/{saved.pk}/", {"is_followed": False}, content_type="application/json")
    assert answer.json()["is_followed"] is False
    assert signed_in(cast.basel).post(f"/needs/filters/{saved.pk}/follow/").status_code == 404


def test_remind_of_confirming_comes_a_day_before_the_end(cast: Cast) -> None:
    need = opened(cast)
    due = Due.objects.get(key=f"confirm.{need.pk}")
    assert need.valid_until is not None
    assert reminders.remind_of_confirming(actor=Actor.clock(), need=need) is False
    Need.objects.filter(pk=need.pk).update(valid_until=timezone.localdate())
    tasks.remind_of_confirming(**due.arguments)
    assert told(cast.basel, "need_expiring") == [need.pk]
    confirm_need(actor=cast.actor("basel"), need=need)
    assert Due.objects.get(key=f"confirm.{need.pk}").at > timezone.now() + timedelta(days=1)


def test_remind_of_dispatch_until_something_was_sent(cast: Cast) -> None:
    pledge = accepted(cast, make_need(cast), 40)
    tasks.remind_of_dispatch(**Due.objects.get(key=f"dispatch.{pledge.pk}").arguments)
    assert told(cast.omar, "dispatch_due") == [pledge.pk]
    sent(cast, pledge, 40)
    assert reminders.remind_of_dispatch(actor=Actor.clock(), pledge=pledge) is False


def test_remind_of_receipt_is_heard_by_who_is_to_count(cast: Cast) -> None:
    delivery = sent(cast, accepted(cast, make_need(cast), 40), 40)
    arrive_delivery(actor=cast.actor("omar"), delivery=delivery)
    tasks.remind_of_receipt(**Due.objects.get(key=f"receipt.{delivery.pk}").arguments)
    assert told(cast.basel, "receipt_due") == [delivery.pk]
    Delivery.objects.filter(pk=delivery.pk).update(received_at=timezone.now())
    assert reminders.remind_of_receipt(actor=Actor.clock(), delivery=delivery) is False


def test_people_do_not_send_reminders(cast: Cast) -> None:
    need = make_need(cast)
    for name in ("salma", "basel", "gharib"):
        with pytest.raises(Refused):
            reminders.tell_of_found_need(actor=cast.actor(name), need=need, people=[cast.omar])
        with pytest.raises(Refused):
            reminders.remind_of_confirming(actor=cast.actor(name), need=need)


def test_a_notice_leads_to_the_need(cast: Cast) -> None:
    followed(cast, "omar", "urgency=1")
    need = opened(cast, urgency=1)
    run_follower(tasks.searches_follow_needs)
    run_follower(notices_of_people)
    page = signed_in(cast.omar).get("/notifications/").content.decode()
    assert f'احتياج جديد يوافق بحثاً تتابعونه: <bdi class="code">{need.code}</bdi>' in page
    assert f"/needs/{need.pk}/" in page


def test_a_search_is_asked_once_however_many_follow_it(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    need = opened(cast, urgency=3)
    entries = list(Entry.objects.filter(stream__name=need.stream, event="need_opened"))
    for name in ("omar", "salma", "rania"):
        followed(cast, name, "urgency=1")
        with django_assert_num_queries(5):
            tasks.follow_needs(entries)
