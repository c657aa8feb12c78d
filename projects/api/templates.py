"""Templates, and the needs that a project answers, for programs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.requests import checked
from needs.permissions import needs_for
from organizations.actors import actor_for
from projects import actions, permissions, queries
from projects.api.partners import seen_project
from projects.api.projects import ProjectMarkOut
from projects.models import ProjectNeed, Template


class TemplateOut(serializers.Serializer[Any]):
    """`tasks` is how many it holds, `days` how long it takes; those without an organisation ship with the program."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    about = serializers.CharField()
    organization = ProjectMarkOut(allow_null=True)
    tasks = serializers.IntegerField()
    days = serializers.IntegerField()

    def to_representation(self, row: Template) -> dict[str, Any]:
        return queries.template_facts(row)


class TemplateIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=120)
    about = serializers.CharField(max_length=400, required=False, allow_blank=True)


class TemplateViewSet(GenericViewSet[Template]):
    queryset = Template.objects.none()
    serializer_class = TemplateOut
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Template]:
        return queries.templates_asked(self.request.user)

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(TemplateOut(page, many=True).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        row = get_object_or_404(permissions.templates_for(request.user), pk=pk)
        actions.withdraw_template(actor=actor_for(request), template=row)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=TemplateIn, responses=TemplateOut)
    def save(self, request: Request, pk: int) -> Response:
        """The plan of a project, kept for one's own organisation under a title; again under the same replaces it."""
        project = seen_project(request, pk)
        row = actions.save_template(actor=actor_for(request), project=project, **checked(TemplateIn, request))
        return Response(TemplateOut(row).data)


class ProjectNeedOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()


class ProjectNeedViewSet(GenericViewSet[ProjectNeed]):
    """The needs a project answers, of those the caller sees."""

    queryset = ProjectNeed.objects.none()
    serializer_class = ProjectNeedOut
    ordering = ("pk",)

    def list(self, request: Request, pk: int) -> Response:
        project = seen_project(request, pk)
        rows: QuerySet[Any] = needs_for(request.user).filter(project_links__project=project)
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(ProjectNeedOut(page, many=True).data)

    @extend_schema(request=None, responses=ProjectNeedOut)
    def link(self, request: Request, pk: int, need_pk: int) -> Response:
        project, need = seen_project(request, pk), get_object_or_404(needs_for(request.user), pk=need_pk)
        actions.link_need(actor=actor_for(request), project=project, need=need)
        return Response(ProjectNeedOut(need).data)

    @extend_schema(responses={204: None})
    def unlink(self, request: Request, pk: int, need_pk: int) -> Response:
        project, need = seen_project(request, pk), get_object_or_404(needs_for(request.user), pk=need_pk)
        actions.unlink_need(actor=actor_for(request), project=project, need=need)
        return Response(status=status.HTTP_204_NO_CONTENT)
