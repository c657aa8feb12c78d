"""The dashboard: its figures, each of which leads to its rows; what one does not see is in none of them."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.actions import block_recommendation, drop_recommendation
from coordination.models import Committee, Evidence, Forum, Recommendation, Theme
from coordination.queries.dashboard import BY, LATE, SORTS, figures, seen_by
from coordination.queries.recommendations import LATENESS, late_ones
from tests.coordination.followed import (
    adopted_recommendation,
    asked,
    assigned_recommendation,
    draft_recommendation,
    draft_update,
    make_decision,
    proven,
    submitted_update,
)
from tests.coordination.made import standing_forum
from tests.factories import Cast, make_place, signed_in
from tests.meetings.made import chair_of, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NUMBER = re.compile(r'<td class="number[^"]*">\s*<a href="([^"]+)">(\d+)</a>')
TILE = re.compile(r'<a class="card tile[^"]*" href="([^"]+)"[^>]*><b class="number">(\d+)</b>')
TODAY = timezone.localdate


def address(**asked: Any) -> str:
    return reverse("coordination:dashboard") + "?" + "&".join(f"{name}={value}" for name, value in asked.items())


def rows_in(cast: Cast, href: str) -> int:
    """How many rows stand behind a link of Basel's page."""
    asked_for = QueryDict(unescape(href).partition("#")[0].lstrip("?")).dict()
    return len(seen_by(cast.basel).sorted_ids(asked_for))


@pytest.fixture
def forum(cast: Cast) -> Forum:
    return standing_forum(cast)


def varied(cast: Cast, forum: Forum) -> list[Recommendation]:
    """In many states, of themes and places and lateness; drafts beside them."""
    theme, other = (Theme.objects.create(name=name, body=forum.body) for name in ("تنسيق", "تعليم"))
    homs, aleppo = make_place("SY04"), make_place("SY02")
    past = TODAY() - timedelta(days=9)
    waiting = adopted_recommendation(cast, forum, text="أولى", theme=theme, due_on=past, places=[homs])
    led = adopted_recommendation(cast, forum, text="ثانية", theme=theme, places=[homs, aleppo])
    asked(cast, led, cast.other)
    assigned = assigned_recommendation(cast, forum, text="ثالثة", theme=other)
    Recommendation.objects.filter(pk=assigned.pk).update(report_due_on=past, due_on=past)
    begun = assigned_recommendation(cast, forum, text="رابعة")
    submitted_update(cast, begun)
    reported = assigned_recommendation(cast, forum, text="خامسة", places=[aleppo])
    submitted_update(cast, reported, is_done=True)
    dropped = adopted_recommendation(cast, forum, text="سادسة")
    decision = make_decision(cast, forum.body)
    drop_recommendation(actor=chair_of(cast), recommendation=dropped, decision=decision, reason="لم تعد لازمة")
    draft_recommendation(cast, forum, text="مسودة")
    return [waiting, led, assigned, begun, reported, dropped]


def test_figures_are_added_up_once(cast: Cast, forum: Forum) -> None:
    varied(cast, forum)
    seen = seen_by(cast.basel)
    whole = figures(seen.lines.values())
    assert (whole.number, whole.waiting, whole.under_way, whole.reported) == (6, 2, 2, 1)
    assert (whole.verified, whole.ended, whole.overdue, whole.silent) == (0, 1, 2, 1)
    parts = {by: seen.groups(seen.of(seen.sorted_ids({})), by) for by in BY}
    for by in ("theme", "organization", "forum", "committee", "status"):
        assert sum(each.figures.number for each in parts[by]) == 6
    assert {each.key: each.figures.number for each in parts["place"]} == {"SY04": 2, "SY02": 2, "none": 3}
    assert [each.key for each in parts["late"]] == [key for key in LATENESS if key != "none"]


def test_lateness_is_what_the_list_says_it_is(cast: Cast, forum: Forum) -> None:
    varied(cast, forum)
    lines = seen_by(cast.basel).lines.values()
    for which in LATENESS:
        known = set(late_ones(Recommendation.objects.exclude(status="draft"), which).values_list("pk", flat=True))
        assert {line.pk for line in lines if LATE[which](line)} == known, which


def test_each_number_leads_to_as_many_rows(cast: Cast, forum: Forum) -> None:
    varied(cast, forum)
    client = signed_in(cast.basel)
    for narrowed in ({}, {"status": "under_way"}, {"late": "overdue"}, {"place": "SY04"}):
        for by in BY:
            page = client.get(address(by=by, **narrowed)).content.decode()
            numbers = [*NUMBER.findall(page), *TILE.findall(page)]
            assert len(numbers) > 7
            for href, number in numbers:
                assert rows_in(cast, href) == int(number), (by, narrowed, href)


