"""The verbs of a proposal as it is written: begin one, say what it is for, throw a draft away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from arabic.normalise import normalise
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, require
from journal.states import demand_status
from journal.verbs import verb
from legislation import permissions
from legislation.actions.rounds import as_it_stands as round_as_it_stands
from legislation.models import Proposal, ProposalVersion, Round
from legislation.queries.wordings import wording
from legislation.states import DRAFT, OPEN, RETURNED
from organizations.columns import check_columns, set_columns

DETAILS = frozenset({"title", "rationale", "effect"})
PARAGRAPHS = frozenset({"rationale", "effect"})
SHORTLY = timedelta(minutes=10)  # what one person changes within it is one wording


@verb
def create_proposal(*, actor: Actor, row: Round, client_id: UUID, title: str, **details: Any) -> Proposal:
    """Begin a proposal in a round, for the organisation one speaks for; so far its writers alone see it. `details`:
    `rationale` and `effect`. What it changes is said by `add_amendment`.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`. ValidationError by field; Conflict
    `wrong_status` unless the round is open.
    """
    require(permissions.can_create_proposal(actor, row))
    if first := Proposal.objects.filter(author=actor.user, client_id=client_id).first():
        if (first.round_id, first.title) != (row.pk, defuse_name(title)):
            raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
        return first
    made = begun(actor, row, client_id)
    fill(made, {"title": title, **details})
    made.save()
    tell("proposal_created", actor, made)
    return made


@verb
def edit_proposal(*, actor: Actor, proposal: Proposal, version: int | None = None, **details: Any) -> Proposal:
    """Say anew what it is for: columns of DETAILS. `version` is the one that was read: Conflict `stale` where another
    writer changed it since. Changing nothing leaves no entry. ValidationError by field; Conflict `wrong_status`.
    """
    require(permissions.can_edit_proposal(actor, proposal))
    proposal = as_it_stands(proposal)
    demand_written(proposal)
    before = wording(proposal)
    if changed := fill(proposal, details):
        demand_fresh(proposal, version)
        keep_wording(actor, proposal, before)
        proposal.save(update_fields=[*changed, "search_text"])
        reworded("proposal_edited", actor, proposal, fields=sorted(changed))
    return proposal


@verb
def discard_proposal(*, actor: Actor, proposal: Proposal) -> None:
    """Throw a draft away that nobody was shown; its number is not given again. Conflict `wrong_status`."""
    require(permissions.can_discard_proposal(actor, proposal))
    proposal = as_it_stands(proposal)
    demand_status(proposal, DRAFT)
    tell("proposal_discarded", actor, proposal)
    Proposal.objects.filter(pk=proposal.pk).delete()


# What they share ------------------------------------------------------------------------------------------------------
def begun(actor: Actor, row: Round, client_id: UUID) -> Proposal:
    """A draft with its code, numbered within the round. Conflict `wrong_status` unless the round is open."""
    row = round_as_it_stands(row)
    demand_status(row, OPEN)
    Round.objects.filter(pk=row.pk).update(proposals_made=F("proposals_made") + 1)
    row.refresh_from_db(fields=["proposals_made"])
    made = Proposal(round=row, code=f"{row.code}-{row.proposals_made:03d}", author=actor.user, client_id=client_id)
    made.organization_id = actor.organization_id  # type: ignore[assignment]  # as can_create_proposal demands
    return made


def as_it_stands(proposal: Proposal) -> Proposal:
    """Read again and held, after its round: who fixes the texts waits for who writes, and the other way round."""
    rows = Round.objects.select_for_update(no_key=True)
    row = rows.get(pk=proposal.round_id)
    found = held(proposal, "organization", "author")
    found.round = row
    return found


def demand_written(proposal: Proposal) -> None:
    """Its words may change. Conflict `wrong_status`, `texts_fixed`."""
    demand_status(proposal, DRAFT, RETURNED)
    demand_open(proposal)


def demand_open(proposal: Proposal) -> None:
    if proposal.round.status != OPEN:
        words = _("The texts of this round are fixed: nothing is written or handed in any more.")
        raise Conflict(words, code="texts_fixed", current=proposal.round.status)


def demand_fresh(row: Any, version: int | None) -> None:
    """Conflict `stale` where it is another version by now."""
    if version is not None and row.version != version:
        words = _("Somebody changed this since you read it. Read it again, then write.")
        raise Conflict(words, code="stale", current=row.version)


def fill(proposal: Proposal, details: dict[str, Any]) -> list[str]:
    """Set columns of DETAILS, cleaned and checked; the names of those that changed. ValidationError by field."""
    changed = set_columns(proposal, details, DETAILS, PARAGRAPHS)
    check_columns(proposal, details)
    words = f"{proposal.code} {proposal.title} {proposal.rationale} {proposal.effect}"
    proposal.search_text = normalise(words)
    return changed


def keep_wording(actor: Actor, proposal: Proposal, before: dict[str, Any], *, always: bool = False) -> None:
    """The wording as it was before a change. What one person changes shortly after is the same wording still."""
    last = proposal.versions.order_by("number").last()
    if last and not always and last.person_id == actor.user.pk and timezone.now() - last.at < SHORTLY:
        return
    given = {"shown": before, "person": actor.user}
    ProposalVersion.objects.update_or_create(proposal=proposal, number=proposal.version, defaults=given)


def reworded(event: str, actor: Actor, proposal: Proposal, **facts: Any) -> None:
    """It is another wording now."""
    Proposal.objects.filter(pk=proposal.pk).update(version=F("version") + 1)
    proposal.refresh_from_db(fields=["version"])
    tell(event, actor, proposal, **facts)


def tell(event: str, actor: Actor, proposal: Proposal, *streams: str, **facts: Any) -> None:
    """For those who look at it; in the round too as soon as its people see it."""
    facts = {"code": proposal.code, "version": proposal.version, **facts}
    names = sorted({proposal.stream, *streams})
    record(event, stream=names, actor=actor, subject=proposal, kind="proposal", **facts)
