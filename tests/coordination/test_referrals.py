"""The follow-up of a recommendation goes from one committee to another, with its history."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from coordination.actions import (
    decline_referral,
    edit_recommendation,
    hand_over_recommendation,
    take_referral,
    withdraw_referral,
)
from coordination.models import Committee, Recommendation, Referral
from coordination.permissions import (
    answerable_referrals_for,
    can_decline_referral,
    can_hand_over_recommendation,
    can_take_referral,
    can_withdraw_referral,
    recommendations_for,
    referrals_for,
)
from coordination.states import OFFERED, REFERRAL_WAYS
from journal.refusals import Conflict, Refused
from tests.coordination.followed import adopted_recommendation, draft_recommendation
from tests.coordination.sitting import offered, seated_committee, standing_committee
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def giver(cast: Cast) -> Committee:
    return standing_committee(cast, title="اللجنة التنسيقية")


@pytest.fixture
def taker(cast: Cast) -> Committee:
    """Hala chairs it."""
    return seated_committee(cast, title="لجنة الصحة")


@pytest.fixture
def row(cast: Cast, giver: Committee) -> Recommendation:
    return adopted_recommendation(cast, committee=giver, visibility="body")


def part_of(row: Recommendation) -> str:
    return reverse("coordination:recommendation_referrals", args=[row.pk])


def test_who_may_what(cast: Cast, row: Recommendation, taker: Committee) -> None:
    assert cast.who(can_hand_over_recommendation, row) == ""
    assert can_hand_over_recommendation(chair_of(cast), row)
    referral = offered(cast, row, taker)
    assert cast.who(can_take_referral, referral) == cast.who(can_decline_referral, referral) == "hala"
    assert cast.who(can_withdraw_referral, referral) == ""
    assert list(answerable_referrals_for(cast.hala)) == [referral]
    assert not answerable_referrals_for(cast.omar)
    with pytest.raises(Refused):
        take_referral(actor=cast.actor("omar"), referral=referral)
    with pytest.raises(Refused):
        hand_over_recommendation(
            actor=cast.actor("hala"), recommendation=row, taker=taker, client_id=uuid4(), reason="لا"
        )


def test_hand_over_recommendation_offers_and_moves_nothing(cast: Cast, row: Recommendation, taker: Committee) -> None:
    with entries_left() as left:
        referral = offered(cast, row, taker, answer_by=timezone.localdate() + timedelta(days=14))
    row.refresh_from_db()
    assert row.committee_id == referral.giver_id
    assert (referral.status, referral.taker) == ("offered", taker)
    known = {
        "referral": referral.pk,
        "giver": referral.giver_id,
        "taker": taker.pk,
        "status": "adopted",
        "code": row.code,
    }
    assert [each for each in left if each.stream == row.stream] == [(row.stream, "referral_offered", row.pk, known)]
    told = {each.stream for each in left if each.stream.startswith("user.")}
    assert told == {f"user.{cast.hala.pk}"}


def test_hand_over_recommendation_again_is_the_same_or_a_conflict(
    cast: Cast, row: Recommendation, taker: Committee
) -> None:
    key = uuid4()
    first = offered(cast, row, taker, client_id=key)
    assert offered(cast, row, taker, client_id=key) == first
    third = standing_committee(cast, title="ثالثة")
    for more, code in (({"client_id": key}, "client_id_reused"), ({}, "offered_already")):
        with pytest.raises(Conflict) as no:
            offered(cast, row, third, **more)
        assert no.value.code == code


def test_the_table_itself_lets_it_wait_for_one_answer(cast: Cast, row: Recommendation, taker: Committee) -> None:
    first = offered(cast, row, taker)
    given = {"recommendation": row, "taker": taker, "person": cast.salma, "client_id": uuid4()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.create(giver=first.giver, reason="ثانية", **given)


def test_hand_over_recommendation_refuses_what_cannot_be(
    cast: Cast, row: Recommendation, giver: Committee, taker: Committee
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    for target, more in ((giver, {}), (taker, {"reason": " "}), (taker, {"answer_by": yesterday})):
        with pytest.raises(ValidationError):
            offered(cast, row, target, **more)
    with pytest.raises(Refused):
        offered(cast, draft_recommendation(cast), taker)


def test_take_referral_moves_the_follow_up(cast: Cast, row: Recommendation, giver: Committee, taker: Committee) -> None:
    referral = offered(cast, row, taker)
    with entries_left() as left:
        take_referral(actor=cast.actor("hala"), referral=referral, answer="نتولاها")
        take_referral(actor=cast.actor("hala"), referral=referral)
    row.refresh_from_db()
    assert row.committee == taker
    referral.refresh_from_db()
    assert (referral.status, referral.answer, referral.answered_by) == ("taken", "نتولاها", cast.hala)
    assert [each.event for each in left if each.stream == row.stream] == ["referral_taken"]
    assert f"user.{cast.salma.pk}" in {each.stream for each in left}
    back = hand_over_recommendation(
        actor=cast.actor("hala"), recommendation=row, taker=giver, client_id=uuid4(), reason="ليست صحية"
    )
    assert [back.giver, back.taker] == [taker, giver]
    assert referrals_for(cast.hala).filter(recommendation=row).count() == 2


def test_decline_referral_and_withdraw_referral_leave_it_where_it_is(
    cast: Cast, row: Recommendation, giver: Committee, taker: Committee
) -> None:
    referral = offered(cast, row, taker)
    with pytest.raises(ValidationError):
        decline_referral(actor=cast.actor("hala"), referral=referral, answer="")
    decline_referral(actor=cast.actor("hala"), referral=referral, answer="ليست من مهامنا")
    second = offered(cast, row, taker)
    with entries_left() as left:
        withdraw_referral(actor=chair_of(cast), referral=second, answer="تغيّر الرأي")
    assert [each.event for each in left if each.stream == row.stream] == ["referral_withdrawn"]
    row.refresh_from_db()
    assert row.committee == giver
    assert [each.status for each in row.referrals.all()] == ["declined", "withdrawn"]
    withdraw_referral(actor=chair_of(cast), referral=second, answer="مرة أخرى")
    with pytest.raises(Conflict):
        decline_referral(actor=cast.actor("hala"), referral=second, answer="لا")
    for each in (referral, second):
        with pytest.raises(Conflict) as no:
            take_referral(actor=cast.actor("hala"), referral=each)
        assert no.value.code == "wrong_status"


def test_whom_it_is_offered_to_sees_it_until_they_said_no(cast: Cast, row: Recommendation, taker: Committee) -> None:
    Recommendation.objects.filter(pk=row.pk).update(body=standing_committee(cast, title="أصل", visibility="body").body)
    assert row not in recommendations_for(cast.hala)
    referral = offered(cast, row, taker)
    assert row in recommendations_for(cast.hala)
    assert row not in recommendations_for(cast.omar)
    decline_referral(actor=cast.actor("hala"), referral=referral, answer="لا")
    assert row not in recommendations_for(cast.hala)


def test_another_committee_is_not_written_in_by_editing(cast: Cast, row: Recommendation, taker: Committee) -> None:
    with pytest.raises(Conflict) as no:
        edit_recommendation(actor=chair_of(cast), recommendation=row, committee=taker)
    assert no.value.code == "hand_over"
    edit_recommendation(actor=chair_of(cast), recommendation=row, report_every=15)


def test_from_page_to_page(cast: Cast, row: Recommendation, taker: Committee) -> None:
    salma, hala = signed_in(cast.salma), signed_in(cast.hala)
    part = part_of(row)
    hand_over = reverse("coordination:hand_over_recommendation", args=[row.pk])
    assert part in salma.get(reverse("coordination:recommendation", args=[row.pk])).content.decode()
    assert hand_over in salma.get(part).content.decode()
    given = {"client_id": uuid4(), "taker": taker.pk, "reason": "أقرب إلى عملها", "answer_by": ""}
    assert salma.post(hand_over, given).status_code == 302
    referral = Referral.objects.get()
    take = reverse("coordination:take_referral", args=[referral.pk])
    assert take in hala.get(part).content.decode()
    assert take in hala.get(reverse("coordination:committee", args=[taker.pk])).content.decode()
    assert take not in signed_in(cast.omar).get(reverse("coordination:committee", args=[taker.pk])).content.decode()
    assert hala.post(take, {"answer": ""}).status_code == 302
    assert "أقرب إلى عملها" in salma.get(part).content.decode()
    assert hala.get(take).status_code == 403
    assert signed_in(cast.gharib).get(take).status_code == 404


def test_the_others_by_their_pages(cast: Cast, row: Recommendation, taker: Committee) -> None:
    first = offered(cast, row, taker)
    address = reverse("coordination:withdraw_referral", args=[first.pk])
    assert signed_in(cast.hala).get(address).status_code == 403
    assert signed_in(cast.salma).post(address, {"answer": "تغيّر الرأي"}).status_code == 302
    second = offered(cast, row, taker)
    address = reverse("coordination:decline_referral", args=[second.pk])
    assert "errorlist" in signed_in(cast.hala).post(address, {"answer": ""}).content.decode()
    assert signed_in(cast.hala).post(address, {"answer": "لا نقدر"}).status_code == 302
    assert list(Referral.objects.values_list("status", flat=True)) == ["withdrawn", "declined"]
    assert "سُحبت الإحالة" in signed_in(cast.salma).get(part_of(row)).content.decode()


def test_what_was_taken_back_before_is_called_so(cast: Cast, row: Recommendation, taker: Committee) -> None:
    """As the migration reads it from the journal."""
    back = offered(cast, row, taker)
    withdraw_referral(actor=chair_of(cast), referral=back, answer="تغيّر الرأي")
    declined = offered(cast, row, taker)
    decline_referral(actor=cast.actor("hala"), referral=declined, answer="لا نقدر")
    Referral.objects.update(status="declined")
    import_module("coordination.migrations.0005_referrals_taken_back").tell_apart(apps, None)
    assert list(Referral.objects.values_list("status", flat=True)) == ["withdrawn", "declined"]


def test_the_table_names_the_states_and_the_page_can_say_each() -> None:
    assert {OFFERED, *(after for _before, after in REFERRAL_WAYS)} == set(Referral.Status.values)


def test_the_api_offers_and_answers(cast: Cast, row: Recommendation, taker: Committee) -> None:
    salma, hala = signed_in(cast.salma), signed_in(cast.hala)
    address = f"/api/recommendations/{row.pk}/referrals/"
    given = {"client_id": str(uuid4()), "taker": taker.pk, "reason": "أقرب"}
    first = salma.post(address, given, content_type="application/json")
    again = salma.post(address, given, content_type="application/json")
    assert (first.status_code, again.status_code) == (201, 200)
    answer = f"/api/referrals/{first.json()['id']}/answer/"
    assert signed_in(cast.omar).put(answer, {"status": "taken"}, content_type="application/json").status_code in {
        403,
        404,
    }
    assert hala.put(answer, {"status": "declined"}, content_type="application/json").status_code == 400
    assert hala.put(answer, {"status": "taken"}, content_type="application/json").json()["status"] == "taken"
    late = hala.put(answer, {"status": "declined", "answer": "لا"}, content_type="application/json")
    assert late.status_code == 409
    assert [each["status"] for each in hala.get(address).json()] == ["taken"]
    assert len(hala.get(f"/api/committees/{taker.pk}/referrals/").json()) == 1
    assert signed_in(cast.gharib).get(address).status_code == 404
