"""Relief operations for programs: the same verbs as the pages, and the figures."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.queries import head
from journal.requests import checked, created_code, few
from needs.actions import aid, operations
from needs.actions.postings import MOST_NAMED
from needs.api.challenges import BriefMarkOut
from needs.api.postings import for_whom
from needs.api.shapes import VERIFIED
from needs.models import AidReport, Delivery, Operation, Visibility
from needs.permissions import operations_for
from needs.permissions.pledges import deliveries_for
from needs.queries import operations as queries
from organizations.actors import actor_for
from organizations.models import Place
from organizations.queries import organization_mark

Status, Kind = Operation.Status, AidReport.Kind


class OperationFiguresOut(serializers.Serializer[Any]):
    """`weight` in kilograms; `kitchens` and `caravans` as they stand, not as often as they work."""

    convoys = serializers.IntegerField()
    weight = serializers.IntegerField()
    kitchens = serializers.IntegerField()
    meals = serializers.IntegerField()
    caravans = serializers.IntegerField()
    patients = serializers.IntegerField()


class DayOut(OperationFiguresOut):
    day = serializers.DateField()


class OperationGiverOut(OperationFiguresOut):
    organization = BriefMarkOut()


class OperationPlaceOut(serializers.Serializer[Any]):
    pcode = serializers.CharField()
    name = serializers.CharField()


class OperationOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    organization = BriefMarkOut()
    conveners = BriefMarkOut(many=True)
    places = OperationPlaceOut(many=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices)
    status = serializers.ChoiceField(choices=Status.choices)
    created_at = serializers.CharField()
    closed_at = serializers.CharField(allow_null=True)
    closing_reason = serializers.CharField()

    def to_representation(self, row: Operation) -> dict[str, Any]:
        return queries.operation_facts(row)


class OneOperationOut(OperationOut):
    """`unweighed`: how many of its deliveries have no weight."""

    figures = OperationFiguresOut()
    by_day = DayOut(many=True)
    by_giver = OperationGiverOut(many=True)
    unweighed = serializers.IntegerField()
    head = serializers.IntegerField()

    def to_representation(self, row: Operation) -> dict[str, Any]:
        reached, found = head(row.stream), queries.counted(row)
        days = [{"day": day.isoformat(), **queries.figures_facts(each)} for day, each in found.by_day.items()]
        givers = [
            {"organization": organization_mark(who), **queries.figures_facts(each)} for who, each in found.by_giver
        ]
        return {
            **super().to_representation(row),
            "figures": queries.figures_facts(found.whole),
            "by_day": days,
            "by_giver": givers,
            "unweighed": found.unweighed,
            "head": reached,
        }


class OperationChangesIn(serializers.Serializer[Any]):
    """`conveners`, `places` and `named` are whole lists; each convener is asked and has to say yes."""

    title = serializers.CharField(max_length=120)
    description = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(required=False, allow_null=True)
    visibility = serializers.ChoiceField(choices=Visibility.choices, required=False)
    places = few(serializers.PrimaryKeyRelatedField(queryset=Place.objects.all()), operations.MOST_PLACES)
    conveners = few(serializers.PrimaryKeyRelatedField(queryset=VERIFIED), operations.MOST_CONVENERS)
    named = few(serializers.PrimaryKeyRelatedField(queryset=VERIFIED), MOST_NAMED)


class OperationIn(OperationChangesIn):
    client_id = serializers.UUIDField()
    organization = serializers.IntegerField(required=False, min_value=1, max_value=2**62)


class EndIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class OperationReportOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    organization = BriefMarkOut()
    kind = serializers.ChoiceField(choices=Kind.choices)
    day = serializers.DateField()
    quantity = serializers.IntegerField()
    weight = serializers.IntegerField(allow_null=True)
    people = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()
    corrects = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    is_standing = serializers.BooleanField()
    created_at = serializers.CharField()

    def to_representation(self, row: AidReport) -> dict[str, Any]:
        return queries.report_facts(row)


class ReportChangesIn(serializers.Serializer[Any]):
    """`weight` in kilograms, of convoys; `people` are meals of kitchens or patients of caravans."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    day = serializers.DateField()
    quantity = serializers.IntegerField(required=False)
    weight = serializers.IntegerField(required=False, allow_null=True)
    people = serializers.IntegerField(required=False, allow_null=True)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True)


class AidReportIn(ReportChangesIn):
    client_id = serializers.UUIDField()
    organization = serializers.IntegerField(required=False, min_value=1, max_value=2**62)


class CorrectionIn(ReportChangesIn):
    client_id = serializers.UUIDField()
    reason = serializers.CharField(max_length=300)


class WithdrawalIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


class LinkIn(serializers.Serializer[Any]):
    """`report`: which reported convoy the delivery is, if it was reported."""

    report = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=2**62)


