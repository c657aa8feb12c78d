"""What waits for the committee of a round, the votes on rivals, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db.models import Prefetch, QuerySet

from journal.stamps import stamp
from legislation.models import Opinion, Proposal, Reopening, RivalChoice, RivalVote, Round
from legislation.permissions import opinions_for, proposals_for, rival_votes_for
from legislation.queries.competing import Pair, competing, grouped
from legislation.queries.endorsements import counting_towards
from legislation.states import ADMISSIBLE, ADOPTED, RECOMMENDED, REJECTED, SUBMITTED
from legislation.verdicts import CARRIED, KEPT, Verdict, verdict, verdict_of_yes
from meetings.models import Ballot, Choice, Session
from meetings.states import RUNNING
from organizations.queries import organization_mark

Facts = dict[str, Any]
Status = Ballot.Status
LIVE = (ADMISSIBLE, RECOMMENDED)  # what may be decided


class Group(NamedTuple):
    """Proposals that compete, or one by itself. `missing` organisations by proposal until the round's threshold;
    `vote` is the one that stands.
    """

    proposals: list[Proposal]
    short: list[Proposal]
    vote: RivalVote | None
    verdict: Verdict | None

    @property
    def is_ready(self) -> bool:
        """May it be put to the vote?"""
        return len(self.short) < len(self.proposals) and (self.vote is None or is_open_again(self.vote, self.verdict))

    @property
    def ready(self) -> list[Proposal]:
        return [each for each in self.proposals if each not in self.short]


class Desk(NamedTuple):
    """`admitting` wait for admission, `advising` for an opinion, `groups` for a vote."""

    admitting: list[Proposal]
    advising: list[Proposal]
    groups: list[Group]
    decided: list[Proposal]


def desk(user: Any, row: Round) -> Desk:
    """Everything that waits for the committee of a round; some ten queries."""
    of_round = proposals_for(user).filter(round=row).select_related("organization__governorate", "author")
    known = list(of_round.order_by("submitted_at", "pk").distinct())
    numbers = counting_towards(row, known)
    for each in known:
        each.counted = numbers[each.pk]
    live = [each for each in known if each.status in LIVE]
    published = opinions_for(user).filter(proposal__in=live, published_at__isnull=False)
    advised = set(published.values_list("proposal", flat=True))
    votes = standing_votes(row, rival_votes_for(user))
    return Desk(
        [each for each in known if each.status == SUBMITTED],
        [each for each in live if each.pk not in advised],
        [group_of(row, each, votes) for each in grouped(row, live)],
        [each for each in known if each.status in (ADOPTED, REJECTED)],
    )


def group_of(row: Round, proposals: list[Proposal], votes: Sequence[RivalVote]) -> Group:
    keys = {each.pk for each in proposals}
    mine = [each for each in votes if keys & {choice.proposal_id for choice in each.choices.all()}]
    vote = mine[-1] if mine else None
    short = [each for each in proposals if each.counted < row.threshold]
    return Group(proposals, short, vote, verdict_of(vote) if vote else None)


def listed_votes(rows: QuerySet[RivalVote]) -> QuerySet[RivalVote]:
    """With their ballot and what each choice stands for; three queries."""
    choices = RivalChoice.objects.select_related("proposal__organization", "choice").order_by("choice__position", "pk")
    near = rows.select_related("round__body", "session", "ballot", "provision")
    return near.prefetch_related("ballot__choices", Prefetch("choices", choices))


def standing_votes(row: Round, among: QuerySet[RivalVote] | None = None) -> list[RivalVote]:
    """Those that are not applied and count, the oldest first."""
    known = RivalVote.objects.all() if among is None else among
    rows = known.filter(round=row, applied_at=None).exclude(ballot__status=Status.ANNULLED)
    return list(listed_votes(rows).order_by("pk"))


def verdict_of(vote: RivalVote) -> Verdict | None:
    """What a closed vote came to; None while it runs, where it was annulled, or where its choices were changed."""
    ballot = vote.ballot
    if ballot.status != Status.CLOSED or not is_whole(vote):
        return None
    choices = list(ballot.choices.all())
    numbers = {each.pk: each.weight if ballot.is_weighted else each.votes for each in choices}
    yes = next((each for each in choices if each.kind == Choice.Kind.YES), None)
    if yes is not None:
        return verdict_of_yes(bool(ballot.is_passed), yes.pk, numbers[yes.pk], sum(numbers.values()))
    keeping = {each.choice_id for each in vote.choices.all() if each.proposal_id is None}
    return verdict(numbers, keeping, vote.round.majority, ballot.eligible)


def is_whole(vote: RivalVote) -> bool:
    """Does every choice still stand for something? Those of a ballot that was edited do not; an abstention is none."""
    known = {each.choice_id for each in vote.choices.all()}
    return all(each.pk in known or each.kind == Choice.Kind.ABSTAIN for each in vote.ballot.choices.all())


def is_open_again(vote: RivalVote, result: Verdict | None) -> bool:
    """Was it closed without a result, or its ballot changed, so that one votes again?"""
    if not is_whole(vote):
        return True
    return vote.ballot.status == Status.CLOSED and (result is None or result.outcome not in (CARRIED, KEPT))


def carried(vote: RivalVote, result: Verdict) -> list[Proposal]:
    """The proposals that were carried."""
    if result.outcome != CARRIED:
        return []
    return [each.proposal for each in vote.choices.all() if each.choice_id == result.choice and each.proposal]


def voted_on(vote: RivalVote) -> list[Proposal]:
    found = {each.proposal_id: each.proposal for each in vote.choices.all() if each.proposal}
    return list(found.values())


def fallen(row: Round, adopted: Sequence[Proposal]) -> list[Pair]:
    """What still waits in the round and does not go with what was adopted: (adopted, what falls)."""
    keys = {each.pk for each in adopted}
    waiting = row.proposals.filter(status__in=(SUBMITTED, *LIVE)).exclude(pk__in=keys).order_by("submitted_at", "pk")
    pairs = competing(row, [*adopted, *waiting])
    return [pair for pair in pairs if pair.one.pk in keys and pair.other.pk not in keys]


def clashing(row: Round, wanted: Sequence[Proposal]) -> Pair | None:
    """Two of these that do not go together, or one with what was adopted before."""
    keys = {each.pk for each in wanted}
    before = list(row.proposals.filter(status=ADOPTED).exclude(pk__in=keys))
    pairs = competing(row, [*wanted, *before])
    return next((pair for pair in pairs if pair.one.pk in keys or pair.other.pk in keys), None)


def sessions_to_vote_in(row: Round) -> QuerySet[Session]:
    """Of the round's committee, those in which a vote may still be put."""
    rows = Session.objects.filter(body=row.body_id, status__in=RUNNING) if row.body_id else Session.objects.none()
    return rows.order_by("starts_at", "pk")


