"""The report since the last forum, and what everybody may read of follow-up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.actions import confirm_update, submit_update
from coordination.models import Committee, Forum, Recommendation, Theme
from coordination.queries import since_last
from tests.coordination.followed import (
    adopted_recommendation,
    assigned_recommendation,
    draft_recommendation,
    draft_update,
    proven,
    submitted_update,
)
from tests.coordination.made import standing_forum
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def edition(cast: Cast, ago: int, previous: Forum | None = None, **more: Any) -> Forum:
    """That began so many days ago, and ended the day after."""
    day = timezone.localdate() - timedelta(days=ago)
    forum = standing_forum(cast, starts_on=day, ends_on=day + timedelta(days=1), **more)
    forum.previous = previous
    forum.save(update_fields=["previous"])
    return forum


def two_editions(cast: Cast) -> tuple[Forum, Forum, list[Recommendation]]:
    """At the end of the first one a recommendation was taken on and half done, another one adopted; today the first one
    is verified.
    """
    with time_machine.travel(timezone.now() - timedelta(days=100)):
        first = edition(cast, 0, title="الملتقى الأول", edition=1)
        theme = Theme.objects.create(name="التنسيق", body=first.body)
        led = assigned_recommendation(cast, first, theme=theme)
        half = submitted_update(cast, led, percent=50)
        confirm_update(actor=chair_of(cast), update=half)
        waiting = adopted_recommendation(cast, first, text="توصية ثانية")
        draft_recommendation(cast, first, text="مسودة")
    with time_machine.travel(timezone.now() - timedelta(days=50)):
        late = adopted_recommendation(cast, first, text="توصية أُدخلت لاحقاً")
        Recommendation.objects.filter(pk=late.pk).update(adopted_on=first.ends_on)
        later = adopted_recommendation(cast, first, text="توصية أُقرّت لاحقاً")
    confirm_update(actor=chair_of(cast), update=submitted_update(cast, led, is_done=True))
    return first, edition(cast, -5, first, title="الملتقى الثاني", edition=2), [led, waiting, late, later]


def test_it_says_what_stood_then_and_what_stands_now(cast: Cast) -> None:
    first, second, (led, waiting, late, later) = two_editions(cast)
    since = since_last(cast.basel, second)
    assert since is not None
    assert (since.previous, since.until) == (first, first.ends_on)
    found = {each.row.pk: each for part in since.parts for each in part.rows}
    assert set(found) == {led.pk, waiting.pk, late.pk, later.pk}
    assert (found[led.pk].then, found[led.pk].percent_then) == ("in_progress", 50)
    assert (found[led.pk].row.status, found[led.pk].row.percent, found[led.pk].proofs) == ("verified", 100, 2)
    assert [found[row.pk].then for row in (waiting, late, later)] == ["adopted", "adopted", ""]
    assert [part.name for part in since.parts] == ["التنسيق", ""]
    assert (since.figures.number, since.figures.verified, since.figures.waiting, since.moved) == (4, 1, 3, 2)


def test_what_older_editions_left_open_stands_at_its_end(cast: Cast) -> None:
    first, second, (led, *_rest) = two_editions(cast)
    third = edition(cast, -9, second, title="الملتقى الثالث", edition=3)
    since = since_last(cast.basel, third)
    assert since is not None
    assert (since.previous, since.parts, since.figures.number) == (second, [], 0)
    assert {each.row.forum for each in since.older} == {first}
    assert led.pk not in {each.row.pk for each in since.older}
    page = signed_in(cast.basel).get(reverse("coordination:since_last", args=[third.pk])).content.decode()
    assert "توصية ثانية" in page


def test_the_page_the_paper_and_the_call_say_the_same(cast: Cast) -> None:
    first, second, (led, *_rest) = two_editions(cast)
    client = signed_in(cast.basel)
    page = client.get(reverse("coordination:since_last", args=[second.pk])).content.decode()
    for words in (led.title, "الملتقى الأول", f"/recommendations/{led.pk}/#reports", "since.pdf"):
        assert words in page
    paper = client.get(reverse("coordination:since_last_paper", args=[second.pk]))
    assert paper.headers["Content-Type"] == "application/pdf"
    told = client.get(f"/api/forums/{second.pk}/since/").json()
    assert (told["previous"], told["figures"]["verified"]) == (first.pk, 1)
    (row,) = [each for each in told["rows"] if each["id"] == led.pk]
    assert (row["status_then"], row["status"], row["percent_then"], row["evidence"]) == (
        "in_progress",
        "verified",
        50,
        2,
    )


def test_a_first_edition_says_so(cast: Cast) -> None:
    forum = standing_forum(cast)
    client = signed_in(cast.salma)
    address = reverse("coordination:since_last", args=[forum.pk])
    assert reverse("coordination:edit_forum", args=[forum.pk]) in client.get(address).content.decode()
    assert client.get(reverse("coordination:since_last_paper", args=[forum.pk])).status_code == 404
    assert client.get(f"/api/forums/{forum.pk}/since/").json()["previous"] is None
    assert address not in client.get(reverse("coordination:forum", args=[forum.pk])).content.decode()


def test_who_does_not_see_the_forum_finds_no_report(cast: Cast) -> None:
    _first, second, _rows = two_editions(cast)
    for client in (signed_in(cast.gharib), Client()):
        for name in ("since_last", "since_last_paper", "public_since", "public_since_paper"):
            assert client.get(reverse(f"coordination:{name}", args=[second.pk])).status_code in (302, 404)
    assert signed_in(cast.gharib).get(f"/api/forums/{second.pk}/since/").status_code == 404
    assert Client().get(f"/api/public-follow-up/{second.pk}/").status_code == 404


def test_it_asks_as_often_for_three_rows_as_for_one(cast: Cast, django_assert_num_queries: Any) -> None:
    first = edition(cast, 60, title="الأول")
    second = edition(cast, -5, first, title="الثاني", edition=2)
    client, address = signed_in(cast.basel), reverse("coordination:since_last", args=[second.pk])
    assigned_recommendation(cast, first)
    client.get(address)
    with django_assert_num_queries(27):
        client.get(address)
    for number in range(2):
        submitted_update(cast, assigned_recommendation(cast, first, text=f"توصية {number}"))
    with django_assert_num_queries(27):
        client.get(address)


# For everybody --------------------------------------------------------------------------------------------------------
def test_everybody_reads_what_is_public_of_public_forums(cast: Cast) -> None:
    first = edition(cast, 60, title="ملتقى عام", visibility="public")
    second = edition(cast, -5, first, title="ملتقى عام ثانٍ", visibility="public", edition=2)
    hidden = standing_forum(cast, title="ملتقى الأعضاء")
    shown = assigned_recommendation(cast, first, text="توصية معلنة", visibility="public")
    for number, is_public in enumerate((True, False)):
        update = draft_update(cast, shown, is_public=True)
        proven(cast, update, is_public=is_public, url=f"https://example.org/{number}")
        submit_update(actor=cast.actor("hala"), update=update)
        confirm_update(actor=chair_of(cast), update=update)
    adopted_recommendation(cast, first, text="توصية الأعضاء", visibility="members")
    adopted_recommendation(cast, hidden, text="توصية معلنة لملتقى غير معلن", visibility="public")
    anybody = Client()
    board = anybody.get("/public-follow-up/").content.decode()
    assert "توصية معلنة" in board
    assert reverse("coordination:public_since", args=[second.pk]) in board
    report = anybody.get(f"/public-follow-up/{second.pk}/").content.decode()
    assert "توصية معلنة" in report
    for page in (board, report):
        for words in ("توصية الأعضاء", "غير معلن", str(cast.hala), "ملتقى الأعضاء"):
            assert words not in page
    told = anybody.get(f"/api/public-follow-up/{second.pk}/").json()
    assert [(row["id"], row["evidence"]) for row in told["rows"]] == [(shown.pk, 1)]
    assert anybody.get("/api/public-follow-up/?by=organization").json()["whole"]["number"] == 1
    assert anybody.get(f"/public-follow-up/{second.pk}/since.pdf").status_code == 200
    assert signed_in(cast.salma).get(f"/public-follow-up/{second.pk}/").content.decode().count("توصية الأعضاء") == 0


def test_the_public_page_knows_no_committee(cast: Cast) -> None:
    first = edition(cast, 60, title="ملتقى عام", visibility="public")
    body = standing_body(cast, kind="committee", title="لجنة داخلية", visibility="body")
    committee = Committee.objects.create(code="C-1", body=body, mandate="متابعة", author=cast.salma, client_id=uuid4())
    adopted_recommendation(cast, first, visibility="public", committee=committee)
    for asked in ("", "?by=committee", f"?committee={committee.pk}"):
        page = Client().get(f"/public-follow-up/{asked}").content.decode()
        assert "لجنة داخلية" not in page
        assert Client().get(f"/api/public-follow-up/{asked}").json()["by"] == "theme"
    assert "لجنة داخلية" in signed_in(cast.basel).get("/follow-up/?by=committee").content.decode()
