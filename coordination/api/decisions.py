"""The register of decisions for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from coordination import actions, queries
from coordination.models import Decision
from coordination.permissions import decisions_for
from journal.requests import checked, created_code, of_seen
from meetings.models import Ballot, Body, MinuteEntry, Session
from meetings.permissions import ballots_for, bodies_for, sessions_for
from organizations.actors import actor_for, actor_named
from organizations.models import Organization

ASKED = ("q", "session", "state")


class RegisteredDecisionOut(serializers.Serializer[Any]):
    """`outcome` are the figures of the vote as they stood: yes, no, abstain or `choices`, present, eligible, needed."""

    id = serializers.IntegerField()
    body = serializers.IntegerField()
    number = serializers.IntegerField()
    session = serializers.IntegerField(allow_null=True)
    entry = serializers.IntegerField(allow_null=True)
    ballot = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    text = serializers.CharField()
    method = serializers.ChoiceField(choices=Decision.Method.choices)
    outcome = serializers.DictField()
    adopted_on = serializers.DateField()
    review_on = serializers.DateField(allow_null=True)
    revoked_by = serializers.IntegerField(allow_null=True)

    def to_representation(self, row: Decision) -> dict[str, Any]:
        return queries.decision_facts(row)


class RegisteredDecisionIn(serializers.Serializer[Any]):
    """Of an `entry` or a `ballot` the words are kept, and `text` is not asked for."""

    client_id = serializers.UUIDField()
    text = serializers.CharField(max_length=8000, required=False, allow_blank=True)
    title = serializers.CharField(max_length=200, required=False, allow_blank=True)
    method = serializers.ChoiceField(choices=Decision.Method.choices, required=False)
    session = serializers.PrimaryKeyRelatedField[Session](
        queryset=Session.objects.all(), required=False, allow_null=True
    )
    entry = serializers.PrimaryKeyRelatedField[MinuteEntry](
        queryset=MinuteEntry.objects.all(), required=False, allow_null=True
    )
    ballot = serializers.PrimaryKeyRelatedField[Ballot](queryset=Ballot.objects.all(), required=False, allow_null=True)
    revokes = serializers.PrimaryKeyRelatedField[Decision](
        queryset=Decision.objects.all(), required=False, allow_null=True
    )
    adopted_on = serializers.DateField(required=False, allow_null=True)
    review_on = serializers.DateField(required=False, allow_null=True)
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class RevocationIn(serializers.Serializer[Any]):
    by = serializers.PrimaryKeyRelatedField[Decision](queryset=Decision.objects.all())


SEEN: dict[str, Any] = {
    "session": sessions_for,
    "entry": queries.entries_seen,
    "ballot": ballots_for,
    "revokes": decisions_for,
    "by": decisions_for,
}


def seen_decision(request: Request, pk: int) -> Decision:
    row = queries.seen_decision(request.user, pk)
    if row is None:
        raise Http404
    return row


@extend_schema(parameters=[OpenApiParameter(name, str) for name in ASKED])
class BodyDecisionViewSet(GenericViewSet[Decision]):
    """The register of a body."""

    queryset = Decision.objects.none()
    serializer_class = RegisteredDecisionOut
    ordering = ("-pk",)

    def body(self) -> Body:
        return get_object_or_404(bodies_for(self.request.user), pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[Decision]:
        asked = {name: self.request.query_params.get(name, "") for name in ASKED}
        return queries.decisions_asked(self.request.user, self.body(), asked)

    @extend_schema(responses=RegisteredDecisionOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(RegisteredDecisionOut(page, many=True).data)

    @extend_schema(request=RegisteredDecisionIn, responses={201: RegisteredDecisionOut, 200: RegisteredDecisionOut})
    def create(self, request: Request, pk: int) -> Response:
        body, given = self.body(), of_seen(request, checked(RegisteredDecisionIn, request), SEEN)
        actor = actor_named(request, given)
        row = actions.create_decision(actor=actor, body=body, **given)
        return Response(RegisteredDecisionOut(row).data, status=created_code())


class DecisionViewSet(GenericViewSet[Decision]):
    queryset = Decision.objects.none()
    serializer_class = RegisteredDecisionOut

    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(RegisteredDecisionOut(seen_decision(request, pk)).data, status=status.HTTP_200_OK)

    @extend_schema(request=RevocationIn, responses=RegisteredDecisionOut)
    def revoke(self, request: Request, pk: int) -> Response:
        row, given = seen_decision(request, pk), of_seen(request, checked(RevocationIn, request), SEEN)
        actions.revoke_decision(actor=actor_for(request), decision=row, **given)
        return Response(RegisteredDecisionOut(seen_decision(request, pk)).data)
