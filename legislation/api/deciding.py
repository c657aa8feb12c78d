"""Admission, the committee's desk, and the votes on rivals, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.requests import checked, created_code
from legislation import actions, permissions, queries
from legislation.models import Proposal, RivalVote
from legislation.seen import seen_proposal, seen_round, seen_vote
from meetings.models import Ballot, Session
from meetings.permissions import sessions_for
from organizations.actors import actor_for


class AdmissionIn(serializers.Serializer[Any]):
    """What is not admitted says why."""

    is_admitted = serializers.BooleanField()
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ReopeningIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


class AdmittedOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    status = serializers.ChoiceField(choices=Proposal.Status.choices)
    status_reason = serializers.CharField()
    endorsements_count = serializers.IntegerField()


class GroupOut(serializers.Serializer[Any]):
    """`short` are those with too few endorsements; `vote` the one that stands."""

    proposals = serializers.ListField(child=serializers.IntegerField())
    short = serializers.ListField(child=serializers.IntegerField())
    vote = serializers.IntegerField(allow_null=True)
    outcome = serializers.CharField(allow_null=True)

    def to_representation(self, row: Any) -> dict[str, Any]:
        return {
            "proposals": [each.pk for each in row.proposals],
            "short": [each.pk for each in row.short],
            "vote": row.vote.pk if row.vote else None,
            "outcome": row.verdict.outcome if row.verdict else None,
        }


class DecidingOut(serializers.Serializer[Any]):
    admitting = AdmittedOut(many=True)
    advising = AdmittedOut(many=True)
    groups = GroupOut(many=True)
    decided = AdmittedOut(many=True)


def many(most: int) -> Any:
    one = serializers.PrimaryKeyRelatedField[Proposal](queryset=Proposal.objects.all())
    return serializers.ListField(child=one, max_length=most)


class DecisionsIn(serializers.Serializer[Any]):
    adopted = many(50)
    rejected = many(50)
    reason = serializers.CharField(max_length=300)


class RivalVoteIn(serializers.Serializer[Any]):
    """`is_together`: one question, whether all of them are adopted; else one of them is chosen, or the text kept."""

    client_id = serializers.UUIDField()
    session = serializers.PrimaryKeyRelatedField[Session](queryset=Session.objects.all())
    proposals = many(19)
    method = serializers.ChoiceField(choices=Ballot.Method.choices, required=False)
    is_together = serializers.BooleanField(required=False)


class VoteResultIn(serializers.Serializer[Any]):
    """`is_kept`, with a reason, where the vote came to nothing and one does not vote again."""

    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    is_kept = serializers.BooleanField(required=False, default=False)


class RivalVoteOut(serializers.Serializer[Any]):
    """`outcome` once it is closed: `carried`, `kept`, `tie`, `no_majority`."""

    id = serializers.IntegerField()
    round = serializers.IntegerField()
    session = serializers.IntegerField()
    ballot = serializers.IntegerField()
    provision = serializers.IntegerField(allow_null=True)
    status = serializers.ChoiceField(choices=Ballot.Status.choices)
    outcome = serializers.CharField(allow_null=True)
    choices = serializers.ListField(child=serializers.DictField())
    applied_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: RivalVote) -> dict[str, Any]:
        return queries.vote_facts(row)


class AdmissionViewSet(GenericViewSet[Proposal]):
    queryset = Proposal.objects.none()
    serializer_class = AdmittedOut

    @extend_schema(request=AdmissionIn, responses=AdmittedOut)
    def put(self, request: Request, pk: int) -> Response:
        """Admit a proposal, or do not. 409 `wrong_status`, `round_over`."""
        row, given = seen_proposal(request, pk), checked(AdmissionIn, request)
        act = actions.admit_proposal if given.pop("is_admitted") else actions.refuse_proposal
        return Response(AdmittedOut(act(actor=actor_for(request), proposal=row, **given)).data)

    @extend_schema(request=ReopeningIn, responses=AdmittedOut)
    def reopen(self, request: Request, pk: int) -> Response:
        """Take up again what was decided, while texts are fixed. 409 `not_frozen`, `wrong_status`."""
        row, given = seen_proposal(request, pk), checked(ReopeningIn, request)
        return Response(AdmittedOut(actions.reopen_verdict(actor=actor_for(request), proposal=row, **given)).data)

    @extend_schema(responses=DecidingOut)
    def desk(self, request: Request, pk: int) -> Response:
        """What waits for who judges: for admission, for an opinion, for a vote; and what was decided."""
        return Response(DecidingOut(queries.desk(request.user, seen_round(request, pk))).data)

    @extend_schema(request=DecisionsIn, responses=DecidingOut)
    def decide(self, request: Request, pk: int) -> Response:
        """Where no committee judges. 409 `not_frozen`, `competing`, `below_threshold`."""
        row, given = seen_round(request, pk), checked(DecisionsIn, request)
        actions.decide_proposals(actor=actor_for(request), within=row, **given)
        return Response(DecidingOut(queries.desk(request.user, row)).data)


class RivalVoteViewSet(GenericViewSet[RivalVote]):
    queryset = RivalVote.objects.none()
    serializer_class = RivalVoteOut

    @extend_schema(responses=RivalVoteOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """Of a round: the newest hundred."""
        rows = permissions.rival_votes_for(request.user).filter(round=seen_round(request, pk))
        return Response(RivalVoteOut(queries.listed_votes(rows).order_by("-pk")[:100], many=True).data)

    @extend_schema(request=RivalVoteIn, responses={201: RivalVoteOut, 200: RivalVoteOut})
    def create(self, request: Request, pk: int) -> Response:
        """Prepare a ballot. 409 `not_frozen`, `rivals_missing`, `competing`, `in_vote`, `below_threshold`."""
        row, given = seen_round(request, pk), checked(RivalVoteIn, request)
        session = get_object_or_404(sessions_for(request.user).select_related("body"), pk=given.pop("session").pk)
        made = actions.put_to_vote(actor=actor_for(request), within=row, session=session, **given)
        return Response(RivalVoteOut(made).data, status=created_code())

    def one(self, request: Request, pk: int) -> Response:
        return Response(RivalVoteOut(seen_vote(request, pk)).data)

    @extend_schema(request=VoteResultIn, responses=RivalVoteOut)
    def apply(self, request: Request, pk: int) -> Response:
        """Let its result become the state of the proposals. 409 `not_closed`, `tie`, `no_majority`."""
        vote = actions.apply_vote(
            actor=actor_for(request), vote=seen_vote(request, pk), **checked(VoteResultIn, request)
        )
        return Response(RivalVoteOut(vote).data)
