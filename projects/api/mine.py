"""What is mine across projects, for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.requests import asked
from organizations.actors import actor_for
from projects import queries
from projects.api.tasks import TaskOut
from projects.models import Task


class MyWorkAskedIn(serializers.Serializer[Any]):
    project = serializers.IntegerField(required=False, min_value=1, max_value=2**62)
    page = serializers.IntegerField(required=False, min_value=1, max_value=1_000)


class MyWorkOut(serializers.Serializer[Any]):
    """Each task once, a hundred on a `page`. `this_week` ends on Saturday; `waiting` for others, `asked_of_us` by
    others; `is_cut` where there is another page.
    """

    overdue = TaskOut(many=True)
    this_week = TaskOut(many=True)
    later = TaskOut(many=True)
    unassigned = TaskOut(many=True)
    waiting = TaskOut(many=True)
    asked_of_us = TaskOut(many=True)
    is_cut = serializers.BooleanField()


class MyWorkViewSet(GenericViewSet[Task]):
    queryset = Task.objects.none()
    serializer_class = MyWorkOut

    @extend_schema(parameters=[MyWorkAskedIn], responses=MyWorkOut)
    def retrieve(self, request: Request) -> Response:
        given = asked(MyWorkAskedIn, request)
        found = queries.mine(actor_for(request), given.get("project"), given.get("page", 1))
        return Response(MyWorkOut(found).data)
