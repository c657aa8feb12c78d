"""The pages of pledges and loads: what each person sees, what the forms do, how many queries they ask."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from accounts.models import User
from needs.actions.deliveries import dispute_delivery
from needs.models import Delivery, DeliveryFile, Need, Pledge
from needs.templatetags.amounts import contact
from tests.factories import Cast
from tests.needs.giving import accepted, counters, make_item, make_need, make_offer, proposed, sent, standing
from tests.needs.test_deliveries import picture, received

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def need(cast: Cast) -> Need:
    return make_need(cast, 100, 10)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: User, address: str) -> str:
    answer = client_of(person).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def status(person: User, address: str) -> int:
    return client_of(person).get(address).status_code


# On a need's page -----------------------------------------------------------------------------------------------------
def test_a_needs_part_says_what_is_where_and_who_gives(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need, 60)
    received(cast, sent(cast, pledge, 20), 20)
    sent(cast, pledge, 10)
    shown = page(cast.hala, f"/needs/{need.pk}/pledges/")
    for words in (str(cast.other), 'class="received" x="0.0" width="20.0"', 'class="on-way" x="20.0" width="10.0"'):
        assert words in shown
    assert f'data-watches="need.{need.pk}"' in shown
    assert "0933444555" not in shown


def test_a_needs_part_is_there_for_whoever_sees_the_need(cast: Cast, need: Need) -> None:
    public = make_need(cast, visibility="public")
    assert Client().get(f"/needs/{public.pk}/pledges/").status_code == 200
    assert Client().get(f"/needs/{need.pk}/pledges/").status_code == 404
    assert status(cast.gharib, f"/needs/{need.pk}/pledges/") == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_needs_part_asks_as_many_questions_for_many(cast: Cast, django_assert_num_queries: Any, number: int) -> None:
    need = make_need(cast, *([20] * number))
    for _each in range(number):
        proposed(cast, need, *([5] * number))
    client = client_of(cast.omar)
    client.get(f"/needs/{need.pk}/pledges/")
    with django_assert_num_queries(PART):
        client.get(f"/needs/{need.pk}/pledges/")


PART, LIST = 13, 10


# Promising ------------------------------------------------------------------------------------------------------------
def test_propose_pledge_page_promises_with_arabic_digits(cast: Cast, need: Need) -> None:
    line = need.lines.order_by("position").first()
    assert line is not None
    form = {"client_id": str(uuid4()), f"amount_{line.pk}": "٤٠", "contact": "عمر"}
    answer = client_of(cast.omar).post(f"/needs/{need.pk}/pledge/", form)
    assert answer.headers["Location"] == f"/pledges/{Pledge.objects.get().pk}/"
    again = client_of(cast.omar).post(f"/needs/{need.pk}/pledge/", form)
    assert again.headers["Location"] == answer.headers["Location"]
    assert counters(need)[0] == (40, 0, 0)


def test_propose_pledge_page_says_what_is_left_at_the_line(cast: Cast, need: Need) -> None:
    proposed(cast, need, 60)
    line = need.lines.order_by("position").first()
    assert line is not None
    form = {"client_id": str(uuid4()), f"amount_{line.pk}": "41"}
    shown = client_of(cast.omar).post(f"/needs/{need.pk}/pledge/", form).content.decode()
    assert "بقي 40 بطانية" in shown
    assert "share-row wrong" in shown


@pytest.mark.parametrize("amount", ["-1", "0", "NaN", "1e9", "ثلاثون", "1,5", "99999999999"])
def test_propose_pledge_page_refuses_what_is_no_quantity(cast: Cast, need: Need, amount: str) -> None:
    line = need.lines.order_by("position").first()
    assert line is not None
    form = {"client_id": str(uuid4()), f"amount_{line.pk}": amount}
    answer = client_of(cast.omar).post(f"/needs/{need.pk}/pledge/", form)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Pledge.objects.exists()


def test_propose_pledge_page_offers_units_and_ones_own_offers(cast: Cast) -> None:
    make_item(carton=24)
    need, offer = make_need(cast, 100), make_offer(cast, 50)
    line = need.lines.get()
    carton = line.item.units.get(code="carton")
    shown = page(cast.omar, f"/needs/{need.pk}/pledge/")
    assert offer.title in shown
    form = {f"amount_{line.pk}": "2", f"unit_{line.pk}": str(carton.pk), "offer": str(offer.pk)}
    client_of(cast.omar).post(f"/needs/{need.pk}/pledge/", {**form, "client_id": str(uuid4())})
    assert (counters(need), offer.lines.get().promised) == ([(48, 0, 0)], 48_000)


@pytest.mark.parametrize(
    ("name", "code"), [("basel", 403), ("hala", 403), ("salma", 403), ("rania", 404), ("gharib", 404)]
)
def test_propose_pledge_page_says_why_not(cast: Cast, need: Need, name: str, code: int) -> None:
    assert status(getattr(cast, name), f"/needs/{need.pk}/pledge/") == code


# One pledge -----------------------------------------------------------------------------------------------------------
def test_contacts_show_to_the_other_side_once_it_is_accepted(cast: Cast, need: Need) -> None:
    pledge = proposed(cast, need)
    address = f"/pledges/{pledge.pk}/"
    assert "0933444555" not in page(cast.basel, address)
    assert "0999111222" not in page(cast.omar, address)
    client_of(cast.basel).post(f"{address}accept/")
    assert standing(pledge) == "accepted"
    for person in (cast.basel, cast.hala, cast.omar):
        shown = page(person, address)
        assert "0933444555" in shown
        assert "0999111222" in shown


def test_who_sees_the_need_sees_the_pledge_without_its_words(cast: Cast) -> None:
    need = make_need(cast, visibility="public")
    pledge = accepted(cast, need, 40, note="كلمة لا يراها الغير")
    delivery = sent(cast, pledge, 40, note="مع السائق")
    shown = page(cast.gharib, f"/pledges/{pledge.pk}/")
    assert str(cast.other) in shown
    for hidden in ("كلمة لا يراها الغير", "مع السائق", "0933444555", "0999111222", delivery.code):
        assert hidden not in shown


@pytest.mark.parametrize("name", ["rania", "gharib"])
def test_strangers_find_no_pledge_and_no_page_of_it(cast: Cast, need: Need, name: str) -> None:
    pledge = accepted(cast, need)
    delivery = sent(cast, pledge, 10)
    pages = ["", "edit/", "decline/", "withdraw/", "close-short/", "dispatch/"]
    addresses = [f"/pledges/{pledge.pk}/{each}" for each in pages]
    addresses += [f"/deliveries/{delivery.pk}/{each}/" for each in ("receipt", "dispute", "note")]
    assert {status(getattr(cast, name), address) for address in addresses} == {404}
    for act in (f"/pledges/{pledge.pk}/accept/", f"/deliveries/{delivery.pk}/arrive/"):
        assert client_of(getattr(cast, name)).post(act).status_code == 404


def test_a_colleague_without_the_role_sees_no_buttons_and_is_refused(cast: Cast, need: Need) -> None:
    pledge = proposed(cast, need)
    assert f"/pledges/{pledge.pk}/accept/" not in page(cast.hala, f"/pledges/{pledge.pk}/")
    assert client_of(cast.hala).post(f"/pledges/{pledge.pk}/accept/").status_code == 403
    assert status(cast.hala, f"/pledges/{pledge.pk}/decline/") == 404
    assert standing(pledge) == "proposed"


def test_edit_pledge_page_shows_what_was_said_and_changes_it(cast: Cast, need: Need) -> None:
    pledge = proposed(cast, need, 40, note="على دفعتين")
    shown = page(cast.omar, f"/pledges/{pledge.pk}/edit/")
    assert 'value="40"' in shown
    assert "على دفعتين" in shown
    line = need.lines.order_by("position").first()
    assert line is not None
    form = {"client_id": str(uuid4()), f"amount_{line.pk}": "30"}
    assert client_of(cast.omar).post(f"/pledges/{pledge.pk}/edit/", form).status_code == 302
    assert counters(need)[0] == (30, 0, 0)


@pytest.mark.parametrize(("name", "act", "end"), [("basel", "decline", "declined"), ("omar", "withdraw", "withdrawn")])
def test_leaving_a_pledge_by_its_pages(cast: Cast, need: Need, name: str, act: str, end: str) -> None:
    pledge, client = proposed(cast, need), client_of(getattr(cast, name))
    assert client.get(f"/pledges/{pledge.pk}/{act}/").status_code == 200
    assert client.post(f"/pledges/{pledge.pk}/{act}/", {"reason": "لم يعد لازماً"}).status_code == 302
    assert standing(pledge) == end
    assert "لم يعد لازماً" in page(cast.omar, f"/pledges/{pledge.pk}/")


def test_close_pledge_short_page_asks_why(cast: Cast, need: Need) -> None:
    pledge, client = accepted(cast, need), client_of(cast.basel)
    assert "errorlist" in client.post(f"/pledges/{pledge.pk}/close-short/", {"reason": ""}).content.decode()
    client.post(f"/pledges/{pledge.pk}/close-short/", {"reason": "يكفي ما وصل"})
    assert standing(pledge) == "closed_short"


# Loads ----------------------------------------------------------------------------------------------------------------
def test_the_road_of_a_load_by_its_pages(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need, 60)
    line = pledge.lines.get()
    form = {
        "client_id": str(uuid4()),
        f"amount_{line.pk}": "60",
        "sent_on": timezone.localdate().isoformat(),
        "waybill": "WB-77",
        "vehicles": "2",
        "weight": "1200",
        "pictures": SimpleUploadedFile("load.jpg", picture(), "image/jpeg"),
    }
    assert client_of(cast.omar).post(f"/pledges/{pledge.pk}/dispatch/", form).status_code == 302
    delivery = Delivery.objects.get()
    assert (delivery.waybill, delivery.vehicles, delivery.weight, delivery.files.count()) == ("WB-77", 2, 1200, 1)
    client_of(cast.omar).post(f"/deliveries/{delivery.pk}/arrive/")
    count = delivery.lines.get()
    receipt = {f"count_{count.pk}": "50", "note": "نقصت عشر"}
    assert client_of(cast.basel).post(f"/deliveries/{delivery.pk}/receipt/", receipt).status_code == 302
    assert (counters(need)[0], standing(pledge)) == ((60, 50, 50), "accepted")
    assert "نقصت عشر" in page(cast.omar, f"/pledges/{pledge.pk}/")


def test_confirm_receipt_page_takes_all_as_it_was_sent(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need, 60, 10)
    delivery = sent(cast, pledge, 60, 10)
    address = f"/deliveries/{delivery.pk}/receipt/"
    assert "errorlist" in client_of(cast.basel).post(address, {"note": ""}).content.decode()
    assert client_of(cast.basel).post(address, {"is_all_there": "on"}).status_code == 302
    assert standing(pledge) == "confirmed"
    assert status(cast.basel, address) == 404


def test_dispute_delivery_page_tells_both(cast: Cast, need: Need) -> None:
    delivery = sent(cast, accepted(cast, need, 60), 60)
    client_of(cast.basel).post(f"/deliveries/{delivery.pk}/dispute/", {"reason": "لم يصل شيء"})
    for person in (cast.basel, cast.omar):
        assert "لم يصل شيء" in page(person, f"/pledges/{delivery.pledge_id}/")
    assert "لم يصل شيء" in page(cast.basel, f"/deliveries/{delivery.pk}/receipt/")


def test_the_address_of_a_load_leads_to_its_pledge(cast: Cast, need: Need) -> None:
    load = sent(cast, accepted(cast, need, 60), 60)
    answer = client_of(cast.basel).get(f"/deliveries/{load.pk}/")
    assert answer.headers["Location"] == f"/pledges/{load.pledge_id}/#load-{load.pk}"
    assert status(cast.gharib, f"/deliveries/{load.pk}/") == 404


def test_delivery_note_says_what_is_on_it(cast: Cast, need: Need) -> None:
    delivery = sent(cast, accepted(cast, need, 60), 60)
    for person in (cast.basel, cast.hala, cast.omar):
        shown = page(person, f"/deliveries/{delivery.pk}/note/")
        for words in (delivery.code, "data:image/svg+xml", str(cast.other), "60"):
            assert words in shown


def test_photos_are_for_the_two_organisations(cast: Cast) -> None:
    need = make_need(cast, visibility="public")
    pledge = accepted(cast, need, 60)
    line = pledge.lines.get()
    form = {"client_id": str(uuid4()), f"amount_{line.pk}": "60", "sent_on": timezone.localdate().isoformat()}
    held = SimpleUploadedFile("load.jpg", picture(), "image/jpeg")
    client_of(cast.omar).post(f"/pledges/{pledge.pk}/dispatch/", {**form, "pictures": held})
    beside = DeliveryFile.objects.get()
    address = f"/deliveries/{beside.delivery_id}/files/{beside.pk}/"
    assert (status(cast.hala, address), status(cast.omar, address)) == (200, 200)
    assert {status(person, address) for person in (cast.salma, cast.rania, cast.gharib)} == {404}
    assert status(cast.hala, f"{address}preview/") == 404  # drawn by the worker, a moment later


def test_dispatch_delivery_page_refuses_programs_as_photos(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need, 60)
    line = pledge.lines.get()
    form = {"client_id": str(uuid4()), f"amount_{line.pk}": "60", "sent_on": timezone.localdate().isoformat()}
    held = SimpleUploadedFile("load.jpg", b"MZ\x90\x00" + b"\x00" * 200, "image/jpeg")
    answer = client_of(cast.omar).post(f"/pledges/{pledge.pk}/dispatch/", {**form, "pictures": held})
    assert "errorlist" in answer.content.decode()
    assert not Delivery.objects.exists()


# Ours -----------------------------------------------------------------------------------------------------------------
def test_our_pledges_put_what_waits_first(cast: Cast, need: Need) -> None:
    waiting = proposed(cast, need, 10)
    running = accepted(cast, need, 10)
    doubted = sent(cast, accepted(cast, need, 10), 10)
    dispute_delivery(actor=cast.actor("basel"), delivery=doubted, reason="سبب")
    shown = page(cast.basel, "/pledges/?side=received")
    places = [shown.index(pledge.code) for pledge in (doubted.pledge, waiting, running)]
    assert places == sorted(places)
    assert running.code not in page(cast.basel, "/pledges/?side=received&state=waiting")
    assert waiting.code not in page(cast.basel, "/pledges/?side=given")
    assert running.code in page(cast.omar, "/pledges/?side=given&state=waiting")
    assert page(cast.gharib, "/pledges/")


@pytest.mark.parametrize("number", [1, 3])
def test_our_pledges_ask_as_many_questions_for_many(
    cast: Cast, need: Need, django_assert_num_queries: Any, number: int
) -> None:
    for _each in range(number):
        proposed(cast, need, 5, 1)
    client = client_of(cast.omar)
    client.get("/pledges/")
    with django_assert_num_queries(LIST):
        client.get("/pledges/")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("عمر ٠٩٣٣ ٤٤٤ ٥٥٥", 'عمر <a href="tel:0933444555"><bdi dir="ltr" class="code">٠٩٣٣ ٤٤٤ ٥٥٥</bdi></a>'),
        ("+963 933-444-555", '<a href="tel:+963933444555"><bdi dir="ltr" class="code">+963 933-444-555</bdi></a>'),
        ("الطابق 3 <b>", "الطابق 3 &lt;b&gt;"),
    ],
)
def test_telephone_numbers_in_a_contact_are_links_that_read_from_left_to_right(words: str, shown: str) -> None:
    assert contact(words) == shown


def test_a_pledge_of_which_a_part_has_come_says_so(cast: Cast) -> None:
    need = make_need(cast)
    pledge = accepted(cast, need, 40)
    load = sent(cast, pledge, 30)
    received(cast, load, 30)
    for address in ("/pledges/", f"/pledges/{pledge.pk}/", f"/pledges/{pledge.pk}/card/", f"/needs/{need.pk}/"):
        assert "استُلم جزء" in page(cast.omar, address)


def test_a_stranger_is_led_to_sign_in_where_a_need_takes_pledges(cast: Cast) -> None:
    need = make_need(cast, visibility="public")
    link = f"/accounts/login/?next=/needs/{need.pk}/"
    assert link in Client().get(f"/needs/{need.pk}/").content.decode()
    assert link not in page(cast.omar, f"/needs/{need.pk}/")
    Need.objects.filter(pk=need.pk).update(status="closed")
    assert link not in Client().get(f"/needs/{need.pk}/").content.decode()
