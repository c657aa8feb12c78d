"""The verbs of documents: what one says is written down at once, the worker sets it and freezes the bytes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination import permissions
from coordination.actions.telling import convened, stream_of, tell_members
from coordination.forum_states import CLOSED, OPEN, PUBLISHED
from coordination.models import Forum, OutcomeDocument
from coordination.queries import shown_of_forum, shown_of_minutes
from files.actions import store_file, use_files
from files.examining import Examined
from files.models import StoredFile
from journal.actors import Actor
from journal.due import schedule
from journal.holding import held
from journal.records import record, tell_people
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import demand_status, move
from journal.verbs import verb
from meetings.models import Body, Session
from meetings.states import APPROVED
from needs.codes import document_code

Kind, Status = OutcomeDocument.Kind, OutcomeDocument.Status


@verb
def create_outcome(
    *, actor: Actor, body: Body, client_id: UUID, site: str, session: Session | None = None, is_public: bool = False
) -> OutcomeDocument:
    """Have the outcome document of a forum made; with `session` the minutes of that one. What it says is what stands
    now, as far as those may read it for whom it is: `is_public` is everybody. `site` is the address at which copies are
    verified. A later one takes its place, and it stays.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`; `wrong_status`, `minutes_not_approved`,
    `being_made`. ValidationError `not_of_a_forum`, `other_body`, `internal_session`.
    """
    require(permissions.can_create_outcome(actor, body))
    kind = Kind.MINUTES if session else Kind.OUTCOME
    of: dict[str, Any] = {"body": body, "kind": kind, "session": session, "is_public": is_public}
    if first := OutcomeDocument.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat(all(getattr(first, name) == value for name, value in of.items()))
        return first
    held(body)  # numbers follow each other, and what is being made is seen by the next
    demand_none_made(of)
    said = said_of_minutes(body, session, is_public) if session else said_of_forum(body, is_public)
    row = OutcomeDocument(**of, number=next_number(body, kind), code=document_code(), client_id=client_id)
    row.person, row.organization = actor.user, actor.organization
    row.shown = {**said, "site": site, "language": actor.user.language}
    row.save()
    make(actor, row, "outcome_created")
    return row


@verb
def retry_outcome(*, actor: Actor, outcome: OutcomeDocument) -> OutcomeDocument:
    """Try again what could not be made; it says what stood when it was asked for. Twice changes nothing; Conflict
    `wrong_status`, `being_made` where another one for the same readers is.
    """
    require(permissions.can_retry_outcome(actor, outcome))
    of = {"body": held(outcome.body), "kind": outcome.kind, "session": outcome.session, "is_public": outcome.is_public}
    demand_none_made(of, but=outcome)
    if move(outcome, Status.MAKING, Status.FAILED):
        make(actor, outcome, "outcome_retried")
    return outcome


@verb
def freeze_outcome(*, actor: Actor, outcome: OutcomeDocument, pdf: Examined, docx: Examined) -> bool:
    """Keep what the worker set: from now on these bytes are it. False where another worker was first."""
    require(permissions.can_freeze_outcome(actor))
    row = held(outcome)
    if row.status != Status.MAKING:
        return False
    row.pdf, row.docx = (kept(actor, each) for each in (pdf, docx))
    row.sha256, row.status, row.frozen_at = pdf.sha256, Status.FROZEN, timezone.now()
    row.save(update_fields=["pdf", "docx", "sha256", "status", "frozen_at"])
    tell("outcome_frozen", actor, row, sha256=row.sha256)
    tell_of_document(actor, row)
    return True


@verb
def fail_outcome(*, actor: Actor, outcome: OutcomeDocument) -> None:
    """The last try failed: whoever asked for it may try again."""
    require(permissions.can_fail_outcome(actor))
    if OutcomeDocument.objects.filter(pk=outcome.pk, status=Status.MAKING).update(status=Status.FAILED):
        tell("outcome_failed", actor, outcome)


# What they share ------------------------------------------------------------------------------------------------------
def said_of_forum(body: Body, is_public: bool) -> dict[str, Any]:
    forum = Forum.objects.filter(body=body).select_related("body", "place").first()
    if forum is None:
        words = _("Only a forum has an outcome document; of a committee the minutes of its sessions are made.")
        raise invalid(words, code="not_of_a_forum", field="session")
    demand_status(forum, OPEN, CLOSED, PUBLISHED)
    return shown_of_forum(forum, is_public=is_public)


def said_of_minutes(body: Body, session: Session, is_public: bool) -> dict[str, Any]:
    row = held(session, "body", "chair__organization")
    if row.body_id != body.pk:
        raise invalid(_("This session is of another body."), code="other_body", field="session")
    if row.status != APPROVED:
        raise Conflict(_("The minutes of this session are not approved yet."), code="minutes_not_approved")
    if is_public and row.is_internal:
        words = _("This session is only for those who take part.")
        raise invalid(words, code="internal_session", field="is_public")
    return shown_of_minutes(row, is_public=is_public)


def demand_none_made(of: dict[str, Any], but: OutcomeDocument | None = None) -> None:
    if OutcomeDocument.objects.filter(**of, status=Status.MAKING).exclude(pk=but.pk if but else 0).exists():
        raise Conflict(_("This document is being made already."), code="being_made")


def next_number(body: Body, kind: str) -> int:
    last = OutcomeDocument.objects.filter(body=body, kind=kind).order_by("-number").first()
    return last.number + 1 if last else 1


def make(actor: Actor, row: OutcomeDocument, event: str) -> None:
    schedule("write_outcome", key=f"outcome.{row.pk}", outcome_id=row.pk)
    tell(event, actor, row)


def kept(actor: Actor, examined: Examined) -> StoredFile:
    file = store_file(actor=actor, examined=examined)
    use_files(actor=actor, files=[file])
    return file


def tell_of_document(actor: Actor, row: OutcomeDocument) -> None:
    """Those who take part, and whoever asked for it where they do not."""
    known: dict[str, Any] = {"kind": "outcome", "of": row.kind}
    tell_members("outcome_frozen", actor, row, row.body, **known)
    if not row.body.participants.filter(ended_at=None, person=row.person).exists():
        tell_people("outcome_frozen", actor, row, [row.person_id], code=convened(row.body).code, **known)


def tell(event: str, actor: Actor, row: OutcomeDocument, **facts: Any) -> None:
    record(event, stream=stream_of(row.body), actor=actor, subject=row, kind="outcome", **facts)
