"""Committees and their terms for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.permissions import people_for
from coordination import actions, permissions, queries
from coordination.models import Committee, Decision, Forum, Term
from journal.queries import head
from journal.requests import checked, created_code, of_seen
from meetings.models import Body
from organizations.actors import actor_for, actor_named
from organizations.models import Organization

SEEN: dict[str, Any] = {
    "founding_decision": permissions.decisions_for,
    "parent": permissions.committees_for,
    "forum": permissions.forums_for,
    "taker": permissions.committees_for,
    "person": people_for,
}


class CommitteeOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    body = serializers.IntegerField()
    title = serializers.CharField()
    mandate = serializers.CharField()
    forum = serializers.IntegerField(allow_null=True)
    founding_decision = serializers.IntegerField(allow_null=True)
    parent: Any = serializers.IntegerField(allow_null=True)
    visibility = serializers.ChoiceField(choices=Body.Visibility.choices)
    quorum = serializers.IntegerField()
    organization = serializers.DictField()
    room = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, row: Committee) -> dict[str, Any]:
        return queries.committee_facts(row)


class OneCommitteeOut(CommitteeOut):
    head = serializers.IntegerField()

    def to_representation(self, row: Committee) -> dict[str, Any]:
        return {"head": head(row.stream), **super().to_representation(row)}


class TermOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    committee = serializers.IntegerField()
    number = serializers.IntegerField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()

    def to_representation(self, row: Term) -> dict[str, Any]:
        return queries.term_facts(row)


class CommitteeChangesIn(serializers.Serializer[Any]):
    """`quorum` is in percent of the organisations that have a seat. What one does not see is not there to be named."""

    title = serializers.CharField(max_length=160)
    mandate = serializers.CharField(max_length=4000)
    founding_decision = serializers.PrimaryKeyRelatedField[Decision](
        queryset=Decision.objects.all(), required=False, allow_null=True
    )
    parent: Any = serializers.PrimaryKeyRelatedField(queryset=Committee.objects.all(), required=False, allow_null=True)
    visibility = serializers.ChoiceField(choices=Body.Visibility.choices, required=False)
    quorum = serializers.IntegerField(required=False, min_value=0, max_value=100)


class CommitteeIn(CommitteeChangesIn):
    client_id = serializers.UUIDField()
    forum = serializers.PrimaryKeyRelatedField[Forum](queryset=Forum.objects.all(), required=False, allow_null=True)
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class ClosingIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


class TermIn(serializers.Serializer[Any]):
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class CommitteeRoomOut(serializers.Serializer[Any]):
    room = serializers.IntegerField()


@extend_schema(parameters=[OpenApiParameter("q", str), OpenApiParameter("closed", bool)])
class CommitteeViewSet(GenericViewSet[Committee]):
    queryset = Committee.objects.none()
    serializer_class = CommitteeOut
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Committee]:
        asked = self.request.query_params
        rows = queries.committees_asked(self.request.user, asked.get("q", "")[:80], with_closed="closed" in asked)
        return queries.listed_committees(rows).order_by("-pk")

    def found(self, request: Request, pk: int) -> Committee:
        return found_committee(request, pk)

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(CommitteeOut(page, many=True).data)

    @extend_schema(responses=OneCommitteeOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(OneCommitteeOut(self.found(request, pk)).data)

    @extend_schema(request=CommitteeIn, responses={201: OneCommitteeOut, 200: OneCommitteeOut})
    def create(self, request: Request) -> Response:
        given = of_seen(request, checked(CommitteeIn, request), SEEN)
        actor = actor_named(request, given)
        made = actions.create_committee(actor=actor, **given)
        return Response(OneCommitteeOut(self.found(request, made.pk)).data, status=created_code())

    @extend_schema(request=CommitteeChangesIn, responses=OneCommitteeOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        given = of_seen(request, checked(CommitteeChangesIn, request, partial=True), SEEN)
        actions.edit_committee(actor=actor_for(request), committee=row, **given)
        return Response(OneCommitteeOut(self.found(request, pk)).data)

    @extend_schema(request=ClosingIn, responses=OneCommitteeOut)
    def close(self, request: Request, pk: int) -> Response:
        """End it; 409 `follows_up` while recommendations are its to follow."""
        row = self.found(request, pk)
        actions.close_committee(actor=actor_for(request), committee=row, **checked(ClosingIn, request))
        return Response(OneCommitteeOut(self.found(request, pk)).data)

    @extend_schema(request=None, responses=CommitteeRoomOut)
    def room(self, request: Request, pk: int) -> Response:
        """Go into its room, be it for the first time."""
        room = actions.enter_committee_room(actor=actor_for(request), committee=self.found(request, pk))
        return Response({"room": room.pk})


class TermViewSet(GenericViewSet[Term]):
    queryset = Term.objects.none()
    serializer_class = TermOut

    @extend_schema(responses=TermOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """The newest first."""
        return Response(TermOut(queries.terms_of(found_committee(request, pk)), many=True).data)

    @extend_schema(request=TermIn, responses=TermOut)
    def open(self, request: Request, pk: int) -> Response:
        """A term of these days; there already, it is the same. 409 `terms_overlap`."""
        row = found_committee(request, pk)
        made = actions.open_term(actor=actor_for(request), committee=row, **checked(TermIn, request))
        return Response(TermOut(made).data)

    @extend_schema(request=TermIn, responses=TermOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        term = found_term(request, pk)
        changed = actions.edit_term(actor=actor_for(request), term=term, **checked(TermIn, request, partial=True))
        return Response(TermOut(changed).data)


def found_committee(request: Request, pk: int) -> Committee:
    row = queries.seen_committee(request.user, pk)
    if row is None:
        raise Http404
    return row


def found_term(request: Request, pk: int) -> Term:
    rows = permissions.terms_for(request.user).select_related("committee__body__organization")
    return get_object_or_404(rows, pk=pk)
