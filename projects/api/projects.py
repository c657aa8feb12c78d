"""Projects for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.queries import head
from journal.refusals import invalid
from journal.requests import checked, created_code
from needs.models import TargetGroup
from needs.permissions import needs_for
from organizations.actors import actor_for, actor_named
from organizations.models import Organization, Place, Sector
from projects import actions, permissions, queries
from projects.actions.needs import MOST_NEEDS
from projects.actions.projects import MOST_ROWS
from projects.models import Project


class ProjectMarkOut(serializers.Serializer[Any]):
    """An organisation beside a project."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    mark = serializers.CharField()
    tint = serializers.CharField()
    place = serializers.CharField()


class ProjectPartnerOut(ProjectMarkOut):
    role = serializers.CharField()


class ProjectOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    aim = serializers.CharField()
    status = serializers.ChoiceField(choices=Project.Status.choices)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    sectors = serializers.ListField(child=serializers.CharField())
    places = serializers.ListField(child=serializers.CharField())
    target_groups = serializers.ListField(child=serializers.CharField())
    currency = serializers.CharField()
    lead = ProjectMarkOut(allow_null=True)
    partners = ProjectPartnerOut(many=True)
    room = serializers.IntegerField(allow_null=True)
    is_public = serializers.BooleanField()
    created_at = serializers.CharField()
    closed_at = serializers.CharField(allow_null=True)
    status_reason = serializers.CharField()

    def to_representation(self, row: Project) -> dict[str, Any]:
        return queries.project_facts(row)


class OneProjectOut(ProjectOut):
    head = serializers.IntegerField()

    def to_representation(self, row: Project) -> dict[str, Any]:
        return {"head": head(row.stream), **super().to_representation(row)}


def many(rows: Any) -> Any:
    return serializers.ListField(
        child=serializers.PrimaryKeyRelatedField(queryset=rows), required=False, max_length=MOST_ROWS
    )


class ProjectChangesIn(serializers.Serializer[Any]):
    """`sectors`, `places` and `target_groups` are whole lists."""

    title = serializers.CharField(max_length=120)
    aim = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    currency = serializers.CharField(max_length=3, required=False)
    sectors = many(Sector.objects.all())
    places = many(Place.objects.all())
    target_groups = many(TargetGroup.objects.all())


class ProjectIn(ProjectChangesIn):
    """`template` is the id of a plan to begin with, `needs` those of the board that it answers."""

    client_id = serializers.UUIDField()
    template = serializers.IntegerField(required=False, min_value=1, max_value=2**53)
    needs = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**53), required=False, max_length=MOST_NEEDS
    )
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class ProjectStatusIn(serializers.Serializer[Any]):
    """`reason` is needed where work stops, or begins again."""

    status = serializers.ChoiceField(choices=Project.Status.choices)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class ProjectReadIn(serializers.Serializer[Any]):
    """Up to which entry of the project's stream one has read; it only grows."""

    number = serializers.IntegerField(min_value=0, max_value=2**53)


@extend_schema(parameters=[OpenApiParameter("q", str), OpenApiParameter("status", str)])
class ProjectViewSet(GenericViewSet[Project]):
    queryset = Project.objects.none()
    serializer_class = ProjectOut
    ordering = ("-created_at", "-pk")

    def get_queryset(self) -> QuerySet[Project]:
        asked = self.request.query_params
        status_asked = asked.get("status", "")
        wanted = status_asked if status_asked in Project.Status.values else ""
        return queries.listed(queries.projects_asked(self.request.user, asked.get("q", "")[:80], wanted))

    def found(self, request: Request, pk: int) -> Project:
        row = queries.seen_project(request.user, pk)
        if row is None:
            raise Http404
        return row

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(ProjectOut(page, many=True).data)

    @extend_schema(responses=OneProjectOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(OneProjectOut(self.found(request, pk)).data)

    @extend_schema(request=ProjectIn, responses={201: OneProjectOut, 200: OneProjectOut})
    def create(self, request: Request) -> Response:
        given = checked(ProjectIn, request)
        actor = actor_named(request, given)
        row = actions.begin_project(actor=actor, **{**given, **self.begun_from(request, given)})
        made = queries.listed(permissions.projects_for(request.user)).get(pk=row.pk)
        return Response(OneProjectOut(made).data, status=created_code())

    def begun_from(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """The rows behind the ids, of what the caller sees. ValidationError `does_not_exist`."""
        asked = set(given.get("needs", ()))
        needs = list(needs_for(request.user).filter(pk__in=asked))
        template = permissions.templates_for(request.user).filter(pk=given.get("template", 0)).first()
        if len(needs) < len(asked):
            raise invalid(_("There is no such need."), code="does_not_exist", field="needs")
        if template is None and "template" in given:
            raise invalid(_("There is no such template."), code="does_not_exist", field="template")
        return {"needs": needs, "template": template}

    @extend_schema(request=ProjectChangesIn, responses=OneProjectOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        given = checked(ProjectChangesIn, request, partial=True)
        actions.edit_project(actor=actor_for(request), project=row, **given)
        return Response(OneProjectOut(self.found(request, pk)).data)

    @extend_schema(request=ProjectStatusIn, responses=OneProjectOut)
    def set_status(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        actions.set_project_status(actor=actor_for(request), project=row, **checked(ProjectStatusIn, request))
        return Response(OneProjectOut(self.found(request, pk)).data)

    @extend_schema(request=ProjectReadIn, responses=ProjectReadIn)
    def read(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        visit = actions.read_project(actor=actor_for(request), project=row, **checked(ProjectReadIn, request))
        return Response({"number": visit.number})
