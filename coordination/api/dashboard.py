"""The dashboard and the report since the last forum, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from coordination import queries
from coordination.permissions import forums_for
from coordination.queries.dashboard import BY, FILTERS, Seen

ASKED = [
    OpenApiParameter("by", str, description=", ".join(BY)),
    *(OpenApiParameter(name, str) for name in FILTERS),
]


class FollowUpFiguresOut(serializers.Serializer[Any]):
    """Of `number` that were adopted: how many are in each phase, and how many are late or without a report."""

    number = serializers.IntegerField()
    waiting = serializers.IntegerField()
    under_way = serializers.IntegerField()
    reported = serializers.IntegerField()
    verified = serializers.IntegerField()
    ended = serializers.IntegerField()
    overdue = serializers.IntegerField()
    silent = serializers.IntegerField()


class FollowUpGroupOut(FollowUpFiguresOut):
    """`key` narrows to it: a number, a p-code, a state, or none."""

    key = serializers.CharField()
    name = serializers.CharField()


class FollowUpOut(serializers.Serializer[Any]):
    by = serializers.ChoiceField(choices=BY)
    whole = FollowUpFiguresOut()
    groups = FollowUpGroupOut(many=True)


class BecameOut(serializers.Serializer[Any]):
    """`status_then` and `percent_then` are of the end of that forum; without a state it was adopted later."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    theme = serializers.CharField(allow_null=True)
    organization = serializers.DictField(allow_null=True)
    status_then = serializers.CharField(allow_null=True)
    status = serializers.CharField()
    percent_then = serializers.IntegerField()
    percent = serializers.IntegerField()
    due_on = serializers.DateField(allow_null=True)
    days_late = serializers.IntegerField()
    days_silent = serializers.IntegerField()
    evidence = serializers.IntegerField()


class SinceOut(serializers.Serializer[Any]):
    """`previous` is null where there is no edition before it that one sees; `older` is what editions before that one
    recommended, and is to be done still.
    """

    forum = serializers.IntegerField()
    previous: Any = serializers.IntegerField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    figures = FollowUpFiguresOut()
    rows = BecameOut(many=True)
    older = BecameOut(many=True)


def figures_asked(request: Request, seen: Seen) -> Response:
    by = request.query_params.get("by", "")
    asked = {name: request.query_params.get(name, "")[:80] for name in seen.filters}
    return Response(FollowUpOut(queries.dashboard_facts(seen, asked, by if by in seen.by else BY[0])).data)


class DashboardViewSet(ViewSet):
    @extend_schema(parameters=ASKED, responses=FollowUpOut)
    def figures(self, request: Request) -> Response:
        """Of what one sees, added up by `by`; the others narrow as in the list of recommendations."""
        return figures_asked(request, queries.seen_by(request.user))

    @extend_schema(responses=SinceOut)
    def since(self, request: Request, pk: int) -> Response:
        """What became of what the edition before recommended."""
        row = get_object_or_404(forums_for(request.user).select_related("body"), pk=pk)
        return Response(SinceOut(queries.since_facts(queries.since_last(request.user, row), row)).data)


class PublicDashboardViewSet(ViewSet):
    """What everybody may read, also without signing in."""

    permission_classes = (AllowAny,)

    @extend_schema(parameters=ASKED, responses=FollowUpOut)
    def figures(self, request: Request) -> Response:
        return figures_asked(request, queries.public_seen())

    @extend_schema(operation_id="public_follow_up_since", responses=SinceOut)
    def since(self, request: Request, pk: int) -> Response:
        row = get_object_or_404(queries.shown_forums(), pk=pk)
        return Response(SinceOut(queries.since_facts(queries.public_since(row), row)).data)
