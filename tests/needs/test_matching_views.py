"""Pages and parts of pages: what fits, what looks alike, a need out of a message, the catalogue's review."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from chat.models import Message
from needs.models import Distinction, Item, Need, NeedOrigin
from tests.chat.rooms import said, sector_room
from tests.factories import Cast, make_sector
from tests.needs.board import asked, make_item, standing_need, standing_offer

pytestmark = pytest.mark.django_db
WORDS = "بدنا ٥٠ فرشة و20 كيس طحين لـ 30 عائلة بجرمانا، عاجل"


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, name))
    return client


def blankets(cast: Cast, name: str = "basel", **more: Any) -> Need:
    return standing_need(cast, name, lines=[asked("100", Item.objects.get(code="blanket"))], **more)


@pytest.fixture
def message(cast: Cast) -> Message:
    return said(cast, "basel", sector_room(cast, "basel", "omar"), WORDS)


# What fits ------------------------------------------------------------------------------------------------------------
def test_need_matches_shows_offers_with_their_reasons(cast: Cast) -> None:
    need = blankets(cast)
    offer = standing_offer(cast, "omar", title="لحف جديدة", lines=[asked("50", Item.objects.get(code="quilt"))])
    page = client_of(cast, "basel").get(f"/needs/{need.pk}/matches/").content.decode()
    for words in ("لحف جديدة", f"/offers/{offer.pk}/", "30%", "العائلة نفسها", "يغطي 50% من النقص", "في الوقت المطلوب"):
        assert words in page
    back = client_of(cast, "omar").get(f"/offers/{offer.pk}/matches/").content.decode()
    assert f"/needs/{need.pk}/" in back


def test_matches_say_when_nothing_fits_and_are_hidden_with_their_need(cast: Cast) -> None:
    need = blankets(cast, visibility="own")
    assert "لا يوجد عرض يناسب" in client_of(cast, "basel").get(f"/needs/{need.pk}/matches/").content.decode()
    assert client_of(cast, "omar").get(f"/needs/{need.pk}/matches/").status_code == 404
    assert client_of(cast, "gharib").get(f"/offers/{standing_offer(cast).pk}/matches/").status_code == 404


# What looks alike -----------------------------------------------------------------------------------------------------
def test_need_duplicates_are_shown_to_whoever_can_do_something(cast: Cast) -> None:
    need, other = blankets(cast), blankets(cast, "omar", title="حرامات للعائدين")
    page = client_of(cast, "basel").get(f"/needs/{need.pk}/likely/").content.decode()
    assert f"/needs/{need.pk}/merge/{other.pk}/" in page
    members = client_of(cast, "hala").get(f"/needs/{need.pk}/likely/").content.decode()
    assert f"/needs/{need.pk}/merge/" not in members
    assert f"/needs/{need.pk}/different/{other.pk}/" in members
    assert client_of(cast, "omar").get(f"/needs/{need.pk}/likely/").content.decode().strip() == ""


def test_merge_need_asks_and_then_leads_to_the_other(cast: Cast) -> None:
    need, other = blankets(cast), blankets(cast, "omar")
    client = client_of(cast, "basel")
    assert client.get(f"/needs/{need.pk}/merge/{other.pk}/").status_code == 200
    assert client.post(f"/needs/{need.pk}/merge/{other.pk}/").headers["Location"] == f"/needs/{other.pk}/"
    assert client.get(f"/needs/{need.pk}/").headers["Location"] == f"/needs/{other.pk}/"
    assert client_of(cast, "hala").get(f"/needs/{need.pk}/merge/{other.pk}/").status_code == 404


def test_distinguish_needs_asks_why(cast: Cast) -> None:
    need, other = blankets(cast), blankets(cast, "omar")
    client = client_of(cast, "hala")
    assert "errorlist" in client.post(f"/needs/{need.pk}/different/{other.pk}/", {"reason": " "}).content.decode()
    client.post(f"/needs/{need.pk}/different/{other.pk}/", {"reason": "للمخيم"})
    assert Distinction.objects.get().reason == "للمخيم"
    assert client_of(cast, "gharib").get(f"/needs/{need.pk}/different/{other.pk}/").status_code == 404


def test_likely_duplicates_warns_while_one_writes(cast: Cast) -> None:
    need = blankets(cast)
    form = {
        "title": "حرامات",
        "place": "SY020002",
        "lines-count": "1",
        "lines-0-item": "blanket",
        "lines-0-name": "بطانية",
    }
    client = client_of(cast, "omar")
    assert need.code in client.post("/needs/likely/", form).content.decode()
    assert client.post("/needs/likely/", {**form, "place": "SY120000"}).content.decode().strip() == ""
    assert client.get("/needs/likely/").status_code == 405
    assert client_of(cast, "gharib").post("/needs/likely/", form).status_code == 404


# A need out of a message ----------------------------------------------------------------------------------------------
def test_create_need_from_message_shows_what_was_read_for_correction(cast: Cast, message: Message) -> None:
    page = client_of(cast, "omar").get(f"/needs/from/{message.pk}/").content.decode()
    for words in ('value="فرشة، طحين"', 'value="mattress"', 'value="50"', 'value="flour"', 'value="30"', "SY030103"):
        assert words in page
    assert "ورد في الرسالة 20" in page  # twenty sacks of what size?
    assert 'name="lines-1-amount" value=""' in page


def test_create_need_from_message_makes_it_once(cast: Cast, message: Message) -> None:
    form = {
        "client_id": str(uuid4()),
        "title": "فرش لجرمانا",
        "urgency": "2",
        "sector": make_sector("SHL").pk,
        "place": "SY030103",
        "visibility": "members",
        "precision": "subdistrict",
        "tolerance": "0",
        "save": "1",
        "lines-count": "1",
        "lines-0-item": "mattress",
        "lines-0-name": "فرشة",
        "lines-0-amount": "٥٠",
    }
    client = client_of(cast, "omar")
    for _ in range(2):
        answer = client.post(f"/needs/from/{message.pk}/", form)
    need = Need.objects.get()
    assert answer.headers["Location"] == f"/needs/{need.pk}/"
    assert NeedOrigin.objects.get().message == message
    assert need.code in client.get(f"/needs/from/{message.pk}/").content.decode()
    assert "٥٠ فرشة" in client.get(f"/needs/{need.pk}/origin/").content.decode()


def test_create_need_from_message_is_not_there_for_outsiders(cast: Cast, message: Message) -> None:
    for name in ("rania", "gharib"):
        assert client_of(cast, name).get(f"/needs/from/{message.pk}/").status_code == 404


def test_the_api_makes_a_need_of_a_message(cast: Cast, message: Message) -> None:
    given = {
        "client_id": str(uuid4()),
        "title": "فرش",
        "sector": make_sector("SHL").code,
        "place": "SY030103",
        "lines": [{"item": "mattress", "amount": "50"}],
    }
    client, address = client_of(cast, "omar"), f"/api/messages/{message.pk}/needs/"
    answers = [client.post(address, given, content_type="application/json") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert [need["id"] for need in client.get(address).json()["needs"]] == [answers[0].json()["id"]]


# The catalogue --------------------------------------------------------------------------------------------------------
def test_review_lists_what_waits_for_the_secretariat(cast: Cast) -> None:
    client = client_of(cast, "salma")
    assert "تمت مراجعة كل ما في الدليل" in client.get("/needs/catalogue/").content.decode()
    item = make_item("x-two", "حرام ثقيل", is_reviewed=False, proposed_by=cast.association)
    assert f"/needs/catalogue/{item.pk}/" in client.get("/needs/catalogue/").content.decode()
    for name in ("basel", "rania", "gharib"):
        assert f"/needs/catalogue/{item.pk}/" not in client_of(cast, name).get("/needs/catalogue/").content.decode()
        assert client_of(cast, name).get(f"/needs/catalogue/{item.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_review_takes_the_same_queries_for_any_number(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        make_item(f"x-{number}", f"مادة {number}", is_reviewed=False, proposed_by=cast.association)
    client = client_of(cast, "salma")
    with django_assert_num_queries(23):
        client.get("/needs/catalogue/")


@pytest.mark.parametrize("count", [1, 3])
def test_catalogue_takes_the_same_queries_for_any_number(
    cast: Cast, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make_item(f"x-{number}", f"زنبرك {number}")
    client = client_of(cast, "basel")
    with django_assert_num_queries(24):
        found = client.get("/needs/catalogue/?q=زنبرك").content.decode()
    assert found.count("item-row") == count


def test_catalogue_leads_to_what_is_missing_of_what_the_reader_may_see(cast: Cast) -> None:
    standing_need(cast, visibility="public")
    standing_need(cast, visibility="own")
    item = make_item()
    for client, words in ((Client(), "احتياج واحد"), (client_of(cast, "basel"), "احتياجان")):
        page = client.get("/needs/catalogue/?q=zq_blanket").content.decode()
        assert f'href="/needs/?item={item.pk}">{words}' in page
        board = client.get(f"/needs/?item={item.pk}")
        assert words in board.content.decode()


def test_catalogue_shows_what_nobody_reviewed_to_members_only(cast: Cast) -> None:
    make_item("x-two", "زنبرك ثقيل", is_reviewed=False, proposed_by=cast.association)
    for name, is_shown in (("basel", True), ("gharib", False), ("salma", True)):
        page = client_of(cast, name).get("/needs/catalogue/?q=زنبرك&kind=good&sector=SHL").content.decode()
        assert ("زنبرك ثقيل" in page) is is_shown


def test_review_item_and_merge_item_from_the_page(cast: Cast) -> None:
    one = make_item("x-one", "غطاء صوف", is_reviewed=False, proposed_by=cast.association)
    two = make_item("x-two", "حرام ثقيل", is_reviewed=False, proposed_by=cast.association)
    client = client_of(cast, "salma")
    form = {"name_ar": "غطاء صوف", "kind": "good", "sector": make_sector("SHL").pk, "synonyms": "غطا صوف\nأغطية صوف"}
    assert client.post(f"/needs/catalogue/{one.pk}/", form).headers["Location"] == "/needs/catalogue/"
    assert Item.objects.get(pk=one.pk).synonyms == ["غطا صوف", "أغطية صوف"]
    client.post(f"/needs/catalogue/{two.pk}/merge/", {"into": "زنبرك"})
    assert Item.objects.get(pk=two.pk).merged_into is None
    client.post(f"/needs/catalogue/{two.pk}/merge/", {"into": "بطانية"})
    assert Item.objects.get(pk=two.pk).merged_into == Item.objects.get(code="blanket")
