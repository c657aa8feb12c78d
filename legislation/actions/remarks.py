"""The verbs of what is said on words of a law and on proposals: remarks, questions to the sponsor, answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse
from journal.actors import Actor
from journal.holding import held
from journal.records import record, tell_people
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from legislation import permissions
from legislation.actions.telling import sponsors_people
from legislation.models import Proposal, Provision, Remark, Round
from legislation.permissions.seen import NOT_YET
from legislation.queries.quoting import Found, found_in, of_proposal, of_provision, words_before
from legislation.states import FROZEN, OPEN

LONGEST = 4000
LONGEST_QUOTE = 600


@verb
def create_remark(
    *,
    actor: Actor,
    within: Round,
    client_id: UUID,
    text: str,
    provision: Provision | None = None,
    proposal: Proposal | None = None,
    quoted: str = "",
    before: str = "",
    kind: str = Remark.Kind.REMARK,
) -> Remark:
    """Say something on an article in a round, or on a proposal, about words of it that are `quoted`; `before` are those
    that stand before them. A question is for a proposal's sponsor. A repeated `client_id` gives the same remark, or
    Conflict `client_id_reused`. ValidationError `required`, `too_long`, `not_in_text`, `nobody_to_ask`,
    `does_not_exist`; Conflict `round_over`.
    """
    require(permissions.can_create_remark(actor, within))
    words = checked_text(text)
    if first := Remark.objects.filter(person=actor.user, client_id=client_id).first():
        return demand_same(first, words, within)
    demand_running(within)
    demand_target(within, provision, proposal, kind)
    made = Remark(round=within, provision=provision, proposal=proposal, kind=kind, text=words, client_id=client_id)
    made.person, made.organization = actor.user, actor.organization
    anchor(made, defuse(quoted).strip(), before)
    made.save()
    count(made, 1)
    tell(actor, made, "remark_created")
    if kind == Remark.Kind.QUESTION and proposal is not None:
        told(actor, made, "sponsor_asked", sponsors_people(proposal))
    return made


@verb
def reply_to_remark(*, actor: Actor, remark: Remark, client_id: UUID, text: str) -> Remark:
    """Answer a remark or a question; who asked is told. An answer to an answer goes to the same remark. Refuses what
    `create_remark` does; Conflict `settled`.
    """
    require(permissions.can_reply_to_remark(actor, remark))
    root = remark.parent or remark
    words = checked_text(text)
    if first := Remark.objects.filter(person=actor.user, client_id=client_id).first():
        return demand_same(first, words, root.round)
    demand_there(root)
    demand_running(root.round)
    if root.settled_at is not None:
        raise Conflict(_("This is settled: take it up again first."), code="settled")
    own: dict[str, Any] = {"person": actor.user, "organization": actor.organization, "client_id": client_id}
    on = {"round": root.round, "provision": root.provision, "proposal": root.proposal, "parent": root}
    made = Remark.objects.create(**on, **own, text=words)
    count(made, 1)
    tell(actor, made, "remark_answered")
    told(actor, made, "remark_answered", {root.person_id})
    return made


@verb
def edit_remark(*, actor: Actor, remark: Remark, text: str) -> Remark:
    """Say it otherwise; what it quotes stays. ValidationError `required`, `too_long`; Conflict `round_over`."""
    require(permissions.can_edit_remark(actor, remark))
    words = checked_text(text)
    remark = held(remark, "round", "provision", "proposal", "person", "organization")  # it may be taken away meanwhile
    demand_there(remark)
    if words == remark.text:
        return remark
    demand_running(remark.round)
    remark.text, remark.edited_at = words, timezone.now()
    remark.save(update_fields=["text", "edited_at"])
    tell(actor, remark, "remark_edited")
    return remark


@verb
def delete_remark(*, actor: Actor, remark: Remark) -> None:
    """Take it away; the answers to it stay. Its words are forgotten. Twice changes nothing."""
    require(permissions.can_delete_remark(actor, remark))
    gone = {"deleted_at": timezone.now(), "text": "", "quoted": "", "before": ""}
    if Remark.objects.filter(pk=remark.pk, deleted_at=None).update(**gone):
        remark.refresh_from_db()
        count(remark, -1)
        tell(actor, remark, "remark_deleted")


@verb
def settle_remark(*, actor: Actor, remark: Remark, is_settled: bool = True) -> Remark:
    """Say that nothing of it is open any more, or that it is taken up again. Twice changes nothing."""
    require(permissions.can_settle_remark(actor, remark))
    demand_there(remark)
    now = timezone.now() if is_settled else None
    rows = Remark.objects.filter(pk=remark.pk, settled_at__isnull=is_settled)
    is_first = rows.update(settled_at=now, settled_by=actor.user if is_settled else None)
    remark.refresh_from_db(fields=["settled_at", "settled_by"])
    if is_first:
        tell(actor, remark, "remark_settled" if is_settled else "remark_taken_up")
    return remark


# What they share ------------------------------------------------------------------------------------------------------
def checked_text(text: str) -> str:
    words = defuse(text).strip()
    if not words:
        raise invalid(_("Write what you have to say."), code="required", field="text")
    if len(words) > LONGEST:
        raise invalid(_("Say it in at most 4000 letters."), code="too_long", field="text")
    return words


def demand_same(first: Remark, words: str, row: Round) -> Remark:
    if (first.round_id, first.text) != (row.pk, words):
        raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
    return first


def demand_there(row: Remark) -> None:
    if row.deleted_at is not None:
        raise Conflict(_("This was taken away."), code="deleted")


def demand_running(row: Round) -> None:
    if row.status not in {OPEN, FROZEN}:
        raise Conflict(_("This round is over: nothing is said in it any more."), code="round_over")


def demand_target(row: Round, provision: Provision | None, proposal: Proposal | None, kind: str) -> None:
    """On an article of the round's law, or on a proposal of the round that was put forward."""
    if kind not in Remark.Kind.values:
        raise invalid(_("Choose a remark or a question."), code="invalid_choice", field="kind")
    if proposal is not None and (proposal.round_id != row.pk or proposal.status in NOT_YET):
        raise invalid(_("There is no such proposal in this round."), code="does_not_exist", field="proposal")
    if provision is not None and provision.instrument_id != row.instrument_id:
        raise invalid(_("There is no such article in this law."), code="does_not_exist", field="provision")
    if proposal is None and provision is None:
        raise invalid(_("Say what it is about."), code="required", field="provision")
    if kind == Remark.Kind.QUESTION and proposal is None:
        raise invalid(_("A question is for the sponsor of a proposal."), code="nobody_to_ask", field="kind")


