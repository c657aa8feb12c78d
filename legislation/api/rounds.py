"""Amendment rounds for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.actors import Actor
from journal.queries import head
from journal.refusals import Conflict, invalid
from journal.requests import checked, created_code
from legislation import actions, permissions, queries
from legislation.models import Round
from legislation.seen import seen_round
from legislation.states import ARCHIVED, DECIDED, FROZEN, OPEN
from meetings.models import Ballot, Body
from meetings.permissions import bodies_for
from organizations.actors import actor_for, actor_named
from organizations.models import Organization

MOVES = [(each, each) for each in (OPEN, FROZEN, DECIDED, ARCHIVED)]


class OrganizationMarkOut(serializers.Serializer[Any]):
    """An organisation as it is named."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    tint = serializers.CharField()
    place = serializers.CharField()


class RoundOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    instrument = serializers.IntegerField()
    title = serializers.CharField()
    about = serializers.CharField()
    status = serializers.ChoiceField(choices=Round.Status.choices)
    status_reason = serializers.CharField()
    base_on = serializers.DateField()
    opens_on = serializers.DateField()
    freezes_on = serializers.DateField()
    closes_on = serializers.DateField()
    proposers = serializers.ChoiceField(choices=Round.Proposers.choices)
    threshold = serializers.IntegerField()
    majority = serializers.ChoiceField(choices=Ballot.Majority.choices)
    visibility = serializers.ChoiceField(choices=Body.Visibility.choices)
    body = serializers.IntegerField(allow_null=True)
    organization = OrganizationMarkOut()
    room = serializers.IntegerField(allow_null=True)

    def to_representation(self, row: Round) -> dict[str, Any]:
        return queries.round_facts(row)


class OneRoundOut(RoundOut):
    head = serializers.IntegerField()

    def to_representation(self, row: Round) -> dict[str, Any]:
        return {"head": head(row.stream), **super().to_representation(row)}


class RoundChangesIn(serializers.Serializer[Any]):
    """`threshold`: organisations that must endorse a proposal; `base_on`: the day whose text is amended."""

    title = serializers.CharField(max_length=160)
    opens_on = serializers.DateField()
    freezes_on = serializers.DateField()
    closes_on = serializers.DateField()
    about = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    base_on = serializers.DateField(required=False)
    proposers = serializers.ChoiceField(choices=Round.Proposers.choices, required=False)
    body = serializers.IntegerField(required=False, allow_null=True)
    threshold = serializers.IntegerField(required=False, min_value=0, max_value=1000)
    majority = serializers.ChoiceField(choices=Ballot.Majority.choices, required=False)
    visibility = serializers.ChoiceField(choices=Body.Visibility.choices, required=False)


class RoundIn(RoundChangesIn):
    client_id = serializers.UUIDField()
    instrument = serializers.IntegerField()
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class RoundStatusIn(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=MOVES)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class RoomOfRoundOut(serializers.Serializer[Any]):
    room = serializers.IntegerField()


@extend_schema(parameters=[OpenApiParameter("q", str), OpenApiParameter("status", str)])
class RoundViewSet(GenericViewSet[Round]):
    queryset = Round.objects.none()
    serializer_class = RoundOut
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Round]:
        asked = self.request.query_params
        wanted = asked.get("status", "") if asked.get("status", "") in Round.Status.values else ""
        return queries.listed_rounds(queries.rounds_asked(self.request.user, asked.get("q", "")[:80], wanted))

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(RoundOut(page, many=True).data)

    @extend_schema(responses=OneRoundOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(OneRoundOut(seen_round(request, pk)).data)

    @extend_schema(request=RoundIn, responses={201: OneRoundOut, 200: OneRoundOut})
    def create(self, request: Request) -> Response:
        given = checked(RoundIn, request)
        law = given.pop("instrument")
        instrument = permissions.instruments_for(request.user).filter(pk=law).first()
        if instrument is None:
            raise invalid(_("There is no such law."), code="does_not_exist", field="instrument")
        actor = actor_named(request, given)
        made = actions.create_round(actor=actor, instrument=instrument, **with_body(request, given))
        return Response(OneRoundOut(seen_round(request, made.pk)).data, status=created_code())

    @extend_schema(request=RoundChangesIn, responses=OneRoundOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        """409 `wrong_status` once texts are fixed, `proposals_stand` for what proposals rest on."""
        row, given = seen_round(request, pk), checked(RoundChangesIn, request, partial=True)
        actions.edit_round(actor=actor_for(request), row=row, **with_body(request, given))
        return Response(OneRoundOut(seen_round(request, pk)).data)

    @extend_schema(request=RoundStatusIn, responses=OneRoundOut)
    def status(self, request: Request, pk: int) -> Response:
        """Open it (again), fix its texts, decide it, put it away; 409 `wrong_status` where no way leads."""
        given = checked(RoundStatusIn, request)
        move_round(actor_for(request), seen_round(request, pk), **given)
        return Response(OneRoundOut(seen_round(request, pk)).data)

    @extend_schema(request=None, responses=RoomOfRoundOut)
    def room(self, request: Request, pk: int) -> Response:
        """Go into its room, be it for the first time."""
        room = actions.enter_round_room(actor=actor_for(request), row=seen_round(request, pk))
        return Response({"room": room.pk})


def move_round(actor: Actor, row: Round, status: str, reason: str) -> Round:
    if status == DECIDED:
        return actions.decide_round(actor=actor, row=row)
    moves = {OPEN: actions.open_round, FROZEN: actions.freeze_round, ARCHIVED: actions.archive_round}
    return moves[status](actor=actor, row=row, reason=reason)


def with_body(request: Request, given: dict[str, Any]) -> dict[str, Any]:
    """The committee that is named, of those one sees. 409 for one that is none."""
    if given.get("body") is None:
        return given
    body = bodies_for(request.user).filter(pk=given["body"], kind=Body.Kind.COMMITTEE).first()
    if body is None:
        raise Conflict(_("There is no such committee."), code="no_such_body")
    return {**given, "body": body}
