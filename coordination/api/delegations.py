"""Delegations and delegates for programs: the same verbs as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.permissions import people_for
from coordination import actions, queries
from coordination.models import Delegation, Forum
from coordination.permissions import delegations_for, forums_for
from journal.requests import checked, created_code, few
from meetings.models import Participant
from meetings.queries import participant_facts
from organizations.actors import actor_for
from organizations.models import Organization

Status = Delegation.Status


class DelegationOrganizationOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    tint = serializers.CharField()
    place = serializers.CharField()


class DelegationOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    forum = serializers.IntegerField()
    organization = DelegationOrganizationOut()
    status = serializers.ChoiceField(choices=Status.choices)
    quota = serializers.IntegerField()
    has_voice = serializers.BooleanField()
    invited_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)
    is_late = serializers.BooleanField()

    def to_representation(self, row: Delegation) -> dict[str, Any]:
        return queries.delegation_facts(row)


class DelegateOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    body = serializers.IntegerField()
    organization = serializers.IntegerField()
    person = serializers.IntegerField(allow_null=True)
    name = serializers.CharField()
    post = serializers.CharField()
    role = serializers.ChoiceField(choices=Participant.Role.choices)
    replaces = serializers.IntegerField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    arrived_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, row: Participant) -> dict[str, Any]:
        return participant_facts(row)


class DelegationPartIn(serializers.Serializer[Any]):
    quota = serializers.IntegerField(min_value=1, max_value=50, required=False)
    has_voice = serializers.BooleanField(required=False)


class DelegationsIn(DelegationPartIn):
    organizations: Any = few(serializers.PrimaryKeyRelatedField(queryset=Organization.objects.all()), most=300)
    message = serializers.CharField(max_length=600, required=False, allow_blank=True)


class DelegationStatusIn(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=[Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN])
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class DelegateWordsIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    post = serializers.CharField(max_length=120, required=False, allow_blank=True)
    role = serializers.ChoiceField(choices=Participant.Role.choices, required=False)


class ReplacementIn(serializers.Serializer[Any]):
    """A `person` of the organisation, or a guest by `name`."""

    client_id = serializers.UUIDField()
    person = serializers.IntegerField(required=False, allow_null=True, min_value=1)
    name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    post = serializers.CharField(max_length=120, required=False, allow_blank=True)


class DelegateIn(ReplacementIn):
    role = serializers.ChoiceField(choices=Participant.Role.choices, required=False)


@extend_schema(parameters=[OpenApiParameter("status", str, enum=Status.values)])
class ForumDelegationViewSet(GenericViewSet[Delegation]):
    """Of one forum, those one sees."""

    queryset = Delegation.objects.none()
    serializer_class = DelegationOut
    ordering = ("pk",)

    def forum(self, request: Request, pk: int) -> Forum:
        return get_object_or_404(forums_for(request.user).select_related("body"), pk=pk)

    def list(self, request: Request, pk: int) -> Response:
        rows = delegations_for(request.user).filter(forum=self.forum(request, pk))
        if (wanted := request.query_params.get("status", "")) in Status.values:
            rows = rows.filter(status=wanted)
        page = self.paginate_queryset(queries.with_forum(rows))
        return self.get_paginated_response(DelegationOut(page, many=True).data)

    @extend_schema(request=DelegationsIn, responses=DelegationOut(many=True))
    def invite(self, request: Request, pk: int) -> Response:
        """Have these organisations asked: the new invitations; those that are asked or in already stay as they are."""
        given = {"organizations": [], **checked(DelegationsIn, request)}
        made = actions.invite_delegations(actor=actor_for(request), forum=self.forum(request, pk), **given)
        return Response(DelegationOut(made, many=True).data)


@extend_schema(parameters=[OpenApiParameter("status", str, enum=Status.values)])
class DelegationViewSet(GenericViewSet[Delegation]):
    """Those of one's own organisations; whoever takes part in a forum finds the others there."""

    queryset = Delegation.objects.none()
    serializer_class = DelegationOut
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Delegation]:
        wanted = self.request.query_params.get("status", "")
        return queries.own_delegations(self.request.user, wanted if wanted in Status.values else "")

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(DelegationOut(page, many=True).data)

    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(DelegationOut(found_delegation(request, pk)).data)

    @extend_schema(request=DelegationPartIn, responses=DelegationOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = found_delegation(request, pk), checked(DelegationPartIn, request, partial=True)
        return Response(
            DelegationOut(actions.change_delegation(actor=actor_for(request), delegation=row, **given)).data
        )

    @extend_schema(request=DelegationStatusIn, responses=DelegationOut)
    def status(self, request: Request, pk: int) -> Response:
        """The organisation accepts or declines (later too: then it comes no more); the conveners withdraw."""
        row, given, actor = found_delegation(request, pk), checked(DelegationStatusIn, request), actor_for(request)
        acts: dict[str, Callable[[], Delegation]] = {
            Status.ACCEPTED: lambda: actions.accept_delegation(actor=actor, delegation=row),
            Status.DECLINED: lambda: actions.decline_delegation(actor=actor, delegation=row, reason=given["reason"]),
            Status.WITHDRAWN: lambda: actions.withdraw_delegation(actor=actor, delegation=row, reason=given["reason"]),
        }
        acts[given["status"]]()
        return Response(DelegationOut(queries.with_forum(Delegation.objects.all()).get(pk=pk)).data)


class DelegateViewSet(GenericViewSet[Participant]):
    """Whom an organisation sends."""

    queryset = Participant.objects.none()
    serializer_class = DelegateOut
    pagination_class = None

    def list(self, request: Request, pk: int) -> Response:
        """Those who come, the head first; then those who were replaced or taken off."""
        sent = queries.with_delegates([found_delegation(request, pk)])[0]
        return Response({"results": DelegateOut([*sent.delegates, *sent.before], many=True).data})

    @extend_schema(request=DelegateIn, responses={201: DelegateOut, 200: DelegateOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = found_delegation(request, pk), with_person(request, DelegateIn)
        made = actions.name_delegate(actor=actor_for(request), delegation=row, **given)
        return Response(DelegateOut(made).data, status=created_code())

    @extend_schema(request=DelegateWordsIn, responses=DelegateOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = found_delegate(request, pk), checked(DelegateWordsIn, request, partial=True)
        return Response(DelegateOut(actions.edit_delegate(actor=actor_for(request), delegate=row, **given)).data)

    @extend_schema(request=ReplacementIn, responses={201: DelegateOut, 200: DelegateOut})
    def replace(self, request: Request, pk: int) -> Response:
        row, given = found_delegate(request, pk), with_person(request, ReplacementIn)
        made = actions.replace_delegate(actor=actor_for(request), delegate=row, **given)
        return Response(DelegateOut(made).data, status=created_code())

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.take_off_delegate(actor=actor_for(request), delegate=found_delegate(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


def found_delegation(request: Request, pk: int) -> Delegation:
    row = queries.seen_delegation(request.user, pk)
    if row is None:
        raise Http404
    return row


def found_delegate(request: Request, pk: int) -> Participant:
    row = queries.seen_delegate(request.user, pk)
    if row is None:
        raise Http404
    return row


def with_person(request: Request, shape: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """A person whom one cannot see is not of the organisation, as one that does not exist."""
    given = checked(shape, request)
    if (pk := given.get("person")) is not None:
        person = people_for(request.user).filter(pk=pk).first()
        if person is None:
            raise serializers.ValidationError({"person": ["There is no such person."]}, code="unknown_person")
        given["person"] = person
    return given
