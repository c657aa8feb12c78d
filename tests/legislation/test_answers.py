"""What the authority answers: entered by one, checked by another, entered by its liaison who sees nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from files.examining import Examined, examine_bytes
from files.models import StoredFile
from journal.refusals import Conflict, Refused
from legislation.actions import check_answers, enter_answers, grant_liaison, refuse_answer, revoke_liaison, void_dossier
from legislation.models import Answer, Dossier, DossierItem, Round
from legislation.permissions import (
    answers_for,
    can_check_answers,
    can_enter_answers,
    can_grant_liaison,
    dossiers_for,
    proposals_for,
    remarks_for,
    rounds_for,
)
from legislation.queries import items_shown, officials, unanswered
from organizations.models import Membership, Role
from tests.entries import entries_left
from tests.factories import NAMES, Cast, make_membership, make_person, signed_in
from tests.files.samples import pdf
from tests.legislation.compiled import decided_round, frozen_dossier, sent_dossier
from tests.legislation.made import published_law

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    """Sent; Hala manages the association beside Basel, so that there are two to enter and to check."""
    Membership.objects.filter(person=cast.hala).delete()
    make_membership(cast.hala, cast.association, Role.MANAGER)
    return sent_dossier(cast)


def entered(cast: Cast, dossier: Dossier, who: str = "basel", **more: Any) -> list[Answer]:
    given: dict[str, Any] = {"items": [dossier.items.first()], "client_id": uuid4(), "kind": "accepted", **more}
    return enter_answers(actor=cast.actor(who), dossier=dossier, **given)


def checked(cast: Cast, dossier: Dossier, answers: list[Answer], who: str = "hala") -> list[Answer]:
    return check_answers(actor=cast.actor(who), dossier=dossier, answers=answers)


def scan() -> Examined:
    return examine_bytes(pdf(), "letter.pdf")


# Entered and checked --------------------------------------------------------------------------------------------------
def test_enter_answers_waits_until_another_checks_it(cast: Cast, dossier: Dossier) -> None:
    details: dict[str, Any] = {
        "letter_number": "٤٥/ص",
        "letter_on": timezone.localdate(),
        "text": "يُعمل به",
        "scan": scan(),
    }
    with entries_left() as left:
        (answer,) = entered(cast, dossier, **details)
    code = f"{dossier.round.code}/1"
    assert left == [
        (dossier.round.stream, "answer_entered", answer.pk, {"is_last": True}),
        (f"user.{cast.hala.pk}", "answers_entered", dossier.pk, {"code": code}),
    ]
    (first, _second) = items_shown(cast.basel, dossier)
    assert (first.standing, first.waiting, first.days) == (None, [answer], 0)
    with entries_left() as left:
        checked(cast, dossier, [answer])
        checked(cast, dossier, [answer])
    proposal = answer.item.proposal
    assert left == [
        (dossier.round.stream, "answer_checked", answer.pk, {"is_last": True}),
        (proposal.stream, "answer_checked", answer.pk, {"is_last": True}),
        (f"user.{cast.omar.pk}", "proposal_answered", proposal.pk, {"code": proposal.code}),
    ]
    (first, _second) = items_shown(cast.basel, dossier)
    assert first.standing is not None
    assert (first.standing.pk, first.standing.checked_by, first.days) == (answer.pk, cast.hala, None)


def test_nobody_checks_an_entry_of_their_own(cast: Cast, dossier: Dossier) -> None:
    answers = entered(cast, dossier)
    with pytest.raises(Refused) as own:
        checked(cast, dossier, answers, "basel")
    assert own.value.code == "own_entry"
    assert Answer.objects.get().checked_at is None


def test_one_letter_answers_several_and_when_all_have_their_last_the_round_is_answered(
    cast: Cast, dossier: Dossier
) -> None:
    items = list(dossier.items.all())
    both = entered(cast, dossier, items=items, kind="under_study", scan=scan())
    assert len({each.scan_id for each in both}) == 1
    assert StoredFile.objects.filter(name="letter.pdf").count() == 1
    checked(cast, dossier, both)
    assert (unanswered(dossier), Round.objects.get().status) == (2, "dossier_sent")
    checked(cast, dossier, entered(cast, dossier, items=items[:1], kind="partly"))
    assert (unanswered(dossier), Round.objects.get().status) == (1, "dossier_sent")
    last = entered(cast, dossier, "hala", items=items[1:], kind="no_competence")
    with entries_left() as left:
        checked(cast, dossier, last, "basel")
    events = [event for _stream, event, _pk, _facts in left]
    assert events == ["answer_checked", "answer_checked", "proposal_answered", "round_answered"]
    assert Round.objects.get().status == "answered"


def test_the_newest_checked_answer_stands(cast: Cast, dossier: Dossier) -> None:
    item = dossier.items.first()
    checked(cast, dossier, entered(cast, dossier, items=[item], kind="accepted"))
    checked(cast, dossier, entered(cast, dossier, items=[item], kind="refused"))
    entered(cast, dossier, items=[item], kind="partly")
    (first, _second) = items_shown(cast.omar, dossier)
    assert first.standing is not None
    assert (first.standing.kind, first.waiting) == ("refused", [])  # what waits is not told to everybody


def test_what_is_enacted_names_its_law(cast: Cast, dossier: Dossier) -> None:
    law = published_law(cast, title="قانون لاحق", number="40")
    for more in ({"kind": "enacted"}, {"kind": "accepted", "enacted_by": law}):
        with pytest.raises(ValidationError) as refusal:
            entered(cast, dossier, **more)
        assert refusal.value.error_dict["enacted_by"][0].code == "law_required"
    (answer,) = entered(cast, dossier, kind="enacted", enacted_by=law)
    assert answer.enacted_by == law


def test_enter_answers_refuses_what_makes_no_sense(cast: Cast, dossier: Dossier) -> None:
    today = timezone.localdate()
    words = examine_bytes("كتاب".encode(), "letter.txt")
    for more, field, code in (
        ({"items": []}, "items", "items_required"),
        ({"letter_on": today + timedelta(days=1)}, "letter_on", "in_the_future"),
        ({"letter_on": today - timedelta(days=1)}, "letter_on", "before_it_was_sent"),
        ({"scan": words}, "scan", "no_paper"),
        ({"kind": "perhaps"}, "kind", "invalid_choice"),
    ):
        with pytest.raises(ValidationError) as refusal:
            entered(cast, dossier, **more)
        assert refusal.value.error_dict[field][0].code == code
    other = frozen_dossier(cast, decided_round(cast, instrument=dossier.round.instrument, code="A-OTHER"))
    with pytest.raises(ValidationError) as elsewhere:
        entered(cast, dossier, items=[other.items.first()])
    assert elsewhere.value.error_dict["items"][0].code == "other_dossier"
    with pytest.raises(Conflict) as early:
        entered(cast, other)
    assert early.value.code == "wrong_status"
    answers = entered(cast, dossier)
    with pytest.raises(ValidationError):
        checked(cast, dossier, [])
    void_dossier(actor=cast.actor("basel"), dossier=dossier, reason="خطأ")
    with pytest.raises(Conflict):
        checked(cast, dossier, answers)
    assert DossierItem.objects.filter(dossier=other).count() == 2


def test_enter_answers_again_is_the_same_or_a_conflict(cast: Cast, dossier: Dossier) -> None:
    key: UUID = uuid4()
    items = list(dossier.items.all())
    first = entered(cast, dossier, items=items, client_id=key)
    assert entered(cast, dossier, items=items, client_id=key) == first
    for more in ({"kind": "refused"}, {"text": "غيره"}):
        with pytest.raises(Conflict) as reused:
            entered(cast, dossier, items=items, client_id=key, **more)
        assert reused.value.code == "client_id_reused"


def test_refuse_answer_keeps_the_entry_and_says_why(cast: Cast, dossier: Dossier) -> None:
    (answer,) = entered(cast, dossier)
    for name in ("omar", "salma", "gharib", "rania"):
        with pytest.raises(Refused):
            refuse_answer(actor=cast.actor(name), answer=answer, reason="لا")
    with pytest.raises(ValidationError):
        refuse_answer(actor=cast.actor("hala"), answer=answer, reason="")
    with entries_left() as left:
        refuse_answer(actor=cast.actor("hala"), answer=answer, reason="الكتاب يقول غير ذلك")
        refuse_answer(actor=cast.actor("hala"), answer=answer, reason="الكتاب يقول غير ذلك")
    assert left == [(dossier.round.stream, "answer_refused", answer.pk, {"is_last": True})]
    with pytest.raises(Conflict) as wrong:
        checked(cast, dossier, [answer])
    assert wrong.value.code == "found_wrong"
    (second,) = entered(cast, dossier)
    refuse_answer(actor=cast.actor("basel"), answer=second, reason="أدخلته خطأً")  # one's own is taken back
    (third,) = entered(cast, dossier)
    checked(cast, dossier, [third])
    with pytest.raises(Conflict) as stands:
        refuse_answer(actor=cast.actor("hala"), answer=third, reason="متأخر")
    assert stands.value.code == "answer_stands"


# Who may --------------------------------------------------------------------------------------------------------------
def test_who_enters_and_who_checks(cast: Cast, dossier: Dossier) -> None:
    assert cast.who(can_enter_answers, dossier) == "basel hala"
    assert cast.who(can_check_answers, dossier) == "basel hala"
    grant_liaison(actor=cast.actor("basel"), row=dossier.round, person=cast.rania)
    assert cast.who(can_enter_answers, dossier) == "basel hala rania"
    assert cast.who(can_check_answers, dossier) == "basel hala"
    for name in ("salma", "omar", "gharib"):
        with pytest.raises(Refused):
            entered(cast, dossier, name)
    answers = entered(cast, dossier, "rania")
    for name in ("salma", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            checked(cast, dossier, answers, name)
    checked(cast, dossier, answers, "basel")


def test_a_liaison_sees_what_was_sent_and_nothing_else(cast: Cast, dossier: Dossier) -> None:
    other = decided_round(cast, instrument=dossier.round.instrument, code="A-OTHER")
    beside = sent_dossier(cast, other)
    assert not dossiers_for(cast.rania).exists()
    grant_liaison(actor=cast.actor("basel"), row=dossier.round, person=cast.rania)
    assert list(dossiers_for(cast.rania)) == [dossier]
    assert list(rounds_for(cast.rania)) == [dossier.round]
    assert set(proposals_for(cast.rania)) == {each.proposal for each in dossier.items.all()}
    assert not remarks_for(cast.rania).exists()
    with pytest.raises(Refused):
        entered(cast, beside, "rania")  # of another round
    rania = signed_in(cast.rania)
    assert dossier.round.title in rania.get("/my-dossiers/").content.decode()
    assert rania.get(f"/dossiers/{dossier.pk}/").status_code == 200
    assert rania.get(f"/dossiers/{beside.pk}/").status_code == 404
    assert rania.get(f"/dossiers/{dossier.pk}/send/").status_code == 403
    (answer,) = entered(cast, dossier)
    assert not answers_for(cast.rania).filter(pk=answer.pk).exists()  # not before it stands
    revoke_liaison(actor=cast.actor("basel"), row=dossier.round, person=cast.rania)
    assert not dossiers_for(cast.rania).exists()
    assert rania.get(f"/dossiers/{dossier.pk}/").status_code == 404


def test_grant_liaison_is_for_officials_and_by_who_leads(cast: Cast, dossier: Dossier) -> None:
    row = dossier.round
    assert cast.who(can_grant_liaison, row) == "basel hala"
    assert list(officials()) == [cast.rania]
    for person in (cast.omar, cast.gharib, make_person()):
        with pytest.raises(ValidationError) as refusal:
            grant_liaison(actor=cast.actor("basel"), row=row, person=person)
        assert refusal.value.error_dict["person"][0].code == "not_an_official"
    with pytest.raises(Refused):
        grant_liaison(actor=cast.actor("omar"), row=row, person=cast.rania)
    mine = f"user.{cast.rania.pk}"
    with entries_left() as left:
        grant_liaison(actor=cast.actor("basel"), row=row, person=cast.rania)
        grant_liaison(actor=cast.actor("basel"), row=row, person=cast.rania)
    granted = [(stream, event) for stream, event, _pk, _facts in left]
    assert granted == [(mine, "liaison_granted"), (mine, "access_changed")]
    with pytest.raises(Refused):
        revoke_liaison(actor=cast.actor("rania"), row=row, person=cast.rania)
    with entries_left() as left:
        revoke_liaison(actor=cast.actor("basel"), row=row, person=cast.rania)
        revoke_liaison(actor=cast.actor("basel"), row=row, person=cast.rania)
    assert [event for _stream, event, _pk, _facts in left] == ["liaison_revoked", "access_changed"]


# Pages and calls ------------------------------------------------------------------------------------------------------
def test_only_what_waits_for_an_answer_is_offered(cast: Cast, dossier: Dossier) -> None:
    first, second = dossier.items.order_by("position")
    basel, form = signed_in(cast.basel), f"/dossiers/{dossier.pk}/answers/new/"
    (one,) = entered(cast, dossier, items=[first])
    page = basel.get(form).content.decode()
    assert first.proposal.title not in page
    assert second.proposal.title in page
    assert f"{form}?item={first.pk}" not in basel.get(f"/dossiers/{dossier.pk}/").content.decode()
    own, others = (signed_in(each).get(f"/rounds/{dossier.round_id}/") for each in (cast.basel, cast.hala))
    assert own.context["to_check"] is None
    assert others.context["to_check"] == (1, dossier.pk)
    checked(cast, dossier, [one])
    assert f"{form}?item={first.pk}" in basel.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert first.proposal.title in basel.get(f"{form}?item={first.pk}").content.decode()
    checked(cast, dossier, entered(cast, dossier, items=[second], kind="refused"))
    assert second.proposal.title not in basel.get(form).content.decode()
    given = {"client_id": str(uuid4()), "items": [second.pk], "kind": "partly"}
    assert basel.post(form, given).status_code == 302
    assert basel.post(form, given).status_code == 302  # the same form again is no refusal
    assert Answer.objects.filter(item=second).count() == 2


def test_answers_are_entered_and_checked_in_the_browser(cast: Cast, dossier: Dossier) -> None:
    basel, hala = signed_in(cast.basel), signed_in(cast.hala)
    item = dossier.items.first()
    assert item is not None
    form = basel.get(f"/dossiers/{dossier.pk}/answers/new/?item={item.pk}").content.decode()
    assert f'value="{item.pk}"' in form
    assert "checked" in form
    given = {"client_id": str(uuid4()), "items": [item.pk], "kind": "accepted", "letter_number": "12"}
    letter = SimpleUploadedFile("letter.pdf", pdf(), "application/pdf")
    assert basel.post(f"/dossiers/{dossier.pk}/answers/new/", {**given, "scan": letter}).status_code == 302
    answer = Answer.objects.get()
    assert "بانتظار التدقيق" in basel.get(f"/dossiers/{dossier.pk}/").content.decode()
    page = hala.get(f"/dossiers/{dossier.pk}/").content.decode()
    assert f'name="answers" value="{answer.pk}"' in page
    assert hala.get(f"/answers/{answer.pk}/scan/").status_code == 200
    assert signed_in(cast.omar).get(f"/answers/{answer.pk}/scan/").status_code == 404
    assert basel.post(f"/dossiers/{dossier.pk}/answers/check/", {"answers": [answer.pk]}).status_code == 403
    assert hala.post(f"/dossiers/{dossier.pk}/answers/check/", {"answers": [answer.pk]}).status_code == 302
    answer.refresh_from_db()
    assert answer.checked_by == cast.hala
    assert hala.get(f"/answers/{answer.pk}/refuse/").status_code == 200
    liaisons = f"/rounds/{dossier.round_id}/liaisons/"
    assert basel.post(liaisons, {"person": cast.rania.pk}).status_code == 302
    assert str(cast.rania) in basel.get(liaisons).content.decode()
    assert basel.post(f"{liaisons}{cast.rania.pk}/revoke/").status_code == 302
    assert signed_in(cast.omar).get(liaisons).status_code == 403
    for client in (signed_in(cast.gharib), Client()):
        assert client.get(f"/answers/{answer.pk}/scan/").status_code == 404


def test_the_api_enters_and_checks(cast: Cast, dossier: Dossier) -> None:
    basel, hala = signed_in(cast.basel), signed_in(cast.hala)
    address = f"/api/dossiers/{dossier.pk}/answers/"
    items = [each["id"] for each in basel.get(address).json()]
    given = {"client_id": str(uuid4()), "items": items, "kind": "refused", "text": "لا حاجة"}
    made = basel.post(address, given, content_type="application/json")
    assert (made.status_code, len(made.json())) == (201, 2)
    assert basel.post(address, given, content_type="application/json").status_code == 200
    ids = [each["id"] for each in made.json()]
    own = basel.put(f"{address}checked/", {"answers": ids}, content_type="application/json")
    assert (own.status_code, own.json()["code"]) == (403, "own_entry")
    wrong = hala.put(f"/api/answers/{ids[0]}/wrong/", {"reason": "غير مطابق"}, content_type="application/json")
    assert wrong.json()["refused_reason"] == "غير مطابق"
    done = hala.put(f"{address}checked/", {"answers": ids[1:]}, content_type="application/json")
    assert done.json()[0]["checked_at"]
    shown = signed_in(cast.omar).get(address).json()
    assert [each["answer"] and each["answer"]["kind"] for each in shown] == [None, "refused"]
    foreign = {**given, "client_id": str(uuid4()), "items": [items[0] + 999]}
    assert basel.post(address, foreign, content_type="application/json").status_code == 400
    scanned = {**given, "client_id": str(uuid4()), "scan": SimpleUploadedFile("x.txt", b"words")}
    assert basel.post(address, scanned).status_code == 400
    people = f"/api/rounds/{dossier.round_id}/liaisons/"
    assert basel.put(f"{people}{cast.rania.pk}/").status_code == 204
    assert basel.get(people).json() == [{"id": cast.rania.pk, "display_name": cast.rania.display_name}]
    assert basel.delete(f"{people}{cast.rania.pk}/").status_code == 204
    assert basel.put(f"{people}{cast.omar.pk}/").status_code == 404
    assert signed_in(cast.omar).get(people).status_code == 404
    for name in NAMES:
        if name in ("salma", "rania", "gharib"):
            assert signed_in(getattr(cast, name)).get(address).status_code == 404


def test_days_are_counted_until_a_last_answer(cast: Cast, dossier: Dossier) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=62), tick=False):
        checked(cast, dossier, entered(cast, dossier, kind="received"))
        assert [each.days for each in items_shown(cast.basel, dossier)] == [62, 62]
        checked(cast, dossier, entered(cast, dossier, kind="accepted"))
        assert [each.days for each in items_shown(cast.basel, dossier)] == [None, 62]
