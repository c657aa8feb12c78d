"""The chain of a recommendation for programs, marks at the messages that became one, and tasks out of minutes."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from chat.permissions import rooms_for
from coordination import actions, queries
from coordination.api.recommendations import seen_recommendation
from coordination.models import RecommendationOrigin
from journal.requests import checked, created_code
from meetings.permissions import minute_entries_for
from organizations.actors import actor_for
from projects.models import Project
from projects.permissions import projects_for
from projects.queries import title_in


class ChainStepOut(serializers.Serializer[Any]):
    """`kind`: said, decided, promised, done, proven, verified, ended; only what you may see."""

    kind = serializers.CharField()
    what = serializers.CharField()
    at = serializers.DateField(allow_null=True)
    address = serializers.CharField(allow_blank=True)


class RecommendationMarkOut(serializers.Serializer[Any]):
    message = serializers.IntegerField()
    title = serializers.CharField()
    address = serializers.CharField()

    def to_representation(self, row: RecommendationOrigin) -> dict[str, Any]:
        made = row.recommendation
        return {
            "message": row.message_id,
            "title": f"{made.code} {made.title}",
            "address": reverse("coordination:recommendation", args=[made.pk]),
        }


class TaskOfEntryIn(serializers.Serializer[Any]):
    """Without a title the paragraph's first sentence is it."""

    client_id = serializers.UUIDField()
    project = serializers.PrimaryKeyRelatedField[Project](queryset=Project.objects.all())
    title = serializers.CharField(max_length=200, required=False)
    due_on = serializers.DateField(required=False, allow_null=True)


class TaskOfEntryOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    title = serializers.CharField()
    address = serializers.CharField()

    def to_representation(self, row: Any) -> dict[str, Any]:
        return {"id": row.pk, "title": row.title, "address": reverse("projects:task", args=[row.pk])}


class ChainViewSet(ViewSet):
    @extend_schema(responses=ChainStepOut(many=True))
    def retrieve(self, request: Request, pk: int) -> Response:
        """Said here, decided there, promised by, done in, proven by, verified on."""
        steps = queries.chain_of(request.user, seen_recommendation(request, pk))
        return Response(ChainStepOut(steps, many=True).data)

    @extend_schema(responses=RecommendationMarkOut(many=True))
    def in_room(self, request: Request, pk: int) -> Response:
        """The recommendations you see that were made of a room's messages, the newest 200, for a mark at each."""
        room = get_object_or_404(rooms_for(request.user), pk=pk)
        return Response(RecommendationMarkOut(queries.recommendations_made_in(request.user, room), many=True).data)


class EntryTaskViewSet(ViewSet):
    @extend_schema(responses=TaskOfEntryOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """The tasks you see that were made of a paragraph of minutes."""
        entry = get_object_or_404(minute_entries_for(request.user), pk=pk)
        return Response(TaskOfEntryOut(queries.tasks_made_of_entry(request.user, entry), many=True).data)

    @extend_schema(request=TaskOfEntryIn, responses={200: TaskOfEntryOut, 201: TaskOfEntryOut})
    def create(self, request: Request, pk: int) -> Response:
        """Make a task of a paragraph of minutes, in a project in which you work; each leads to the other."""
        entry = get_object_or_404(minute_entries_for(request.user), pk=pk)
        given = {"title": title_in(entry.text), **checked(TaskOfEntryIn, request)}
        given["project"] = get_object_or_404(projects_for(request.user), pk=given["project"].pk)
        made = actions.create_task_of_entry(actor=actor_for(request), entry=entry, **given)
        return Response(TaskOfEntryOut(made).data, status=created_code())
