"""What waits for one person, on the first page; what waits for a committee, on its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.models import Recommendation
from tests.coordination.followed import (
    adopted_recommendation,
    asked,
    assigned_recommendation,
    submitted_update,
)
from tests.coordination.made import convened_forum, invited, standing_forum
from tests.coordination.sitting import offered, seated_committee, standing_committee
from tests.factories import Cast, signed_in

pytestmark = pytest.mark.django_db
PART = reverse("coordination:waiting")


def part_for(cast: Cast, name: str) -> str:
    return signed_in(getattr(cast, name)).get(PART).content.decode()


def late(row: Recommendation, days: int = 3) -> Recommendation:
    Recommendation.objects.filter(pk=row.pk).update(due_on=timezone.localdate() - timedelta(days=days))
    row.refresh_from_db()
    return row


def link(name: str, pk: int) -> str:
    return reverse(f"coordination:{name}", args=[pk])


def test_home_asks_for_it_and_nothing_is_shown_where_nothing_waits(cast: Cast) -> None:
    assert PART in signed_in(cast.basel).get("/").content.decode()
    assert part_for(cast, "basel").strip() == ""
    assert Client().get(PART).status_code == 302


def test_an_invitation_waits_for_the_organisation(cast: Cast) -> None:
    row = invited(cast, convened_forum(cast), cast.association)[0]
    for name, is_there in (("basel", True), ("hala", False), ("omar", False), ("gharib", False)):
        assert (link("delegation", row.pk) in part_for(cast, name)) == is_there


def test_what_is_asked_late_or_handed_over_waits_for_whom_it_concerns(cast: Cast) -> None:
    forum = standing_forum(cast)
    due = late(assigned_recommendation(cast, forum))
    assert link("recommendation", due.pk) in part_for(cast, "hala")
    assert link("recommendation", due.pk) not in part_for(cast, "omar")
    question = adopted_recommendation(cast, forum)
    asked(cast, question)
    assert link("recommendation", question.pk) in part_for(cast, "basel")
    giver, taker = standing_committee(cast), seated_committee(cast, title="لجنة الصحة")
    moved = adopted_recommendation(cast, forum, committee=giver)
    offered(cast, moved, taker)
    assert taker.body.title in part_for(cast, "hala")
    assert taker.body.title not in part_for(cast, "omar")


def test_reports_that_wait_are_counted(cast: Cast) -> None:
    submitted_update(cast, assigned_recommendation(cast))
    assert reverse("coordination:obligations") in part_for(cast, "salma")
    assert part_for(cast, "basel").strip() == ""


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    forum = standing_forum(cast)
    for _each in range(number):
        late(assigned_recommendation(cast, forum))
        asked(cast, adopted_recommendation(cast, forum))
    client = signed_in(cast.basel)
    client.get(PART)
    with django_assert_num_queries(12):  # one of them counts the circulars that one has not read
        page = client.get(PART).content.decode()
    assert page.count("<li>") == 2 * number


# A committee's desk ---------------------------------------------------------------------------------------------------
def test_the_page_of_a_committee_is_a_desk_for_those_who_sit_there(cast: Cast) -> None:
    row = seated_committee(cast, visibility="public")
    forum = standing_forum(cast)
    page = link("committee", row.pk)
    assert 'id="desk"' in signed_in(cast.omar).get(page).content.decode()
    open_one = adopted_recommendation(cast, forum, committee=row, visibility="public")
    due = late(assigned_recommendation(cast, forum, committee=row, visibility="public"))
    report = submitted_update(cast, due)
    referral = offered(cast, adopted_recommendation(cast, forum, committee=standing_committee(cast)), row)
    desk = desk_of(signed_in(cast.omar).get(page).content.decode())
    for each in (link("recommendation", open_one.pk), link("recommendation", due.pk), link("update", report.pk)):
        assert each in desk
    take = link("take_referral", referral.pk)
    assert take not in desk
    assert take in desk_of(signed_in(cast.hala).get(page).content.decode())
    for outside in (Client(), signed_in(cast.rania)):
        assert 'id="desk"' not in outside.get(page).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_a_desk_asks_the_same_however_much_waits(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    row = seated_committee(cast)
    forum = standing_forum(cast)
    for _each in range(number):
        adopted_recommendation(cast, forum, committee=row)
        submitted_update(cast, late(assigned_recommendation(cast, forum, committee=row)))
    client, page = signed_in(cast.omar), link("committee", row.pk)
    client.get(page)
    with django_assert_num_queries(35):
        desk = desk_of(client.get(page).content.decode())
    assert desk.count('<li><a class="row"') == 3 * number


def desk_of(page: str) -> str:
    start = page.index('id="desk"')
    return page[start : page.index("</section>", start)]
