"""Recommendations and follow-up for programs."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from coordination.models import Recommendation
from tests.coordination.followed import (
    TEXT,
    assigned_recommendation,
    draft_update,
    make_decision,
    proven,
    submitted_update,
)
from tests.coordination.made import standing_forum
from tests.factories import Cast, signed_in
from tests.files.samples import png
from tests.files.uploads import brought
from tests.projects.made import joint_project

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def sent(client: Client, method: str, address: str, body: dict[str, Any] | None = None) -> Any:
    return getattr(client, method)(f"/api/{address}", body or {}, content_type="application/json")


def test_the_api_goes_from_the_draft_to_the_promise(cast: Cast) -> None:
    forum, salma, basel = standing_forum(cast), signed_in(cast.salma), signed_in(cast.basel)
    body = {"client_id": str(uuid4()), "body": forum.body_id, "text": TEXT}
    made, again = sent(salma, "post", "recommendations/", body), sent(salma, "post", "recommendations/", body)
    assert (made.status_code, again.status_code, made.json()["id"]) == (201, 200, again.json()["id"])
    at = f"recommendations/{made.json()['id']}/"
    assert sent(salma, "patch", at, {"due_on": "2027-01-01"}).json()["due_on"] == "2027-01-01"
    assert basel.get(f"/api/{at}").status_code == 404
    adopted = sent(salma, "put", f"{at}adoption/", {"decision": make_decision(cast, forum.body).pk})
    assert (adopted.json()["status"], adopted.json()["is_unanswered"]) == ("adopted", True)
    assert sent(salma, "patch", at, {"text": "غيره"}).json()["code"] == "text_is_fixed"
    asked = sent(salma, "post", f"{at}responsibilities/", {"organization": cast.association.pk})
    answer = f"responsibilities/{asked.json()['id']}/answer/"
    assert sent(signed_in(cast.hala), "put", answer, {"status": "accepted"}).status_code == 403
    accepted = sent(basel, "put", answer, {"status": "accepted", "focal_point": cast.hala.pk})
    assert accepted.json()["focal_point"]["id"] == cast.hala.pk
    assert sent(basel, "put", answer, {"status": "declined", "reason": "لا"}).status_code == 409
    assert [row["code"] for row in basel.get("/api/obligations/").json()] == [made.json()["code"]]


def test_the_api_goes_from_the_report_to_its_verification(cast: Cast) -> None:
    row, hala, salma = assigned_recommendation(cast), signed_in(cast.hala), signed_in(cast.salma)
    at = f"recommendations/{row.pk}/"
    step = sent(hala, "post", f"{at}steps/", {"client_id": str(uuid4()), "title": "خطوة", "weight": 2}).json()
    body = {"client_id": str(uuid4()), "narrative": "اكتمل", "is_done": True, "milestones": [step["id"]]}
    update = sent(hala, "post", f"{at}updates/", body).json()
    file = brought(cast, "hala", png(), "اجتماع.png")
    proof = sent(hala, "post", f"updates/{update['id']}/evidence/", {"client_id": str(uuid4()), "file": file.pk})
    assert (proof.json()["kind"], proof.json()["sha256"]) == ("photo", file.sha256)
    assert sent(hala, "put", f"updates/{update['id']}/status/", {"status": "submitted"}).json()["status"] == "submitted"
    assert sent(hala, "put", f"updates/{update['id']}/status/", {"status": "confirmed"}).status_code == 403
    assert [each["id"] for each in salma.get("/api/verifications/").json()] == [update["id"]]
    assert sent(salma, "put", f"updates/{update['id']}/status/", {"status": "confirmed"}).status_code == 200
    assert hala.get(f"/api/{at}").json()["status"] == "verified"
    opened = sent(salma, "put", f"{at}status/", {"status": "in_progress", "reason": "بقيت ثلاث محافظات"})
    assert opened.json()["status"] == "in_progress"
    blocked = sent(hala, "put", f"{at}status/", {"status": "blocked", "reason": "لا تمويل"})
    assert blocked.json()["status_reason"] == "لا تمويل"


def test_the_api_refuses_what_cannot_be_taken(cast: Cast) -> None:
    update = draft_update(cast, assigned_recommendation(cast))
    hala, at = signed_in(cast.hala), f"updates/{update.pk}/evidence/"
    for body in ({"file": 999_999}, {"url": "ftp://example.org/"}, {}):
        assert sent(hala, "post", at, {"client_id": str(uuid4()), **body}).status_code == 400
    too_large = {"Upload-Length": str(5 * 1024**3), "Tus-Resumable": "1.0.0"}
    assert hala.post("/api/uploads/", b"", content_type="text/plain", headers=too_large).status_code in {400, 413}
    assert (
        sent(signed_in(cast.omar), "post", at, {"client_id": str(uuid4()), "url": "https://x.org/"}).status_code == 404
    )
    assert sent(signed_in(cast.omar), "put", f"updates/{update.pk}/status/", {"status": "submitted"}).status_code == 404


def test_the_api_ties_what_carries_it_out(cast: Cast) -> None:
    row, project, basel = assigned_recommendation(cast), joint_project(cast), signed_in(cast.basel)
    at = f"recommendations/{row.pk}/links/"
    assert sent(basel, "put", at, {"what": "P-NOPE"}).status_code == 400
    link = sent(basel, "put", at, {"what": f"https://multaqa.example/projects/{project.pk}/"}).json()
    assert link["project"] == project.pk
    assert signed_in(cast.salma).get(f"/api/{at}").json() == []
    assert sent(basel, "delete", f"recommendation-links/{link['id']}/").status_code == 204


def test_the_api_drops_by_a_decision_only(cast: Cast) -> None:
    row, salma = assigned_recommendation(cast), signed_in(cast.salma)
    at = f"recommendations/{row.pk}/dropping/"
    assert sent(salma, "put", at, {"reason": "لا حاجة"}).json()["errors"]["decision"][0]["code"] == "decision_required"
    dropped = sent(salma, "put", at, {"reason": "لا حاجة", "decision": make_decision(cast, row.body).pk})
    assert dropped.json()["status"] == "dropped"


def test_small_calls_do_what_they_say(cast: Cast) -> None:
    row, hala, basel = assigned_recommendation(cast), signed_in(cast.hala), signed_in(cast.basel)
    at = f"recommendations/{row.pk}/"
    step = sent(hala, "post", f"{at}steps/", {"client_id": str(uuid4()), "title": "خطوة"}).json()["id"]
    assert sent(hala, "patch", f"recommendation-steps/{step}/", {"weight": 4}).json()["weight"] == 4
    assert sent(hala, "delete", f"recommendation-steps/{step}/").status_code == 204
    assert hala.get(f"/api/{at}steps/").json() == []
    update = draft_update(cast, row)
    proof = proven(cast, update)
    assert sent(hala, "patch", f"updates/{update.pk}/", {"percent": 20}).json()["percent"] == 20
    assert sent(hala, "delete", f"evidence/{proof.pk}/").status_code == 204
    assert sent(hala, "delete", f"updates/{update.pk}/").status_code == 204
    waiting = submitted_update(cast, row)
    assert [each["id"] for each in hala.get(f"/api/{at}updates/").json()["results"]] == [waiting.pk]
    assert Recommendation.objects.get().status == "in_progress"
    answer = row.responsibilities.get().pk
    named = sent(basel, "put", f"responsibilities/{answer}/people/", {"focal_point": cast.basel.pk})
    assert named.json()["focal_point"]["id"] == cast.basel.pk
    assert "focal_point" not in signed_in(cast.rania).get(f"/api/{at}responsibilities/").content.decode()
