"""The rapporteur's written opinions, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.requests import checked, created_code
from legislation import actions, permissions, queries
from legislation.models import Opinion, Proposal
from legislation.seen import seen_opinion, seen_proposal
from organizations.actors import actor_for


class OpinionOut(serializers.Serializer[Any]):
    """What is not published is told to those who write and judge."""

    id = serializers.IntegerField()
    proposal = serializers.IntegerField()
    advice = serializers.ChoiceField(choices=Opinion.Advice.choices)
    other = serializers.IntegerField(allow_null=True)
    reasons = serializers.CharField()
    person = serializers.DictField()
    organization = serializers.DictField(allow_null=True)
    created_at = serializers.CharField()
    published_at = serializers.CharField(allow_null=True)
    replaced_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: Opinion) -> dict[str, Any]:
        return queries.opinion_facts(row)


class OpinionIn(serializers.Serializer[Any]):
    """`other` is the proposal into which it shall be merged, where that is the advice."""

    client_id = serializers.UUIDField()
    advice = serializers.ChoiceField(choices=Opinion.Advice.choices)
    reasons = serializers.CharField(max_length=8000)
    other = serializers.PrimaryKeyRelatedField[Proposal](
        queryset=Proposal.objects.all(), required=False, allow_null=True
    )


class OpinionViewSet(GenericViewSet[Opinion]):
    queryset = Opinion.objects.none()
    serializer_class = OpinionOut

    @extend_schema(responses=OpinionOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """Of a proposal, the newest first."""
        return Response(OpinionOut(queries.opinions_of(request.user, seen_proposal(request, pk)), many=True).data)

    @extend_schema(request=OpinionIn, responses={201: OpinionOut, 200: OpinionOut})
    def create(self, request: Request, pk: int) -> Response:
        """Write one; the one before stays. 409 `wrong_status`."""
        row, given = seen_proposal(request, pk), checked(OpinionIn, request)
        if (other := given.get("other")) and not permissions.proposals_for(request.user).filter(pk=other.pk).exists():
            given["other"] = None
        made = actions.write_opinion(actor=actor_for(request), proposal=row, **given)
        return Response(OpinionOut(made).data, status=created_code())

    @extend_schema(request=None, responses=OpinionOut)
    def publish(self, request: Request, pk: int) -> Response:
        made = actions.publish_opinion(actor=actor_for(request), opinion=seen_opinion(request, pk))
        return Response(OpinionOut(made).data)
