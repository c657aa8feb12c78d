"""The verbs of a committee as a whole: found one, say what it is for, end it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from arabic.direction import defuse_name
from arabic.normalise import normalise
from chat.actions import close_talk
from coordination import permissions
from coordination.actions.forums import edit_body
from coordination.actions.settling import end_running_seats
from coordination.actions.telling import tell_speakers
from coordination.models import Committee, Decision, Forum, Referral, Seat
from coordination.states import DRAFT, ENDED
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from meetings.actions import announce_body, close_body, create_body
from meetings.models import Body, Session
from needs.codes import new_code
from organizations.columns import check_columns, set_columns

OF_THE_BODY = frozenset({"title", "visibility", "quorum"})
DETAILS = frozenset({"mandate", "founding_decision", "parent"})
DEEPEST = 8  # committees below one another


@verb
def create_committee(
    *,
    actor: Actor,
    client_id: UUID,
    title: str,
    mandate: str,
    forum: Forum | None = None,
    founding_decision: Decision | None = None,
    parent: Committee | None = None,
    **details: Any,
) -> Committee:
    """Found a committee with its mandate; the actor's organisation convenes it. Unless something else is said it comes
    from the forum whose decision founds it. `details` are `visibility` and `quorum`.

    A repeated `client_id` gives the same committee, or Conflict `client_id_reused`. ValidationError by field.
    """
    forum = forum or forum_of(founding_decision, parent)
    require(permissions.can_create_committee(actor, forum, parent))
    if first := Committee.objects.filter(author=actor.user, client_id=client_id).select_related("body").first():
        demand_repeat(first.body.title == defuse_name(title))
        return first
    row = Committee(code=new_code("K"), forum=forum, author=actor.user, client_id=client_id)
    fill(row, {"mandate": mandate, "founding_decision": founding_decision, "parent": parent})
    row.body = create_body(actor=actor, kind=Body.Kind.COMMITTEE, title=title, **details)
    row.save()
    announce_body(actor=actor, body=row.body)
    index(row)
    near = {each.stream for each in (forum, parent) if each is not None}
    record("committee_created", stream=sorted({row.stream, *near}), actor=actor, subject=row, code=row.code)
    return row


@verb
def edit_committee(*, actor: Actor, committee: Committee, **details: Any) -> Committee:
    """Say anew what it is: columns of DETAILS and OF_THE_BODY. What stays as it is leaves no entry. ValidationError by
    field, `own_part` where it would lie below itself.
    """
    require(permissions.can_edit_committee(actor, committee))
    row = as_it_stands(committee)
    of_the_body = {name: details.pop(name) for name in OF_THE_BODY if name in details}
    before = {name: getattr(row.body, name) for name in of_the_body}
    changed = fill(row, details)
    row.save()
    edit_body(row.body, of_the_body)
    index(row)
    changed += [name for name in of_the_body if getattr(row.body, name) != before[name]]
    if changed:
        record("committee_edited", stream=row.stream, actor=actor, subject=row, fields=sorted(changed))
    return row


@verb
def close_committee(*, actor: Actor, committee: Committee, reason: str) -> Committee:
    """End it: seats and voices end with the reason, its room stays for reading. Twice changes nothing.

    ValidationError `reason_required`; Conflict `session_open`, `follows_up` while recommendations are its to follow or
    wait for its answer: hand them over first, so that none is lost.
    """
    require(permissions.can_close_committee(actor, committee))
    row, words = as_it_stands(committee), checked_reason(reason)
    if row.body.closed_at is not None:
        return row
    demand_nothing_left(row)
    asked = set(Seat.objects.filter(term__committee=row, until=None).values_list("organization", flat=True))
    gone = end_running_seats(actor, row, Seat.objects.filter(term__committee=row, until=None), words)
    close_body(actor=actor, body=row.body)
    facts: dict[str, Any] = {"lost": sorted(gone)} if gone else {}
    record("committee_closed", stream=row.stream, actor=actor, subject=row, code=row.code, **facts)
    if row.body.room is not None:
        close_talk(actor=actor, room=row.body.room)
    tell_speakers("committee_closed", actor, row, asked, code=row.code)
    return row


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(committee: Committee) -> Committee:
    """Held: of two who give seats at once the later sees what the first one gave."""
    return held(committee, "body__organization", "body__room")


def forum_of(decision: Decision | None, parent: Committee | None) -> Forum | None:
    if decision is None or (parent is not None and parent.body_id == decision.body_id):
        return None
    return Forum.objects.filter(body=decision.body_id).select_related("body").first()


def fill(row: Committee, details: dict[str, Any]) -> list[str]:
    """Columns of DETAILS, cleaned and checked; the names of those that changed. ValidationError by field."""
    changed = set_columns(row, details, DETAILS, paragraphs={"mandate"})
    check_columns(row, set(details) & {"mandate"})
    if not row.mandate:
        raise invalid(_("Say what the committee is for."), code="required", field="mandate")
    if len(row.mandate) > 4000:
        raise invalid(_("At most 4,000 letters."), code="too_long", field="mandate")
    if {"founding_decision", "parent"} & set(changed):
        check_founding(row)
    check_parent(row)
    return changed


def check_founding(row: Committee) -> None:
    """A decision of the forum it comes from, or of the committee above it. `other_body`, `decision_revoked`."""
    decision = row.founding_decision
    if decision is None:
        return
    above = {each.body_id for each in (row.forum, row.parent) if each is not None}
    if decision.body_id not in above:
        words = _("Only a decision of the forum it comes from, or of the committee above it, founds it.")
        raise invalid(words, code="other_body", field="founding_decision")
    if decision.revoked_by_id is not None:
        raise invalid(_("This decision has been revoked."), code="decision_revoked", field="founding_decision")


def check_parent(row: Committee) -> None:
    above, steps = row.parent, 0
    while above is not None:
        steps += 1
        if above.pk == row.pk or steps >= DEEPEST:
            raise invalid(_("A committee cannot lie below itself."), code="own_part", field="parent")
        above = above.parent


def demand_nothing_left(row: Committee) -> None:
    if row.body.sessions.filter(status=Session.Status.OPEN).exists():
        raise Conflict(_("A session is still open. Close it first."), code="session_open")
    kept = row.recommendations.exclude(status__in=[DRAFT, *ENDED]).count()
    if kept:
        words = ngettext(
            "It still follows up %(count)s recommendation. Hand it over first.",
            "It still follows up %(count)s recommendations. Hand them over first.",
            kept,
        )
        raise Conflict(words % {"count": kept}, code="follows_up")
    if Referral.objects.filter(taker=row, status=Referral.Status.OFFERED).exists():
        raise Conflict(_("A recommendation that was handed over waits for its answer."), code="follows_up")


def index(row: Committee) -> None:
    """What is searched: everything by which somebody would look for it."""
    organization = row.body.organization
    words = [row.code, row.body.title, row.mandate, organization.name_ar, organization.name_en]
    row.search_text = normalise(" ".join(words))
    row.save(update_fields=["search_text"])
