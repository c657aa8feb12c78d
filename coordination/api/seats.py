"""Seats of committees and who sits there, for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.models import User
from coordination import actions, queries
from coordination.api.committees import SEEN, found_term
from coordination.models import Seat, SeatHolder
from journal.requests import checked, of_seen
from meetings.permissions import inside_bodies_for
from organizations.actors import actor_for
from organizations.permissions import is_verified_person, organizations_for


class SeatHolderOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    person = serializers.DictField()
    rank = serializers.ChoiceField(choices=SeatHolder.Rank.choices)
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    participant = serializers.IntegerField(allow_null=True)


class SeatOut(serializers.Serializer[Any]):
    """`holders` are told to people of verified organisations and to who takes part: the newest first."""

    id = serializers.IntegerField()
    term = serializers.IntegerField()
    organization = serializers.DictField()
    post = serializers.ChoiceField(choices=Seat.Post.choices)
    since = serializers.DateField()
    until = serializers.DateField(allow_null=True)
    reason = serializers.CharField()
    holders = SeatHolderOut(many=True, required=False)

    def to_representation(self, row: Seat) -> dict[str, Any]:
        return queries.seat_facts(row, is_named=self.context["is_named"])


class PostIn(serializers.Serializer[Any]):
    post = serializers.ChoiceField(choices=Seat.Post.choices, default=Seat.Post.MEMBER)


class SeatEndIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


class HolderIn(serializers.Serializer[Any]):
    """Who sits there from now on; without a person nobody does, and `reason` says why."""

    person = serializers.PrimaryKeyRelatedField[User](queryset=User.objects.all(), allow_null=True)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class SeatViewSet(GenericViewSet[Seat]):
    queryset = Seat.objects.none()
    serializer_class = SeatOut

    def answer(self, request: Request, row: Seat) -> Response:
        return Response(SeatOut(self.found(request, row.pk), context=naming(request, row)).data)

    def found(self, request: Request, pk: int) -> Seat:
        row = queries.seen_seat(request.user, pk)
        if row is None:
            raise Http404
        return row

    @extend_schema(responses=SeatOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """All of a term, also those that ended."""
        term = found_term(request, pk)
        rows = list(queries.listed_seats(Seat.objects.filter(term=term)))
        return Response([SeatOut(row, context=naming(request, row)).data for row in rows])

    @extend_schema(request=PostIn, responses=SeatOut)
    def give(self, request: Request, pk: int, organization_pk: int) -> Response:
        """A seat for an organisation, or another post in the one it has. 409 `chair_taken`."""
        term = found_term(request, pk)
        organization = get_object_or_404(organizations_for(request.user), pk=organization_pk)
        given = checked(PostIn, request)
        return self.answer(
            request, actions.give_seat(actor=actor_for(request), term=term, organization=organization, **given)
        )

    @extend_schema(request=SeatEndIn, responses=SeatOut)
    def end(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        ended = actions.end_seat(actor=actor_for(request), seat=row, **checked(SeatEndIn, request))
        return Response(SeatOut(queries.listed_seats(Seat.objects.filter(pk=ended.pk)).get(), context=NOBODY).data)

    @extend_schema(request=HolderIn, responses=SeatOut)
    def holder(self, request: Request, pk: int, rank: str) -> Response:
        """Who sits there as `main` holder or `alternate`. 409 `sits_for_another`."""
        if rank not in SeatHolder.Rank.values:
            raise Http404
        row = self.found(request, pk)
        given = of_seen(request, checked(HolderIn, request), SEEN)
        actor, person = actor_for(request), given.pop("person")
        if person is not None:
            actions.name_holder(actor=actor, seat=row, person=person, rank=rank, **given)
        elif (holder := row.holders.filter(rank=rank, until=None).first()) is not None:
            actions.end_holder(actor=actor, holder=holder, **given)
        return self.answer(request, row)


NOBODY = {"is_named": False}  # who ends the seat of their own may see it no more


def naming(request: Request, row: Seat) -> dict[str, Any]:
    body = row.term.committee.body_id
    is_inside = inside_bodies_for(request.user).filter(pk=body).exists()
    return {"is_named": is_inside or is_verified_person(request.user)}
