"""The verbs by which several proposals become one; whose words went into it stays named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import tell_people
from journal.refusals import Conflict, invalid, require
from journal.states import demand_possible, demand_way
from journal.verbs import verb
from legislation import permissions
from legislation.actions.amendments import MOST, STEP
from legislation.actions.proposals import as_it_stands, begun, demand_open, fill, keep_wording, tell
from legislation.actions.signing import moved, people_of, submit_proposal
from legislation.actions.sponsors import ask_sponsor
from legislation.actions.telling import tell_signatories
from legislation.amending import REPEAL, REPLACE, Change
from legislation.joining import Joined, change_for
from legislation.models import Amendment, Credit, Proposal, Round
from legislation.queries.base import base_texts
from legislation.queries.changes import base_of
from legislation.queries.merging import joined_places, missing_consent, place_facts, sources_of
from legislation.queries.wordings import wording
from legislation.states import HANDED_IN, MERGED, PROPOSAL_WAYS, PUT_FORWARD, SUBMITTED

FEWEST, MANY = 2, 20  # proposals that are merged at once
DETAILS = frozenset({"title", "rationale", "effect"})


@verb
def merge_proposals(
    *,
    actor: Actor,
    row: Round,
    proposals: Sequence[Proposal],
    client_id: UUID,
    title: str,
    wordings: Mapping[str, str] | None = None,
    **details: Any,
) -> Proposal:
    """Make one proposal of several of a round. Changes of other words are put together; where they want the same words
    differently, `wordings` says what it shall be, by the names that `place_facts` gives. `details`: `rationale`
    (without it the reasons of all, one after another) and `effect`.

    Who leads or judges the round puts it forward at once, and the merged ones end. Who signs for one of their
    organisations asks the others: theirs stand beside it until `settle_merge`. A repeated `client_id` gives the same
    one, or Conflict `client_id_reused`. ValidationError by field (`too_few`, `too_many`, `other_round`); Conflict
    `wrong_status`, `texts_fixed`, `competing` with the places that wait for words.
    """
    require(permissions.can_merge_proposals(actor, row, proposals))
    if first := Proposal.objects.filter(author=actor.user, client_id=client_id).first():
        known = set(Credit.objects.filter(proposal=first).values_list("source", flat=True))
        if first.round_id != row.pk or not {proposal.pk for proposal in proposals} <= known:
            raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
        return first
    made = begun(actor, row, client_id)
    made.organization_id = actor.organization_id or row.organization_id
    sources = checked_sources(made.round, proposals)
    places = settled_places(made.round, sources, wordings or {})
    fill(made, {"title": title, **details, "rationale": details.get("rationale") or reasons_of(sources)})
    made.save()
    write_changes(actor, made, places)
    credit(made, sources)
    if permissions.merges_at_once(actor, row):
        put_forward(actor, made)
        end_sources(actor, made)
    else:
        ask_others(actor, made, sources)
    return made


@verb
def settle_merge(*, actor: Actor, proposal: Proposal) -> Proposal:
    """Put the one proposal forward in the place of those it was made of, once all their organisations agreed. Settled
    it stays. Conflict `nothing_to_merge`, `consent_missing` with the organisations that have not answered,
    `wrong_status`, `texts_fixed`.
    """
    require(permissions.can_settle_merge(actor, proposal))
    proposal = as_it_stands(proposal)
    if not sources_of(proposal).exists():
        if proposal.merged_from.exists():
            return proposal
        raise Conflict(_("It was not made of other proposals."), code="nothing_to_merge")
    demand_possible(proposal.status in {HANDED_IN, *PUT_FORWARD}, proposal)
    demand_open(proposal)
    if missing := list(missing_consent(proposal)):
        names = "، ".join(str(each) for each in missing)
        words = _("These organisations have not agreed yet: %(names)s.") % {"names": names}
        raise Conflict(words, code="consent_missing", organizations=[each.pk for each in missing])
    if proposal.status == HANDED_IN:
        proposal = submit_proposal(actor=actor, proposal=proposal)
    end_sources(actor, proposal)
    return proposal


# What they share ------------------------------------------------------------------------------------------------------
def checked_sources(row: Round, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Each once, as they stand, in the order of their ids, so that two who merge wait for one another."""
    ids = sorted({proposal.pk for proposal in proposals})
    if not FEWEST <= len(ids) <= MANY:
        code = "too_few" if len(ids) < FEWEST else "too_many"
        words = _("Choose from %(fewest)s to %(most)s proposals.") % {"fewest": FEWEST, "most": MANY}
        raise invalid(words, code=code, field="proposals")
    found = [as_it_stands(Proposal.objects.get(pk=pk)) for pk in ids]
    if any(proposal.round_id != row.pk for proposal in found):
        raise invalid(_("All of them must be of this round."), code="other_round", field="proposals")
    for proposal in found:
        demand_way(PROPOSAL_WAYS, proposal, MERGED)
        demand_open(proposal)
    return found


