"""Moderation for programs: reports, measures, slow mode; the same verbs as the pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from accounts.models import User
from chat import actions, permissions, queries
from chat.api.shapes import OneRoomOut
from chat.models import WORDS_LIMIT, Measure, Message, Reason, Report, Room
from journal.requests import checked
from organizations.actors import actor_for

SHOWN = 100


class ModerationIn(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=Reason.choices)
    words = serializers.CharField(max_length=WORDS_LIMIT, required=False, allow_blank=True, default="")


class SuspensionIn(ModerationIn):
    until = serializers.DateTimeField()
    message = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=2**53)


class RetentionIn(serializers.Serializer[Any]):
    days = serializers.IntegerField(allow_null=True)
    is_confirmed = serializers.BooleanField(required=False, default=False)


class DismissalIn(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=WORDS_LIMIT)


class SlowModeIn(serializers.Serializer[Any]):
    seconds = serializers.IntegerField(min_value=0, max_value=3600)


class ReportOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    room = serializers.IntegerField()
    message = serializers.IntegerField()
    reason = serializers.ChoiceField(choices=Reason.choices)
    outcome = serializers.ChoiceField(choices=Report.Outcome.choices)
    created_at = serializers.CharField()
    handled_at = serializers.CharField(allow_null=True)


class WholeReportOut(ReportOut):
    words = serializers.CharField()
    body = serializers.CharField()
    author = serializers.IntegerField(allow_null=True)
    reporter = serializers.DictField()
    answer = serializers.CharField()
    handled_by = serializers.IntegerField(allow_null=True)
    handled_for = serializers.IntegerField(allow_null=True)


class ReportListOut(serializers.Serializer[Any]):
    results = WholeReportOut(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class MeasureOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Measure.Kind.choices)
    room = serializers.IntegerField()
    message = serializers.IntegerField(allow_null=True)
    person = serializers.IntegerField(allow_null=True)
    reason = serializers.ChoiceField(choices=Reason.choices)
    reason_words = serializers.CharField()
    words = serializers.CharField()
    made_at = serializers.CharField()
    ends_at = serializers.CharField(allow_null=True)
    lifted_at = serializers.CharField(allow_null=True)


class ReportViewSet(ViewSet):
    """What was reported to the person who asks; the hundred oldest that are open, the hundred newest that are not."""

    def found(self, request: Request, pk: int) -> Report:
        return get_object_or_404(permissions.reports_for(request.user), pk=pk)

    def shown(self, request: Request, room: Room | None = None) -> Response:
        user = request.user
        assert isinstance(user, User)
        is_open = request.query_params.get("state", "open") != "handled"
        reports = queries.open_reports(user) if is_open else queries.handled_reports(user)
        if room is not None:
            reports = reports.filter(room=room)
        return Response({"results": queries.whole_reports(reports[:SHOWN]), "next": None, "previous": None})

    @extend_schema(parameters=[OpenApiParameter("state", str, enum=["open", "handled"])], responses=ReportListOut)
    def list(self, request: Request) -> Response:
        return self.shown(request)

    @extend_schema(parameters=[OpenApiParameter("state", str, enum=["open", "handled"])], responses=ReportListOut)
    def of_room(self, request: Request, pk: int) -> Response:
        return self.shown(request, get_object_or_404(permissions.moderated_rooms(request.user), pk=pk))

    @extend_schema(request=DismissalIn, responses=ReportOut)
    def dismiss(self, request: Request, pk: int) -> Response:
        given = checked(DismissalIn, request)
        report = actions.dismiss_report(actor=actor_for(request), report=self.found(request, pk), **given)
        return Response(queries.report_facts(report))


class ModeratedMessageViewSet(ViewSet):
    """What is done about one message."""

    def found(self, request: Request, pk: int) -> Message:
        return get_object_or_404(permissions.moderated_messages(request.user).select_related("room"), pk=pk)

    @extend_schema(request=ModerationIn, responses=ReportOut)
    def report(self, request: Request, pk: int) -> Response:
        """Once for a person and message: a repeat answers with the first report."""
        message = get_object_or_404(permissions.visible_messages(request.user).select_related("room"), pk=pk)
        given = checked(ModerationIn, request)
        report = actions.report_message(actor=actor_for(request), message=message, **given)
        return Response(queries.report_facts(report))

    @extend_schema(request=ModerationIn, responses=MeasureOut)
    def remove(self, request: Request, pk: int) -> Response:
        given = checked(ModerationIn, request)
        measure = actions.remove_message(actor=actor_for(request), message=self.found(request, pk), **given)
        return Response(queries.measure_facts(measure))

    @extend_schema(request=ModerationIn, responses=MeasureOut)
    def warn(self, request: Request, pk: int) -> Response:
        given = checked(ModerationIn, request)
        measure = actions.warn_author(actor=actor_for(request), message=self.found(request, pk), **given)
        return Response(queries.measure_facts(measure))


class ModeratedRoomViewSet(ViewSet):
    """Suspensions and slow mode of one room."""

    def room_and_person(self, request: Request, pk: int, person_pk: int) -> tuple[Room, User]:
        return (
            get_object_or_404(permissions.rooms_to_moderate(request.user), pk=pk),
            get_object_or_404(permissions.people_to_moderate(request.user, pk), pk=person_pk),
        )

    @extend_schema(request=SuspensionIn, responses=MeasureOut)
    def suspend(self, request: Request, pk: int, person_pk: int) -> Response:
        room, person = self.room_and_person(request, pk, person_pk)
        given = checked(SuspensionIn, request)
        until: datetime = given.pop("until")
        message_id = given.pop("message")
        if message_id is not None:
            messages = permissions.moderated_messages(request.user).filter(room=room, author=person)
            given["message"] = get_object_or_404(messages, pk=message_id)
        actor = actor_for(request)
        measure = actions.suspend_member(actor=actor, room=room, person=person, until=until, **given)
        return Response(queries.measure_facts(measure))

    @extend_schema(responses={204: None})
    def lift(self, request: Request, pk: int, person_pk: int) -> Response:
        room, person = self.room_and_person(request, pk, person_pk)
        actions.lift_suspension(actor=actor_for(request), room=room, person=person)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=SlowModeIn, responses=OneRoomOut)
    def slow_mode(self, request: Request, pk: int) -> Response:
        room = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
        room = actions.set_slow_mode(actor=actor_for(request), room=room, **checked(SlowModeIn, request))
        return Response(queries.room_for_person(actor_for(request), room))

    @extend_schema(request=RetentionIn, responses=OneRoomOut)
    def retention(self, request: Request, pk: int) -> Response:
        room = get_object_or_404(permissions.rooms_for(request.user), pk=pk)
        room = actions.set_retention(actor=actor_for(request), room=room, **checked(RetentionIn, request))
        return Response(queries.room_for_person(actor_for(request), room))
