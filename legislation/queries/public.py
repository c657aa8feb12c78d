"""A round as everybody reads it: its proposals, who stands behind each, what was decided and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from journal.stamps import stamp
from legislation.models import Amendment, Answer, Dossier, Endorsement, Proposal, Round, Sponsor
from legislation.permissions import dossiers_for, proposals_for, rounds_for
from legislation.queries.dossiers import FINAL, answer_facts, standing_answers
from legislation.states import POSTED, PUT_FORWARD

Facts = dict[str, Any]
Status = Proposal.Status
HIDDEN = (Status.DRAFT, Status.HANDED_IN, Status.RETURNED)  # for those who write and sign only
STATES: dict[str, frozenset[str]] = {
    "open": frozenset(PUT_FORWARD),
    "adopted": frozenset({Status.ADOPTED}),
    "rejected": frozenset({Status.REJECTED}),
    "merged": frozenset({Status.MERGED}),
    "withdrawn": frozenset({Status.WITHDRAWN}),
}


@dataclass
class Told:
    """A proposal with what stands beside it."""

    proposal: Proposal
    changes: list[Amendment]
    sponsors: list[str]
    endorsed_by: list[str]
    answer: Answer | None
    days: int | None  # since its dossier was sent, while no last answer stands


@dataclass(frozen=True)
class Step:
    """Of the way of a round: `on` is the day, where it is known."""

    words: str
    on: date | None
    is_done: bool


def open_to_everybody() -> QuerySet[Round]:
    """Rounds that a stranger may read, with how many proposals were put forward in each."""
    forward = Q(proposals__submitted_at__isnull=False) & ~Q(proposals__status__in=HIDDEN)
    rows = rounds_for(AnonymousUser()).select_related("instrument", "organization")
    return rows.annotate(forward=Count("proposals", filter=forward)).order_by("-pk")


def public_proposals(user: Any, row: Round) -> QuerySet[Proposal]:
    """What was put forward in a round, also what was withdrawn or refused later, in the order of their codes."""
    rows = proposals_for(user).filter(round=row, submitted_at__isnull=False).exclude(status__in=HIDDEN)
    return rows.select_related("organization", "author", "merged_into", "taken_over").order_by("code")


def in_state(rows: QuerySet[Proposal], state: str) -> QuerySet[Proposal]:
    return rows.filter(status__in=STATES[state]) if state in STATES else rows


def states_of(rows: QuerySet[Proposal], state: str) -> list[tuple[str, str, int]]:
    """(state, its words, how many), of those there are; all of them first."""
    counts = dict(rows.order_by("status").values_list("status").annotate(count=Count("pk", distinct=True)))
    words = {
        "open": _("Not decided yet"),
        "adopted": _("Adopted ones"),
        "rejected": _("Those not adopted"),
        "merged": _("Merged ones"),
        "withdrawn": _("Withdrawn ones"),
    }
    found = [(name, words[name], sum(counts.get(each, 0) for each in group)) for name, group in STATES.items()]
    return [("", _("All"), sum(counts.values())), *(each for each in found if each[2] or each[0] == state)]


def told_proposals(rows: Iterable[Proposal]) -> list[Told]:
    """Four queries, whatever their number."""
    proposals = list(rows)
    ids = [each.pk for each in proposals]
    changes = grouped(Amendment.objects.filter(proposal__in=ids).select_related("provision", "base"))
    sponsors = names(Sponsor.objects.filter(proposal__in=ids, status=Sponsor.Status.ACCEPTED))
    endorsed = names(Endorsement.objects.filter(proposal__in=ids, withdrawn_at=None))
    answers = standing_answers(ids)
    sent = sent_days(ids)
    return [
        Told(
            each,
            changes.get(each.pk, []),
            sponsors.get(each.pk, []),
            endorsed.get(each.pk, []),
            answer := answers.get(each.pk),
            None if answer and answer.kind in FINAL else sent.get(each.pk),
        )
        for each in proposals
    ]


def grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for each in rows:
        found.setdefault(each.proposal_id, []).append(each)
    return found


def names(rows: QuerySet[Any]) -> dict[int, list[str]]:
    found = grouped(rows.select_related("organization").order_by("pk"))
    return {pk: [str(each.organization) for each in some] for pk, some in found.items()}


def sent_days(ids: Sequence[int]) -> dict[int, int]:
    """{proposal: days since its dossier was sent}."""
    today = timezone.localdate()
    rows = Dossier.objects.filter(items__proposal__in=ids, status=POSTED, sent_on__isnull=False)
    return {pk: (today - on).days for pk, on in rows.values_list("items__proposal", "sent_on") if on}


def story_of(user: Any, row: Round) -> list[Step]:
    """The way of a round, as far as it came."""
    order = [each for each in Round.Status.values if each != Round.Status.ARCHIVED]
    at = len(order) if row.status == Round.Status.ARCHIVED else order.index(row.status)
    sent = dossiers_for(user).filter(round=row, status=POSTED).order_by("-number").first()
    steps = [
        (_("Opened for proposals"), row.opens_on),
        (_("Texts fixed"), row.freezes_on),
        (pgettext("a round", "Decided"), row.closes_on),
        (_("Dossier sent"), sent.sent_on if sent else None),
        (_("Answered"), None),
    ]
    return [Step(words, on, at >= number) for number, (words, on) in enumerate(steps, start=1)]


# For programs ---------------------------------------------------------------------------------------------------------
def told_facts(each: Told) -> Facts:
    row = each.proposal
    return {
        "code": row.code,
        "title": row.title,
        "status": row.status,
        "status_reason": row.status_reason,
        "organization": str(row.organization),
        "author": str(row.author),
        "sponsors": each.sponsors,
        "endorsed_by": each.endorsed_by,
        "rationale": row.rationale,
        "effect": row.effect,
        "submitted_at": stamp(row.submitted_at),
        "merged_into": row.merged_into.code if row.merged_into else None,
        "changes": [change_facts(change) for change in each.changes],
        "answer": answer_facts(each.answer) if each.answer else None,
        "days_without_answer": each.days,
    }


def change_facts(row: Amendment) -> Facts:
    return {
        "kind": row.kind,
        "provision": row.provision.eid if row.provision else None,
        "label": row.new_label or (row.provision.label if row.provision else ""),
        "current": row.base.text if row.base else row.term,
        "proposed": row.new_text or row.new_term,
    }


def public_round_facts(user: Any, row: Round) -> Facts:
    return {
        "code": row.code,
        "title": row.title,
        "about": row.about,
        "status": row.status,
        "instrument": {"id": row.instrument_id, "title": row.instrument.title},
        "base_on": row.base_on.isoformat(),
        "organization": str(row.organization),
        "opens_on": row.opens_on.isoformat(),
        "freezes_on": row.freezes_on.isoformat(),
        "closes_on": row.closes_on.isoformat(),
        "states": {name: count for name, _words, count in states_of(public_proposals(user, row), "") if name},
    }
