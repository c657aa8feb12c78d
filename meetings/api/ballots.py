"""Votes for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.requests import checked, created_code
from meetings import actions, permissions, queries
from meetings.models import Ballot, Proxy, Session
from organizations.actors import actor_for
from organizations.models import Organization

STATUSES = [each for each in Ballot.Status.choices if each[0] != Ballot.Status.DRAFT]


class BallotChoiceOut(serializers.Serializer[Any]):
    """`votes` and `weight` are told when the vote is closed."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    words = serializers.CharField()
    votes = serializers.IntegerField(allow_null=True)
    weight = serializers.IntegerField(allow_null=True)


class BallotOut(serializers.Serializer[Any]):
    """`is_passed` is null while it is not closed, and where no choice leads alone."""

    id = serializers.IntegerField()
    session = serializers.IntegerField()
    question = serializers.CharField()
    text = serializers.CharField()
    method = serializers.ChoiceField(choices=Ballot.Method.choices)
    majority = serializers.ChoiceField(choices=Ballot.Majority.choices)
    is_weighted = serializers.BooleanField()
    status = serializers.ChoiceField(choices=Ballot.Status.choices)
    status_reason = serializers.CharField()
    opened_at = serializers.CharField(allow_null=True)
    closed_at = serializers.CharField(allow_null=True)
    eligible = serializers.IntegerField()
    present = serializers.IntegerField()
    needed = serializers.IntegerField()
    is_passed = serializers.BooleanField(allow_null=True)
    choices: Any = BallotChoiceOut(many=True)

    def to_representation(self, row: Ballot) -> dict[str, Any]:
        told = {"question": row.question, "method": row.method, "majority": row.majority}
        return {**told, **queries.ballot_facts(row)}


class BallotIn(serializers.Serializer[Any]):
    """`choices` for a vote among several; without them it is yes, no, abstain."""

    client_id = serializers.UUIDField()
    question = serializers.CharField(max_length=400)
    text = serializers.CharField(max_length=8000, required=False, allow_blank=True)
    method = serializers.ChoiceField(choices=Ballot.Method.choices, required=False)
    majority = serializers.ChoiceField(choices=Ballot.Majority.choices, required=False)
    is_weighted = serializers.BooleanField(required=False)
    choices: Any = serializers.ListField(child=serializers.CharField(max_length=200), required=False, max_length=20)


class BallotStatusIn(serializers.Serializer[Any]):
    """`counts` of a show of hands that is closed, {id of a choice: votes}; `reason` of one that is annulled."""

    status = serializers.ChoiceField(choices=STATUSES)
    counts = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=100_000), required=False)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class CastVoteIn(serializers.Serializer[Any]):
    choice = serializers.IntegerField(min_value=1, max_value=2**53)


class ProxyIn(serializers.Serializer[Any]):
    holder = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all())
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ProxyOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    session = serializers.IntegerField()
    organization = serializers.DictField()
    holder = serializers.DictField()
    reason = serializers.CharField()
    created_at = serializers.CharField()
    ended_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: Proxy) -> dict[str, Any]:
        return queries.proxy_facts(row)


def seen_inside(request: Request, pk: int) -> Session:
    row = queries.seen_session(request.user, pk)
    if row is None or not permissions.inside_bodies_for(request.user).filter(pk=row.body_id).exists():
        raise Http404
    return row


class BallotsViewSet(GenericViewSet[Ballot]):
    queryset = Ballot.objects.none()
    serializer_class = BallotOut
    ordering = ("pk",)

    def get_queryset(self) -> QuerySet[Ballot]:
        return queries.listed_ballots(permissions.ballots_for(self.request.user))

    def found(self, pk: int) -> Ballot:
        return get_object_or_404(self.get_queryset(), pk=pk)

    def list(self, request: Request, pk: int) -> Response:
        """Those of a session."""
        session = seen_inside(request, pk)
        page = self.paginate_queryset(self.get_queryset().filter(session=session))
        return self.get_paginated_response(BallotOut(page, many=True).data)

    @extend_schema(request=BallotIn, responses={201: BallotOut, 200: BallotOut})
    def create(self, request: Request, pk: int) -> Response:
        session = seen_inside(request, pk)
        made = actions.create_ballot(actor=actor_for(request), session=session, **checked(BallotIn, request))
        return Response(BallotOut(self.found(made.pk)).data, status=created_code())

    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(BallotOut(self.found(pk)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_ballot(actor=actor_for(request), ballot=self.found(pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=BallotStatusIn, responses=BallotOut)
    def set_status(self, request: Request, pk: int) -> Response:
        """Open, close, annul."""
        row, given, actor = self.found(pk), checked(BallotStatusIn, request), actor_for(request)
        if given["status"] == Ballot.Status.OPEN:
            actions.open_ballot(actor=actor, ballot=row)
        elif given["status"] == Ballot.Status.CLOSED:
            counts = {int(key): number for key, number in given.get("counts", {}).items() if str(key).isdecimal()}
            actions.close_ballot(actor=actor, ballot=row, counts=counts)
        else:
            actions.annul_ballot(actor=actor, ballot=row, reason=given.get("reason", ""))
        return Response(BallotOut(self.found(pk)).data)

    @extend_schema(request=CastVoteIn, responses={204: None})
    def cast(self, request: Request, pk: int, organization: int) -> Response:
        """The voice of `organization`: one's own, or one that was given a proxy. It stands."""
        row, given = permissions.ballot_seen_by(request.user, pk), checked(CastVoteIn, request)
        if row is None:
            raise Http404
        elector = get_object_or_404(row.electors.select_related("organization"), organization=organization)
        choice = get_object_or_404(row.choices.all(), pk=given["choice"])
        voice = elector.organization
        actions.cast_vote(actor=actor_for(request), ballot=row, choice=choice, organization=voice)
        return Response(status=status.HTTP_204_NO_CONTENT)


class ProxiesViewSet(GenericViewSet[Proxy]):
    queryset = Proxy.objects.none()
    serializer_class = ProxyOut
    ordering = ("pk",)

    def list(self, request: Request, pk: int) -> Response:
        """Those of a session, also those that were taken back."""
        rows = permissions.proxies_for(request.user).filter(session=seen_inside(request, pk))
        page = self.paginate_queryset(rows.select_related("organization__governorate", "holder__governorate"))
        return self.get_paginated_response(ProxyOut(page, many=True).data)

    @extend_schema(request=ProxyIn, responses=ProxyOut)
    def give(self, request: Request, pk: int) -> Response:
        """One's own organisation's voice; the same again changes nothing."""
        session, given = seen_inside(request, pk), checked(ProxyIn, request)
        made = actions.give_proxy(actor=actor_for(request), session=session, **given)
        return Response(ProxyOut(Proxy.objects.select_related("organization", "holder").get(pk=made.pk)).data)

    @extend_schema(responses={204: None})
    def end(self, request: Request, pk: int) -> Response:
        proxy = get_object_or_404(permissions.proxies_for(request.user), pk=pk)
        actions.end_proxy(actor=actor_for(request), proxy=proxy)
        return Response(status=status.HTTP_204_NO_CONTENT)
