"""A joint project that carries out a recommendation: proposed from its page, tied to it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from coordination.actions import create_project_of_recommendation
from coordination.permissions import can_create_project_of_recommendation
from journal.refusals import Conflict, Refused
from projects.models import Project
from tests.coordination.followed import TEXT, assigned_recommendation
from tests.entries import entries_left
from tests.factories import Cast, make_place, signed_in
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]
TITLE = "دعم اللجنة التنسيقية"


def given(**more: Any) -> dict[str, Any]:
    return {"client_id": uuid4(), "title": TITLE, **more}


def test_create_project_of_recommendation_ties_them(cast: Cast) -> None:
    row, asked = assigned_recommendation(cast), given(aim=TEXT)
    with entries_left() as left:
        project = create_project_of_recommendation(actor=cast.actor("basel"), recommendation=row, **asked)
    told = {each.stream: each.event for each in left if each.stream.split(".")[0] not in {"room", "user"}}
    assert told[project.stream] == "project_created"
    assert told[row.stream] == told[f"org.{cast.association.pk}"] == "recommendation_linked"
    assert [link.project for link in row.links.all()] == [project]
    again = create_project_of_recommendation(actor=cast.actor("basel"), recommendation=row, **asked)
    assert (again, row.links.count(), Project.objects.count()) == (project, 1, 1)
    with pytest.raises(Conflict):
        create_project_of_recommendation(actor=cast.actor("basel"), recommendation=row, **{**asked, "title": "غير ذلك"})


def test_create_project_of_recommendation_is_for_those_who_manage_and_may_tie(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    assert cast.who(can_create_project_of_recommendation, row) == "basel"
    assert can_create_project_of_recommendation(chair_of(cast), row)
    for name in ("hala", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            create_project_of_recommendation(actor=cast.actor(name), recommendation=row, **given())
    with pytest.raises(ValidationError):
        create_project_of_recommendation(actor=cast.actor("basel"), recommendation=row, **given(title=" "))
    assert not Project.objects.exists()


def test_the_page_begins_with_its_words_and_leads_to_the_project(cast: Cast) -> None:
    row, basel = assigned_recommendation(cast, places=[make_place()]), signed_in(cast.basel)
    at = f"/recommendations/{row.pk}/project/"
    assert at in basel.get(f"/recommendations/{row.pk}/").content.decode()
    assert TEXT in basel.get(at).content.decode()
    sent = basel.post(at, {"client_id": uuid4(), "title": TITLE, "aim": TEXT, "places": ["SY01"]})
    project = Project.objects.get()
    assert sent["Location"] == f"/projects/{project.pk}/"
    assert [place.pcode for place in project.places.all()] == ["SY01"]
    assert row.code in basel.get(f"/projects/{project.pk}/recommendations/").content.decode()
    assert TITLE in basel.get(f"/recommendations/{row.pk}/").content.decode()
    assert basel.post(at, {"client_id": uuid4(), "title": ""}).status_code == 200
    assert Project.objects.count() == 1


def test_others_find_no_such_page(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    for name, status in (("hala", 403), ("omar", 403), ("gharib", 404)):
        client = signed_in(getattr(cast, name))
        assert client.get(f"/recommendations/{row.pk}/project/").status_code == status
        assert f"/recommendations/{row.pk}/project/" not in client.get(f"/recommendations/{row.pk}/").content.decode()


def test_the_api_proposes_it(cast: Cast) -> None:
    row, asked = assigned_recommendation(cast), {"client_id": str(uuid4()), "title": TITLE}
    at, basel = f"/api/recommendations/{row.pk}/project/", signed_in(cast.basel)
    made = basel.post(at, asked, content_type="application/json")
    assert made.status_code == 201
    assert basel.post(at, asked, content_type="application/json").status_code == 200
    assert row.links.get().project_id == made.json()["id"]
    assert basel.post(at, {**asked, "title": "آخر"}, content_type="application/json").status_code == 409
    assert basel.post(at, {"client_id": str(uuid4())}, content_type="application/json").status_code == 400
    for name, status in (("hala", 403), ("omar", 403), ("gharib", 404)):
        sent = signed_in(getattr(cast, name)).post(at, asked, content_type="application/json")
        assert sent.status_code == status
