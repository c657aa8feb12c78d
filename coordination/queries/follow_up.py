"""Reports and their evidence, what an organisation answers for, and what waits to be verified."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet

from coordination.models import Evidence, ProgressUpdate, Recommendation, Responsibility, Seat, SeatHolder
from coordination.permissions import evidence_for, recommendations_for, updates_for
from coordination.queries.forums import Facts
from coordination.queries.recommendations import listed_recommendations
from coordination.states import DRAFT, ENDED, SUBMITTED
from journal.actors import Actor
from journal.stamps import stamp
from meetings.permissions import granted_bodies
from organizations.models import Membership
from organizations.permissions import RUNNING
from organizations.queries import organization_mark


def listed_updates(user: Any, rows: QuerySet[ProgressUpdate]) -> QuerySet[ProgressUpdate]:
    """With who reports, the evidence that the reader sees as `proofs`, and the steps it names."""
    proofs = evidence_for(user).select_related("file").order_by("pk")
    return rows.select_related(
        "recommendation", "organization__governorate", "person", "answered_by", "answering"
    ).prefetch_related(Prefetch("evidence", proofs, to_attr="proofs"), "milestones")


def updates_of(user: Any, row: Recommendation) -> QuerySet[ProgressUpdate]:
    """The reports on one recommendation that the person sees, the newest first."""
    return listed_updates(user, updates_for(user).filter(recommendation=row)).order_by("-pk")


def seen_update(user: Any, pk: int) -> ProgressUpdate | None:
    return listed_updates(user, updates_for(user).filter(pk=pk)).first()


# My obligations -------------------------------------------------------------------------------------------------------
def obligations(actor: Actor) -> QuerySet[Recommendation]:
    """What the organisation one speaks for answers for or supports, and is not ended; the most pressing first."""
    accepted = Responsibility.objects.filter(
        organization=actor.organization_id, status=Responsibility.Status.ACCEPTED
    ).exclude(role=Responsibility.Role.CONSULTED)
    rows = recommendations_for(actor.user).filter(pk__in=accepted.values("recommendation"))
    rows = rows.exclude(status__in=ENDED)
    return listed_recommendations(rows).order_by(F("is_overdue").desc(), F("is_silent").desc(), "due_on", "pk")


def asked_of(actor: Actor) -> QuerySet[Responsibility]:
    """What the organisation was asked and has not answered."""
    rows = Responsibility.objects.filter(organization=actor.organization_id, status=Responsibility.Status.ASKED)
    return rows.select_related("recommendation__body", "organization").order_by("pk")


def drafts_of(actor: Actor) -> QuerySet[ProgressUpdate]:
    """Reports of the organisation that nobody has submitted yet."""
    rows = updates_for(actor.user).filter(organization=actor.organization_id, status=DRAFT)
    return rows.select_related("recommendation", "person").order_by("pk")


def waiting_for(actor: Actor) -> QuerySet[ProgressUpdate]:
    """Reports that the actor may verify, the oldest first: the rule of `permissions.can_confirm_update`, for many."""
    own = Membership.objects.filter(RUNNING, person=actor.user)
    bodies = granted_bodies(actor.user, "chair_body") | granted_bodies(actor.user, "lead_body")
    posts = SeatHolder.objects.filter(
        person=actor.user,
        until=None,
        seat__until=None,
        seat__post__in=(Seat.Post.CHAIR, Seat.Post.DEPUTY, Seat.Post.RAPPORTEUR),
        seat__organization=actor.organization_id,
    )
    runs = bodies.values("pk")
    theirs = Q(recommendation__committee=None, recommendation__body__in=runs)
    theirs |= Q(recommendation__committee__body__in=runs)
    theirs |= Q(recommendation__committee__in=posts.values("seat__term__committee"))
    rows = ProgressUpdate.objects.filter(theirs, status=SUBMITTED)
    rows = rows.exclude(person=actor.user).exclude(organization__in=own.values("organization"))
    return rows.select_related("recommendation", "organization__governorate", "person").order_by("submitted_at", "pk")


# For programs ---------------------------------------------------------------------------------------------------------
def update_facts(row: ProgressUpdate) -> Facts:
    """Of a listed row: what the reader sees of it."""
    return {
        "id": row.pk,
        "recommendation": row.recommendation_id,
        "organization": organization_mark(row.organization),
        "person": {"id": row.person.pk, "name": str(row.person)},
        "narrative": row.narrative,
        "percent": row.percent,
        "is_done": row.is_done,
        "is_public": row.is_public,
        "since": row.since.isoformat() if row.since else None,
        "until": row.until.isoformat() if row.until else None,
        "milestones": [step.pk for step in row.milestones.all()],
        "status": row.status,
        "reason": row.reason,
        "answering": row.answering_id,
        "created_at": stamp(row.created_at),
        "submitted_at": stamp(row.submitted_at) if row.submitted_at else None,
        "answered_at": stamp(row.answered_at) if row.answered_at else None,
        "evidence": [evidence_facts(each) for each in row.proofs],  # type: ignore[attr-defined]
    }


def evidence_facts(row: Evidence) -> Facts:
    return {
        "id": row.pk,
        "kind": row.kind,
        "title": row.title,
        "url": row.url,
        "file": f"/evidence/{row.pk}/" if row.file_id else None,
        "size": row.file.size if row.file else None,
        "type": row.file.type if row.file else "",
        "sha256": row.sha256,
        "captured_on": row.captured_on.isoformat() if row.captured_on else None,
        "is_public": row.is_public,
    }
