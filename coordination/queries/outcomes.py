"""Documents made of what stands, as pages, the API and the journal read them; and what verifies a copy."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import QuerySet

from coordination.models import OutcomeDocument
from coordination.permissions import outcomes_for
from coordination.queries.forums import Facts
from journal.stamps import stamp
from meetings.models import Body, Session
from meetings.permissions import sessions_for
from meetings.states import APPROVED
from needs.codes import read_document_code

Status = OutcomeDocument.Status


class Verified(NamedTuple):
    """A frozen document, and the one that took its place."""

    document: OutcomeDocument
    newer: OutcomeDocument | None


def listed_outcomes(rows: QuerySet[OutcomeDocument]) -> QuerySet[OutcomeDocument]:
    """With what a list shows of each; one query."""
    return rows.select_related("body", "session", "person", "pdf", "docx").order_by("-pk")


def outcomes_of(user: Any, body: Body) -> QuerySet[OutcomeDocument]:
    return listed_outcomes(outcomes_for(user).filter(body=body))


def seen_outcome(user: Any, pk: int) -> OutcomeDocument | None:
    return listed_outcomes(outcomes_for(user).filter(pk=pk)).first()


def minuted_sessions(user: Any, body: Body) -> QuerySet[Session]:
    """Those whose minutes are approved: documents are made of them."""
    return sessions_for(user).filter(body=body, status=APPROVED).order_by("-starts_at")


def verified(code: str) -> Verified | None:
    """The document that bears this code, as somebody typed it; None where none does."""
    rows = OutcomeDocument.objects.filter(status=Status.FROZEN).select_related("body", "session")
    row = rows.filter(code=read_document_code(code)).first()
    return Verified(row, newer_of(row)) if row else None


def newer_of(row: OutcomeDocument) -> OutcomeDocument | None:
    """The newest frozen one of the same kind, of the same session, made for the same readers; None: it is itself."""
    same = {name: getattr(row, name) for name in ("body", "kind", "session", "is_public")}
    rows = OutcomeDocument.objects.filter(**same, status=Status.FROZEN, number__gt=row.number)
    return rows.order_by("-number").first()


def replaced_among(rows: list[OutcomeDocument]) -> set[int]:
    """Of all documents of a body, the newest first: those in whose place a newer frozen one stands."""
    found: set[int] = set()
    newest: set[tuple[str, int | None, bool]] = set()
    for row in rows:
        key = (row.kind, row.session_id, row.is_public)
        if key in newest:
            found.add(row.pk)
        if row.status == Status.FROZEN:
            newest.add(key)
    return found


# For programs ---------------------------------------------------------------------------------------------------------
def outcomes(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: outcome_facts(row) for row in OutcomeDocument.objects.filter(pk__in=ids)}


def outcome_facts(row: OutcomeDocument) -> Facts:
    return {
        "id": row.pk,
        "body": row.body_id,
        "session": row.session_id,
        "kind": row.kind,
        "number": row.number,
        "status": row.status,
        "is_public": row.is_public,
        "code": row.code if row.status == Status.FROZEN else None,
        "sha256": row.sha256,
        "created_at": stamp(row.created_at),
        "frozen_at": stamp(row.frozen_at),
    }


def verified_facts(found: Verified) -> Facts:
    """What everybody learns who holds a copy: that it is genuine, of which body and day; no word of what it says."""
    row = found.document
    return {
        "kind": row.kind,
        "number": row.number,
        "body": row.body.title,
        "frozen_at": stamp(row.frozen_at),
        "sha256": row.sha256,
        "is_public": row.is_public,
        "is_replaced": found.newer is not None,
    }
