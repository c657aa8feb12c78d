"""The pages of recommendations and follow-up: from the form to the other person's screen."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coordination.actions import link_recommendation, submit_update
from coordination.models import Evidence, ProgressUpdate, Recommendation, Responsibility
from tests.coordination.followed import (
    TEXT,
    adopted_recommendation,
    asked,
    assigned_recommendation,
    draft_recommendation,
    draft_update,
    make_decision,
    proven,
    submitted_update,
)
from tests.coordination.made import standing_forum
from tests.factories import Cast, signed_in
from tests.files.samples import png
from tests.projects.made import joint_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def address(name: str, pk: int) -> str:
    return reverse(f"coordination:{name}", args=[pk])


def union_client(cast: Cast) -> Client:
    """Salma, who speaks for the union."""
    return signed_in(cast.salma)


def test_from_the_draft_to_the_promise(cast: Cast) -> None:
    forum, salma, basel = standing_forum(cast), union_client(cast), signed_in(cast.basel)
    given = {"client_id": uuid4(), "text": TEXT, "report_every": 30, "visibility": "members"}
    page = salma.post(address("create_recommendation", forum.body_id), given)["Location"]
    row = Recommendation.objects.get()
    assert TEXT in salma.get(page).content.decode()
    assert basel.get(page).status_code == 404
    decision = make_decision(cast, forum.body)
    assert salma.post(address("adopt_recommendation", row.pk), {"decision": decision.pk})["Location"] == page
    salma.post(address("ask_responsibility", row.pk), {"organization": cast.association.pk, "role": "lead"})
    answer = Responsibility.objects.get()
    assert address("accept_responsibility", answer.pk) in basel.get(page).content.decode()
    basel.post(address("accept_responsibility", answer.pk), {"focal_point": cast.hala.pk, "alternate": cast.basel.pk})
    row.refresh_from_db()
    assert row.status == "assigned"
    assert address("create_update", row.pk) in signed_in(cast.hala).get(page).content.decode()
    assert address("create_update", row.pk) not in signed_in(cast.omar).get(page).content.decode()


def test_from_the_report_to_its_verification(cast: Cast) -> None:
    row, hala, salma = assigned_recommendation(cast), signed_in(cast.hala), union_client(cast)
    given = {"client_id": uuid4(), "narrative": "اكتمل التشكيل.", "percent": 100, "is_done": "on"}
    page = hala.post(address("create_update", row.pk), given)["Location"]
    update = ProgressUpdate.objects.get()
    photo = {"client_id": uuid4(), "file": SimpleUploadedFile("اجتماع.png", png()), "is_public": "on"}
    assert hala.post(address("add_evidence", update.pk), photo)["Location"] == page
    proof = Evidence.objects.get()
    assert (proof.kind, len(proof.sha256)) == ("photo", 64)
    assert salma.get(page).status_code == 404
    hala.post(address("submit_update", update.pk))
    assert address("confirm_update", update.pk) in salma.get(page).content.decode()
    assert salma.get(address("evidence", proof.pk)).status_code == 200
    assert signed_in(cast.gharib).get(address("evidence", proof.pk)).status_code == 404
    salma.post(address("confirm_update", update.pk), {"note": ""})
    row.refresh_from_db()
    assert row.status == "verified"


def test_a_report_comes_back_with_what_is_missing(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    update = submitted_update(cast, row)
    assert signed_in(cast.basel).post(address("return_update", update.pk), {"reason": "لا"}).status_code == 403
    union_client(cast).post(address("return_update", update.pk), {"reason": "أين المحضر؟"})
    assert "أين المحضر؟" in signed_in(cast.hala).get(address("recommendation", row.pk)).content.decode()


def test_what_cannot_be_taken_as_evidence_is_said_on_the_page(cast: Cast) -> None:
    update = draft_update(cast, assigned_recommendation(cast))
    program = SimpleUploadedFile("صورة.png", b"MZ" + b"\0" * 200)
    for given in ({"file": program}, {"url": "javascript:alert(1)"}, {}):
        answer = signed_in(cast.hala).post(address("add_evidence", update.pk), {"client_id": uuid4(), **given})
        assert answer.status_code == 200
        assert "errorlist" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_public_evidence_of_a_public_recommendation_is_for_everybody(cast: Cast) -> None:
    row = assigned_recommendation(cast, visibility="public")
    update = draft_update(cast, row, is_public=True)
    proof = proven(cast, update, is_public=True)
    submit_update(actor=cast.actor("hala"), update=update)
    anybody = Client()
    assert anybody.get(address("recommendation", row.pk)).status_code == 200
    assert proof.url not in anybody.get(address("recommendation", row.pk)).content.decode()
    union_client(cast).post(address("confirm_update", update.pk), {})
    page = anybody.get(address("recommendation", row.pk)).content.decode()
    assert proof.url in page
    assert str(cast.hala) not in page


def test_my_obligations_show_what_is_asked_answered_and_waiting(cast: Cast) -> None:
    forum = standing_forum(cast)
    mine, other = assigned_recommendation(cast, forum), adopted_recommendation(cast, forum, text="توصية ثانية")
    asked(cast, other)
    page = signed_in(cast.basel).get(reverse("coordination:obligations")).content.decode()
    assert address("recommendation", mine.pk) in page
    assert "توصية ثانية" in page
    update = submitted_update(cast, mine)
    assert address("update", update.pk) in union_client(cast).get(reverse("coordination:obligations")).content.decode()
    assert (
        address("update", update.pk)
        not in signed_in(cast.omar).get(reverse("coordination:obligations")).content.decode()
    )


def test_the_project_shows_what_it_carries_out(cast: Cast) -> None:
    row, project = assigned_recommendation(cast), joint_project(cast)
    client = signed_in(cast.basel)
    client.post(address("link_recommendation", row.pk), {"what": project.code.lower()})
    assert project.title in client.get(address("recommendation", row.pk)).content.decode()
    assert row.code in client.get(address("project_recommendations", project.pk)).content.decode()
    assert union_client(cast).get(address("project_recommendations", project.pk)).status_code == 404
    assert project.title not in union_client(cast).get(address("recommendation", row.pk)).content.decode()
    client.post(address("unlink_recommendation", row.links.get().pk))
    assert not row.links.exists()


def test_buttons_and_small_pages_do_what_they_say(cast: Cast) -> None:
    row, hala = assigned_recommendation(cast), signed_in(cast.hala)
    hala.post(address("begin_recommendation", row.pk))
    hala.post(address("block_recommendation", row.pk), {"reason": "لا تمويل"})
    assert "لا تمويل" in hala.get(address("recommendation", row.pk)).content.decode()
    hala.post(address("resume_recommendation", row.pk))
    hala.post(address("add_milestone", row.pk), {"client_id": uuid4(), "title": "خطوة", "weight": 2})
    step = row.milestones.get()
    hala.post(address("edit_milestone", step.pk), {"title": "خطوة أولى", "weight": 2})
    assert "خطوة أولى" in hala.get(address("recommendation", row.pk)).content.decode()
    hala.post(address("withdraw_milestone", step.pk))
    row.refresh_from_db()
    assert row.status == "in_progress"
    assert row.milestones.get().withdrawn_at is not None


def test_the_pages_of_who_may_not_are_refused(cast: Cast) -> None:
    row, omar = assigned_recommendation(cast), signed_in(cast.omar)
    for name in ("edit_recommendation", "adopt_recommendation", "drop_recommendation", "ask_responsibility"):
        assert omar.get(address(name, row.pk)).status_code == 403
    for name in ("block_recommendation", "create_update", "add_milestone", "reopen_recommendation"):
        assert omar.get(address(name, row.pk)).status_code == 403
    draft = draft_recommendation(cast)
    for name in ("recommendation", "edit_recommendation", "recommendation_card"):
        assert omar.get(address(name, draft.pk)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    forum = standing_forum(cast)
    for _each in range(number):
        assigned_recommendation(cast, forum)
    client = signed_in(cast.basel)
    client.get(reverse("coordination:recommendations"))
    with django_assert_num_queries(16):
        client.get(reverse("coordination:recommendations"))


def test_the_list_is_narrowed_and_finds_by_code_and_words(cast: Cast) -> None:
    forum = standing_forum(cast)
    first, second = assigned_recommendation(cast, forum), adopted_recommendation(cast, forum, text="خريطة للاحتياجات")
    client = signed_in(cast.basel)

    def found(**asked: str) -> set[str]:
        page = client.get(reverse("coordination:recommendations"), asked).content.decode()
        return {row.code for row in (first, second) if f">{row.code}<" in page}

    assert found() == {first.code, second.code}
    assert found(q=second.code.lower()) == found(q="خريطه") == found(late="unanswered") == {second.code}
    assert found(organization=str(cast.association.pk)) == found(status="assigned") == {first.code}
    assert found(forum=str(forum.pk), organization="x", status="nothing") == {first.code, second.code}
    page = client.get(address("forum_recommendations", forum.pk)).content.decode()
    assert first.code in page


def test_a_card_shows_it_in_a_room(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    link_recommendation(actor=cast.actor("basel"), recommendation=row, target=joint_project(cast))
    assert row.code in signed_in(cast.omar).get(address("recommendation_card", row.pk)).content.decode()
    assert signed_in(cast.gharib).get(address("recommendation_card", row.pk)).status_code == 404


def test_the_filters_leave_the_main_places_alone(cast: Cast) -> None:
    page = signed_in(cast.basel).get(reverse("coordination:recommendations")).content.decode()
    assert 'href=""' not in page
    assert 'name="place"' in page
