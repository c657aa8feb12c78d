"""Pages and calls of challenges: ranked, filtered, warned of doubles, one tap for "we too", nothing for outsiders."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from needs.actions import add_voice
from needs.models import Challenge, Visibility
from needs.queries.challenges import alike
from tests.factories import Cast, make_place, make_sector, signed_in
from tests.needs.difficulties import standing_challenge

pytestmark = [pytest.mark.django_db]


def titles(client: Client, query: str = "") -> list[str]:
    return [row.title for row, _has_voice in client.get(f"/challenges/?{query}").context["rows"]]


def sent(**more: Any) -> dict[str, str]:
    """The form as a browser sends it."""
    given = {"title": "لا وقود للقوافل", "sector": make_sector().pk, "place": "SY02", "visibility": "members"}
    return {name: str(value) for name, value in {**given, "client_id": uuid4(), **more}.items()}


def test_the_list_is_ranked_by_voices_and_narrowed(cast: Cast) -> None:
    few = standing_challenge(cast, title="لا مأوى للقاصرين", place=None, sector=make_sector("PRO", "الحماية"))
    many = standing_challenge(cast, title="الترخيص يستغرق سنة")
    add_voice(actor=cast.actor("omar"), challenge=many)
    client = signed_in(cast.omar)
    assert titles(client) == [many.title, few.title]
    assert titles(client, "place=SY02") == titles(client, "place=SY020002") == titles(client, "q=ترخيص") == [many.title]
    assert titles(client, "place=country") == titles(client, "sector=PRO") == [few.title]
    assert titles(client, "status=resolved") == titles(client, "q=قمح") == []
    ranks = client.get("/challenges/").context["place_ranks"]
    assert [(each["name"], each["rank"].voices) for each in ranks] == [("حلب", 2), ("كل المحافظات", 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_whatever_it_holds(cast: Cast, django_assert_num_queries: Any, count: int) -> None:
    for number in range(count):
        standing_challenge(cast, title=f"صعوبة رقم {number}")
    client = signed_in(cast.omar)
    client.get("/challenges/")
    with django_assert_num_queries(15):
        assert client.get("/challenges/").status_code == 200


def test_the_page_makes_one_and_warns_of_the_same_one(cast: Cast) -> None:
    client = signed_in(cast.omar)
    assert client.get("/challenges/new/").status_code == 200
    standing_challenge(cast, title="لا وقود لقوافل الإغاثة", place=make_place("SY02"))
    warned = client.post("/challenges/new/", sent())
    assert warned.status_code == 200
    assert "لا وقود لقوافل الإغاثة" in warned.content.decode()
    assert Challenge.objects.count() == 1
    answer = client.post("/challenges/new/", sent(anyway="1"))
    made = Challenge.objects.get(organization=cast.other)
    assert (answer.headers["Location"], made.place_id) == (f"/challenges/{made.pk}/", "SY02")


def test_alike_are_those_of_the_same_words_in_places_that_hold_each_other(cast: Cast) -> None:
    known = standing_challenge(cast, title="ترخيص الجمعيات يستغرق سنة كاملة")
    title = "الترخيص يستغرق سنة كاملة"
    for place in ("", "SY02", "SY020002"):
        assert alike(cast.omar, title, place) == [known]
    assert alike(cast.omar, title, "SY03") == alike(cast.omar, "لا سيارات إسعاف", "") == []
    assert alike(cast.gharib, title, "") == []


def test_one_tap_in_the_list_adds_a_voice_and_stays_there(cast: Cast) -> None:
    row = standing_challenge(cast)
    client = signed_in(cast.omar)
    assert "نواجه الصعوبة نفسها" in client.get("/challenges/").content.decode()
    answer = client.post(f"/challenges/{row.pk}/voice/", {"query": "place=SY02"})
    assert answer.headers["Location"] == "/challenges/?place=SY02"
    row.refresh_from_db()
    assert row.voice_count == 2
    client.post(f"/challenges/{row.pk}/voice/", {"note": "منذ نيسان"})
    assert "منذ نيسان" in client.get(f"/challenges/{row.pk}/").content.decode()
    client.post(f"/challenges/{row.pk}/voice/take-back/")
    row.refresh_from_db()
    assert row.voice_count == 1


def test_its_organisation_edits_resolves_and_reopens_it(cast: Cast) -> None:
    row, client = standing_challenge(cast), signed_in(cast.basel)
    for page in ("", "edit/", "resolve/", "close/"):
        assert client.get(f"/challenges/{row.pk}/{page}").status_code == 200
    client.post(f"/challenges/{row.pk}/edit/", sent(title="الترخيص يستغرق سنتين", place=""))
    client.post(f"/challenges/{row.pk}/resolve/", {"reason": "تعميم جديد"})
    row.refresh_from_db()
    assert (row.title, row.place, row.status, row.closing_reason) == (
        "الترخيص يستغرق سنتين",
        None,
        "resolved",
        "تعميم جديد",
    )
    client.post(f"/challenges/{row.pk}/reopen/")
    client.post(f"/challenges/{row.pk}/close/", {"reason": "ذُكرت مرتين"})
    row.refresh_from_db()
    assert row.status == "closed"


@pytest.mark.parametrize("page", ["", "card/", "edit/", "resolve/", "close/", "voice/"])
def test_gharib_finds_nothing_that_is_not_public(cast: Cast, page: str) -> None:
    row = standing_challenge(cast)
    client = signed_in(cast.gharib)
    assert client.get(f"/challenges/{row.pk}/{page}").status_code == 404
    assert client.get(f"/challenges/{row.pk + 99}/{page}").status_code == 404
    Challenge.objects.update(visibility=Visibility.PUBLIC)
    expected = 200 if page in ("", "card/") else 403
    assert client.get(f"/challenges/{row.pk}/{page}").status_code == expected


def test_strangers_read_what_is_public_and_are_offered_nothing_to_do(cast: Cast) -> None:
    row = standing_challenge(cast, visibility=Visibility.PUBLIC)
    page = Client().get(f"/challenges/{row.pk}/").content.decode()
    assert row.title in page
    assert "/voice/" not in page
    assert row.title in Client().get("/challenges/").content.decode()


def test_the_place_goes_one_step_down_when_one_was_chosen(cast: Cast) -> None:
    part = signed_in(cast.basel).get("/challenges/place/?place=SY02").content.decode()
    assert 'value="SY0200"' in part
    assert "<html" not in part


# Calls ----------------------------------------------------------------------------------------------------------------
def call(client: Client, method: str, address: str, **given: Any) -> Any:
    act = getattr(client, method)
    return act(address, json.dumps(given), content_type="application/json") if given else act(address)


def test_programs_raise_change_and_voice_challenges(cast: Cast) -> None:
    basel, omar = signed_in(cast.basel), signed_in(cast.omar)
    given = {"client_id": str(uuid4()), "title": "لا وقود", "sector": make_sector().code, "place": "SY02"}
    made = call(basel, "post", "/api/challenges/", **given)
    assert (made.status_code, call(basel, "post", "/api/challenges/", **given).status_code) == (201, 200)
    address = f"/api/challenges/{made.json()['id']}/"
    assert call(basel, "patch", address, place=None).json()["place_name"] == ""
    voiced = call(omar, "put", f"{address}voice/", note="نحن أيضاً").json()
    assert (voiced["voice_count"], voiced["voices"][1]["note"]) == (2, "نحن أيضاً")
    assert omar.get("/api/challenges/?place=country").json()["results"][0]["voice_count"] == 2
    assert call(omar, "delete", f"{address}voice/").json()["voice_count"] == 1
    word = call(omar, "post", f"{address}messages/", client_id=str(uuid4()), body="لنجتمع")
    assert omar.get(f"/api/rooms/{word.json()['room']}/").status_code == 200
    solved = call(basel, "post", f"{address}resolve/", reason="وصل الوقود")
    assert (solved.json()["status"], omar.get(address).json()["closing_reason"]) == ("resolved", "وصل الوقود")
    assert call(basel, "post", f"{address}reopen/").json()["status"] == "open"
    assert call(basel, "post", f"{address}close/", reason="خطأ").json()["status"] == "closed"


def test_calls_are_refused_as_pages_are(cast: Cast) -> None:
    row = standing_challenge(cast)
    address = f"/api/challenges/{row.pk}/"
    assert signed_in(cast.gharib).get(address).status_code == 404
    assert call(signed_in(cast.omar), "patch", address, title="لا").status_code == 403
    assert call(signed_in(cast.basel), "post", f"{address}resolve/", reason=" ").status_code == 400
    assert Client().get(address).status_code == 401
