"""Topics for programs: what there is, and what one follows."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.requests import checked, created_code
from legislation import actions, queries
from legislation.models import Topic
from organizations.actors import actor_for


class TopicOut(serializers.Serializer[Any]):
    """`texts` counts those one sees on it."""

    id = serializers.IntegerField()
    name_ar = serializers.CharField()
    name_en = serializers.CharField()
    position = serializers.IntegerField()
    texts = serializers.IntegerField()
    is_followed = serializers.BooleanField()

    def to_representation(self, row: Topic) -> dict[str, Any]:
        return queries.topic_facts(row)


class TopicIn(serializers.Serializer[Any]):
    name_ar = serializers.CharField(max_length=80)
    name_en = serializers.CharField(max_length=80, required=False, allow_blank=True)


class TopicChangesIn(TopicIn):
    position = serializers.IntegerField(required=False, min_value=0, max_value=1000)


class TopicViewSet(GenericViewSet[Topic]):
    queryset = Topic.objects.none()
    serializer_class = TopicOut
    pagination_class = None

    def found(self, request: Request, pk: int) -> Any:
        return get_object_or_404(queries.listed_topics(request.user), pk=pk)

    def answer(self, request: Request, pk: int, code: int = 200) -> Response:
        return Response(TopicOut(self.found(request, pk)).data, status=code)

    def list(self, request: Request) -> Response:
        return Response(TopicOut(queries.listed_topics(request.user), many=True).data)

    @extend_schema(request=TopicIn, responses={201: TopicOut, 200: TopicOut})
    def create(self, request: Request) -> Response:
        """One of that name is the same one."""
        row = actions.create_topic(actor=actor_for(request), **checked(TopicIn, request))
        return self.answer(request, row.pk, created_code())

    @extend_schema(request=TopicChangesIn, responses=TopicOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        given = checked(TopicChangesIn, request, partial=True)
        actions.edit_topic(actor=actor_for(request), topic=self.found(request, pk), **given)
        return self.answer(request, pk)

    @extend_schema(request=None, responses=TopicOut)
    def follow(self, request: Request, pk: int) -> Response:
        actions.follow_topic(actor=actor_for(request), topic=self.found(request, pk))
        return self.answer(request, pk)

    @extend_schema(responses=TopicOut)
    def unfollow(self, request: Request, pk: int) -> Response:
        actions.unfollow_topic(actor=actor_for(request), topic=self.found(request, pk))
        return self.answer(request, pk)
