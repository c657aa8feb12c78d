"""Sessions for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ViewSet

from journal.queries import head
from journal.requests import checked
from meetings import actions, permissions, queries
from meetings.models import Body, Participant, Session
from organizations.actors import actor_for


class SessionOut(serializers.Serializer[Any]):
    """`item` is what is in hand, `shown` what the projector shows."""

    id = serializers.IntegerField()
    body = serializers.IntegerField()
    parent = serializers.IntegerField(allow_null=True)  # type: ignore[assignment]
    kind = serializers.ChoiceField(choices=Session.Kind.choices)
    title = serializers.CharField()
    about = serializers.CharField()
    starts_at = serializers.CharField()
    ends_at = serializers.CharField()
    venue = serializers.CharField()
    track = serializers.CharField()
    is_internal = serializers.BooleanField()
    status = serializers.ChoiceField(choices=Session.Status.choices)
    status_reason = serializers.CharField()
    room = serializers.IntegerField(allow_null=True)
    chair = serializers.IntegerField(allow_null=True)
    opened_at = serializers.CharField(allow_null=True)
    closed_at = serializers.CharField(allow_null=True)
    approved_at = serializers.CharField(allow_null=True)
    item = serializers.IntegerField(allow_null=True)
    shown = serializers.ChoiceField(choices=Session.Shown.choices)
    words = serializers.CharField()
    ballot = serializers.IntegerField(allow_null=True)
    turn_seconds = serializers.IntegerField()
    speaking_seconds = serializers.IntegerField()
    is_list_open = serializers.BooleanField()

    def to_representation(self, row: Session) -> dict[str, Any]:
        return queries.session_facts(row)


class SessionWithHeadOut(SessionOut):
    head = serializers.IntegerField()


class SessionColumnsIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=160)
    kind = serializers.ChoiceField(choices=Session.Kind.choices, required=False)
    about = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    venue = serializers.CharField(max_length=160, required=False, allow_blank=True)
    track = serializers.CharField(max_length=80, required=False, allow_blank=True)
    is_internal = serializers.BooleanField(required=False)
    parent = serializers.PrimaryKeyRelatedField(  # type: ignore[assignment]
        queryset=Session.objects.all(), required=False, allow_null=True
    )
    chair = serializers.PrimaryKeyRelatedField(
        queryset=Participant.objects.select_related("person"), required=False, allow_null=True
    )
    turn_seconds = serializers.IntegerField(min_value=10, max_value=3600, required=False)
    speaking_seconds = serializers.IntegerField(min_value=0, max_value=86_400, required=False)


class SessionIn(SessionColumnsIn):
    client_id = serializers.UUIDField()


class SessionStatusIn(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=Session.Status.choices)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class SessionsViewSet(GenericViewSet[Session]):
    """Those of a body that one sees, in the order of their hours."""

    queryset = Session.objects.none()
    serializer_class = SessionOut
    ordering = ("starts_at", "pk")

    def body(self, request: Request, pk: int) -> Body:
        return get_object_or_404(permissions.bodies_for(request.user), pk=pk)

    def list(self, request: Request, pk: int) -> Response:
        rows = permissions.sessions_for(request.user).filter(body=self.body(request, pk))
        page = self.paginate_queryset(queries.listed_sessions(rows))
        return self.get_paginated_response(SessionOut(page, many=True).data)

    @extend_schema(request=SessionIn, responses={201: SessionWithHeadOut})
    def create(self, request: Request, pk: int) -> Response:
        body = self.body(request, pk)
        row = actions.plan_session(actor=actor_for(request), body=body, **checked(SessionIn, request))
        return Response(whole(request, row.pk), status=status.HTTP_201_CREATED)


class SessionViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> Session:
        row = queries.seen_session(request.user, pk)
        if row is None:
            raise Http404
        return row

    @extend_schema(responses=SessionWithHeadOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(whole(request, pk))

    @extend_schema(request=SessionColumnsIn, responses=SessionWithHeadOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(SessionColumnsIn, request, partial=True)
        actions.edit_session(actor=actor_for(request), session=row, **given)
        return Response(whole(request, pk))

    @extend_schema(request=SessionStatusIn, responses=SessionWithHeadOut)
    def set_status(self, request: Request, pk: int) -> Response:
        """Convene, open, close, open again, postpone, cancel; minutes are put to review and approved elsewhere."""
        row = self.found(request, pk)
        actions.set_session_status(actor=actor_for(request), session=row, **checked(SessionStatusIn, request))
        return Response(whole(request, pk))


def whole(request: Request, pk: int) -> dict[str, Any]:
    """As it stands, with the head of its stream, read before."""
    reached = head(f"session.{pk}")
    row = queries.seen_session(request.user, pk)
    if row is None:
        raise Http404
    return {**queries.session_facts(row), "head": reached}
