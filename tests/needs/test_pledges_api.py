"""Pledges and loads over the API: the whole road, what each person is told, refusals as problem documents."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from journal.queries import facts_of
from needs.models import Need, Pledge
from organizations.actions import suspend_organization
from tests.factories import Cast
from tests.needs.giving import accepted, counters, make_item, make_need, make_offer, proposed, sent, standing
from tests.needs.test_pledge_pages import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]
LIST, LOADS = 9, 5


@pytest.fixture
def need(cast: Cast) -> Need:
    return make_need(cast, 100, 10)


def call(cast: Cast, name: str, method: str, address: str, body: Any = None) -> Any:
    client: Client = client_of(getattr(cast, name))
    answer = getattr(client, method)(f"/api/{address}", body, content_type="application/json")
    return answer.status_code, answer.json() if answer.content else None


def asked(need: Need, *amounts: Any, **more: Any) -> dict[str, Any]:
    lines = [
        {"line": line.pk, "amount": str(amount)}
        for line, amount in zip(need.lines.order_by("position"), amounts, strict=False)
    ]
    return {"client_id": str(uuid4()), "need": need.pk, "lines": lines, **more}


def test_the_whole_road_over_the_api(cast: Cast, need: Need) -> None:
    body = asked(need, "40", contact="عمر 0933444555")
    code, made = call(cast, "omar", "post", "pledges/", body)
    assert (code, made["status"], made["lines"][0]["amount"]) == (201, "proposed", "40")
    assert call(cast, "omar", "post", "pledges/", body)[0] == 200
    pledge = made["id"]
    assert call(cast, "basel", "post", f"pledges/{pledge}/accept/")[1]["status"] == "accepted"
    lines = [{"line": made["lines"][0]["id"], "amount": "40"}]
    load = {"client_id": str(uuid4()), "lines": lines, "sent_on": timezone.localdate().isoformat(), "weight": 900}
    code, sent_load = call(cast, "omar", "post", f"pledges/{pledge}/deliveries/", load)
    assert (code, sent_load["weight"], sent_load["lines"][0]["received"]) == (201, 900, None)
    assert call(cast, "omar", "post", f"deliveries/{sent_load['id']}/arrive/")[1]["arrived_at"]
    counted = {"lines": [{"line": sent_load["lines"][0]["id"], "amount": "38"}], "note": "ناقص اثنتان"}
    code, receipt = call(cast, "basel", "put", f"deliveries/{sent_load['id']}/receipt/", counted)
    assert (code, receipt["lines"][0]["received"], receipt["receipt_note"]) == (200, "38", "ناقص اثنتان")
    assert call(cast, "basel", "post", f"pledges/{pledge}/close-short/", {"reason": "يكفي"})[1]["reason"] == "يكفي"
    assert (counters(need)[0], standing(Pledge.objects.get())) == ((38, 38, 38), "closed_short")


def test_answers_carry_the_head_of_the_needs_stream(cast: Cast, need: Need) -> None:
    _code, made = call(cast, "omar", "post", "pledges/", asked(need, 1))
    assert made["head"] == 1
    assert call(cast, "omar", "get", f"pledges/{made['id']}/")[1]["head"] == 1


def test_too_much_is_a_conflict_that_says_what_is_left(cast: Cast, need: Need) -> None:
    proposed(cast, need, 60)
    code, problem = call(cast, "omar", "post", "pledges/", asked(need, 41))
    assert (code, problem["code"], problem["left"], problem["unit"]) == (409, "too_much", "40", "piece")
    assert problem["need_line"] == need.lines.order_by("position").first().pk  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "amount", ["0", "-1", "NaN", "Infinity", "1e400", "1.0001", "99999999999999", "كثير", None, []]
)
def test_what_is_no_quantity_is_refused(cast: Cast, need: Need, amount: Any) -> None:
    line = need.lines.first()
    assert line is not None
    body = {**asked(need), "lines": [{"line": line.pk, "amount": amount}]}
    code, problem = call(cast, "omar", "post", "pledges/", body)
    assert (code, bool(problem["errors"])) == (400, True)
    assert not Pledge.objects.exists()


def test_units_are_named_by_their_code(cast: Cast) -> None:
    make_item(carton=24)
    need = make_need(cast, 100)
    body = asked(need, 2)
    body["lines"][0]["unit"] = "carton"
    assert call(cast, "omar", "post", "pledges/", body)[1]["lines"][0]["unit"] == "carton"
    assert counters(need) == [(48, 0, 0)]
    body["lines"][0]["unit"] = "litre"
    code, problem = call(cast, "omar", "post", "pledges/", {**body, "client_id": str(uuid4())})
    assert (code, problem["code"]) == (400, "unit_of_another_item")


def test_editing_declining_and_withdrawing(cast: Cast, need: Need) -> None:
    first, second, offer = proposed(cast, need, 40), proposed(cast, need, 10), make_offer(cast, 50)
    changed = {**asked(need, 30), "offer": offer.pk, "note": "على دفعتين"}
    code, row = call(cast, "omar", "patch", f"pledges/{first.pk}/", changed)
    assert (code, row["offer"], row["note"], row["lines"][0]["amount"]) == (200, offer.pk, "على دفعتين", "30")
    assert call(cast, "basel", "post", f"pledges/{first.pk}/decline/", {"reason": "لا حاجة"})[1]["status"] == "declined"
    assert call(cast, "basel", "post", f"pledges/{second.pk}/decline/", {})[0] == 400
    assert call(cast, "omar", "post", f"pledges/{second.pk}/withdraw/")[1]["status"] == "withdrawn"
    assert call(cast, "omar", "post", f"pledges/{second.pk}/accept/")[0] == 403


def test_a_load_in_dispute(cast: Cast, need: Need) -> None:
    delivery = sent(cast, accepted(cast, need, 40), 40)
    code, row = call(cast, "basel", "post", f"deliveries/{delivery.pk}/dispute/", {"reason": "لم يصل شيء"})
    assert (code, row["dispute_reason"], bool(row["disputed_at"])) == (200, "لم يصل شيء", True)
    code, problem = call(cast, "omar", "post", f"deliveries/{delivery.pk}/dispute/", {"reason": "بل وصل"})
    assert (code, problem["code"]) == (409, "disputed_already")


def test_a_line_named_twice_is_refused_of_loads_and_receipts(cast: Cast, need: Need) -> None:
    pledge = accepted(cast, need, 40)
    twice = [{"line": pledge.lines.get().pk, "amount": amount} for amount in ("30", "10")]
    load = {"client_id": str(uuid4()), "lines": twice, "sent_on": timezone.localdate().isoformat()}
    answers = [call(cast, "omar", "post", f"pledges/{pledge.pk}/deliveries/", load)]
    delivery = sent(cast, pledge, 40)
    counted = [{"line": delivery.lines.get().pk, "amount": amount} for amount in ("40", "0")]
    answers.append(call(cast, "basel", "put", f"deliveries/{delivery.pk}/receipt/", {"lines": counted}))
    for code, problem in answers:
        assert (code, problem["errors"]["lines"][0]["code"]) == (400, "line_twice")
    assert counters(need)[0] == (40, 40, 0)


def test_who_only_sees_the_need_is_told_who_gives_how_much(cast: Cast) -> None:
    need = make_need(cast, visibility="public")
    pledge = accepted(cast, need, 40, note="كلمة بين الجهتين")
    sent(cast, pledge, 40)
    told = call(cast, "gharib", "get", f"pledges/{pledge.pk}/")[1]
    assert (told["organization"]["name"], told["lines"][0]["dispatched"]) == (str(cast.other), "40")
    assert {"note", "giver_contact", "deliveries", "reason", "offer"}.isdisjoint(told)
    own = call(cast, "hala", "get", f"pledges/{pledge.pk}/")[1]
    assert (own["note"], own["giver_contact"], len(own["deliveries"])) == ("كلمة بين الجهتين", "0933444555", 1)
    assert call(cast, "gharib", "get", "deliveries/")[1]["results"] == []


@pytest.mark.parametrize("name", ["rania", "gharib"])
def test_strangers_find_nothing(cast: Cast, need: Need, name: str) -> None:
    pledge = accepted(cast, need, 40)
    delivery = sent(cast, pledge, 40)
    assert call(cast, name, "get", "pledges/")[1]["results"] == []
    assert call(cast, name, "get", f"pledges/{pledge.pk}/")[0] == 404
    assert call(cast, name, "post", f"pledges/{pledge.pk}/accept/")[0] == 404
    assert call(cast, name, "post", f"deliveries/{delivery.pk}/arrive/")[0] == 404
    code, problem = call(cast, name, "post", "pledges/", asked(need, 1))
    assert (code, problem["code"]) == (400, "does_not_exist")


def test_the_list_is_narrowed_by_need_giver_and_status(cast: Cast, need: Need) -> None:
    first, second = proposed(cast, need, 10), accepted(cast, make_need(cast), 10)
    for query, found in ((f"need={need.pk}", first), ("status=accepted", second)):
        results = call(cast, "omar", "get", f"pledges/?{query}")[1]["results"]
        assert [row["id"] for row in results] == [found.pk]
    assert len(call(cast, "omar", "get", f"pledges/?organization={cast.other.pk}")[1]["results"]) == 2


@pytest.mark.parametrize("column", ["pledges/?need", "pledges/?organization", "deliveries/?pledge"])
def test_what_is_hidden_and_what_is_not_there_are_both_not_found(cast: Cast, column: str) -> None:
    hidden = accepted(cast, make_need(cast), 10)
    known = {"need": hidden.need_id, "organization": hidden.organization_id, "pledge": hidden.pk}
    for number in (known[column.rsplit("?", 1)[1]], 987654321, 2**63 - 1, 10**30, "x"):
        code, answer = call(cast, "gharib", "get", f"{column}={number}")
        assert (code, answer["results"]) == (200, [])


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_ask_as_many_questions_for_many(
    cast: Cast, need: Need, django_assert_num_queries: Any, number: int
) -> None:
    for _each in range(number):
        sent(cast, accepted(cast, need, 5, 1), 5, 1)
    client = client_of(cast.omar)
    client.get("/api/pledges/")
    with django_assert_num_queries(LIST):
        assert len(client.get("/api/pledges/").json()["results"]) == number
    with django_assert_num_queries(LOADS):
        assert len(client.get("/api/deliveries/").json()["results"]) == number


# What entries show ----------------------------------------------------------------------------------------------------
def test_entries_show_a_public_pledge_whole_and_another_by_its_code(cast: Cast, need: Need) -> None:
    public = proposed(cast, make_need(cast, visibility="public"), 40)
    narrow = proposed(cast, need, 40)
    told = facts_of("pledge", [public.pk, narrow.pk])
    assert told[public.pk]["lines"][0]["amount"] == "40"
    assert told[narrow.pk] == {
        "id": narrow.pk,
        "code": narrow.code,
        "need": need.pk,
        "status": "proposed",
        "is_narrow": True,
    }


def test_entries_tell_no_days_of_a_load_to_a_need_that_is_not_public(cast: Cast, need: Need) -> None:
    public, narrow = (
        sent(cast, accepted(cast, asking, 10), 10) for asking in (make_need(cast, visibility="public"), need)
    )
    told = facts_of("delivery", [public.pk, narrow.pk])
    assert told[public.pk]["sent_on"] == public.sent_on.isoformat()
    assert told[narrow.pk] == {
        "id": narrow.pk,
        "code": narrow.code,
        "pledge": narrow.pledge_id,
        "need": need.pk,
        "status": "dispatched",
        "is_narrow": True,
    }


def test_entries_tell_little_of_pledges_to_a_suspended_organisation(cast: Cast) -> None:
    load = sent(cast, accepted(cast, make_need(cast, visibility="public"), 10), 10)
    suspend_organization(actor=cast.actor("salma"), organization=cast.association, reason="تحقيق")
    assert facts_of("pledge", [load.pledge_id])[load.pledge_id]["is_narrow"]
    assert facts_of("delivery", [load.pk])[load.pk]["is_narrow"]
