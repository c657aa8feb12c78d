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
    project = serializers.IntegerField(required=False)


class MyWorkOut(serializers.Serializer[Any]):
    """Each task once. `this_week` ends on Saturday; `waiting` for others, `asked_of_us` by others."""

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
        wanted = asked(MyWorkAskedIn, request).get("project")
        return Response(MyWorkOut(queries.mine(actor_for(request), wanted)).data)
