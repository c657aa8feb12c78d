"""Minutes in review: who objects, who answers, who approves, and what is locked from then on."""

from __future__ import annotations

from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from journal.refusals import Conflict, Refused
from meetings.actions import (
    add_addendum,
    answer_objection,
    approve_minutes,
    edit_minute_entry,
    put_minutes_to_review,
    raise_objection,
    take_minutes_back,
    withdraw_minute_entry,
    withdraw_objection,
)
from meetings.models import MinuteEntry, Objection, Participant, Session
from meetings.permissions import (
    can_add_addendum,
    can_answer_objection,
    can_approve_minutes,
    can_put_minutes_to_review,
    can_raise_objection,
    can_take_minutes_back,
    can_withdraw_objection,
    objections_for,
)
from meetings.queries import facts
from meetings.states import MINUTED, REVIEWED
from organizations.models import Organization
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of, make_session, open_session, standing_body
from tests.meetings.minuted import approved, in_review, writer_of, written

pytestmark = [pytest.mark.both, pytest.mark.django_db]
OTHERS = ("basel", "hala", "omar", "rania", "gharib")
JSON = "application/json"
STEPS: dict[str, Any] = {
    "minutes_review": put_minutes_to_review,
    "closed": lambda **given: take_minutes_back(**given, reason="نقص بند"),
    "minutes_approved": approve_minutes,
}


@pytest.fixture
def session(cast: Cast) -> Session:
    return open_session(cast, standing_body(cast, visibility="public"))


def objected(cast: Cast, session: Session, name: str = "basel", **more: Any) -> Objection:
    given: dict[str, Any] = {"client_id": uuid4(), "text": "لم نوافق على المدة", **more}
    return raise_objection(actor=cast.actor(name), session=session, **given)


# The ways -------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("before", "after"), list(product(Session.Status.values, STEPS)))
def test_every_way_of_the_minutes_and_no_other(cast: Cast, before: str, after: str) -> None:
    session = open_session(cast, standing_body(cast))
    written(cast, session)
    Session.objects.filter(pk=session.pk).update(status=before)
    stays = before == after and after in MINUTED
    if (before, after) in REVIEWED or stays:
        assert STEPS[after](actor=chair_of(cast), session=session).status == after
        return
    with pytest.raises(Conflict) as refusal:
        STEPS[after](actor=chair_of(cast), session=session)
    assert refusal.value.code == "wrong_status"


def test_who_does_what_table(cast: Cast, session: Session) -> None:
    objection = objected(cast, in_review(cast, session))
    layla, chair = writer_of(cast), chair_of(cast)
    for rule in (can_put_minutes_to_review, can_take_minutes_back):
        assert cast.who(rule, session) == ""
        assert (rule(layla, session), rule(chair, session)) == (True, True)
    for rule in (can_approve_minutes, can_add_addendum):
        assert cast.who(rule, session) == ""
        assert (rule(layla, session), rule(chair, session)) == (False, True)
    assert (can_answer_objection(layla, objection), can_answer_objection(chair, objection)) == (False, True)
    assert cast.who(can_answer_objection, objection) == ""
    assert cast.who(can_raise_objection, session) == "basel omar"  # Hala is neither signatory nor head
    assert cast.who(can_withdraw_objection, objection) == "basel"