def opinions_of(user: Any, proposal: Proposal) -> list[Opinion]:
    """What one may read of them, the newest first."""
    rows = opinions_for(user).filter(proposal=proposal)
    return list(rows.select_related("person", "organization", "other").order_by("-pk"))


def waited_as(row: Proposal) -> str:
    """The state to which a decided proposal goes back: with an opinion where one was published, else as it was; where
    nobody noted that, it is admitted anew.
    """
    if row.opinions.filter(published_at__isnull=False).exists():
        return RECOMMENDED
    return row.decided_from or SUBMITTED


def reopenings_of(proposal: Proposal) -> list[Reopening]:
    """How often it was taken up again, the newest first."""
    return list(proposal.reopenings.select_related("person", "organization").order_by("-pk"))


def vote_of(proposal: Proposal) -> RivalVote | None:
    """The vote by which a proposal was decided."""
    rows = RivalVote.objects.filter(choices__proposal=proposal, applied_at__isnull=False)
    return listed_votes(rows).order_by("-pk").first()


# For programs ---------------------------------------------------------------------------------------------------------
def opinion_facts(row: Opinion) -> Facts:
    return {
        "id": row.pk,
        "proposal": row.proposal_id,
        "advice": row.advice,
        "other": row.other_id,
        "reasons": row.reasons,
        "person": {"id": row.person_id, "name": row.person.display_name},
        "organization": organization_mark(row.organization) if row.organization else None,
        "created_at": stamp(row.created_at),
        "published_at": stamp(row.published_at),
        "replaced_at": stamp(row.replaced_at),
    }


def vote_facts(row: RivalVote) -> Facts:
    """`outcome` of a closed vote; `votes` of each choice once it is closed."""
    result = verdict_of(row)
    is_over = row.ballot.status == Status.CLOSED
    proposals: dict[int, list[int]] = {}
    for each in row.choices.all():
        proposals.setdefault(each.choice_id, []).extend([each.proposal_id] if each.proposal_id else [])
    return {
        "id": row.pk,
        "round": row.round_id,
        "session": row.session_id,
        "ballot": row.ballot_id,
        "provision": row.provision_id,
        "status": row.ballot.status,
        "outcome": result.outcome if result else None,
        "choices": [
            {
                "id": each.pk,
                "words": str(each),
                "proposals": proposals.get(each.pk, []),
                "votes": each.votes if is_over else None,
            }
            for each in row.ballot.choices.all()
        ],
        "applied_at": stamp(row.applied_at),
    }
