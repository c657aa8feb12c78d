"""A project's month, and feeds: who reads them, until when, and what calendar programs find in them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from journal.models import Entry
from journal.refusals import Refused
from organizations.actions import suspend_organization
from paper.ics import Item, calendar
from projects.actions import create_feed_key, delete_task, note_feed_read, revoke_feed_key
from projects.models import FeedKey, Project, Task
from projects.permissions import can_create_feed_key, can_revoke_feed_key
from projects.queries.calendars import month_weeks
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.projects.made import joint_project, make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]
DAY = timedelta(days=1)
TODAY = date(2026, 12, 10)


@pytest.fixture
def project(cast: Cast) -> Project:
    cache.clear()
    return joint_project(cast)


@pytest.fixture
def task(cast: Cast, project: Project) -> Task:
    day = timezone.localdate()
    more: dict[str, Any] = {"organization": cast.other, "person": cast.omar}
    return make_task(cast, project, title="شراء أسرّة، ووسائد", starts_on=day, due_on=day + DAY * 2, **more)


def read(secret: str, query: str = "", **headers: Any) -> Any:
    return Client().get(f"/feeds/{secret}.ics{query}", **headers)


def unfolded(answer: Any) -> list[str]:
    lines: list[str] = answer.content.decode().replace("\r\n ", "").split("\r\n")
    return lines


# A month --------------------------------------------------------------------------------------------------------------
def test_a_month_has_whole_weeks_from_sunday_on(cast: Cast, project: Project) -> None:
    weeks = month_weeks(project, date(2026, 12, 1))
    assert [each.day.weekday() for each in weeks[0]] == [6, 0, 1, 2, 3, 4, 5]
    assert (weeks[0][0].day, weeks[-1][-1].day) == (date(2026, 11, 29), date(2027, 1, 2))
    assert [each.is_off for each in weeks[0]] == [False] * 5 + [True] * 2
    assert len(month_weeks(project, date(2026, 2, 1))) == 4


def test_what_is_due_and_what_begins_stand_on_their_days(cast: Cast, project: Project, task: Task) -> None:
    assert task.due_on is not None
    marks = {each.day: each.marks for week in month_weeks(project, task.due_on.replace(day=1)) for each in week}
    assert [(mark.task, mark.is_begin) for mark in marks[task.due_on]] == [(task, False)]
    page = signed_in(cast.hala).get(f"/projects/{project.pk}/calendar/?month={task.due_on:%Y-%m}").content.decode()
    assert page.count(f"/tasks/{task.pk}/replan/") >= 2


@pytest.mark.parametrize("month", ["", "x", "2026-13", "9999-12", "2026-2"])
def test_a_month_that_is_none_is_this_one(cast: Cast, project: Project, month: str) -> None:
    assert signed_in(cast.hala).get(f"/projects/{project.pk}/calendar/?month={month}").status_code == 200


def test_outsiders_find_no_month_and_no_feeds(cast: Cast, project: Project) -> None:
    for name in ("salma", "rania", "gharib"):
        client = signed_in(getattr(cast, name))
        assert client.get(f"/projects/{project.pk}/calendar/").status_code == 404
        assert client.get(f"/projects/{project.pk}/feeds/").status_code == 404
        assert client.post(f"/projects/{project.pk}/feeds/new/", {"whose": "project"}).status_code == 404
        assert client.put(f"/api/projects/{project.pk}/feed/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_month_asks_as_often_for_three_as_for_one(
    cast: Cast, project: Project, number: int, django_assert_num_queries: Any
) -> None:
    for _at in range(number):
        make_task(cast, project, due_on=timezone.localdate(), organization=cast.association)
    client = signed_in(cast.basel)
    client.get(f"/projects/{project.pk}/calendar/")
    with django_assert_num_queries(16):
        client.get(f"/projects/{project.pk}/calendar/")


# Addresses ------------------------------------------------------------------------------------------------------------
def test_who_may_have_an_address(cast: Cast, project: Project) -> None:
    assert cast.who(can_create_feed_key, project) == "basel hala omar"
    assert cast.who(can_create_feed_key, None) == "salma basel hala omar rania gharib"
    with pytest.raises(Refused):
        create_feed_key(actor=cast.actor("gharib"), project=project)


def test_create_feed_key_ends_the_one_before(cast: Cast, project: Project, task: Task) -> None:
    omar = cast.actor("omar")
    _first, old = create_feed_key(actor=omar, project=project)
    with entries_left() as left:
        key, new = create_feed_key(actor=omar, project=project)
    assert left == [(f"user.{cast.omar.pk}", "feed_key_created", key.pk, {})]
    assert (read(old).status_code, read(new).status_code) == (404, 200)
    assert new not in str(list(FeedKey.objects.values())) + str(list(Entry.objects.values()))


def test_revoke_feed_key(cast: Cast, project: Project, task: Task) -> None:
    key, secret = create_feed_key(actor=cast.actor("omar"))
    assert cast.who(can_revoke_feed_key, key) == "omar"
    with pytest.raises(Refused):
        revoke_feed_key(actor=cast.actor("basel"), key=key)
    with entries_left() as left:
        revoke_feed_key(actor=cast.actor("omar"), key=key)
        revoke_feed_key(actor=cast.actor("omar"), key=key)
    assert [each.event for each in left] == ["feed_key_revoked"]
    assert read(secret).status_code == 404


def test_the_page_shows_an_address_once_and_ends_it(cast: Cast, project: Project, task: Task) -> None:
    client = signed_in(cast.omar)
    page = client.post(f"/projects/{project.pk}/feeds/new/", {"whose": "project"}).content.decode()
    address = re.search(r"/feeds/[\w-]+\.ics", page)
    assert address
    assert Client().get(address[0]).status_code == 200
    assert address[0] not in client.get(f"/projects/{project.pk}/feeds/").content.decode()
    key = FeedKey.objects.get()
    assert signed_in(cast.basel).post(f"/feed-keys/{key.pk}/revoke/").status_code == 404
    client.post(f"/feed-keys/{key.pk}/revoke/", {"project": project.pk})
    assert Client().get(address[0]).status_code == 404


def test_addresses_for_programs(cast: Cast, project: Project, task: Task) -> None:
    client = signed_in(cast.omar)
    for place in (f"/api/projects/{project.pk}/feed/", "/api/me/feed/"):
        address = client.put(place).json()["address"]
        assert Client().get(address).status_code == 200
        assert client.delete(place).status_code == 204
        assert Client().get(address).status_code == 404


# Feeds ----------------------------------------------------------------------------------------------------------------
def test_a_feed_tells_all_day_events(cast: Cast, project: Project, task: Task) -> None:
    _key, secret = create_feed_key(actor=cast.actor("hala"), project=project)
    lines = unfolded(read(secret))
    assert f"DTSTART;VALUE=DATE:{task.starts_on:%Y%m%d}" in lines
    assert f"DTEND;VALUE=DATE:{task.due_on + DAY:%Y%m%d}" in lines  # type: ignore[operator]
    assert "SUMMARY:شراء أسرّة، ووسائد" in lines
    assert f"UID:task-{task.pk}@{project.code}.multaqa" in lines
    assert told(read(secret).content)["url"] == f"http://testserver/projects/{project.pk}/timeline/"
    todos = unfolded(read(secret, "?as=todo"))
    assert f"DUE;VALUE=DATE:{task.due_on:%Y%m%d}" in todos
    assert "STATUS:NEEDS-ACTION" in todos


def test_ones_own_feed_tells_of_ones_own_tasks_in_all_projects(cast: Cast, project: Project, task: Task) -> None:
    make_task(cast, project, due_on=task.due_on, title="لغيري")
    _key, secret = create_feed_key(actor=cast.actor("omar"))
    text = read(secret).content.decode()
    assert (text.count("BEGIN:VEVENT"), "لغيري" in text) == (1, False)


def test_rights_are_asked_at_each_reading(cast: Cast, project: Project, task: Task) -> None:
    keys = [create_feed_key(actor=cast.actor("omar"), project=which)[1] for which in (project, None)]
    suspend_organization(actor=cast.actor("salma"), organization=cast.other, reason="تحقّق")
    whole, own = [read(secret) for secret in keys]
    assert (whole.status_code, own.status_code, "VEVENT" in own.content.decode()) == (404, 200, False)
    cast.omar.is_active = False
    cast.omar.save()
    assert read(keys[1]).status_code == 404


def test_what_is_deleted_or_long_over_leaves_the_feed(cast: Cast, project: Project, task: Task) -> None:
    long_ago = timezone.localdate() - DAY * 200
    Task.objects.filter(pk=make_task(cast, project).pk).update(due_on=long_ago, done_at=timezone.now())
    _key, secret = create_feed_key(actor=cast.actor("hala"), project=project)
    delete_task(actor=cast.actor("basel"), task=task)
    assert "VEVENT" not in read(secret).content.decode()


def test_nothing_new_is_not_sent_again(cast: Cast, project: Project, task: Task) -> None:
    _key, secret = create_feed_key(actor=cast.actor("hala"), project=project)
    etag = read(secret)["ETag"]
    assert read(secret, headers={"If-None-Match": etag}).status_code == 304
    Task.objects.filter(pk=task.pk).update(version=9)
    assert read(secret, headers={"If-None-Match": etag}).status_code == 200


def test_a_feed_is_read_at_a_measured_pace(cast: Cast, project: Project, task: Task) -> None:
    _key, secret = create_feed_key(actor=cast.actor("hala"), project=project)
    answers = [read(secret).status_code for _time in range(12)]
    assert answers[:10] == [200] * 10
    assert answers[-1] == 429


def test_note_feed_read_says_when(cast: Cast, project: Project) -> None:
    key, secret = create_feed_key(actor=cast.actor("hala"), project=project)
    with entries_left() as left:
        read(secret)
        note_feed_read(actor=cast.actor("hala"), key=key)
    key.refresh_from_db()
    assert (left, key.read_at is not None) == ([], True)


@pytest.mark.parametrize("secret", ["x", "MQ-wrong", "a" * 500, "%00", "؟"])
def test_a_wrong_secret_finds_nothing(secret: str) -> None:
    assert read(secret).status_code in {400, 404}


# How it is written ----------------------------------------------------------------------------------------------------
def item(title: str, **more: Any) -> Item:
    moment = datetime(2026, 12, 1, 10, tzinfo=UTC)
    given: dict[str, Any] = {"about": "", "url": "https://x.example/", "changed_at": moment, "sequence": 2, **more}
    return Item(**{"uid": "task-1@x", "first": TODAY, "last": TODAY, "title": title, **given})


def told(given: bytes, kind: str = "VEVENT") -> Any:
    """The one event of a file, as a calendar program understands it; it finds nothing wrong with it."""
    read_back = icalendar.Calendar.from_ical(given)
    [found] = read_back.walk(kind)
    assert not [each.errors for each in read_back.walk() if each.errors]
    return found


def test_a_program_reads_back_what_was_told() -> None:
    given = item("شراء أسرّة، ووسائد; \\n", last=TODAY + DAY, about="مشروع\nجمعية", sequence=7, categories=("أ,ب", "ج"))
    found = told(calendar("خطة, الحي", [given]))
    assert [str(found[name]) for name in ("uid", "summary", "description")] == [given.uid, given.title, given.about]
    assert (found["dtstart"].dt, found["dtend"].dt) == (TODAY, TODAY + DAY * 2)
    assert (found["dtstart"].params, found["dtend"].params) == ({"VALUE": "DATE"}, {"VALUE": "DATE"})  # of no time zone
    assert (found["sequence"], found["last-modified"].dt) == (7, given.changed_at)
    assert (found.categories, str(found["transp"])) == (["أ,ب", "ج"], "TRANSPARENT")


def test_the_same_things_are_written_alike_and_a_change_is_a_higher_sequence() -> None:
    before, again, after = (told(calendar("خطة", [item("م", sequence=number)])) for number in (1, 1, 2))
    assert before.to_ical() == again.to_ical()
    assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 1, 2)


def test_what_no_text_may_hold_is_left_out() -> None:
    assert str(told(calendar("خطة", [item("a,b;c\\d\x07\x00e")]))["summary"]) == "a,b;c\\de"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_no_line_is_too_long_no_letter_is_cut_and_every_word_comes_back(title: str) -> None:
    text = calendar("خطة", [item(title)])
    assert all(len(line) <= 75 and line.decode() is not None for line in text.split(b"\r\n"))
    assert str(told(text)["summary"]) == title


def test_a_to_do_of_one_day_has_no_beginning() -> None:
    found = told(calendar("خطة", [item("م", percent=100)], as_todos=True), "VTODO")
    assert ("dtstart" in found, found["due"].dt, str(found["status"])) == (False, TODAY, "COMPLETED")
    longer = told(calendar("خطة", [item("م", last=TODAY + DAY)], as_todos=True), "VTODO")
    assert (longer["dtstart"].dt, longer["due"].dt, str(longer["status"])) == (TODAY, TODAY + DAY, "NEEDS-ACTION")
