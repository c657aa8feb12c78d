"""Votes on pages and for programs: from the form to everybody's result."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from meetings.models import Ballot, Proxy
from tests.factories import Cast, signed_in
from tests.meetings.test_ballots import choice, hall, opened, put

pytestmark = [pytest.mark.both, pytest.mark.django_db]
BALLOTS_QUERIES = 28


JSON: dict[str, Any] = {"content_type": "application/json"}


def post(client: Any, name: str, pk: int, **given: Any) -> Any:
    return client.post(reverse(f"meetings:{name}", args=[pk]), given)


def test_the_whole_way_on_pages(cast: Cast) -> None:
    session = hall(cast)
    salma, basel, omar = (signed_in(person) for person in (cast.salma, cast.basel, cast.omar))
    given = {"client_id": uuid4(), "question": "هل نعتمد الخطة؟", "method": "named", "majority": "simple"}
    post(salma, "create_ballot", session.pk, **given)
    ballot = Ballot.objects.get()
    address = reverse("meetings:ballot", args=[ballot.pk])
    assert basel.get(address).status_code == 404
    post(salma, "open_ballot", ballot.pk)
    assert "هل نعتمد الخطة؟" in basel.get(address).content.decode()
    post(basel, "cast_vote", ballot.pk, choice=choice(ballot, "yes").pk)
    post(omar, "cast_vote", ballot.pk, choice=choice(ballot, "yes").pk)
    post(salma, "close_ballot", ballot.pk)
    page = omar.get(address).content.decode()
    assert Ballot.objects.get().is_passed
    assert "100%" in page
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_hands_are_typed(cast: Cast) -> None:
    ballot, salma = opened(cast, hall(cast), method="hands"), signed_in(cast.salma)
    typed = {f"votes_{each.pk}": 1 if each.kind == "yes" else 0 for each in ballot.choices.all()}
    post(salma, "close_ballot", ballot.pk, **typed)
    assert Ballot.objects.get().is_passed


def test_refusals_stand_on_the_page_and_change_nothing(cast: Cast) -> None:
    ballot = opened(cast, hall(cast))
    for person in (cast.basel, cast.omar):
        post(signed_in(person), "close_ballot", ballot.pk)
        post(signed_in(person), "annul_ballot", ballot.pk, reason="لا")
    assert signed_in(cast.basel).get(reverse("meetings:create_ballot", args=[ballot.session_id])).status_code == 403
    ballot.refresh_from_db()
    assert ballot.status == "open"


def test_the_turnout_is_asked_for(cast: Cast) -> None:
    ballot = opened(cast, hall(cast), method="secret")
    post(signed_in(cast.omar), "cast_vote", ballot.pk, choice=choice(ballot, "no").pk)
    told = signed_in(cast.basel).get(reverse("meetings:turnout", args=[ballot.pk])).content.decode()
    assert "1" in told
    assert "2" in told
    assert "تُحفظ" not in told


def test_who_runs_a_vote_asks_often_and_the_hall_seldom(cast: Cast) -> None:
    ballot = opened(cast, hall(cast), method="secret")
    address = reverse("meetings:ballot", args=[ballot.pk])
    pages = {name: signed_in(getattr(cast, name)).get(address).content.decode() for name in ("salma", "basel")}
    assert "every 4s" in pages["salma"]
    assert "every 20s" in pages["basel"]


PART_QUERIES, VOTE_QUERIES = 10, 15  # of each of three hundred phones


def part(cast: Cast, name: str, ballot: Ballot) -> Any:
    return signed_in(getattr(cast, name)).get(reverse("meetings:ballot", args=[ballot.pk]), {"part": ""})


def test_a_phone_fetches_the_part_of_a_vote_that_moved(cast: Cast) -> None:
    """A voter gets its buttons, whoever has no voice is told so, an outsider gets nothing."""
    session = hall(cast)
    draft = put(cast, session)
    assert (part(cast, "basel", draft).status_code, part(cast, "salma", draft).status_code) == (404, 200)
    ballot = opened(cast, session, method="secret")
    told = {name: part(cast, name, ballot).content.decode() for name in ("basel", "omar", "salma")}
    assert [name for name, page in told.items() if "cast-choices" in page] == ["basel", "omar"]
    assert all(ballot.question in page and "<html" not in page and len(page) < 3000 for page in told.values())
    assert "لم تكن حاضرة عند فتحه" in told["salma"]
    for name in ("gharib", "rania"):
        assert part(cast, name, ballot).status_code == 404
    post(signed_in(cast.salma), "close_ballot", ballot.pk)
    closed = part(cast, "omar", ballot).content.decode()
    assert "cast-choices" not in closed
    assert 'class="result"' in closed


def test_what_is_drawn_once_for_all_holds_nothing_of_who_asked_first(cast: Cast) -> None:
    session = hall(cast)
    ballot = opened(cast, session, method="secret")
    before = {name: part(cast, name, ballot).content.decode() for name in ("basel", "omar")}
    assert str(cast.association) in before["basel"]
    assert str(cast.association) not in before["omar"]
    post(signed_in(cast.basel), "cast_vote", ballot.pk, choice=choice(ballot, "yes").pk)
    after = {name: part(cast, name, ballot).content.decode() for name in ("basel", "omar")}
    assert [name for name, page in after.items() if "cast-choices" in page] == ["omar"]
    cast.omar.language = "en"
    cast.omar.save()
    assert "Go to the vote" not in part(cast, "omar", ballot).content.decode()
    assert "Secret" in part(cast, "omar", ballot).content.decode()
    post(signed_in(cast.salma), "annul_ballot", ballot.pk, reason="خطأ في السؤال")
    assert "خطأ في السؤال" in part(cast, "basel", ballot).content.decode()


def test_a_vote_cast_on_a_page_that_goes_on_answers_with_what_changed(cast: Cast) -> None:
    ballot = opened(cast, hall(cast), method="secret")
    omar, hx = signed_in(cast.omar), {"HX-Request": "true"}
    address = reverse("meetings:cast_vote", args=[ballot.pk])
    done = omar.post(address, {"choice": choice(ballot, "yes").pk}, headers=hx)
    page = done.content.decode()
    assert done.status_code == 200
    assert ("cast-choices" in page, "<html" in page, 'id="notices"' in page, "notice leaf" in page) == (
        False,
        False,
        True,
        True,
    )
    again = omar.post(address, {"choice": choice(ballot, "no").pk}, headers=hx).content.decode()
    assert "notice brick" in again
    assert [each.votes for each in ballot.choices.all()] == [1, 0, 0]
    foreign = {"choice": choice(ballot, "no").pk, "organization": ballot.session.body.organization_id}
    assert signed_in(cast.basel).post(address, foreign, headers=hx).status_code == 404
    assert signed_in(cast.gharib).post(address, foreign, headers=hx).status_code == 404
    assert signed_in(cast.basel).post(address, {"choice": "0"}, headers=hx).status_code == 404


def test_what_a_phone_asks_of_the_database(cast: Cast, django_assert_num_queries: Any) -> None:
    ballot = opened(cast, hall(cast), method="secret")
    basel, address = signed_in(cast.basel), reverse("meetings:ballot", args=[ballot.pk])
    basel.get(address, {"part": ""})
    with django_assert_num_queries(PART_QUERIES):
        basel.get(address, {"part": ""})
    cast_at, given = reverse("meetings:cast_vote", args=[ballot.pk]), {"choice": choice(ballot, "yes").pk}
    with django_assert_num_queries(VOTE_QUERIES):
        basel.post(cast_at, given)


def test_how_each_voted_stands_on_a_page_of_its_own(cast: Cast) -> None:
    """Three hundred rows are not sent to three hundred phones at once, with the question."""
    ballot = opened(cast, hall(cast), method="named")
    post(signed_in(cast.basel), "cast_vote", ballot.pk, choice=choice(ballot, "yes").pk)
    address, omar = reverse("meetings:roll", args=[ballot.pk]), signed_in(cast.omar)
    assert address in omar.get(reverse("meetings:ballot", args=[ballot.pk])).content.decode()
    before = omar.get(address).content.decode()
    post(signed_in(cast.salma), "close_ballot", ballot.pk)
    after = omar.get(address).content.decode()
    yes = f"<bdi>{choice(ballot, 'yes')}</bdi>"
    assert (yes in before, yes in after) == (False, True)
    assert signed_in(cast.gharib).get(address).status_code == 404
    raised = opened(cast, ballot.session, method="hands")
    assert signed_in(cast.salma).get(reverse("meetings:roll", args=[raised.pk])).status_code == 404


def test_proxies_on_the_page(cast: Cast) -> None:
    session = hall(cast)
    basel = signed_in(cast.basel)
    post(basel, "give_proxy", session.pk, holder=cast.other.pk, reason="سفر")
    proxy = Proxy.objects.get()
    assert "جمعية سنابل الأمل" in basel.get(reverse("meetings:ballots", args=[session.pk])).content.decode()
    post(basel, "end_proxy", proxy.pk)
    proxy.refresh_from_db()
    assert proxy.ended_at


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    session = hall(cast)
    for _each in range(number):
        put(cast, session)
    client = signed_in(cast.salma)
    address = reverse("meetings:ballots", args=[session.pk])
    client.get(address)
    with django_assert_num_queries(BALLOTS_QUERIES):
        client.get(address)


def test_the_api_does_the_same(cast: Cast) -> None:
    session = hall(cast)
    salma, omar = signed_in(cast.salma), signed_in(cast.omar)
    body = {"client_id": str(uuid4()), "question": "نعتمد؟", "method": "secret"}
    made = salma.post(f"/api/sessions/{session.pk}/ballots/", body, **JSON)
    again = salma.post(f"/api/sessions/{session.pk}/ballots/", body, **JSON)
    assert (made.status_code, again.status_code) == (201, 200)
    pk = made.json()["id"]
    assert omar.get(f"/api/ballots/{pk}/").status_code == 404
    told = salma.put(f"/api/ballots/{pk}/status/", {"status": "open"}, **JSON).json()
    yes = told["choices"][0]["id"]
    voice = f"/api/ballots/{pk}/votes/{cast.other.pk}/"
    assert omar.put(voice, {"choice": yes}, **JSON).status_code == 204
    assert omar.put(voice, {"choice": yes}, **JSON).json()["code"] == "already_voted"
    assert omar.get(f"/api/ballots/{pk}/").json()["choices"][0]["votes"] is None
    closed = salma.put(f"/api/ballots/{pk}/status/", {"status": "closed"}, **JSON).json()
    assert (closed["is_passed"], closed["choices"][0]["votes"]) == (True, 1)
    assert [row["id"] for row in omar.get(f"/api/sessions/{session.pk}/ballots/").json()["results"]] == [pk]


def test_the_api_gives_and_ends_proxies(cast: Cast) -> None:
    session, omar = hall(cast), signed_in(cast.omar)
    address = f"/api/sessions/{session.pk}/proxies/"
    made = omar.put(address, {"holder": cast.association.pk}, **JSON).json()
    assert made["holder"]["id"] == cast.association.pk
    assert omar.delete(f"/api/proxies/{made['id']}/").status_code == 204
    assert [row["ended_at"] is None for row in omar.get(address).json()["results"]] == [False]
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_the_page_of_the_session_shows_the_vote_that_is_open(cast: Cast) -> None:
    session = hall(cast, visibility="public")
    put(cast, session, question="سؤال قيد التحضير؟")
    omar, address = signed_in(cast.omar), reverse("meetings:ballot_panel", args=[session.pk])
    page = omar.get(reverse("meetings:session", args=[session.pk])).content.decode()
    assert (address in page, re.search(r"styles/ballots|assets/ballots", page) is not None) == (True, True)
    assert "سؤال" not in omar.get(address).content.decode()
    ballot = opened(cast, session)
    assert reverse("meetings:ballot", args=[ballot.pk]) in omar.get(address).content.decode()
    assert "cast-choices" in omar.get(address).content.decode()
    assert signed_in(cast.rania).get(address).status_code == 404
    post(signed_in(cast.salma), "close_ballot", ballot.pk)
    assert 'class="result"' in omar.get(address).content.decode()
    assert signed_in(cast.rania).get(address).status_code == 404
