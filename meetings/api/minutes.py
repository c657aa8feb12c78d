"""Minutes for programs: paragraphs, what they said before, review, objections."""

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
from journal.requests import checked, created_code
from meetings import actions, permissions, queries
from meetings.api.sessions import SessionWithHeadOut, whole
from meetings.models import AgendaItem, MinuteEntry, Objection, Session
from meetings.states import APPROVED, CLOSED, REVIEW
from organizations.actors import actor_for
from organizations.models import Organization


class MinuteEntryOut(serializers.Serializer[Any]):
    """`version` counts the wordings of `text`: whoever changes it says which one they read."""

    id = serializers.IntegerField()
    session = serializers.IntegerField()
    item = serializers.IntegerField(allow_null=True)
    kind = serializers.ChoiceField(choices=MinuteEntry.Kind.choices)
    text = serializers.CharField()
    position = serializers.IntegerField()
    version = serializers.IntegerField()
    is_addendum = serializers.BooleanField()
    speaker = serializers.DictField(allow_null=True)
    person = serializers.DictField()
    organization = serializers.DictField(allow_null=True)
    created_at = serializers.CharField()
    edited_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: MinuteEntry) -> dict[str, Any]:
        return queries.minute_entry_facts(row)


class MinuteVersionOut(serializers.Serializer[Any]):
    """What a paragraph said, until `person` changed it `at` that time."""

    number = serializers.IntegerField()
    text = serializers.CharField()
    person = serializers.DictField()
    at = serializers.CharField()


class MinuteVersionsOut(serializers.Serializer[Any]):
    results = MinuteVersionOut(many=True)


class ObjectionOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    session = serializers.IntegerField()
    entry = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    status = serializers.ChoiceField(choices=Objection.Status.choices)
    answer = serializers.CharField()
    person = serializers.DictField()
    organization = serializers.DictField()
    answered_by = serializers.DictField(allow_null=True)
    created_at = serializers.CharField()
    answered_at = serializers.CharField(allow_null=True)


class ObjectionsOut(serializers.Serializer[Any]):
    head = serializers.IntegerField()
    results = ObjectionOut(many=True)


class MinuteColumnsIn(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=8000)
    kind = serializers.ChoiceField(choices=MinuteEntry.Kind.choices, required=False)
    item = serializers.PrimaryKeyRelatedField(queryset=AgendaItem.objects.all(), required=False, allow_null=True)
    speaker = serializers.PrimaryKeyRelatedField(queryset=Organization.objects.all(), required=False, allow_null=True)


class MinuteEntryIn(MinuteColumnsIn):
    client_id = serializers.UUIDField()


class MinuteEditIn(MinuteColumnsIn):
    """`version` is the wording that was read."""

    text = serializers.CharField(max_length=8000, required=False)
    version = serializers.IntegerField(min_value=1)


class MinutePlaceIn(serializers.Serializer[Any]):
    """Behind `after` (null: before all) among those of the same item."""

    after = serializers.IntegerField(allow_null=True)


class MinutesStatusIn(serializers.Serializer[Any]):
    """`closed` takes them back out of review, with a `reason`."""

    status = serializers.ChoiceField(choices=[REVIEW, CLOSED, APPROVED])
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ObjectionIn(serializers.Serializer[Any]):
    """To `entry`, or to the whole."""

    client_id = serializers.UUIDField()
    text = serializers.CharField(max_length=2000)
    entry = serializers.IntegerField(required=False, allow_null=True)


class ObjectionAnswerIn(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=[Objection.Status.ACCEPTED, Objection.Status.REJECTED])
    answer = serializers.CharField(max_length=2000, required=False, allow_blank=True)


def inside(request: Request, pk: int) -> Session:
    """A session of a body in which one takes part."""
    row = queries.seen_session(request.user, pk)
    if row is None or not permissions.inside_bodies_for(request.user).filter(pk=row.body_id).exists():
        raise Http404
    return row


def answered(pk: int, code: int = status.HTTP_200_OK) -> Response:
    return Response(queries.minute_entries([pk])[pk], status=code)


