"""Challenges for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.queries import head
from journal.requests import checked, created_code, few
from needs import actions
from needs.actions.postings import MOST_NAMED
from needs.actions.rooms import write_about
from needs.api.postings import for_whom
from needs.api.shapes import VERIFIED
from needs.models import Challenge, Visibility
from needs.permissions import challenges_for
from needs.queries import challenges as queries
from organizations.actors import actor_for
from organizations.models import Place, Sector

Status = Challenge.Status


class BriefMarkOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    tint = serializers.CharField()
    place = serializers.CharField()


class VoiceOut(serializers.Serializer[Any]):
    organization = BriefMarkOut()
    note = serializers.CharField()
    created_at = serializers.CharField()


class ChallengeOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    organization = BriefMarkOut()
    sector = serializers.CharField()
    place = serializers.CharField(allow_null=True)
    place_name = serializers.CharField()
    visibility = serializers.ChoiceField(choices=Visibility.choices)
    status = serializers.ChoiceField(choices=Status.choices)
    voice_count = serializers.IntegerField()
    created_at = serializers.CharField()
    closed_at = serializers.CharField(allow_null=True)
    closing_reason = serializers.CharField()

    def to_representation(self, row: Challenge) -> dict[str, Any]:
        return queries.challenge_facts(row)


class OneChallengeOut(ChallengeOut):
    voices = VoiceOut(many=True)
    head = serializers.IntegerField()

    def to_representation(self, row: Challenge) -> dict[str, Any]:
        reached = head(row.stream)
        voices = [queries.voice_facts(voice) for voice in queries.voices_of(row)]
        return {**super().to_representation(row), "voices": voices, "head": reached}


class ChallengeChangesIn(serializers.Serializer[Any]):
    """`place` null is the whole country; `named` are the organisations that see it where `visibility` is "named"."""

    title = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    sector = serializers.SlugRelatedField[Sector](slug_field="code", queryset=Sector.objects.filter(is_active=True))
    place = serializers.PrimaryKeyRelatedField[Place](queryset=Place.objects.all(), required=False, allow_null=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)
    named = few(serializers.PrimaryKeyRelatedField(queryset=VERIFIED), MOST_NAMED)


class ChallengeIn(ChallengeChangesIn):
    """`organization`: for whom one speaks, or (the secretariat) any."""

    client_id = serializers.UUIDField()
    organization = serializers.IntegerField(required=False, min_value=1, max_value=2**62)


class ChallengeReasonIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


class VoiceIn(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class WordIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    body = serializers.CharField()


class WordOut(serializers.Serializer[Any]):
    """The room, and the message in it: from here on `/api/rooms/{room}/messages/`."""

    id = serializers.IntegerField()
    room = serializers.IntegerField()


ASKED = [OpenApiParameter(name, str) for name in ("q", "sector", "place", "status")]


class ChallengeViewSet(GenericViewSet[Challenge]):
    """What is hard, for most organisations first."""

    ordering = ("-voice_count", "-created_at", "-pk")
    serializer_class = ChallengeOut
    queryset = Challenge.objects.none()

    def get_queryset(self) -> QuerySet[Challenge]:
        return queries.listed(challenges_for(self.request.user))

    def found(self, pk: int) -> Challenge:
        return get_object_or_404(self.get_queryset(), pk=pk)

    def answer(self, row: Challenge, status_code: int = status.HTTP_200_OK) -> Response:
        return Response(
            OneChallengeOut(queries.listed(Challenge.objects.all()).get(pk=row.pk)).data, status=status_code
        )

    @extend_schema(parameters=ASKED, responses=ChallengeOut(many=True))
    def list(self, request: Request) -> Response:
        """`q`, `sector` (code), `place` (p-code of any level, or "country"), `status` (default "open", or "all")."""
        given = {name: str(request.query_params.get(name, ""))[:80] for name in ("q", "sector", "place", "status")}
        sectors = queries.sectors_with_parts(given["sector"]) or (0,) if given["sector"] else ()
        asked = queries.Asked(given["q"], sectors, given["place"], given["status"])
        page = self.paginate_queryset(queries.narrowed(self.get_queryset(), asked))
        return self.get_paginated_response(ChallengeOut(page, many=True).data)

    @extend_schema(request=ChallengeIn, responses={201: OneChallengeOut, 200: OneChallengeOut})
    def create(self, request: Request) -> Response:
        given = checked(ChallengeIn, request)
        actor, organization = for_whom(request, given)
        row = actions.create_challenge(actor=actor, organization=organization, **given)
        return self.answer(row, created_code())

    @extend_schema(responses=OneChallengeOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.answer(self.found(pk))

    @extend_schema(request=ChallengeChangesIn, responses=OneChallengeOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        given = checked(ChallengeChangesIn, request, partial=True)
        return self.answer(actions.edit_challenge(actor=actor_for(request), challenge=self.found(pk), **given))

    @extend_schema(request=ChallengeReasonIn, responses=OneChallengeOut)
    def resolve(self, request: Request, pk: int) -> Response:
        given = checked(ChallengeReasonIn, request)
        return self.answer(actions.resolve_challenge(actor=actor_for(request), challenge=self.found(pk), **given))

    @extend_schema(request=ChallengeReasonIn, responses=OneChallengeOut)
    def close(self, request: Request, pk: int) -> Response:
        given = checked(ChallengeReasonIn, request)
        return self.answer(actions.close_challenge(actor=actor_for(request), challenge=self.found(pk), **given))

    @extend_schema(request=None, responses=OneChallengeOut)
    def reopen(self, request: Request, pk: int) -> Response:
        return self.answer(actions.reopen_challenge(actor=actor_for(request), challenge=self.found(pk)))

    @extend_schema(request=VoiceIn, responses=OneChallengeOut)
    def add_voice(self, request: Request, pk: int) -> Response:
        given = checked(VoiceIn, request)
        return self.answer(actions.add_voice(actor=actor_for(request), challenge=self.found(pk), **given))

    @extend_schema(responses=OneChallengeOut)
    def take_back_voice(self, request: Request, pk: int) -> Response:
        return self.answer(actions.take_back_voice(actor=actor_for(request), challenge=self.found(pk)))

    @extend_schema(request=WordIn, responses={201: WordOut})
    def write_about(self, request: Request, pk: int) -> Response:
        return said_about(request, self.found(pk))


def said_about(request: Request, about: Any) -> Response:
    """A word about a thing, in its room; who wrote it is in the room."""
    posted = write_about(actor=actor_for(request), about=about, **checked(WordIn, request))
    made = status.HTTP_201_CREATED if posted.is_new else status.HTTP_200_OK
    return Response({"id": posted.message.pk, "room": posted.message.room_id}, status=made)