def test_the_verbs_refuse_others(cast: Cast, session: Session) -> None:
    row = in_review(cast, session)
    objection = objected(cast, row)
    for name in OTHERS:
        actor = cast.actor(name)
        for verb in (put_minutes_to_review, approve_minutes):
            with pytest.raises(Refused):
                verb(actor=actor, session=row)
        with pytest.raises(Refused):
            take_minutes_back(actor=actor, session=row, reason="سبب")
        with pytest.raises(Refused):
            answer_objection(actor=actor, objection=objection, status="accepted")
        with pytest.raises(Refused):
            add_addendum(actor=actor, session=row, client_id=uuid4(), text="ملحق")
    for name in ("hala", "rania", "gharib"):
        with pytest.raises(Refused):
            objected(cast, row, name)
    for name in ("hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            withdraw_objection(actor=cast.actor(name), objection=objection)


def test_put_to_review_tells_those_who_come(cast: Cast, session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(status="closed")
    with pytest.raises(Conflict) as empty:
        put_minutes_to_review(actor=writer_of(cast), session=session)
    assert empty.value.code == "no_minutes"
    written(cast, session)
    with entries_left() as left:
        put_minutes_to_review(actor=writer_of(cast), session=session)
        put_minutes_to_review(actor=writer_of(cast), session=session)
    told = [session.stream, *(f"user.{person.pk}" for person in (cast.basel, cast.hala, cast.omar))]
    assert sorted((each.stream, each.event, each.facts) for each in left) == sorted(
        (stream, "minutes_put_to_review", {}) for stream in told
    )


def test_taken_back_says_why(cast: Cast, session: Session) -> None:
    row = in_review(cast, session)
    with pytest.raises(ValidationError):
        take_minutes_back(actor=chair_of(cast), session=row, reason=" ")
    with entries_left() as left:
        back = take_minutes_back(actor=chair_of(cast), session=row, reason="نقص بند")
    assert [(each.stream, each.event) for each in left] == [(session.stream, "minutes_taken_back")]
    assert (back.status, back.status_reason) == ("closed", "نقص بند")


# Objections -----------------------------------------------------------------------------------------------------------
def test_an_organisation_objects_once_for_each_form(cast: Cast, session: Session) -> None:
    entry = written(cast, session)
    row, key = in_review(cast, session), uuid4()
    with entries_left() as left:
        first = objected(cast, row, entry=entry, client_id=key)
        assert objected(cast, row, entry=entry, client_id=key) == first
    assert left == [
        (session.stream, "objection_raised", first.pk, {}),
        (f"user.{writer_of(cast).user.pk}", "objection_raised", session.pk, {}),
    ]
    told = facts("objection", [first.pk])[first.pk]
    assert (told["entry"], told["organization"]["id"], told["status"]) == (entry.pk, cast.association.pk, "open")
    with pytest.raises(Conflict) as refusal:
        objected(cast, row, client_id=key, text="غير ذلك")
    assert refusal.value.code == "client_id_reused"


@pytest.mark.parametrize("status", ["open", "closed", "minutes_approved"])
def test_objections_come_in_review_alone(cast: Cast, session: Session, status: str) -> None:
    written(cast, session)
    Session.objects.filter(pk=session.pk).update(status=status)
    with pytest.raises(Conflict) as refusal:
        objected(cast, session)
    assert refusal.value.code == "wrong_status"


def test_who_has_no_voice_does_not_object(cast: Cast, session: Session) -> None:
    row = in_review(cast, session)
    row.body.voices.filter(organization=cast.association).delete()
    Organization.objects.filter(pk=cast.other.pk).update(status=Organization.Status.SUSPENDED)
    cast.other.refresh_from_db()
    for name in ("basel", "omar"):
        with pytest.raises(Refused):
            objected(cast, row, name)


def test_what_was_taken_out_is_not_objected_to(cast: Cast, session: Session) -> None:
    entry = written(cast, session)
    written(cast, session, "أخرى")
    row = in_review(cast, session)
    withdraw_minute_entry(actor=writer_of(cast), entry=entry)
    for more in ({"entry": entry}, {"text": " "}, {"text": "ا" * 2001}):
        with pytest.raises(ValidationError):
            objected(cast, row, **more)


def test_answered_and_withdrawn_each_once(cast: Cast, session: Session) -> None:
    row, chair = in_review(cast, session), chair_of(cast)
    first, second = objected(cast, row), objected(cast, row, "omar")
    with entries_left() as left:
        answer_objection(actor=chair, objection=first, status="rejected", answer="سُجِّلت كما قيلت")
        answer_objection(actor=chair, objection=first, status="rejected", answer="سُجِّلت كما قيلت")
        withdraw_objection(actor=cast.actor("omar"), objection=second)
        withdraw_objection(actor=cast.actor("omar"), objection=second)
    told = {"status": "rejected"}
    assert sorted(left) == sorted(
        [
            (session.stream, "objection_answered", first.pk, told),
            (f"user.{cast.basel.pk}", "objection_answered", session.pk, told),
            (session.stream, "objection_withdrawn", second.pk, {}),
        ]
    )
    first.refresh_from_db()
    assert (first.answer, first.answered_by) == ("سُجِّلت كما قيلت", cast.salma)
    with pytest.raises(Conflict):
        withdraw_objection(actor=cast.actor("basel"), objection=first)
    with pytest.raises(Conflict):
        answer_objection(actor=chair, objection=second, status="accepted")


@pytest.mark.parametrize(
    "given", [{"status": "withdrawn"}, {"status": "rejected"}, {"status": "rejected", "answer": " "}]
)
def test_answer_objection_refuses_what_is_no_answer(cast: Cast, session: Session, given: dict[str, str]) -> None:
    objection = objected(cast, in_review(cast, session))
    with pytest.raises(ValidationError):
        answer_objection(actor=chair_of(cast), objection=objection, **given)


# Approval -------------------------------------------------------------------------------------------------------------
def test_nobody_approves_over_an_open_objection(cast: Cast, session: Session) -> None:
    row = in_review(cast, session)
    objection = objected(cast, row)
    with pytest.raises(Conflict) as refusal:
        approve_minutes(actor=chair_of(cast), session=row)
    assert refusal.value.code == "objections_open"
    answer_objection(actor=chair_of(cast), objection=objection, status="accepted")
    with entries_left() as left:
        done = approve_minutes(actor=chair_of(cast), session=row)
        approve_minutes(actor=chair_of(cast), session=row)
    assert [(each.stream, each.event) for each in left] == [(session.stream, "minutes_approved")]
    assert (done.status, done.approved_at is not None) == ("minutes_approved", True)


def test_two_pairs_of_eyes(cast: Cast, session: Session) -> None:
    row = in_review(cast, session)
    take_minutes_back(actor=chair_of(cast), session=row, reason="تصحيح")
    put_minutes_to_review(actor=chair_of(cast), session=row)
    with pytest.raises(Conflict) as refusal:
        approve_minutes(actor=chair_of(cast), session=row)
    assert refusal.value.code == "four_eyes"
    basel = Participant.objects.get(body=row.body, person=cast.basel)
    Session.objects.filter(pk=row.pk).update(chair=basel)
    assert approve_minutes(actor=cast.actor("basel"), session=Session.objects.get(pk=row.pk)).approved_at


def test_approval_locks_the_text(cast: Cast, session: Session) -> None:
    entry = written(cast, session)
    row = approved(cast, session)
    for act in (
        lambda: written(cast, row, "متأخرة"),
        lambda: edit_minute_entry(actor=writer_of(cast), entry=entry, version=1, text="غير ذلك"),
        lambda: withdraw_minute_entry(actor=writer_of(cast), entry=entry),
    ):
        with pytest.raises(Conflict) as refusal:
            act()
        assert refusal.value.code == "minutes_locked"
    with entries_left() as left:
        addendum = add_addendum(actor=chair_of(cast), session=row, client_id=uuid4(), text="صُحِّح رقم المحضر")
    assert left == [(session.stream, "addendum_added", addendum.pk, {})]
    assert addendum.is_addendum
    with pytest.raises(Conflict):
        edit_minute_entry(actor=chair_of(cast), entry=addendum, version=1, text="غير ذلك")


def test_no_addendum_before_approval(cast: Cast, session: Session) -> None:
    with pytest.raises(Conflict) as refusal:
        add_addendum(actor=chair_of(cast), session=in_review(cast, session), client_id=uuid4(), text="ملحق")
    assert refusal.value.code == "wrong_status"


# Pages and programs ---------------------------------------------------------------------------------------------------
def test_the_pages_review_object_answer_and_approve(cast: Cast, session: Session) -> None:
    entry = written(cast, session)
    Session.objects.filter(pk=session.pk).update(status="closed")
    layla, chair, basel = signed_in(writer_of(cast).user), signed_in(cast.salma), signed_in(cast.basel)

    def at(name: str, pk: int = session.pk) -> str:
        return reverse(f"meetings:{name}", args=[pk])

    assert basel.post(at("put_minutes_to_review")).status_code == 403
    layla.post(at("put_minutes_to_review"))
    page = basel.get(at("minutes"))
    assert at("object_to_entry", entry.pk) in page.content.decode()
    assert at("approve_minutes") not in page.content.decode()
    assert signed_in(cast.hala).get(at("raise_objection")).status_code == 403
    assert basel.get(at("object_to_entry", entry.pk)).status_code == 200
    basel.post(at("object_to_entry", entry.pk), {"client_id": str(uuid4()), "text": "لم نوافق"})
    basel.post(at("raise_objection"), {"client_id": str(uuid4()), "text": "غاب ذكر الحضور"})
    first, second = Objection.objects.all()
    assert [first.entry, second.entry] == [entry, None]
    shown = chair.get(at("minutes")).content.decode()
    assert (at("answer_objection", first.pk) in shown, at("approve_minutes") in shown) == (True, False)
    assert basel.get(at("answer_objection", first.pk)).status_code == 403
    assert "errorlist" in chair.post(at("answer_objection", first.pk), {"status": "rejected"}).content.decode()
    chair.post(at("answer_objection", first.pk), {"status": "accepted"})
    basel.post(at("withdraw_objection", second.pk))
    assert at("approve_minutes") in chair.get(at("minutes")).content.decode()
    chair.post(at("approve_minutes"))
    session.refresh_from_db()
    assert session.status == "minutes_approved"
    assert at("add_addendum") in chair.get(at("minutes")).content.decode()
    chair.post(at("add_addendum"), {"client_id": str(uuid4()), "text": "ملحق", "kind": "note"})
    outside = signed_in(cast.gharib).get(at("minutes"))
    assert "ملحق" in outside.content.decode()
    assert "لم نوافق" not in outside.content.decode()  # what was objected is for those who take part
    for name, pk in (
        ("raise_objection", session.pk),
        ("answer_objection", first.pk),
        ("take_minutes_back", session.pk),
    ):
        assert signed_in(cast.gharib).get(at(name, pk)).status_code == 404


def test_the_page_takes_them_back(cast: Cast, session: Session) -> None:
    row = in_review(cast, session)
    address = reverse("meetings:take_minutes_back", args=[row.pk])
    assert signed_in(cast.basel).get(address).status_code == 403
    assert signed_in(cast.salma).get(address).status_code == 200
    signed_in(cast.salma).post(address, {"reason": "نقص بند"})
    row.refresh_from_db()
    assert row.status == "closed"


def test_programs_review_object_answer_and_approve(cast: Cast, session: Session) -> None:
    written(cast, session)
    Session.objects.filter(pk=session.pk).update(status="closed")
    layla, chair, basel = signed_in(writer_of(cast).user), signed_in(cast.salma), signed_in(cast.basel)
    status = reverse("api:api_minutes_status", args=[session.pk])
    objections = reverse("api:api_objections", args=[session.pk])
    assert basel.put(status, {"status": "minutes_review"}, content_type=JSON).status_code == 403
    assert layla.put(status, {"status": "minutes_review"}, content_type=JSON).json()["status"] == "minutes_review"
    sent = {"client_id": str(uuid4()), "text": "لم نوافق", "entry": MinuteEntry.objects.get().pk}
    made = basel.post(objections, sent, content_type=JSON)
    assert (made.status_code, basel.post(objections, sent, content_type=JSON).status_code) == (201, 200)
    assert chair.put(status, {"status": "minutes_approved"}, content_type=JSON).status_code == 409
    answer = reverse("api:api_objection_answer", args=[made.json()["id"]])
    assert basel.put(answer, {"status": "accepted"}, content_type=JSON).status_code == 403
    assert chair.put(answer, {"status": "rejected"}, content_type=JSON).status_code == 400
    assert chair.put(answer, {"status": "accepted"}, content_type=JSON).json()["status"] == "accepted"
    again = basel.post(objections, {"client_id": str(uuid4()), "text": "وأيضاً"}, content_type=JSON).json()["id"]
    one = reverse("api:api_objection", args=[again])
    assert basel.delete(one).status_code == 204
    assert [each["status"] for each in basel.get(objections).json()["results"]] == ["accepted", "withdrawn"]
    assert chair.put(status, {"status": "minutes_approved"}, content_type=JSON).json()["status"] == "minutes_approved"
    addenda = reverse("api:api_addenda", args=[session.pk])
    addendum = {"client_id": str(uuid4()), "text": "ملحق"}
    assert layla.post(addenda, addendum, content_type=JSON).status_code == 403
    assert chair.post(addenda, addendum, content_type=JSON).json()["is_addendum"] is True
    gharib = signed_in(cast.gharib)
    assert [gharib.get(address).status_code for address in (objections, one)] == [404, 404]
    told = gharib.get(reverse("api:api_minutes", args=[session.pk])).json()["results"]
    assert [each["is_addendum"] for each in told] == [False, True]


def test_who_sees_objections(cast: Cast, session: Session) -> None:
    objection = objected(cast, in_review(cast, session))
    names = ["salma", "basel", "hala", "omar", "rania", "gharib"]
    assert [name for name in names if objection in objections_for(getattr(cast, name))] == names[:4]
    other = make_session(cast, session.body)
    assert objected_elsewhere(cast, other, objection) == 400


def objected_elsewhere(cast: Cast, session: Session, objection: Objection) -> int:
    """A program that names what is no number."""
    address = reverse("api:api_objections", args=[session.pk])
    return signed_in(cast.basel).post(address, {"entry": "x", "text": objection.text}, content_type=JSON).status_code