def settled_places(row: Round, sources: Sequence[Proposal], wordings: Mapping[str, str]) -> list[Joined]:
    """Conflict `competing` where some wait for words."""
    places = joined_places(row, sources, wordings)
    if waiting := [place for place in places if not place.is_settled]:
        base = base_of(row)
        words = _("These proposals want the same words differently: say for each place what it shall be.")
        raise Conflict(words, code="competing", places=[place_facts(place, base) for place in waiting])
    if len(places) > MOST:
        words = _("A proposal holds at most %(count)s changes: make a second proposal.") % {"count": MOST}
        raise Conflict(words, code="too_many")
    return places


def reasons_of(sources: Sequence[Proposal]) -> str:
    longest = Proposal._meta.get_field("rationale").max_length or 0
    said = "\n\n".join(f"{each.organization} ({each.code}): {each.rationale}" for each in sources if each.rationale)
    return (said or "، ".join(each.code for each in sources))[:longest]


def write_changes(actor: Actor, made: Proposal, places: Sequence[Joined]) -> None:
    """Bound to the text of the round as it stands; a place that becomes as it was is no change."""
    texts = {text.provision_id: text for text in base_texts(made.round)}
    kept = [place for place in places if place.repeals or place.kind != REPLACE or place.words != place.before]
    for number, place in enumerate(kept, start=1):
        change = change_for(place)
        row = amendment_for(change)
        row.proposal, row.person, row.client_id, row.position = made, actor.user, uuid4(), number * STEP
        if change.target is not None:
            text = texts[change.target]  # type: ignore[index]
            row.provision, row.base, row.base_sha256 = text.provision, text, text.sha256
        row.save()


def amendment_for(change: Change) -> Amendment:
    return Amendment(
        kind=change.kind,
        new_kind=change.clause_kind if change.kind != REPEAL else "",
        new_label=change.label,
        new_heading=change.heading,
        new_text=change.text,
        term=change.term,
        new_term=change.new_term,
    )


def credit(made: Proposal, sources: Sequence[Proposal]) -> None:
    """Those it is made of, and those that they were made of."""
    earlier = Credit.objects.filter(proposal__in=[each.pk for each in sources]).select_related("source")
    whose = {each.pk: each for each in [*sources, *(credit.source for credit in earlier)]}
    for source in whose.values():
        Credit.objects.create(
            proposal=made, source=source, person_id=source.author_id, organization_id=source.organization_id
        )


def put_forward(actor: Actor, made: Proposal) -> None:
    made.signed_by, made.submitted_at = actor.user, timezone.now()
    moved(actor, made, SUBMITTED, "", "signed_by", "submitted_at")
    keep_wording(actor, made, wording(made), always=True)
    tell("proposal_submitted", actor, made, made.round.stream, f"org.{made.organization_id}")


def ask_others(actor: Actor, made: Proposal, sources: Sequence[Proposal]) -> None:
    """Its words stand from now on; the other organisations are asked to put it forward together."""
    moved(actor, made, HANDED_IN, "")
    tell("proposal_handed_in", actor, made)
    others = {
        each.organization_id: each.organization for each in sources if each.organization_id != made.organization_id
    }
    for organization in others.values():
        ask_sponsor(actor=actor, proposal=made, organization=organization)


def end_sources(actor: Actor, made: Proposal) -> None:
    """They stay to be read, and lead to the one that took their place."""
    for pk in sorted(sources_of(made).values_list("pk", flat=True)):
        source = as_it_stands(Proposal.objects.get(pk=pk))
        demand_way(PROPOSAL_WAYS, source, MERGED)
        source.merged_into = made
        moved(actor, source, MERGED, "", "merged_into")
        tell("proposal_merged", actor, source, source.round.stream, into=made.pk)
        tell_people("proposal_merged", actor, source, people_of(source), code=source.code, into=made.pk)
        tell_signatories("proposal_merged", actor, source, {source.organization_id}, into=made.pk)
