"""Goals, outputs and activities for programs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.queries import head
from journal.refusals import invalid
from journal.requests import checked, created_code
from needs.models import Item, TargetGroup
from needs.quantities import stored
from organizations.actors import actor_for
from organizations.models import Organization, Place, Sector
from organizations.permissions import organizations_for
from projects import actions, permissions, queries
from projects.actions.projects import MOST_ROWS
from projects.api.choices import chosen
from projects.api.projects import ProjectMarkOut
from projects.models import Activity, Project, Result


class ResultOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Result.Kind.choices)
    goal = serializers.IntegerField(allow_null=True)
    position = serializers.IntegerField()
    title = serializers.CharField()
    note = serializers.CharField()

    def to_representation(self, row: Result) -> dict[str, Any]:
        return queries.result_facts(row)


class ResultChangesIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    goal = serializers.IntegerField(required=False, allow_null=True)


class ResultIn(ResultChangesIn):
    client_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Result.Kind.choices)


class AfterIn(serializers.Serializer[Any]):
    """Behind which one; null: before all."""

    after = serializers.IntegerField(required=False, allow_null=True)


class ResultViewSet(GenericViewSet[Result]):
    queryset = Result.objects.none()
    serializer_class = ResultOut
    ordering = ("position", "pk")

    def found(self, request: Request, pk: int) -> Result:
        return get_object_or_404(permissions.results_for(request.user).select_related("project", "goal"), pk=pk)

    def list(self, request: Request, pk: int) -> Response:
        page = self.paginate_queryset(seen_project(request, pk).results.order_by("position", "pk"))
        return self.get_paginated_response(ResultOut(page, many=True).data)

    @extend_schema(request=ResultIn, responses={201: ResultOut, 200: ResultOut})
    def create(self, request: Request, pk: int) -> Response:
        project = seen_project(request, pk)
        given = chosen(project, checked(ResultIn, request), "goal")
        row = actions.create_result(actor=actor_for(request), project=project, **given)
        return Response(ResultOut(row).data, status=created_code())

    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(ResultOut(self.found(request, pk)).data)

    @extend_schema(request=ResultChangesIn, responses=ResultOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        given = chosen(row.project, checked(ResultChangesIn, request, partial=True), "goal")
        return Response(ResultOut(actions.edit_result(actor=actor_for(request), result=row, **given)).data)

    @extend_schema(request=AfterIn, responses=ResultOut)
    def place(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        given = chosen(row.project, checked(AfterIn, request), "after")
        return Response(ResultOut(actions.place_result(actor=actor_for(request), result=row, **given)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_result(actor=actor_for(request), result=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ActivityOut(serializers.Serializer[Any]):
    """`quantity` is in the item's base unit."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    project = serializers.IntegerField()
    output = serializers.IntegerField(allow_null=True)
    position = serializers.IntegerField()
    title = serializers.CharField()
    note = serializers.CharField()
    organization = ProjectMarkOut(allow_null=True)
    funder = ProjectMarkOut(allow_null=True)
    sector = serializers.CharField(allow_null=True)
    subsector = serializers.CharField()
    place = serializers.CharField(allow_null=True)
    site = serializers.CharField()
    modality = serializers.CharField()
    item = serializers.CharField(allow_null=True)
    quantity = serializers.CharField(allow_null=True)
    target_groups = serializers.ListField(child=serializers.CharField())
    targeted = serializers.IntegerField(allow_null=True)
    targeted_households = serializers.IntegerField(allow_null=True)
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(choices=Activity.Status.choices)

    def to_representation(self, row: Activity) -> dict[str, Any]:
        return queries.activity_facts(row)


def keyed(rows: Any) -> Any:
    return serializers.PrimaryKeyRelatedField(queryset=rows, required=False, allow_null=True)


class ActivityChangesIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    output = serializers.IntegerField(required=False, allow_null=True)
    organization = serializers.IntegerField(required=False, allow_null=True)
    funder = serializers.IntegerField(required=False, allow_null=True)
    sector = keyed(Sector.objects.all())
    subsector = serializers.CharField(max_length=80, required=False, allow_blank=True)
    place = keyed(Place.objects.all())
    site = serializers.CharField(max_length=120, required=False, allow_blank=True)
    modality = serializers.ChoiceField(choices=Activity.Modality.choices, required=False, allow_blank=True)
    item = keyed(Item.objects.filter(is_reviewed=True))
    quantity = serializers.DecimalField(max_digits=16, decimal_places=3, required=False, allow_null=True)
    target_groups = serializers.ListField(
        child=serializers.PrimaryKeyRelatedField(queryset=TargetGroup.objects.all()),
        required=False,
        max_length=MOST_ROWS,
    )
    targeted = serializers.IntegerField(required=False, allow_null=True)
    targeted_households = serializers.IntegerField(required=False, allow_null=True)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    status = serializers.ChoiceField(choices=Activity.Status.choices, required=False)


class ActivityIn(ActivityChangesIn):
    client_id = serializers.UUIDField()


class ActivityPlaceIn(AfterIn):
    output = serializers.IntegerField(required=False, allow_null=True)


class ActivityViewSet(GenericViewSet[Activity]):
    queryset = Activity.objects.none()
    serializer_class = ActivityOut
    ordering = ("position", "pk")

    def found(self, request: Request, pk: int) -> Activity:
        rows = queries.with_owners(permissions.activities_for(request.user)).select_related("project", "output")
        return get_object_or_404(rows, pk=pk)

    def list(self, request: Request, pk: int) -> Response:
        rows = queries.with_owners(seen_project(request, pk).activities.order_by("position", "pk"))
        return self.get_paginated_response(ActivityOut(self.paginate_queryset(rows), many=True).data)

    @extend_schema(request=ActivityIn, responses={201: ActivityOut, 200: ActivityOut})
    def create(self, request: Request, pk: int) -> Response:
        project = seen_project(request, pk)
        given = meant(request, project, checked(ActivityIn, request))
        row = actions.create_activity(actor=actor_for(request), project=project, **given)
        return Response(ActivityOut(self.found(request, row.pk)).data, status=created_code())

    def retrieve(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        return Response({"head": head(row.project.stream), **ActivityOut(row).data})

    @extend_schema(request=ActivityChangesIn, responses=ActivityOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        given = meant(request, row.project, checked(ActivityChangesIn, request, partial=True))
        actions.edit_activity(actor=actor_for(request), activity=row, **given)
        return Response(ActivityOut(self.found(request, pk)).data)

    @extend_schema(request=ActivityPlaceIn, responses=ActivityOut)
    def place(self, request: Request, pk: int) -> Response:
        row = self.found(request, pk)
        given = checked(ActivityPlaceIn, request)
        given = chosen(row.project, given, "output")
        if given.get("after") is not None:
            given["after"] = row.project.activities.filter(pk=given["after"]).first() or no_neighbour()
        actions.place_activity(actor=actor_for(request), activity=row, **given)
        return Response(ActivityOut(self.found(request, pk)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.delete_activity(actor=actor_for(request), activity=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


def seen_project(request: Request, pk: int) -> Project:
    row = queries.seen_project(request.user, pk)
    if row is None:
        raise Http404
    return row


def meant(request: Request, project: Project, given: dict[str, Any]) -> dict[str, Any]:
    """With rows instead of numbers and thousandths instead of an amount. ValidationError by field."""
    found = chosen(project, given, "output", "organization")
    if (funder := given.get("funder")) is not None:
        row: Organization | None = organizations_for(request.user).filter(pk=funder).first()
        if row is None:
            raise invalid(_("Choose an organisation of the directory."), code="invalid_choice", field="funder")
        found["funder"] = row
    if isinstance(given.get("quantity"), Decimal):
        try:
            found["quantity"] = stored(given["quantity"])
        except ValueError:
            words = _("Write how much, as a number above zero.")
            raise invalid(words, code="invalid_quantity", field="quantity") from None
    return found


def no_neighbour() -> Activity:
    raise invalid(_("This is no longer in the same list."), code="invalid_choice", field="after")
