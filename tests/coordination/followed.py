"""Recommendations for tests, made by the verbs; decisions are rows."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from coordination.actions import (
    accept_responsibility,
    add_evidence,
    adopt_recommendation,
    ask_responsibility,
    create_recommendation,
    create_update,
    submit_update,
)
from coordination.models import Decision, Evidence, Forum, ProgressUpdate, Recommendation, Responsibility
from meetings.models import Body
from organizations.models import Organization
from tests.coordination.made import standing_forum
from tests.factories import Cast
from tests.meetings.made import chair_of

TEXT = "تشكيل لجنة تنسيقية تتابع تنفيذ المقترحات، وتضمّ ممثلين عن الاتحادات والشبكات في المحافظات كافة."


def make_decision(cast: Cast, body: Body, **columns: Any) -> Decision:
    given = {"title": "إقرار التوصيات", "text": "أقرّ المجتمعون التوصيات.", "person": cast.salma, **columns}
    number = body.decisions.count() + 1
    return Decision.objects.create(body=body, number=number, client_id=uuid4(), **given)


def draft_recommendation(cast: Cast, forum: Forum | None = None, **more: Any) -> Recommendation:
    """By Salma for the union, of a forum that stands."""
    body = (forum or standing_forum(cast)).body
    given: dict[str, Any] = {"client_id": uuid4(), "text": TEXT, **more}
    return create_recommendation(actor=chair_of(cast), body=body, **given)


def adopted_recommendation(cast: Cast, forum: Forum | None = None, **more: Any) -> Recommendation:
    row = draft_recommendation(cast, forum, **more)
    return adopt_recommendation(
        actor=chair_of(cast), recommendation=row, decision=make_decision(cast, row.body, title="قرار")
    )


def asked(
    cast: Cast, row: Recommendation, organization: Organization | None = None, role: str = "lead"
) -> Responsibility:
    """Basel's association is asked, unless another one is."""
    return ask_responsibility(
        actor=chair_of(cast), recommendation=row, organization=organization or cast.association, role=role
    )


def assigned_recommendation(cast: Cast, forum: Forum | None = None, **more: Any) -> Recommendation:
    """Basel has said yes for his association; Hala is its focal point, Basel the alternate."""
    row = adopted_recommendation(cast, forum, **more)
    accept_responsibility(
        actor=cast.actor("basel"), responsibility=asked(cast, row), focal_point=cast.hala, alternate=cast.basel
    )
    row.refresh_from_db()
    return row


def draft_update(cast: Cast, row: Recommendation, name: str = "hala", **more: Any) -> ProgressUpdate:
    given: dict[str, Any] = {"client_id": uuid4(), "narrative": "وافقت إحدى عشرة محافظة على أسماء ممثليها.", **more}
    return create_update(actor=cast.actor(name), recommendation=row, **given)


def proven(cast: Cast, update: ProgressUpdate, name: str = "hala", **more: Any) -> Evidence:
    given: dict[str, Any] = {"client_id": uuid4(), **more}
    if not {"examined", "url", "file"} & set(given):
        given["url"] = "https://example.org/minutes"
    return add_evidence(actor=cast.actor(name), update=update, **given)


def submitted_update(cast: Cast, row: Recommendation, **more: Any) -> ProgressUpdate:
    update = draft_update(cast, row, **more)
    proven(cast, update)
    return submit_update(actor=cast.actor("hala"), update=update)
