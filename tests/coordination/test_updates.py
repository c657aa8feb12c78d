"""Reporting progress, proving it, and having it verified by others than who reports."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.actions import (
    add_evidence,
    add_milestone,
    block_recommendation,
    confirm_update,
    create_update,
    discard_update,
    edit_update,
    end_responsibility,
    preview_evidence,
    reopen_recommendation,
    return_update,
    submit_update,
    withdraw_evidence,
)
from coordination.models import Committee, Evidence, ProgressUpdate, Recommendation, Seat, SeatHolder, Term
from coordination.permissions import (
    can_add_evidence,
    can_confirm_update,
    can_create_update,
    can_discard_update,
    can_edit_update,
    can_return_update,
    can_submit_update,
    can_withdraw_evidence,
    evidence_for,
    updates_for,
    verifiers_of,
)
from coordination.tasks.evidence import preview_evidence as draw_previews
from files.examining import examine_bytes
from files.models import StoredFile
from journal.actors import Actor
from journal.refusals import Conflict, Refused
from organizations.models import Role
from tests.coordination.followed import (
    assigned_recommendation,
    draft_update,
    proven,
    submitted_update,
)
from tests.coordination.made import standing_forum
from tests.entries import entries_left
from tests.factories import NAMES, Cast, make_membership, make_organization, make_person
from tests.files.samples import png
from tests.meetings.made import chair_of, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def seers(cast: Cast, update: ProgressUpdate) -> str:
    return " ".join(name for name in NAMES if update in updates_for(getattr(cast, name)))


def test_create_update_is_for_the_people_of_who_answers(cast: Cast) -> None:
    row, key = assigned_recommendation(cast), uuid4()
    assert cast.who(can_create_update, row) == "basel hala"
    for name in ("salma", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            create_update(actor=cast.actor(name), recommendation=row, client_id=uuid4(), narrative="أنجزنا")
    with entries_left() as left:
        update = draft_update(cast, row, client_id=key, percent=40)
    assert draft_update(cast, row, client_id=key) == update
    facts = {"update": update.pk, "code": row.code}
    assert left == [(f"org.{cast.association.pk}", "update_created", row.pk, facts)]
    assert (update.status, update.percent, seers(cast, update)) == ("draft", 40, "basel hala")


@pytest.mark.parametrize(
    "details",
    [
        {"narrative": " "},
        {"narrative": "ا" * 4001},
        {"percent": 101},
        {"since": timezone.localdate(), "until": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_create_update_refuses_what_cannot_be(cast: Cast, details: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        draft_update(cast, assigned_recommendation(cast), **details)


def test_edit_update_and_discard_update_of_a_draft(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    update = draft_update(cast, row)
    for may in (can_edit_update, can_discard_update, can_add_evidence):
        assert cast.who(may, update) == "basel hala"
    assert edit_update(actor=cast.actor("basel"), update=update, percent=30, is_done=True).percent == 100
    proven(cast, update, examined=examine_bytes("محضر".encode(), "محضر.txt"))
    discard_update(actor=cast.actor("hala"), update=update)
    assert not StoredFile.objects.exists()
    waiting = submitted_update(cast, row)
    with pytest.raises(Refused):
        edit_update(actor=cast.actor("hala"), update=waiting, percent=5)


def test_submit_update_is_for_who_binds_the_organisation(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    nobody = make_membership(make_person(), cast.association, Role.MEMBER).person
    update = draft_update(cast, row, percent=40)
    assert cast.who(can_submit_update, update) == "basel hala"
    with pytest.raises(Refused):
        submit_update(actor=Actor(nobody, cast.association), update=update)
    with entries_left() as left:
        submit_update(actor=cast.actor("hala"), update=update)
    streams = [(each.stream, each.event) for each in left]
    own = f"org.{cast.association.pk}"
    assert streams == [
        (row.stream, "recommendation_begun"),
        (own, "recommendation_begun"),
        (row.stream, "update_submitted"),
        (own, "update_submitted"),
        (f"user.{cast.salma.pk}", "update_submitted"),
    ]
    row.refresh_from_db()
    assert (row.status, row.percent, row.report_due_on) == (
        "in_progress",
        0,
        timezone.localdate() + timedelta(days=30),
    )


def test_one_report_waits_at_a_time(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    submitted_update(cast, row)
    second = draft_update(cast, row)
    with pytest.raises(Conflict) as refused:
        submit_update(actor=cast.actor("hala"), update=second)
    assert refused.value.code == "update_waits"
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressUpdate.objects.filter(pk=second.pk).update(status="submitted")
    with pytest.raises(Conflict):
        end_responsibility(actor=cast.actor("basel"), responsibility=row.responsibilities.get(), reason="لا")


def test_confirm_update_is_never_for_the_lead(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    update = submitted_update(cast, row, percent=40)
    assert cast.who(can_confirm_update, update) == cast.who(can_return_update, update) == ""
    assert can_confirm_update(chair_of(cast), update)
    make_membership(cast.salma, cast.association, Role.MEMBER)  # now she belongs to both
    assert not can_confirm_update(chair_of(cast), update)
    for actor in (cast.actor("basel"), cast.actor("omar"), chair_of(cast)):
        with pytest.raises(Refused):
            confirm_update(actor=actor, update=update)


def test_confirm_update_counts_what_is_reported(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    update = submitted_update(cast, row, percent=40)
    with entries_left() as left:
        confirm_update(actor=chair_of(cast), update=update, note="اطّلعنا على المحضر")
        confirm_update(actor=chair_of(cast), update=update)
    told = [row.stream, f"org.{cast.association.pk}", f"user.{cast.basel.pk}", f"user.{cast.hala.pk}"]
    assert [(each.stream, each.event) for each in left] == [(stream, "update_confirmed") for stream in told]
    row.refresh_from_db()
    assert (row.status, row.percent) == ("in_progress", 40)
    with pytest.raises(Conflict):
        return_update(actor=chair_of(cast), update=update, reason="لا")


def test_steps_that_a_confirmed_report_names_are_reached(cast: Cast) -> None:
    row, hala = assigned_recommendation(cast), cast.actor("hala")
    steps = [
        add_milestone(actor=hala, recommendation=row, client_id=uuid4(), title=f"خطوة {weight}", weight=weight)
        for weight in (1, 3)
    ]
    confirm_update(actor=chair_of(cast), update=submitted_update(cast, row, percent=90, milestones=steps[1:]))
    row.refresh_from_db()
    assert row.percent == 75
    with pytest.raises(ValidationError):
        draft_update(cast, row, milestones=steps[1:])


def test_what_is_done_is_proven_verified_and_opened_again_with_a_reason(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    update = draft_update(cast, row, is_done=True)
    with pytest.raises(ValidationError) as refused:
        submit_update(actor=cast.actor("hala"), update=update)
    assert refused.value.error_dict["is_done"][0].code == "evidence_required"
    proven(cast, update)
    submit_update(actor=cast.actor("hala"), update=update)
    row.refresh_from_db()
    assert row.status == "reported_done"
    confirm_update(actor=chair_of(cast), update=update)
    row.refresh_from_db()
    assert (row.status, row.percent, row.report_due_on) == ("verified", 100, None)
    with pytest.raises(ValidationError):
        reopen_recommendation(actor=chair_of(cast), recommendation=row, reason=" ")
    reopen_recommendation(actor=chair_of(cast), recommendation=row, reason="ثلاث محافظات لم توافق")
    row.refresh_from_db()
    assert (row.status, row.verified_at) == ("in_progress", None)


def test_return_update_says_what_is_missing_and_it_goes_on(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    update = submitted_update(cast, row, is_done=True)
    with pytest.raises(ValidationError):
        return_update(actor=chair_of(cast), update=update, reason="")
    return_update(actor=chair_of(cast), update=update, reason="لا دليل على موافقة ثلاث محافظات")
    row.refresh_from_db()
    update.refresh_from_db()
    assert (row.status, update.status, row.percent) == ("in_progress", "returned", 0)
    assert submitted_update(cast, row).status == "submitted"


def test_a_blocked_one_is_reported_on_and_stays_blocked(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    confirm_update(actor=chair_of(cast), update=submitted_update(cast, row))
    block_recommendation(actor=cast.actor("hala"), recommendation=row, reason="لا تمويل")
    submitted_update(cast, row)
    row.refresh_from_db()
    assert row.status == "blocked"


def committee_of(cast: Cast, row: Recommendation) -> Committee:
    """Follows up; Omar chairs it for his organisation, and Basel, whose organisation answers, is its rapporteur."""
    body = standing_body(cast, kind="committee", title="لجنة المتابعة")
    committee = Committee.objects.create(
        code="C-TEST", body=body, mandate="متابعة", author=cast.salma, client_id=uuid4()
    )
    today = timezone.localdate()
    term = Term.objects.create(committee=committee, number=1, starts_on=today, ends_on=today + timedelta(days=365))
    for person, organization, post in (
        (cast.omar, cast.other, "chair"),
        (cast.basel, cast.association, "rapporteur"),
    ):
        seat = Seat.objects.create(term=term, organization=organization, post=post, since=today, given_by=cast.salma)
        SeatHolder.objects.create(seat=seat, person=person, since=today, named_by=cast.salma)
    Recommendation.objects.filter(pk=row.pk).update(committee=committee)
    return committee


def test_where_a_committee_follows_up_its_posts_verify(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    committee_of(cast, row)
    update = submitted_update(cast, row)
    assert cast.who(can_confirm_update, update) == "omar"
    assert verifiers_of(update.recommendation) == {cast.omar.pk, cast.basel.pk}
    assert confirm_update(actor=cast.actor("omar"), update=update).answering == cast.other


def test_the_database_knows_no_report_answered_by_its_own_organisation(cast: Cast) -> None:
    update = submitted_update(cast, assigned_recommendation(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProgressUpdate.objects.filter(pk=update.pk).update(status="confirmed", answering=cast.association)


# Evidence -------------------------------------------------------------------------------------------------------------
def test_add_evidence_keeps_the_hash_of_a_file(cast: Cast) -> None:
    update, key = draft_update(cast, assigned_recommendation(cast)), uuid4()
    examined = examine_bytes("محضر الاجتماع".encode(), "محضر.txt")
    proof = proven(cast, update, examined=examined, client_id=key)
    assert (proof.kind, proof.title, proof.sha256) == ("file", "محضر.txt", examined.sha256)
    assert proven(cast, update, examined=examined, client_id=key) == proof
    assert cast.who(can_withdraw_evidence, proof) == "basel hala"
    withdraw_evidence(actor=cast.actor("basel"), evidence=proof)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/x", "https://", "http://a:b@example.org/"])
def test_add_evidence_takes_addresses_of_the_web_only(cast: Cast, url: str) -> None:
    with pytest.raises(ValidationError):
        proven(cast, draft_update(cast, assigned_recommendation(cast)), url=url)


def test_add_evidence_refuses_other_kinds_both_and_neither(cast: Cast) -> None:
    update, hala = draft_update(cast, assigned_recommendation(cast)), cast.actor("hala")
    unknown = examine_bytes(b"\x00\x01\x02\x03" * 64, "x.bin")
    text = examine_bytes(b"abc", "a.txt")
    for given in ({"examined": unknown}, {}, {"examined": text, "url": "https://example.org/"}):
        with pytest.raises(ValidationError):
            add_evidence(actor=hala, update=update, client_id=uuid4(), **given)
    foreign = StoredFile.objects.create(owner=cast.omar, client_id=uuid4(), name="x", length=1)
    with pytest.raises(ValidationError):
        add_evidence(actor=hala, update=update, client_id=uuid4(), file=foreign)


def test_evidence_of_what_is_submitted_stays(cast: Cast) -> None:
    update = submitted_update(cast, assigned_recommendation(cast))
    with pytest.raises(Refused):
        proven(cast, update)
    with pytest.raises(Refused):
        withdraw_evidence(actor=cast.actor("hala"), evidence=update.evidence.get())


def test_who_sees_reports_and_what_proves_them(cast: Cast) -> None:
    row = assigned_recommendation(cast, standing_forum(cast), visibility="public")
    far = make_membership(make_person(), make_organization()).person
    update = submitted_update(cast, row, is_public=True)
    assert seers(cast, update) == "salma basel hala omar"
    confirm_update(actor=chair_of(cast), update=update)
    assert seers(cast, update) == " ".join(NAMES)
    proof = update.evidence.get()
    for public, seen in ((False, False), (True, True)):
        proof.is_public = public
        proof.save()
        assert evidence_for(far).filter(pk=proof.pk).exists() is seen
        assert evidence_for(cast.omar).filter(pk=proof.pk).exists()


def test_preview_evidence_is_drawn_by_the_clock(cast: Cast) -> None:
    update = draft_update(cast, assigned_recommendation(cast))
    proof = proven(cast, update, examined=examine_bytes(png(), "اجتماع.png"))
    assert proof.kind == "photo"
    with pytest.raises(Refused):
        preview_evidence(actor=cast.actor("hala"), evidence=proof, preview=b"x")
    draw_previews(update.pk)
    drawn = Evidence.objects.get().file
    assert drawn is not None
    assert drawn.preview
