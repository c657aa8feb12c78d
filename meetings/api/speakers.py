"""The speakers list, the projector and the session's room for programs."""

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
from rest_framework.viewsets import ViewSet

from journal.queries import head
from journal.requests import checked
from meetings import actions, permissions, queries
from meetings.api.sessions import SessionViewSet, SessionWithHeadOut, whole
from meetings.models import Ballot, Participant, Session, Speaker
from organizations.actors import actor_for


class SpeakerOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    session = serializers.IntegerField()
    item = serializers.IntegerField(allow_null=True)
    participant = serializers.DictField()
    organization = serializers.DictField()
    kind = serializers.ChoiceField(choices=Speaker.Kind.choices)
    status = serializers.ChoiceField(choices=Speaker.Status.choices)
    asked_at = serializers.CharField()
    began_at = serializers.CharField(allow_null=True)
    ended_at = serializers.CharField(allow_null=True)


class SpokenOut(serializers.Serializer[Any]):
    organization = serializers.IntegerField()
    seconds = serializers.IntegerField()


class FloorOut(serializers.Serializer[Any]):
    """`waiting` in the order in which they are called."""

    head = serializers.IntegerField()
    is_list_open = serializers.BooleanField()
    speaking = SpeakerOut(allow_null=True)
    waiting = SpeakerOut(many=True)
    spoken = SpokenOut(many=True)


class SpeakerIn(serializers.Serializer[Any]):
    """Oneself, or `participant` by who runs the session."""

    client_id = serializers.UUIDField()
    participant = serializers.IntegerField(required=False)
    kind = serializers.ChoiceField(choices=Speaker.Kind.choices, required=False)


class SpeakersListIn(serializers.Serializer[Any]):
    is_open = serializers.BooleanField()


class SpeakerPlaceIn(serializers.Serializer[Any]):
    after = serializers.IntegerField(allow_null=True)


class ProjectorIn(serializers.Serializer[Any]):
    shown = serializers.ChoiceField(choices=Session.Shown.choices)
    words = serializers.CharField(max_length=400, required=False, allow_blank=True)
    ballot = serializers.IntegerField(required=False, allow_null=True)


class SessionRoomOut(serializers.Serializer[Any]):
    room = serializers.IntegerField()


class FloorViewSet(SessionViewSet):
    def inside(self, request: Request, pk: int) -> Session:
        """Of a body in which one takes part."""
        row = self.found(request, pk)
        if not permissions.inside_bodies_for(request.user).filter(pk=row.body_id).exists():
            raise Http404
        return row

    @extend_schema(responses=FloorOut)
    def list(self, request: Request, pk: int) -> Response:
        reached = head(f"session.{pk}")
        row = self.inside(request, pk)
        floor = queries.floor_of(row)
        told = {
            "head": reached,
            "is_list_open": row.is_list_open,
            "speaking": queries.speaker_facts(floor.speaking.speaker) if floor.speaking else None,
            "waiting": [queries.speaker_facts(each.speaker) for each in floor.waiting],
            "spoken": [{"organization": each.pk, "seconds": seconds} for each, seconds in floor.spoken],
        }
        return Response(told)

    @extend_schema(request=SpeakerIn, responses={201: SpeakerOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given, actor = self.inside(request, pk), checked(SpeakerIn, request), actor_for(request)
        asked = given.pop("participant", None)
        mine = permissions.participant_of(actor, row.body)
        if asked is not None:
            may_choose = permissions.can_run_session(actor, row)
            known = row.body.participants.all() if may_choose else Participant.objects.filter(pk=mine.pk if mine else 0)
            mine = get_object_or_404(known, pk=asked)
        if mine is None:
            raise ValidationError({"participant": [_("You are not on the list of those who come.")]}, code="required")
        made = actions.ask_to_speak(actor=actor, session=row, participant=mine, **given)
        return Response(queries.speakers([made.pk])[made.pk], status=status.HTTP_201_CREATED)

    @extend_schema(request=SpeakersListIn, responses=SessionWithHeadOut)
    def set_list(self, request: Request, pk: int) -> Response:
        row = self.inside(request, pk)
        actions.set_speakers_list(actor=actor_for(request), session=row, **checked(SpeakersListIn, request))
        return Response(whole(request, pk))

    @extend_schema(request=ProjectorIn, responses=SessionWithHeadOut)
    def show(self, request: Request, pk: int) -> Response:
        """What the projector shows from now on; of a vote, without `ballot` the last that was put."""
        row, given = self.inside(request, pk), checked(ProjectorIn, request)
        if given.get("ballot") is not None:
            put = row.ballots.exclude(status=Ballot.Status.DRAFT)
            given["ballot"] = get_object_or_404(put, pk=given["ballot"])
        actions.show_on_projector(actor=actor_for(request), session=row, **given)
        return Response(whole(request, pk))

    @extend_schema(request=None, responses=SessionRoomOut)
    def enter_room(self, request: Request, pk: int) -> Response:
        """Join the room of the session; it is made for whoever comes first."""
        room = actions.enter_session_room(actor=actor_for(request), session=self.inside(request, pk))
        return Response({"room": room.pk})


class SpeakerViewSet(ViewSet):
    def found(self, request: Request, pk: int) -> Speaker:
        rows = permissions.speakers_for(request.user)
        return get_object_or_404(rows.select_related("session__body", "session__chair", "participant"), pk=pk)

    @extend_schema(responses=SpeakerOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(queries.speakers([self.found(request, pk).pk])[pk])

    @extend_schema(responses={204: None})
    def withdraw(self, request: Request, pk: int) -> Response:
        actions.withdraw_speaker(actor=actor_for(request), speaker=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=SpeakerOut)
    def give_floor(self, request: Request, pk: int) -> Response:
        actions.give_floor(actor=actor_for(request), speaker=self.found(request, pk))
        return Response(queries.speakers([pk])[pk])

    @extend_schema(responses={204: None})
    def end_turn(self, request: Request, pk: int) -> Response:
        actions.end_turn(actor=actor_for(request), speaker=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=SpeakerPlaceIn, responses=SpeakerOut)
    def place(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(SpeakerPlaceIn, request)
        asked = given["after"]
        rows = permissions.speakers_for(request.user)
        after = None if asked is None else get_object_or_404(rows, pk=asked, session=row.session)
        actions.move_speaker(actor=actor_for(request), speaker=row, after=after)
        return Response(queries.speakers([pk])[pk])
