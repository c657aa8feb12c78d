"""Polls for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import ViewSet

from accounts.models import User
from chat import actions, permissions, queries
from chat.api.shapes import MessageOut, Numbers
from chat.models import Poll
from journal.actors import Actor
from journal.ids import id_of
from journal.requests import checked
from organizations.actors import actor_for


class PollIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    question = serializers.CharField()
    options = serializers.ListField(child=serializers.CharField(allow_blank=True), max_length=100)
    multiple = serializers.BooleanField(default=False, source="is_multiple")
    anonymous = serializers.BooleanField(default=False, source="is_anonymous")
    per_organization = serializers.BooleanField(default=False, source="is_per_organization")
    closes_at = serializers.DateTimeField(required=False, allow_null=True, default=None)
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)


class VoteIn(serializers.Serializer[Any]):
    """`client_id` lets an anonymous vote be repeated on a bad line."""

    options = Numbers()
    client_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    organization = serializers.IntegerField(required=False, allow_null=True, default=None)


class OptionOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    text = serializers.CharField()
    votes = serializers.IntegerField(allow_null=True)


class VoteOut(serializers.Serializer[Any]):
    person = serializers.CharField()
    organization = serializers.CharField()
    options = serializers.ListField(child=serializers.IntegerField())


class PollOut(serializers.Serializer[Any]):
    """A poll as the person sees it; `votes` of options are null while an anonymous one runs."""

    id = serializers.IntegerField()
    message = serializers.IntegerField()
    room = serializers.IntegerField()
    question = serializers.CharField()
    options = OptionOut(many=True)
    multiple = serializers.BooleanField()
    anonymous = serializers.BooleanField()
    per_organization = serializers.BooleanField()
    closes_at = serializers.CharField(allow_null=True)
    closed_at = serializers.CharField(allow_null=True)
    voters = serializers.IntegerField()
    has_voted = serializers.BooleanField()
    mine = serializers.ListField(child=serializers.IntegerField(), allow_null=True)
    can_vote = serializers.BooleanField()
    can_close = serializers.BooleanField()


class RoomPollsView(APIView):
    @extend_schema(request=PollIn, responses={201: MessageOut, 200: MessageOut})
    def post(self, request: Request, pk: int) -> Response:
        """Ask a room: the message that asks."""
        given = checked(PollIn, request)
        actor = actor_for(request, given.pop("organization"))
        posted = actions.create_poll(actor=actor, room=permissions.seen_room(actor, pk), **given)
        return Response(queries.message_as_it_stands(posted.message.pk), status=201 if posted.is_new else 200)


class PollViewSet(ViewSet):
    """One poll."""

    def found(self, request: Request, pk: int, organization: int | None = None) -> tuple[Actor, Poll]:
        actor = actor_for(request, organization)
        assert isinstance(request.user, User)
        return actor, get_object_or_404(queries.seen_polls(actor), pk=id_of(pk))

    def answer(self, actor: Actor, pk: int) -> Response:
        return Response(queries.poll_for_person(actor, queries.seen_polls(actor).get(pk=pk)))

    @extend_schema(responses=PollOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        actor, poll = self.found(request, pk)
        return self.answer(actor, poll.pk)

    @extend_schema(responses=VoteOut(many=True))
    def votes(self, request: Request, pk: int) -> Response:
        """Who voted; of a named poll also for what."""
        _actor, poll = self.found(request, pk)
        return Response(queries.votes_in(poll))

    @extend_schema(request=VoteIn, responses=PollOut)
    def vote(self, request: Request, pk: int) -> Response:
        given = checked(VoteIn, request)
        actor, poll = self.found(request, pk, given.pop("organization"))
        actions.cast_vote(actor=actor, poll=poll, **given)
        return self.answer(actor, poll.pk)

    @extend_schema(request=None, responses=PollOut)
    def close(self, request: Request, pk: int) -> Response:
        actor, poll = self.found(request, pk)
        actions.close_poll(actor=actor, poll=poll)
        return self.answer(actor, poll.pk)