def anchor(row: Remark, quoted: str, before: str) -> None:
    """Keep the words it quotes as they stand there, and those before them."""
    if not quoted:
        return
    if len(quoted) > LONGEST_QUOTE:
        raise invalid(_("Quote at most 600 letters."), code="too_long", field="quoted")
    found = place_in(row, quoted, before)
    if found is None:
        words = _("These words do not stand in the text. Copy them from it as they are.")
        raise invalid(words, code="not_in_text", field="quoted")
    row.quoted = found.where.text[found.place.start : found.place.end][:LONGEST_QUOTE]
    row.before, row.base_sha256 = words_before(found), found.where.sha256
    if isinstance(found.where.key, int):
        row.amendment_id = found.where.key


def place_in(row: Remark, quoted: str, before: str) -> Found | None:
    texts = of_proposal(row.proposal) if row.proposal else []
    if row.provision is not None:
        texts += of_provision(row.round, row.provision)
    found = found_in(texts, quoted, before)
    return found if found and found.place.is_exact else None


def count(row: Remark, step: int) -> None:
    if row.proposal_id is not None:
        Proposal.objects.filter(pk=row.proposal_id).update(remarks_count=F("remarks_count") + step)


def tell(actor: Actor, row: Remark, event: str) -> None:
    record(event, stream=row.proposal.stream if row.proposal else row.round.stream, actor=actor, subject=row)


def told(actor: Actor, row: Remark, event: str, people: set[int]) -> None:
    code = row.proposal.code if row.proposal else row.round.code
    tell_people(event, actor, row, people, code=code)
