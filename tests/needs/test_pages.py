"""Pages of needs and offers: writing them with and without JavaScript, what each reader finds, what refusals say."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from needs.models import Item, Need, Offer, Pledge, Visibility
from needs.queries.own import own_counts
from tests.factories import Cast, make_place, make_sector
from tests.needs.board import asked, draft_need, draft_offer, make_item, make_town, standing_need, standing_offer

pytestmark = pytest.mark.django_db


def of(person: Any = None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def form(*lines: dict[str, str], **more: Any) -> dict[str, Any]:
    """What the page of a new need sends."""
    make_item()
    make_town()
    sent = {"client_id": str(uuid4()), "title": "بطانيات للعائدين", "urgency": "2", "visibility": "members"}
    sent |= {"precision": "subdistrict", "tolerance": "0", "subdistrict": "SY020002", "district": "SY0200"}
    sent |= {"governorate": "SY02", "lines-count": str(len(lines))}
    for number, line in enumerate(lines):
        sent |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return {**sent, **more}


BLANKETS = {"name": "بطانية شتوية للاختبار", "amount": "٢٥٠٫٥", "unit": "bale"}


def words(answer: Any) -> str:
    return str(answer.content.decode())


# Writing --------------------------------------------------------------------------------------------------------------
def test_create_need_by_form_in_either_digits_and_puts_it_on_the_board(cast: Cast) -> None:
    answer = of(cast.basel).post("/needs/new/", form(BLANKETS, people="٣٠٠", households="60", open="1"))
    need = Need.objects.get()
    assert answer.headers["Location"] == f"/needs/{need.pk}/"
    line = need.lines.get()
    assert (need.status, need.people, need.place_id, need.sector.code) == ("open", 300, "SY020002", "SHL")
    assert (line.typed, line.quantity) == (250_500, 5_010_000)


def test_create_need_keeps_a_draft_for_members(cast: Cast) -> None:
    page = words(of(cast.hala).get("/needs/new/"))
    assert 'name="open"' not in page
    of(cast.hala).post("/needs/new/", form(BLANKETS, save="1"))
    assert Need.objects.get().status == "draft"


def test_create_need_is_asked_again_without_losing_what_was_typed(cast: Cast) -> None:
    sent = form(BLANKETS, {"name": "xyzzy", "amount": "-3"}, people="شي")
    page = words(of(cast.basel).post("/needs/new/", {**sent, "more": "1"}))
    assert page.count('class="line-row') == 3
    assert "٢٥٠٫٥" in page
    assert "xyzzy" in page
    assert "errorlist nonfield" not in page
    assert not Need.objects.exists()
    refused = words(of(cast.basel).post("/needs/new/", {**sent, "save": "1"}))
    assert refused.count('class="errorlist"') >= 3
    assert not Need.objects.exists()


def test_create_need_asks_for_a_sector_where_no_item_tells_it(cast: Cast) -> None:
    answer = of(cast.basel).post("/needs/new/", form({"name": "xyzzy", "amount": "3"}, save="1"))
    assert answer.status_code == 200
    assert "sector" in answer.context["form"].errors


def test_create_need_drops_a_line_and_chooses_an_item(cast: Cast) -> None:
    sent = form({"name": "aaa", "amount": "1"}, {"name": "bbb", "amount": "2"})
    page = words(of(cast.basel).post("/needs/new/", {**sent, "drop": "0"}))
    assert "aaa" not in page
    assert "bbb" in page
    page = words(of(cast.basel).post("/needs/new/", {**sent, "choose-1": "zq_blanket"}))
    assert 'value="zq_blanket"' in page
    assert "بالة" in page


def test_create_need_proposes_what_the_catalogue_does_not_know(cast: Cast) -> None:
    new = {"item": "new", "name": "دمى محشوة للأطفال", "amount": "40", "unit": "piece", "kind": "good"}
    sent = form(new, sector=str(make_sector("PRO", "الحماية", "Protection").pk), open="1")
    of(cast.basel).post("/needs/new/", sent)
    item = Item.objects.get(name_ar="دمى محشوة للأطفال")
    assert (item.is_reviewed, item.proposed_by, Need.objects.get().lines.get().item) == (False, cast.association, item)


@pytest.mark.parametrize(
    ("typed", "found"), [({"place_words": "sy020002"}, "تل الضمان"), ({"place_words": "الضمان"}, "تل الضمان")]
)
def test_a_place_is_found_by_code_and_by_a_part_of_its_name(cast: Cast, typed: dict[str, str], found: str) -> None:
    make_town()
    page = words(of(cast.basel).get("/needs/place/", typed))
    assert f"<bdi>{found}</bdi>" in page


def test_an_unknown_place_says_which_it_may_be(cast: Cast) -> None:
    sent = form(BLANKETS, save="1", governorate="", district="", subdistrict="", place_words="تل الضمن")
    page = words(of(cast.basel).post("/needs/new/", sent))
    assert 'value="SY020002"' in page
    assert not Need.objects.exists()


def test_places_are_chosen_step_by_step(cast: Cast) -> None:
    make_town()
    make_place("SY01")
    page = words(of(cast.basel).get("/needs/place/", {"governorate": "SY01", "district": "SY0200"}))
    assert '<option value="SY01" selected>' in page
    assert "SY0200" not in page


def test_items_and_lines_are_parts_of_the_form(cast: Cast) -> None:
    make_item()
    found = words(of(cast.hala).get("/needs/items/", {"row": "2", "lines-2-name": "شتوية للاختبار"}))
    assert 'name="choose-2" value="zq_blanket"' in found
    line = words(of(cast.hala).get("/needs/line/", {"row": "2", "choose-2": "zq_blanket", "lines-2-amount": "7"}))
    assert 'value="7"' in line
    assert "بالة" in line
    assert of().get("/needs/items/").status_code == 302


def test_create_need_of_a_care_gap_asks_for_places(cast: Cast) -> None:
    sent = form(missing_capacity="١٨٠", existing_capacity="0", population="900", urgency="4", open="1")
    sent["sector"] = str(make_sector().pk)
    of(cast.basel).post("/needs/new/?kind=care_gap", sent)
    need = Need.objects.get()
    assert (need.kind, need.missing_capacity, need.status) == ("care_gap", 180, "open")
    page = words(of(cast.basel).post("/needs/new/?kind=care_gap", {**sent, "missing_capacity": ""}))
    assert Need.objects.count() == 1
    assert "id_missing_capacity" in page


def test_edit_need_shows_what_stands_and_changes_it(cast: Cast) -> None:
    need = draft_need(cast, lines=[asked("7")])
    page = words(of(cast.hala).get(f"/needs/{need.pk}/edit/"))
    assert 'value="7"' in page
    line = {"id": str(need.lines.get().pk), "item": "zq_blanket", "name": "", "amount": "9", "unit": "piece"}
    of(cast.hala).post(f"/needs/{need.pk}/edit/", form(line, title="خيام", save="1"))
    need.refresh_from_db()
    assert (need.title, need.lines.get().typed) == ("خيام", 9000)


def test_edit_need_says_at_its_line_what_the_verb_refuses(cast: Cast) -> None:
    need = draft_need(cast, lines=[asked("7")])
    line = {"id": str(need.lines.get().pk), "item": "zq_blanket", "name": "", "amount": "9999999999", "unit": "bale"}
    page = words(of(cast.hala).post(f"/needs/{need.pk}/edit/", form(line, save="1")))
    assert "line-row wrong" in page


def test_create_offer_by_form_and_edit_offer(cast: Cast) -> None:
    sent = form(BLANKETS, can_transport="on", reach=["SY02"], conditions="صباحاً", open="1")
    of(cast.basel).post("/offers/new/", sent)
    offer = Offer.objects.get()
    assert (offer.status, offer.can_transport, [place.pk for place in offer.reach.all()]) == ("open", True, ["SY02"])
    assert "صباحاً" in words(of(cast.basel).get(f"/offers/{offer.pk}/edit/"))


@pytest.mark.parametrize(("noun", "make"), [("needs", standing_need), ("offers", standing_offer)])
def test_the_secretariat_helps_to_edit_without_reading_contact_and_point(cast: Cast, noun: str, make: Any) -> None:
    row = make(cast, contact="أبو سامر 0999777555", latitude=35.91, longitude=37.02)
    own, helping = (words(of(person).get(f"/{noun}/{row.pk}/edit/")) for person in (cast.basel, cast.salma))
    told = ("0999777555", "35.91", "37.02", 'name="precision"')
    assert [word in own for word in told] == [True] * 4
    assert [word in helping for word in told] == [False] * 4
    line = {"id": str(row.lines.get().pk), "item": "zq_blanket", "name": "", "amount": "100", "unit": "piece"}
    sent = form(line, title="حرامات", precision="exact", latitude="36", longitude="37", contact="", save="1")
    assert of(cast.salma).post(f"/{noun}/{row.pk}/edit/", sent).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.precision, row.latitude) == ("حرامات", "subdistrict", 35.91)
    assert row.contact == "أبو سامر 0999777555"


def test_the_secretariat_writes_for_an_organisation(cast: Cast) -> None:
    of(cast.salma).post("/needs/new/", form(BLANKETS, organization=str(cast.association.pk), open="1"))
    assert Need.objects.get().organization == cast.association


# Reading --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.MEMBERS])
def test_pages_and_cards_are_for_those_who_see_them(cast: Cast, visibility: str) -> None:
    need, offer = standing_need(cast, visibility=visibility), standing_offer(cast, visibility=visibility)
    wanted = 200 if visibility == Visibility.PUBLIC else 404
    for page in (f"/needs/{need.pk}/", f"/needs/{need.pk}/card/", f"/offers/{offer.pk}/", f"/offers/{offer.pk}/card/"):
        assert of(cast.omar).get(page).status_code == 200
        for client in (of(cast.gharib), of(cast.rania), of()):
            assert client.get(page).status_code == wanted
    assert of(cast.omar).get(f"/needs/{need.code.lower()}/").headers["Location"] == f"/needs/{need.pk}/"
    assert of().get(f"/needs/{need.code}/").status_code == (302 if visibility == Visibility.PUBLIC else 404)


def test_a_contact_shows_once_a_pledge_is_accepted(cast: Cast) -> None:
    need = standing_need(cast, contact="أبو سامر 0999777555", latitude=35.91, longitude=37.02)
    address = f"/needs/{need.pk}/"
    assert "0999777555" in words(of(cast.hala).get(address))
    assert "35.91" in words(of(cast.hala).get(address))
    columns = {"organization": cast.other, "author": cast.omar, "client_id": uuid4(), "code": "P-23456"}
    pledge = need.pledges.create(**columns)
    for status, shows in ((Pledge.Status.PROPOSED, False), (Pledge.Status.ACCEPTED, True)):
        Pledge.objects.filter(pk=pledge.pk).update(status=status)
        page = words(of(cast.omar).get(address))
        assert ("0999777555" in page, "35.91" in page) == (shows, shows)


def test_the_part_that_changes_is_fetched_alone(cast: Cast) -> None:
    need = standing_need(cast)
    part = words(of(cast.omar).get(f"/needs/{need.pk}/", headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert f'data-watches="need.{need.pk}"' in part


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_as_often_for_three_as_for_one(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        standing_need(cast, lines=[asked(), asked()])
        standing_offer(cast, visibility=Visibility.PUBLIC, lines=[asked(), asked()])
    basel = of(cast.basel)
    for address in ("/needs/mine/", "/offers/"):
        basel.get(address)
    with django_assert_num_queries(11):
        assert words(basel.get("/needs/mine/")).count("posting-row") == number
    with django_assert_num_queries(13):
        assert words(basel.get("/offers/")).count("posting-row") == number


def test_own_postings_by_how_they_stand(cast: Cast) -> None:
    draft_need(cast, title="مسودة بسيطة")
    standing_need(cast, title="قريب الانتهاء", urgency=1)
    draft_offer(cast, title="عرض مسودة")
    basel = of(cast.basel)
    assert "قريب الانتهاء" in words(basel.get("/needs/mine/?state=waiting"))
    assert "مسودة بسيطة" in words(basel.get("/needs/mine/?state=draft"))
    assert "عرض مسودة" in words(basel.get("/needs/mine/?of=offers&state=draft"))
    assert "مسودة بسيطة" not in words(of(cast.omar).get("/needs/mine/?state=draft"))
    assert of(cast.gharib).get("/needs/mine/").status_code == 200


@pytest.mark.parametrize(("address", "make"), [("?", draft_need), ("?of=offers&", draft_offer)])
def test_own_postings_leave_out_those_of_an_unfinished_sheet(cast: Cast, address: str, make: Any) -> None:
    row = make(cast, title="من جدول لم يكتمل")
    page = f"/needs/mine/{address}state=draft"
    assert row.title in words(of(cast.basel).get(page))
    type(row).objects.filter(pk=row.pk).update(is_staged=True)
    assert row.title not in words(of(cast.basel).get(page))
    assert own_counts(cast.actor("basel"), offers=row.stream.startswith("offer"))[2][2] == 0


def test_offers_are_narrowed(cast: Cast) -> None:
    standing_offer(cast, title="خيام جديدة")
    omar = of(cast.omar)
    assert "خيام جديدة" in words(omar.get("/offers/?q=خيام&place=SY02&kind=good"))
    assert "خيام جديدة" not in words(omar.get("/offers/?kind=skill"))
    assert "خيام جديدة" not in words(of(cast.gharib).get("/offers/"))


# Acts -----------------------------------------------------------------------------------------------------------------
def test_acts_of_needs_by_page(cast: Cast) -> None:
    need, basel = draft_need(cast), of(cast.basel)
    here = f"/needs/{need.pk}"
    steps = [("open", {}, "open"), ("confirm", {}, "open"), ("close", {"reason": ""}, "open")]
    steps += [
        ("close", {"reason": "يكفي"}, "closed"),
        ("reopen", {}, "open"),
        ("cancel", {"reason": "خطأ"}, "cancelled"),
    ]
    for act, given, status in steps:
        if act in {"confirm", "close", "cancel"}:
            assert basel.get(f"{here}/{act}/").status_code == 200
        basel.post(f"{here}/{act}/", given)
        need.refresh_from_db()
        assert need.status == status
    assert "خطأ" in words(basel.get(f"{here}/"))


def test_acts_of_offers_by_page(cast: Cast) -> None:
    offer, basel = draft_offer(cast), of(cast.basel)
    here = f"/offers/{offer.pk}"
    steps = [("open", {}, "open"), ("confirm", {}, "open"), ("withdraw", {"reason": ""}, "open")]
    steps += [("withdraw", {"reason": "نفد"}, "withdrawn"), ("reopen", {}, "open"), ("close", {}, "closed")]
    for act, given, status in steps:
        if act in {"confirm", "close", "withdraw"}:
            assert basel.get(f"{here}/{act}/").status_code == 200
        basel.post(f"{here}/{act}/", given)
        offer.refresh_from_db()
        assert offer.status == status


def test_acts_refuse_those_who_see_and_hide_from_those_who_do_not(cast: Cast) -> None:
    need = standing_need(cast)
    for act in ("open", "edit", "confirm", "cancel", "close", "reopen"):
        assert of(cast.omar).post(f"/needs/{need.pk}/{act}/", {"reason": "سبب"}).status_code == 403
        assert of(cast.gharib).post(f"/needs/{need.pk}/{act}/", {"reason": "سبب"}).status_code == 404
    need.refresh_from_db()
    assert need.status == "open"
