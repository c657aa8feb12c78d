"""Indicators, periods and what was reached, for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from journal.queries import head
from journal.requests import checked, created_code
from organizations.models import Place
from projects import actions, permissions, queries
from projects.api.asking import answer, own_only, project_of, speaking
from projects.api.money_shapes import MoneySpokenFor, MoneyWhyIn, amount
from projects.api.projects import ProjectMarkOut
from projects.figures import AGES, DISABILITIES, SEXES
from projects.models import Activity, Indicator, Measurement, Period, Result
from projects.queries.indicators import measurement_facts, period_facts, progress_facts

MOST_CELLS = len(SEXES) * len(AGES) * len(DISABILITIES)


# Shapes ---------------------------------------------------------------------------------------------------------------
class PeriodChangesIn(MoneySpokenFor):
    title = serializers.CharField(max_length=80)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class PeriodIn(PeriodChangesIn):
    client_id = serializers.UUIDField()


class PeriodOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField()
    title = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    is_closed = serializers.BooleanField()
    closed_at = serializers.CharField(allow_null=True)
    reason = serializers.CharField()


class PeriodsOut(serializers.Serializer[Any]):
    results = PeriodOut(many=True)
    head = serializers.IntegerField()


class IndicatorChangesIn(MoneySpokenFor):
    title = serializers.CharField(max_length=200)
    definition = serializers.CharField(max_length=1000, required=False, allow_blank=True)
    unit = serializers.ChoiceField(choices=Indicator.Unit.choices, required=False)
    unit_words = serializers.CharField(max_length=60, required=False, allow_blank=True)
    adds_up = serializers.BooleanField(required=False)
    baseline = amount(required=False, allow_null=True)
    target = amount(required=False, allow_null=True)
    double_counting = serializers.CharField(max_length=400, required=False, allow_blank=True)
    result = serializers.PrimaryKeyRelatedField[Result](queryset=Result.objects.all(), required=False, allow_null=True)
    activity = serializers.PrimaryKeyRelatedField[Activity](
        queryset=Activity.objects.all(), required=False, allow_null=True
    )


class IndicatorIn(IndicatorChangesIn):
    client_id = serializers.UUIDField()


class TargetIn(MoneySpokenFor):
    """What is aimed at in a period; null where it has no target of its own."""

    period = serializers.PrimaryKeyRelatedField[Period](queryset=Period.objects.all())
    value = amount(allow_null=True)


class TargetOut(serializers.Serializer[Any]):
    period = serializers.IntegerField()
    value = serializers.CharField()


class StepOut(serializers.Serializer[Any]):
    period = serializers.IntegerField()
    actual = serializers.CharField(allow_null=True)
    target = serializers.CharField(allow_null=True)


class IndicatorOut(serializers.Serializer[Any]):
    """`may_double`: the same people may be in `actual` more than once."""

    id = serializers.IntegerField()
    project = serializers.IntegerField()
    result = serializers.IntegerField(allow_null=True)
    activity = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    definition = serializers.CharField()
    unit = serializers.ChoiceField(choices=Indicator.Unit.choices)
    unit_words = serializers.CharField()
    adds_up = serializers.BooleanField()
    baseline = serializers.CharField(allow_null=True)
    target = serializers.CharField(allow_null=True)
    targets = TargetOut(many=True)
    double_counting = serializers.CharField()
    created_at = serializers.CharField()
    withdrawn_at = serializers.CharField(allow_null=True)
    actual = serializers.CharField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    counted_before = serializers.IntegerField()
    may_double = serializers.BooleanField()
    periods = StepOut(many=True)


class IndicatorsOut(serializers.Serializer[Any]):
    results = IndicatorOut(many=True)
    head = serializers.IntegerField()


class CellIn(serializers.Serializer[Any]):
    """How many of one sex, age band and disability; `x` is not recorded."""

    sex = serializers.ChoiceField(choices=SEXES, default="x")
    age = serializers.ChoiceField(choices=AGES, default="x")
    disability = serializers.ChoiceField(choices=DISABILITIES, default="x")
    number = serializers.IntegerField()


class ReachedIn(MoneySpokenFor):
    """`value`, or the `counts` that make it; both where they agree."""

    client_id = serializers.UUIDField()
    value = amount(required=False, allow_null=True)
    counts = serializers.ListField(child=CellIn(), required=False, max_length=MOST_CELLS)
    place = serializers.PrimaryKeyRelatedField[Place](queryset=Place.objects.all(), required=False, allow_null=True)
    counted_before = serializers.IntegerField(required=False, allow_null=True)
    note = serializers.CharField(max_length=400, required=False, allow_blank=True)

    def validate_counts(self, cells: list[dict[str, Any]]) -> dict[tuple[str, str, str], int]:
        counts = {(each["sex"], each["age"], each["disability"]): each["number"] for each in cells}
        if len(counts) != len(cells):
            raise serializers.ValidationError("Each cell once.", code="invalid_counts")
        return counts


class MeasurementIn(ReachedIn):
    period = serializers.PrimaryKeyRelatedField[Period](queryset=Period.objects.all())


class CorrectionIn(ReachedIn):
    reason = serializers.CharField(max_length=300)


class CellOut(serializers.Serializer[Any]):
    sex = serializers.CharField()
    age = serializers.CharField()
    disability = serializers.CharField()
    number = serializers.IntegerField()


class MeasurementOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    indicator = serializers.IntegerField()
    project = serializers.IntegerField()
    period = serializers.IntegerField()
    organization = ProjectMarkOut()
    place = serializers.CharField(allow_null=True)
    value = serializers.CharField()
    counts = CellOut(many=True)
    counted_before = serializers.IntegerField(allow_null=True)
    note = serializers.CharField()
    is_standing = serializers.BooleanField()
    corrects = serializers.IntegerField(allow_null=True)
    reason = serializers.CharField()
    created_at = serializers.CharField()


# Calls ----------------------------------------------------------------------------------------------------------------
class PeriodViewSet(GenericViewSet[Period]):
    queryset = Period.objects.none()
    serializer_class = PeriodOut

    def found(self, request: Request, pk: int) -> Period:
        return get_object_or_404(permissions.periods_for(request.user).select_related("project"), pk=pk)

    @extend_schema(responses=PeriodsOut)
    def list(self, request: Request, pk: int) -> Response:
        row = project_of(request, pk)
        reached = head(row.stream)
        return Response({"results": [period_facts(each) for each in queries.periods_of(row)], "head": reached})

    @extend_schema(request=PeriodIn, responses={201: PeriodOut, 200: PeriodOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = project_of(request, pk), checked(PeriodIn, request)
        actor = speaking(request, given)
        made = actions.create_period(actor=actor, project=row, **given)
        return answer(period_facts(made), stream=row.stream, code=created_code())

    @extend_schema(request=PeriodChangesIn, responses=PeriodOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(PeriodChangesIn, request, partial=True)
        return self.written(actions.edit_period(actor=speaking(request, given), period=row, **given))

    @extend_schema(request=MoneySpokenFor, responses=PeriodOut)
    def close(self, request: Request, pk: int) -> Response:
        """From now on it takes no numbers."""
        row, given = self.found(request, pk), checked(MoneySpokenFor, request)
        return self.written(actions.close_period(actor=speaking(request, given), period=row))

    @extend_schema(request=MoneyWhyIn, responses=PeriodOut)
    def reopen(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(MoneyWhyIn, request)
        return self.written(actions.reopen_period(actor=speaking(request, given), period=row, **given))

    def written(self, row: Period) -> Response:
        return answer(period_facts(row), stream=row.project.stream)


class IndicatorViewSet(GenericViewSet[Indicator]):
    queryset = Indicator.objects.none()
    serializer_class = IndicatorOut
    ordering = ("-pk",)

    def found(self, request: Request, pk: int) -> Indicator:
        return get_object_or_404(permissions.indicators_for(request.user).select_related("project"), pk=pk)

    @extend_schema(responses=IndicatorsOut)
    def list(self, request: Request, pk: int) -> Response:
        """All that are measured, with how far each is, by period."""
        row = project_of(request, pk)
        reached = head(row.stream)
        return Response({"results": [progress_facts(each) for each in queries.indicators_of(row)], "head": reached})

    @extend_schema(request=IndicatorIn, responses={201: IndicatorOut, 200: IndicatorOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = project_of(request, pk), checked(IndicatorIn, request)
        actor = speaking(request, given)
        return self.written(actions.create_indicator(actor=actor, project=row, **given), code=created_code())

    @extend_schema(responses=IndicatorOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(progress_facts(queries.progress_of(self.found(request, pk))))

    @extend_schema(request=IndicatorChangesIn, responses=IndicatorOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(IndicatorChangesIn, request, partial=True)
        return self.written(actions.edit_indicator(actor=speaking(request, given), indicator=row, **given))

    @extend_schema(request=MoneySpokenFor, responses=IndicatorOut)
    def destroy(self, request: Request, pk: int) -> Response:
        """It is measured no more; what was reported stays as history."""
        row, given = self.found(request, pk), checked(MoneySpokenFor, request)
        return self.written(actions.withdraw_indicator(actor=speaking(request, given), indicator=row))

    @extend_schema(request=TargetIn, responses=IndicatorOut)
    def target(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(TargetIn, request)
        own_only(permissions.periods_for(request.user), given, "period")
        return self.written(actions.set_target(actor=speaking(request, given), indicator=row, **given))

    def written(self, row: Indicator, *, code: int = 200) -> Response:
        return answer(progress_facts(queries.progress_of(row)), stream=row.project.stream, code=code)

    # What was reached
    @extend_schema(responses=MeasurementOut(many=True))
    def measurements(self, request: Request, pk: int) -> Response:
        """The newest first, fifty a page; what was corrected stands among them."""
        rows = queries.whole_measurements(Measurement.objects.filter(indicator=self.found(request, pk)))
        page = self.paginator.paginate_queryset(rows, request, view=self) if self.paginator else None
        return self.get_paginated_response([measurement_facts(row) for row in page or []])

    @extend_schema(request=MeasurementIn, responses={201: MeasurementOut, 200: MeasurementOut})
    def report(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(MeasurementIn, request)
        own_only(permissions.periods_for(request.user), given, "period")
        actor = speaking(request, given)
        made = actions.record_measurement(actor=actor, indicator=row, **given)
        return answer(measurement_facts(made), stream=row.project.stream, code=created_code())


class MeasurementViewSet(GenericViewSet[Measurement]):
    queryset = Measurement.objects.none()
    serializer_class = MeasurementOut

    def found(self, request: Request, pk: int) -> Measurement:
        rows = queries.whole_measurements(permissions.measurements_for(request.user))
        return get_object_or_404(rows, pk=pk)

    @extend_schema(responses=MeasurementOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(measurement_facts(self.found(request, pk)))

    @extend_schema(request=CorrectionIn, responses={201: MeasurementOut, 200: MeasurementOut})
    def correct(self, request: Request, pk: int) -> Response:
        """Put another row in its place; the answer is the new row."""
        row, given = self.found(request, pk), checked(CorrectionIn, request)
        actor = speaking(request, given)
        made = actions.correct_measurement(actor=actor, measurement=row, **given)
        return answer(measurement_facts(made), stream=row.indicator.project.stream, code=created_code())