class OperationViewSet(GenericViewSet[Operation]):
    """Relief operations, the latest first."""

    ordering = ("-starts_on", "-pk")
    serializer_class = OperationOut
    queryset = Operation.objects.none()

    def get_queryset(self) -> QuerySet[Operation]:
        return queries.listed(operations_for(self.request.user))

    def found(self, pk: int) -> Operation:
        return get_object_or_404(self.get_queryset(), pk=pk)

    def answer(self, row: Operation, status_code: int = status.HTTP_200_OK) -> Response:
        fresh = queries.listed(Operation.objects.all()).get(pk=row.pk)
        return Response(OneOperationOut(fresh).data, status=status_code)

    def report(self, pk: int, report_pk: int) -> AidReport:
        rows = AidReport.objects.filter(operation=self.found(pk))
        return get_object_or_404(rows.select_related("organization", "operation"), pk=report_pk)

    def load(self, pk: int) -> Delivery:
        rows = deliveries_for(self.request.user).select_related("pledge__organization", "pledge__need__organization")
        return get_object_or_404(rows, pk=pk)

    @extend_schema(parameters=[OpenApiParameter("status", str)], responses=OperationOut(many=True))
    def list(self, request: Request) -> Response:
        rows = self.get_queryset()
        if wanted := request.query_params.get("status"):
            rows = rows.filter(status=wanted[:8])
        return self.get_paginated_response(OperationOut(self.paginate_queryset(rows), many=True).data)

    @extend_schema(request=OperationIn, responses={201: OneOperationOut, 200: OneOperationOut})
    def create(self, request: Request) -> Response:
        given = checked(OperationIn, request)
        actor, organization = for_whom(request, given)
        row = operations.create_operation(actor=actor, organization=organization, **given)
        return self.answer(row, created_code())

    @extend_schema(responses=OneOperationOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.answer(self.found(pk))

    @extend_schema(request=OperationChangesIn, responses=OneOperationOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        given = checked(OperationChangesIn, request, partial=True)
        return self.answer(operations.edit_operation(actor=actor_for(request), operation=self.found(pk), **given))

    @extend_schema(request=EndIn, responses=OneOperationOut)
    def close(self, request: Request, pk: int) -> Response:
        given = checked(EndIn, request)
        return self.answer(operations.close_operation(actor=actor_for(request), operation=self.found(pk), **given))

    @extend_schema(request=None, responses=OneOperationOut)
    def reopen(self, request: Request, pk: int) -> Response:
        return self.answer(operations.reopen_operation(actor=actor_for(request), operation=self.found(pk)))

    @extend_schema(request=None, responses=OneOperationOut)
    def accept(self, request: Request, pk: int) -> Response:
        return self.answer(operations.accept_convening(actor=actor_for(request), operation=self.found(pk)))

    @extend_schema(responses={204: None})
    def leave(self, request: Request, pk: int) -> Response:
        operations.leave_operation(actor=actor_for(request), operation=self.found(pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(responses=OperationReportOut(many=True))
    def reports(self, request: Request, pk: int) -> Response:
        """What was reported, the latest day first; at most 500."""
        return Response(OperationReportOut(queries.reports_of(self.found(pk))[:500], many=True).data)

    @extend_schema(request=AidReportIn, responses={201: OperationReportOut})
    def report_aid(self, request: Request, pk: int) -> Response:
        given, operation = checked(AidReportIn, request), self.found(pk)
        actor, organization = for_whom(request, given)
        row = aid.report_aid(actor=actor, operation=operation, organization=organization, **given)
        return Response(OperationReportOut(row).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CorrectionIn, responses=OperationReportOut)
    def correct(self, request: Request, pk: int, report_pk: int) -> Response:
        given = checked(CorrectionIn, request, partial=True)
        demand_all(given, "client_id", "reason")
        row = aid.correct_aid_report(actor=actor_for(request), report=self.report(pk, report_pk), **given)
        return Response(OperationReportOut(row).data)

    @extend_schema(request=WithdrawalIn, responses=OperationReportOut)
    def withdraw(self, request: Request, pk: int, report_pk: int) -> Response:
        given = checked(WithdrawalIn, request)
        row = aid.withdraw_aid_report(actor=actor_for(request), report=self.report(pk, report_pk), **given)
        return Response(OperationReportOut(row).data)

    @extend_schema(request=LinkIn, responses=OneOperationOut)
    def link(self, request: Request, pk: int, delivery_pk: int) -> Response:
        given, row = checked(LinkIn, request), self.found(pk)
        report = self.report(pk, given["report"]) if given.get("report") else None
        load = self.load(delivery_pk)
        aid.link_delivery(actor=actor_for(request), operation=row, delivery=load, report=report)
        return self.answer(row)

    @extend_schema(responses={204: None})
    def unlink(self, request: Request, pk: int, delivery_pk: int) -> Response:
        self.found(pk)
        aid.unlink_delivery(actor=actor_for(request), delivery=self.load(delivery_pk))
        return Response(status=status.HTTP_204_NO_CONTENT)


def demand_all(given: dict[str, Any], *names: str) -> None:
    """What a change must say, also where the rest may be left out."""
    missing = [name for name in names if name not in given]
    if missing:
        raise serializers.ValidationError(dict.fromkeys(missing, serializers.Field.default_error_messages["required"]))
