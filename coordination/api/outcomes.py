"""Documents made of what stands, and what verifies a copy, for programs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.tries import found_by_code
from coordination import actions, queries
from coordination.models import OutcomeDocument
from journal.addresses import full_address
from journal.requests import checked, created_code, of_seen
from meetings.models import Body, Session
from meetings.permissions import bodies_for, sessions_for
from organizations.actors import actor_for, actor_named
from organizations.models import Organization


class OutcomeOut(serializers.Serializer[Any]):
    """`code` verifies a copy, `sha256` is that of the PDF; both once it is frozen."""

    id = serializers.IntegerField()
    body = serializers.IntegerField()
    session = serializers.IntegerField(allow_null=True)
    kind = serializers.ChoiceField(choices=OutcomeDocument.Kind.choices)
    number = serializers.IntegerField()
    status = serializers.ChoiceField(choices=OutcomeDocument.Status.choices)
    is_public = serializers.BooleanField()
    code = serializers.CharField(allow_null=True)
    sha256 = serializers.CharField()
    created_at = serializers.CharField()
    frozen_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: OutcomeDocument) -> dict[str, Any]:
        return queries.outcome_facts(row)


class OutcomeIn(serializers.Serializer[Any]):
    """With `session` the minutes of that one, without it the outcome document of the forum."""

    client_id = serializers.UUIDField()
    session = serializers.PrimaryKeyRelatedField[Session](
        queryset=Session.objects.all(), required=False, allow_null=True
    )
    is_public = serializers.BooleanField(required=False, default=False)
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class VerifiedOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=OutcomeDocument.Kind.choices)
    number = serializers.IntegerField()
    body = serializers.CharField()
    frozen_at = serializers.CharField()
    sha256 = serializers.CharField()
    is_public = serializers.BooleanField()
    is_replaced = serializers.BooleanField()


class BodyOutcomeViewSet(GenericViewSet[OutcomeDocument]):
    queryset = OutcomeDocument.objects.none()
    serializer_class = OutcomeOut
    ordering = ("-pk",)

    def body(self) -> Body:
        return get_object_or_404(bodies_for(self.request.user), pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[OutcomeDocument]:
        return queries.outcomes_of(self.request.user, self.body())

    @extend_schema(responses=OutcomeOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(OutcomeOut(page, many=True).data)

    @extend_schema(request=OutcomeIn, responses={201: OutcomeOut, 200: OutcomeOut})
    def create(self, request: Request, pk: int) -> Response:
        body, given = self.body(), of_seen(request, checked(OutcomeIn, request), {"session": sessions_for})
        actor = actor_named(request, given)
        site = full_address(request, "/").rstrip("/")
        row = actions.create_outcome(actor=actor, body=body, site=site, **given)
        return Response(OutcomeOut(row).data, status=created_code())


class OutcomeViewSet(GenericViewSet[OutcomeDocument]):
    queryset = OutcomeDocument.objects.none()
    serializer_class = OutcomeOut

    def found(self, request: Request, pk: int) -> OutcomeDocument:
        row = queries.seen_outcome(request.user, pk)
        if row is None:
            raise Http404
        return row

    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(OutcomeOut(self.found(request, pk)).data)

    @extend_schema(request=None, responses=OutcomeOut)
    def retry(self, request: Request, pk: int) -> Response:
        """Try again what could not be made."""
        row = actions.retry_outcome(actor=actor_for(request), outcome=self.found(request, pk))
        return Response(OutcomeOut(row).data)


class VerifiedViewSet(GenericViewSet[OutcomeDocument]):
    """What everybody may ask who holds a copy."""

    queryset = OutcomeDocument.objects.none()
    serializer_class = VerifiedOut
    permission_classes = (AllowAny,)

    def retrieve(self, request: Request, code: str) -> Response:
        found = found_by_code(request, lambda: queries.verified(code))
        return Response(queries.verified_facts(found))