class MinutesViewSet(GenericViewSet[MinuteEntry]):
    """In the order in which they stand, fifty a page."""

    queryset = MinuteEntry.objects.none()
    serializer_class = MinuteEntryOut
    ordering = ("position", "pk")

    def list(self, request: Request, pk: int) -> Response:
        row = queries.seen_session(request.user, pk)
        if row is None:
            raise Http404
        rows = permissions.minute_entries_for(request.user).filter(session=row)
        if row.status != APPROVED:
            inside(request, pk)
        page = self.paginate_queryset(queries.listed_entries(rows))
        return self.get_paginated_response(MinuteEntryOut(page, many=True).data)

    @extend_schema(request=MinuteEntryIn, responses={201: MinuteEntryOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = inside(request, pk), checked(MinuteEntryIn, request)
        made = actions.add_minute_entry(actor=actor_for(request), session=row, **given)
        return answered(made.pk, created_code())

    @extend_schema(request=MinuteEntryIn, responses={201: MinuteEntryOut})
    def add_addendum(self, request: Request, pk: int) -> Response:
        """To approved minutes."""
        row, given = inside(request, pk), checked(MinuteEntryIn, request)
        made = actions.add_addendum(actor=actor_for(request), session=row, **given)
        return answered(made.pk, created_code())

    @extend_schema(request=MinutesStatusIn, responses=SessionWithHeadOut)
    def set_status(self, request: Request, pk: int) -> Response:
        """Put them to review, take them back, approve them."""
        row, given, actor = inside(request, pk), checked(MinutesStatusIn, request), actor_for(request)
        if given["status"] == REVIEW:
            actions.put_minutes_to_review(actor=actor, session=row)
        elif given["status"] == APPROVED:
            actions.approve_minutes(actor=actor, session=row)
        else:
            actions.take_minutes_back(actor=actor, session=row, reason=given.get("reason", ""))
        return Response(whole(request, pk))


class MinuteEntryViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> MinuteEntry:
        rows = permissions.minute_entries_for(request.user)
        return get_object_or_404(rows.select_related("session__body", "session__chair", "item"), pk=pk)

    @extend_schema(responses=MinuteEntryOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return answered(self.found(request, pk).pk)

    @extend_schema(request=MinuteEditIn, responses=MinuteEntryOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        """409 `stale` with both wordings where somebody else changed the words since that `version`."""
        entry, given = self.found(request, pk), checked(MinuteEditIn, request)
        actions.edit_minute_entry(actor=actor_for(request), entry=entry, **given)
        return answered(pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.withdraw_minute_entry(actor=actor_for(request), entry=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=MinutePlaceIn, responses=MinuteEntryOut)
    def place(self, request: Request, pk: int) -> Response:
        entry, asked = self.found(request, pk), checked(MinutePlaceIn, request)["after"]
        rows = permissions.minute_entries_for(request.user)
        after = None if asked is None else get_object_or_404(rows, pk=asked, session=entry.session)
        actions.move_minute_entry(actor=actor_for(request), entry=entry, after=after)
        return answered(pk)

    @extend_schema(responses=MinuteVersionsOut)
    def versions(self, request: Request, pk: int) -> Response:
        """What it said before, the oldest first; for those who take part."""
        entry = self.found(request, pk)
        inside(request, entry.session_id)
        rows = entry.versions.select_related("person")
        return Response({"results": [queries.version_facts(each) for each in rows]})


class ObjectionsViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> Objection:
        rows = permissions.objections_for(request.user)
        return get_object_or_404(rows.select_related("session__body", "session__chair", "organization"), pk=pk)

    @extend_schema(responses=ObjectionsOut)
    def list(self, request: Request, pk: int) -> Response:
        reached = head(f"session.{pk}")
        rows = queries.listed_objections(inside(request, pk).objections.all())
        return Response({"head": reached, "results": [queries.objection_facts(each) for each in rows]})

    @extend_schema(request=ObjectionIn, responses={201: ObjectionOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = inside(request, pk), checked(ObjectionIn, request)
        if given.get("entry") is not None:
            rows = permissions.minute_entries_for(request.user)
            given["entry"] = get_object_or_404(rows, pk=given["entry"], session=row)
        made = actions.raise_objection(actor=actor_for(request), session=row, **given)
        return Response(queries.objections([made.pk])[made.pk], status=created_code())

    @extend_schema(responses=ObjectionOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(queries.objections([self.found(request, pk).pk])[pk])

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        """The organisation no longer objects; the row stays."""
        actions.withdraw_objection(actor=actor_for(request), objection=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ObjectionAnswerIn, responses=ObjectionOut)
    def answer(self, request: Request, pk: int) -> Response:
        objection, given = self.found(request, pk), checked(ObjectionAnswerIn, request)
        actions.answer_objection(actor=actor_for(request), objection=objection, **given)
        return Response(queries.objections([pk])[pk])