def test_each_row_leads_to_its_evidence(cast: Cast, forum: Forum) -> None:
    row = assigned_recommendation(cast, forum)
    proven(cast, draft_update(cast, row))
    update = submitted_update(cast, row)
    href = f"{reverse('coordination:recommendation', args=[row.pk])}#reports"
    assert href in signed_in(cast.salma).get(address()).content.decode()
    assert 'id="reports"' in signed_in(cast.salma).get(href).content.decode()
    assert Evidence.objects.filter(update=update).count() == 1
    assert href not in signed_in(cast.gharib).get(address()).content.decode()


def test_nobody_counts_what_they_do_not_see(cast: Cast, forum: Forum) -> None:
    for visibility in ("body", "members", "public"):
        adopted_recommendation(cast, forum, text=f"توصية {visibility}", visibility=visibility)
    stranger = standing_forum(cast, title="ملتقى آخر", visibility="public")
    adopted_recommendation(cast, stranger, text="توصية أخرى", visibility="public")
    counts = {
        name: figures(seen_by(getattr(cast, name)).lines.values()).number for name in ("salma", "basel", "gharib")
    }
    assert counts == {"salma": 4, "basel": 4, "gharib": 2}
    assert "توصية body" not in signed_in(cast.gharib).get(address()).content.decode()
    assert Client().get(address()).status_code == 302


def test_it_is_sorted_as_asked(cast: Cast, forum: Forum) -> None:
    varied(cast, forum)
    client, found = signed_in(cast.basel), {}
    for sort in [*SORTS, *(f"-{name}" for name in SORTS), "", "x", "-"]:
        rows = [each["row"] for each in client.get(address(sort=sort)).context["rows"]]
        assert len(rows) == 6
        found[sort] = [row.code for row in rows]
    assert found["-code"] == sorted(found["code"], reverse=True)
    assert found["x"] == found["-"] == found[""]
    assert Recommendation.objects.get(code=found[""][0]).due_on == TODAY() - timedelta(days=9)


def test_what_cannot_be_understood_narrows_nothing(cast: Cast, forum: Forum) -> None:
    adopted_recommendation(cast, forum)
    client = signed_in(cast.basel)
    for asked_for in ("by=x", "status=x", "late=x", "forum=x", "lead=99999999999999999999", "theme=-1", "page=x"):
        page = client.get(f"{reverse('coordination:dashboard')}?{asked_for}")
        assert (page.status_code, len(page.context["rows"])) == (200, 1), asked_for


def test_an_empty_one_says_what_comes_first(cast: Cast) -> None:
    page = signed_in(cast.basel).get(address()).content.decode()
    assert reverse("coordination:forums") in page
    assert "<table" not in page


def test_it_asks_as_often_for_three_rows_as_for_one(cast: Cast, forum: Forum, django_assert_num_queries: Any) -> None:
    client, address_of = signed_in(cast.basel), address(by="organization")
    theme = Theme.objects.create(name="محور")
    place = make_place()
    assigned_recommendation(cast, forum, theme=theme, places=[place])
    client.get(address_of)
    with django_assert_num_queries(21):
        client.get(address_of)
    for number in range(2):
        submitted_update(
            cast, assigned_recommendation(cast, forum, text=f"توصية {number}", theme=theme, places=[place])
        )
    with django_assert_num_queries(21):
        client.get(address_of)


def test_programs_are_told_the_same(cast: Cast, forum: Forum) -> None:
    varied(cast, forum)
    client = signed_in(cast.basel)
    told = client.get("/api/follow-up/?by=organization&status=under_way").json()
    assert (told["by"], told["whole"]["number"]) == ("organization", 2)
    assert told["groups"] == [
        {
            "key": str(cast.association.pk),
            "name": str(cast.association),
            "number": 2,
            "waiting": 0,
            "under_way": 2,
            "reported": 0,
            "verified": 0,
            "ended": 0,
            "overdue": 1,
            "silent": 1,
        }
    ]
    assert client.get("/api/follow-up/?by=x").json()["by"] == "theme"
    assert Client().get("/api/follow-up/").status_code in (401, 403)


def test_a_committee_and_a_blocked_one_have_their_place(cast: Cast, forum: Forum) -> None:
    body = standing_body(cast, kind="committee", title="لجنة المتابعة")
    committee = Committee.objects.create(
        code="C-1", body=body, mandate="متابعة", author=cast.salma, client_id="00000000-0000-0000-0000-000000000001"
    )
    row = assigned_recommendation(cast, forum, committee=committee)
    submitted_update(cast, row)
    block_recommendation(actor=cast.actor("basel"), recommendation=row, reason="لا تمويل")
    found = seen_by(cast.basel).groups(list(seen_by(cast.basel).lines.values()), "committee")
    assert [(each.name, each.figures.under_way) for each in found] == [("لجنة المتابعة", 1)]
