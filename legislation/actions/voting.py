"""The verbs by which the committee votes on a group of rivals, and by which its result becomes their state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason
from journal.verbs import verb
from legislation import permissions, queries
from legislation.actions.deciding import adopt, demand_decidable, demand_together, reject
from legislation.models import Proposal, RivalChoice, RivalVote, Round
from legislation.states import FROZEN
from legislation.verdicts import CARRIED, KEPT, Verdict
from meetings.actions import create_ballot
from meetings.models import Ballot, Choice, Session

MOST_RIVALS = 19  # of the twenty choices of a ballot one keeps the text
LONGEST_CHOICE = 200
LONGEST_TEXT = 8000


@verb
def put_to_vote(
    *,
    actor: Actor,
    within: Round,
    session: Session,
    client_id: UUID,
    proposals: Sequence[Proposal],
    method: str = Ballot.Method.NAMED,
    is_together: bool = False,
) -> RivalVote:
    """Prepare one ballot in a session of the round's committee: on one proposal; on rivals, of which one is chosen or
    the current text kept; on several that go together, as one question. The round's majority holds.

    A repeated `client_id` gives the same vote, or Conflict `client_id_reused`. ValidationError `required`, `too_many`;
    Conflict `not_frozen`, `wrong_status`, `below_threshold`, `in_vote`, `rivals_missing`, `competing`.
    """
    require(permissions.can_put_to_vote(actor, within, session))
    row, wanted = held(within, "body", "instrument"), list(proposals)
    if first := Ballot.objects.filter(author=actor.user, client_id=client_id).first():
        return demand_same(first, row, wanted)
    demand_votable(row, wanted, is_together)
    is_one = is_together or len(wanted) == 1
    with override(settings.LANGUAGE_CODE):
        words = {"question": question_of(row, wanted, is_one), "text": text_of(wanted)}
        choices = [] if is_one else [*(choice_of(each) for each in wanted), _("Keep the current text")]
    majority = row.majority if is_one else Ballot.Majority.MOST
    if is_one and majority == Ballot.Majority.MOST:
        majority = Ballot.Majority.SIMPLE
    given: dict[str, Any] = {**words, "choices": choices, "method": method, "majority": majority}
    ballot = create_ballot(actor=actor, session=session, client_id=client_id, **given)
    made = RivalVote.objects.create(
        round=row, session=session, ballot=ballot, provision=provision_of(wanted), person=actor.user
    )
    write_choices(made, wanted, is_one=is_one)
    record("rivals_put_to_vote", stream=row.stream, actor=actor, subject=made)
    return queries.listed_votes(RivalVote.objects.filter(pk=made.pk)).get()


@verb
def apply_vote(*, actor: Actor, vote: RivalVote, reason: str = "", is_kept: bool = False) -> RivalVote:
    """Let what the closed ballot came to become the state of its proposals: what was carried is adopted, the others are
    not, and what competes with it falls. Where nothing leads by the round's majority one votes again, or says by
    `is_kept`, and why, that the current text stays. Applied already: the same.

    Conflict `not_closed`, `ballot_changed`, `tie`, `no_majority`, `not_frozen`, `wrong_status`, `competing`;
    ValidationError `reason_required`, `too_long`.
    """
    require(permissions.can_apply_vote(actor, vote))
    row = held(vote.round)
    vote = queries.listed_votes(RivalVote.objects.filter(pk=vote.pk)).get()
    if vote.applied_at is not None:
        return vote
    demand_frozen(row)
    result = demand_closed(vote)
    if is_kept and result.outcome not in {CARRIED, KEPT}:
        words, adopted = checked_reason(reason), []
    else:
        words, adopted = checked_reason(reason, is_required=False), demand_result(vote, result)
    numbers = numbers_of(vote, result)
    facts = {"vote": vote.pk}
    adopt(actor, row, adopted, words or numbers, **facts)
    rest = [each for each in queries.voted_on(vote) if each not in adopted]
    reject(actor, rest, words or numbers, **facts)
    vote.applied_at = timezone.now()
    vote.save(update_fields=["applied_at"])
    record("vote_applied", stream=row.stream, actor=actor, subject=vote, outcome=result.outcome)
    return vote


# What they share ------------------------------------------------------------------------------------------------------
def demand_same(first: Ballot, row: Round, wanted: Sequence[Proposal]) -> RivalVote:
    vote = queries.listed_votes(RivalVote.objects.filter(ballot=first, round=row)).first()
    if vote is None or {each.pk for each in queries.voted_on(vote)} != {each.pk for each in wanted}:
        raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
    return vote


def demand_frozen(row: Round) -> None:
    if row.status != FROZEN:
        raise Conflict(_("One decides when the texts are fixed: freeze the round first."), code="not_frozen")


def demand_votable(row: Round, wanted: Sequence[Proposal], is_together: bool) -> None:
    if not wanted:
        raise invalid(_("Choose what is voted on."), code="required", field="proposals")
    if len(wanted) > MOST_RIVALS:
        raise invalid(_("At most nineteen proposals are one vote."), code="too_many", field="proposals")
    demand_frozen(row)
    demand_decidable(row, wanted)
    again = demand_free(row, wanted)
    if is_together:
        demand_together(row, wanted)
    elif len(wanted) > 1 or not again:
        demand_whole(row, wanted)


def demand_free(row: Round, wanted: Sequence[Proposal]) -> bool:
    """None of them waits in a vote; True where all were voted on before, without a result."""
    keys, before = {each.pk for each in wanted}, set()
    for vote in queries.standing_votes(row):
        mine = keys & {each.pk for each in queries.voted_on(vote)}
        if mine and not queries.is_open_again(vote, queries.verdict_of(vote)):
            raise Conflict(_("There is a vote on this already."), code="in_vote")
        before |= mine
    return before == keys


def demand_whole(row: Round, wanted: Sequence[Proposal]) -> None:
    """Rivals are offered in one ballot, all that may be decided and have the endorsements the round asks for."""
    live = list(row.proposals.filter(status__in=queries.LIVE).order_by("submitted_at", "pk"))
    counts = queries.counting_towards(row, live)
    keys = {each.pk for each in wanted}
    for pair in queries.competing(row, [each for each in live if counts[each.pk] >= row.threshold]):
        if len({pair.one.pk, pair.other.pk} & keys) == 1:
            words = _("%(one)s and %(other)s compete: put both to the same vote.")
            raise Conflict(words % {"one": pair.one.code, "other": pair.other.code}, code="rivals_missing")


def demand_closed(vote: RivalVote) -> Verdict:
    if vote.ballot.status != Ballot.Status.CLOSED:
        raise Conflict(_("This vote is not closed yet, or was annulled."), code="not_closed")
    result = queries.verdict_of(vote)
    if result is None:
        words = _("The choices of this ballot were changed since: put the proposals to the vote again.")
        raise Conflict(words, code="ballot_changed")
    return result


def demand_result(vote: RivalVote, result: Verdict) -> list[Proposal]:
    """What is adopted."""
    if result.outcome == "tie":
        raise Conflict(_("No choice leads alone: vote again."), code="tie")
    if result.outcome == "no_majority":
        words = _("What leads has not the majority that the round asks for: vote again.")
        raise Conflict(words, code="no_majority", votes=result.votes, cast=result.cast)
    return queries.carried(vote, result)


def write_choices(vote: RivalVote, wanted: Sequence[Proposal], *, is_one: bool) -> None:
    """What each choice of the ballot stands for; who abstains chooses nothing."""
    choices = list(vote.ballot.choices.all())
    if is_one:
        yes = next(each for each in choices if each.kind == Choice.Kind.YES)
        no = next(each for each in choices if each.kind == Choice.Kind.NO)
        pairs: list[tuple[Choice, Proposal | None]] = [*((yes, each) for each in wanted), (no, None)]
    else:
        pairs = list(zip(choices, [*wanted, None], strict=True))
    RivalChoice.objects.bulk_create(
        RivalChoice(vote=vote, choice=choice, proposal=proposal) for choice, proposal in pairs
    )


def provision_of(wanted: Sequence[Proposal]) -> Any:
    """The article all of them are about, where it is one."""
    found = {each.provision for proposal in wanted for each in proposal.amendments.select_related("provision")}
    return found.pop() if len(found) == 1 else None


def question_of(row: Round, wanted: Sequence[Proposal], is_one: bool) -> str:
    codes = _(", ").join(each.code for each in wanted)
    if len(wanted) == 1:
        return (_("Shall proposal %(code)s be adopted?") % {"code": f"{codes} ({wanted[0].title})"})[:400]
    if is_one:
        return (_("Shall these proposals be adopted together: %(codes)s?") % {"codes": codes})[:400]
    provision = provision_of(wanted)
    on = provision.label if provision else row.instrument.title
    return (_("Which wording of %(on)s is adopted?") % {"on": on})[:400]


def choice_of(row: Proposal) -> str:
    """The title first, so that an Arabic one runs as it should."""
    return f"{row.title[: LONGEST_CHOICE - 20]} · {row.code}"


def text_of(wanted: Sequence[Proposal]) -> str:
    """What each of them would write, to be read in the hall."""
    parts = []
    for proposal in wanted:
        lines = [f"{proposal.title} ({proposal.organization}) · {proposal.code}"]
        for each in proposal.amendments.select_related("provision"):
            on, new = each.provision or f"«{each.term}»", each.new_text or each.new_heading or each.new_term
            lines.append(f"{on}: {each.get_kind_display()}\n{new}".strip())
        parts.append("\n".join(lines))
    whole = "\n\n".join(parts)
    return whole if len(whole) <= LONGEST_TEXT else whole[: LONGEST_TEXT - 1] + "…"


def numbers_of(vote: RivalVote, result: Verdict) -> str:
    """How it was voted, in the language of the site: what stands as the reason where nobody wrote another. Each choice
    is isolated: the code in it runs the other way.
    """
    choices = vote.ballot.choices.all()
    with override(settings.LANGUAGE_CODE):
        rows = _(", ").join(f"\u2068{str(each)[:60]}\u2069: {each.votes}" for each in choices)
        words = _("Voted in the committee. %(numbers)s") % {"numbers": rows}
    return words[:600]
