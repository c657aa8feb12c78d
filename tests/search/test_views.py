"""The page on which one searches, and the same for programs."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from chat.models import Room
from organizations.models import Organization
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast, signed_in
from tests.search.finding import followed

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


def test_a_stranger_signs_in_first(client: Client, db: None) -> None:
    assert client.get("/search/").headers["Location"].startswith("/accounts/login/")
    assert client.get("/api/search/?q=x").status_code == 401


def test_the_empty_page_says_what_one_can_look_for(cast: Cast) -> None:
    page = signed_in(cast.omar).get("/search/").content.decode()
    assert "بين علامتي اقتباس" in page
    assert 'name="room"' in page


def test_a_hit_is_marked_and_leads_to_its_message(cast: Cast, room: Room) -> None:
    message = said(cast, "basel", room, "وصل الدواء <b إلى حلب")
    followed()
    page = signed_in(cast.omar).get("/search/", {"q": "دواء"}).content.decode()
    assert "<mark>الدواء</mark> &lt;b" in page
    assert f'href="/rooms/{room.pk}/?around={message.seq}"' in page
    assert "جمعية ينابيع الياسمين" in page


def test_people_and_organisations_stand_above_the_talk(cast: Cast, room: Room) -> None:
    said(cast, "omar", room, "سأل باسل عن القافلة")
    followed()
    client = signed_in(cast.omar)
    page = client.get("/search/", {"q": "باسل"}).content.decode()
    assert page.index(f'href="/people/{cast.basel.pk}/"') < page.index(f'href="/rooms/{room.pk}/')
    assert "/rooms/" + str(room.pk) not in found_part(client.get("/search/", {"q": "باسل", "kind": "person"}))


def test_an_organisation_found_by_what_it_says_is_called_by_its_name(cast: Cast) -> None:
    Organization.objects.filter(pk=cast.other.pk).update(about="مستودع ونقل لجهات حمص")
    followed()
    part = found_part(signed_in(cast.omar).get("/search/", {"q": "مستودع"}))
    assert "<b><bdi>جمعية سنابل الأمل</bdi></b>" in part
    assert "<mark>مستودع</mark> ونقل لجهات حمص" in part
    by_name = found_part(signed_in(cast.omar).get("/search/", {"q": "سنابل"}))
    assert "<mark>سنابل</mark> الأمل" in by_name
    assert "<b><bdi>جمعية" not in by_name


def found_part(answer: Any) -> str:
    return str(answer.content.decode()).split('id="found"', 1)[1]


def test_more_comes_as_a_fragment_and_repeats_nothing(cast: Cast, room: Room) -> None:
    for number in range(23):
        said(cast, "basel", room, f"قافلة رقم {number}")
    followed()
    client = signed_in(cast.omar)
    page = client.get("/search/", {"q": "قافلة"}).content.decode()
    more = re.search(r'hx-get="(\?[^"]+)"', page)
    assert more is not None
    assert page.count("<mark>") == 20
    rest = client.get("/search/" + more[1].replace("&amp;", "&"), HTTP_HX_TARGET="more").content.decode()
    assert rest.count("<mark>") == 3
    assert "<form" not in rest


def test_nothing_found_offers_to_take_a_filter_away(cast: Cast, room: Room) -> None:
    said(cast, "basel", room, "قافلة")
    followed()
    page = signed_in(cast.omar).get("/search/", {"q": "قافلة", "person": "عمر", "room": str(room.pk)}).content.decode()
    assert "لا نتائج" in page
    assert "من أي شخص" in page
    assert "في كل الغرف" not in page


@pytest.mark.parametrize(("language", "words"), [("ar", "200 حرف"), ("en", "at most 200 letters")])
def test_ten_thousand_letters_are_refused_in_words(cast: Cast, language: str, words: str) -> None:
    cast.omar.language = language
    cast.omar.save()
    client = signed_in(cast.omar)
    assert words in found_part(client.get("/search/", {"q": "ا" * 10_000}))
    answer = client.get("/api/search/", {"q": "ا" * 10_000})
    assert (answer.status_code, answer.json()["code"]) == (400, "query_too_long")
    assert words in answer.json()["detail"]


@pytest.mark.parametrize(
    "query", ["room=x&since=yesterday&kind=no", "person=99999999999999999999", "until=9999-12-31", "cursor=9-9"]
)
def test_what_is_not_understood_breaks_nothing(cast: Cast, query: str) -> None:
    assert signed_in(cast.omar).get(f"/search/?q=a&{query}").status_code == 200


def test_a_room_one_does_not_see_is_no_filter(cast: Cast) -> None:
    """Missing and hidden rooms look alike: neither is offered."""
    hidden = group_room(cast, "basel", [cast.hala])
    pages = [signed_in(cast.omar).get("/search/", {"room": pk}).content.decode() for pk in (hidden.pk, 987_654)]
    assert hidden.name not in pages[0]
    assert pages[0].replace(str(hidden.pk), "").count("<option") == pages[1].count("<option")


def test_the_api_finds_pages_and_filters(cast: Cast, room: Room) -> None:
    for number in range(52):
        said(cast, "basel", room, f"قافلة رقم {number}")
    followed()
    client = signed_in(cast.omar)
    first = client.get("/api/search/", {"q": "قافلة رقم", "room": str(room.pk), "kind": "message"}).json()
    assert len(first["results"]) == 50
    assert (
        first["results"][0]["html"] == "<mark>قافلة رقم</mark> 51"
        or "<mark>قافلة رقم</mark> 51" in first["results"][0]["html"]
    )
    assert first["results"][0]["room"]["id"] == room.pk
    rest = client.get(first["next"]).json()
    assert [each["excerpt"] for each in rest["results"]] == ["قافلة رقم 1", "قافلة رقم 0"]
    assert (rest["next"], rest["previous"]) == (None, None)
    assert client.get("/api/search/", {"q": "قافلة", "person": str(cast.omar.pk)}).json()["results"] == []
    assert client.get("/api/search/", {"q": "ينابيع"}).json()["results"][0]["kind"] == "organization"


def test_the_api_gives_gharib_nothing_of_others(cast: Cast, room: Room) -> None:
    said(cast, "basel", room, "قافلة")
    followed()
    results = signed_in(cast.gharib).get("/api/search/").json()["results"]
    assert {each["title"] for each in results} == {"غريب", "جمعية ينابيع الياسمين", "جمعية سنابل الأمل", "وزارة الشؤون"}


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_costs_the_same_for_any_number_of_hits(
    cast: Cast, room: Room, number: int, django_assert_num_queries: Any
) -> None:
    for each in range(number):
        said(cast, "basel", room, f"باسل {each}")
        said(cast, "omar", group_room(cast, "omar", [cast.basel]), f"باسل {each}")
    followed()
    client = signed_in(cast.omar)
    client.get("/search/")
    with django_assert_num_queries(16):
        client.get("/search/", {"q": "باسل"})
    with django_assert_num_queries(9):
        client.get("/api/search/", {"q": "باسل"})
