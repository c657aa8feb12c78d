"""Who stands behind a proposal, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from legislation import actions, queries
from legislation.models import Endorsement, Proposal
from legislation.seen import seen_proposal
from organizations.actors import actor_for


class EndorsingOut(serializers.Serializer[Any]):
    """Of a union or a network `members_endorsed` of its `members` endorsed themselves; it counts as one. `counts`: does
    the round's threshold count it?
    """

    proposal = serializers.IntegerField()
    version = serializers.IntegerField()
    count = serializers.IntegerField()
    threshold = serializers.IntegerField()
    missing = serializers.IntegerField()
    organizations = serializers.ListField(child=serializers.DictField())

    def to_representation(self, row: Proposal) -> dict[str, Any]:
        return queries.endorsing_facts(row)


class EndorsementViewSet(GenericViewSet[Endorsement]):
    queryset = Endorsement.objects.none()
    serializer_class = EndorsingOut

    def one(self, request: Request, pk: int) -> Response:
        return Response(EndorsingOut(seen_proposal(request, pk)).data)

    @extend_schema(request=None, responses=EndorsingOut)
    def put(self, request: Request, pk: int) -> Response:
        """Stand behind it, for the organisation one signs for. 409 `wrong_status`, `round_over`."""
        row = seen_proposal(request, pk)
        actions.endorse_proposal(actor=actor_for(request), proposal=row)
        return Response(EndorsingOut(row).data)

    @extend_schema(request=None, responses=EndorsingOut)
    def end(self, request: Request, pk: int) -> Response:
        row = seen_proposal(request, pk)
        actions.withdraw_endorsement(actor=actor_for(request), proposal=row)
        return Response(EndorsingOut(row).data)
