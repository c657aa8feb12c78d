"""Who is in a session, for programs: a desk that was without a line sends what it noted, each with `told_at`."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.requests import checked
from meetings import actions, permissions, queries
from meetings.models import Attendance, Participant, Session
from organizations.actors import actor_for

WAYS = [each for each in Attendance.Way.choices if each[0] != Attendance.Way.SELF]


class AttendanceOut(serializers.Serializer[Any]):
    """`entered_at` is what is taken as true; `told_at` what the clock of the device said."""

    id = serializers.IntegerField()
    session = serializers.IntegerField()
    participant = serializers.DictField()
    organization = serializers.DictField()
    entered_at = serializers.CharField()
    left_at = serializers.CharField(allow_null=True)
    told_at = serializers.CharField(allow_null=True)
    way = serializers.ChoiceField(choices=Attendance.Way.choices)

    def to_representation(self, row: Attendance) -> dict[str, Any]:
        return queries.attendance_facts(row)


class AttendanceIn(serializers.Serializer[Any]):
    """Oneself, or `participant` by number, or whoever holds `code`."""

    client_id = serializers.UUIDField()
    participant = serializers.IntegerField(required=False)
    code = serializers.CharField(max_length=14, required=False)
    told_at = serializers.DateTimeField(required=False)
    way = serializers.ChoiceField(choices=WAYS, required=False)


class QuorumOut(serializers.Serializer[Any]):
    eligible = serializers.IntegerField()
    present = serializers.IntegerField()
    needed = serializers.IntegerField()
    is_reached = serializers.BooleanField()


class AttendancesViewSet(GenericViewSet[Attendance]):
    queryset = Attendance.objects.none()
    serializer_class = AttendanceOut
    ordering = ("entered_at", "pk")

    def found(self, request: Request, pk: int) -> Session:
        """Of a body in which one takes part."""
        row = queries.seen_session(request.user, pk)
        if row is None or not permissions.inside_bodies_for(request.user).filter(pk=row.body_id).exists():
            raise Http404
        return row

    def list(self, request: Request, pk: int) -> Response:
        """Everybody who was in it, in the order in which they came."""
        self.found(request, pk)
        rows = permissions.attendances_for(request.user).filter(session=pk)
        page = self.paginate_queryset(queries.listed_attendances(rows))
        return self.get_paginated_response(AttendanceOut(page, many=True).data)

    @extend_schema(request=AttendanceIn, responses={201: AttendanceOut})
    def create(self, request: Request, pk: int) -> Response:
        """Who is in already stays in, and is answered as they are."""
        row, given, actor = self.found(request, pk), checked(AttendanceIn, request), actor_for(request)
        code, number = given.pop("code", ""), given.pop("participant", None)
        if code:
            given["participant"] = get_object_or_404(self.noted(request, row), code=code.upper())
            given.setdefault("way", Attendance.Way.CODE)
        elif number is not None:
            given["participant"] = get_object_or_404(self.noted(request, row), pk=number)
        else:
            given["participant"] = self.oneself(request, row)
        made = actions.enter_session(actor=actor, session=row, **given)
        told = queries.listed_attendances(Attendance.objects.filter(pk=made.pk)).get()
        return Response(AttendanceOut(told).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def leave(self, request: Request, pk: int, participant: int) -> Response:
        """They went out; who is not in stays out."""
        row = self.found(request, pk)
        found = get_object_or_404(self.noted(request, row), pk=participant)
        actions.leave_session(actor=actor_for(request), session=row, participant=found)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=QuorumOut)
    def quorum(self, request: Request, pk: int) -> Response:
        quorum = queries.quorum_now(self.found(request, pk))
        return Response({**quorum._asdict(), "is_reached": quorum.is_reached})

    def noted(self, request: Request, row: Session) -> Any:
        """Those whom the actor may note: everybody, or oneself."""
        everybody, actor = row.body.participants.all(), actor_for(request)
        if permissions.can_note_attendance(actor, row):
            return everybody
        return everybody.filter(person=actor.user, organization=actor.organization_id)

    def oneself(self, request: Request, row: Session) -> Participant:
        mine = permissions.participant_of(actor_for(request), row.body)
        if mine is None:
            words = _("You are not on the list of those who come.")
            raise ValidationError({"participant": [words]}, code="required")
        return mine
