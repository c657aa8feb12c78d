"""Unified plans for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from coordination import actions, permissions, queries
from coordination.models import PlanLine, UnifiedPlan
from journal.queries import head
from journal.refusals import invalid
from journal.requests import checked, created_code, of_seen
from meetings.models import Body, Session
from meetings.permissions import bodies_for, sessions_for
from needs.models import TargetGroup
from needs.quantities import stored
from organizations.actors import actor_for, actor_named
from organizations.models import Organization, Place, Sector
from projects.models import Project
from projects.permissions import projects_for

MOST_AT_ONCE = 100  # lines that become a project by one call


def organization_field() -> Any:
    """For which of one's organisations, where one speaks for several."""
    return serializers.PrimaryKeyRelatedField(queryset=Organization.objects.all(), required=False)


def coded(rows: Any, **more: Any) -> Any:
    return serializers.SlugRelatedField(slug_field="code", queryset=rows, required=False, allow_null=True, **more)


SEEN = {"session": sessions_for}


class UnifiedPlanOut(serializers.Serializer[Any]):
    """`lines`, `organizations` and `signed` are counts; signed is of the wording that stands."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    body = serializers.IntegerField()
    session = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    about = serializers.CharField()
    sector = serializers.CharField(allow_null=True)
    place = serializers.CharField(allow_null=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    status = serializers.ChoiceField(choices=UnifiedPlan.Status.choices)
    status_reason = serializers.CharField()
    version = serializers.IntegerField()
    lines = serializers.IntegerField()
    organizations = serializers.IntegerField()
    signed = serializers.IntegerField()
    created_at = serializers.CharField()

    def to_representation(self, row: UnifiedPlan) -> dict[str, Any]:
        return queries.plan_facts(row)


class OneUnifiedPlanOut(UnifiedPlanOut):
    head = serializers.IntegerField()

    def to_representation(self, row: UnifiedPlan) -> dict[str, Any]:
        return {"head": head(row.stream), **super().to_representation(row)}


class UnifiedPlanChangesIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=160)
    about = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    sector = coded(Sector.objects.all())
    place = serializers.PrimaryKeyRelatedField[Place](queryset=Place.objects.all(), required=False, allow_null=True)
    session = serializers.PrimaryKeyRelatedField[Session](
        queryset=Session.objects.all(), required=False, allow_null=True
    )
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class UnifiedPlanIn(UnifiedPlanChangesIn):
    client_id = serializers.UUIDField()


class PlanMoveIn(serializers.Serializer[Any]):
    """By the last signature alone it becomes `signed`. `draft` and giving up say why."""

    status = serializers.ChoiceField(choices=UnifiedPlan.Status.choices)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class SigningIn(serializers.Serializer[Any]):
    """`version` is the wording that was read: 409 `stale` where it was written anew since."""

    version = serializers.IntegerField(min_value=1)
    organization = organization_field()


class PlanSignatureOut(serializers.Serializer[Any]):
    organization = serializers.DictField()
    lines = serializers.IntegerField()
    version = serializers.IntegerField(allow_null=True)
    is_current = serializers.BooleanField()
    sha256 = serializers.CharField(allow_null=True)
    at = serializers.CharField(allow_null=True)
    asked_version = serializers.IntegerField()


class PlanLineOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    plan = serializers.IntegerField()
    organization = serializers.DictField()
    activity = serializers.CharField()
    sector = serializers.CharField(allow_null=True)
    place = serializers.CharField(allow_null=True)
    target_group = serializers.CharField(allow_null=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    quantity = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    people = serializers.IntegerField(allow_null=True)
    project = serializers.IntegerField(allow_null=True)
    activity_row = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField()

    def to_representation(self, row: PlanLine) -> dict[str, Any]:
        return queries.line_facts(row)


class PlanLineWordsIn(serializers.Serializer[Any]):
    """`quantity` of `unit`, both or neither; without a place the line is of the whole of the plan's."""

    activity = serializers.CharField(max_length=200)
    sector = coded(Sector.objects.all())
    place = serializers.PrimaryKeyRelatedField[Place](queryset=Place.objects.all(), required=False, allow_null=True)
    target_group = coded(TargetGroup.objects.all())
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    quantity = serializers.DecimalField(max_digits=13, decimal_places=3, required=False, allow_null=True)
    unit = serializers.CharField(max_length=40, required=False, allow_blank=True)
    people = serializers.IntegerField(required=False, allow_null=True)


class PlanLineIn(PlanLineWordsIn):
    client_id = serializers.UUIDField()
    organization = organization_field()


class PlanLineChangesIn(PlanLineWordsIn):
    """`version` of the line as it was read."""

    version = serializers.IntegerField(min_value=1, required=True)


class PlanOverlapOut(serializers.Serializer[Any]):
    """Two lines by their ids; `is_same_work`, else it is the people who are the same."""

    one = serializers.IntegerField()
    other = serializers.IntegerField()
    is_same_work = serializers.BooleanField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()

    def to_representation(self, meeting: queries.Meeting) -> dict[str, Any]:
        first, last = (day.isoformat() for day in meeting.days)
        lines = {"one": meeting.one.pk, "other": meeting.other.pk, "is_same_work": meeting.is_same_work}
        return {**lines, "starts_on": first, "ends_on": last}


class PlanGapOut(serializers.Serializer[Any]):
    """For which groups (codes) nobody plans anything at a place (p-code); `is_empty`: for nobody at all."""

    place = serializers.CharField()
    groups = serializers.ListField(child=serializers.CharField())
    is_empty = serializers.BooleanField()

    def to_representation(self, gap: queries.Gap) -> dict[str, Any]:
        groups = [group.code for group in gap.groups]
        return {"place": gap.place.pk, "groups": groups, "is_empty": gap.is_empty}


class PlanProjectIn(serializers.Serializer[Any]):
    """Into `project`, or a new one of this `title`."""

    client_id = serializers.UUIDField()
    title = serializers.CharField(max_length=120, required=False)
    project = serializers.PrimaryKeyRelatedField[Project](queryset=Project.objects.all(), required=False)
    lines = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=MOST_AT_ONCE)
    organization = organization_field()


class PlanProjectOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()


def found_plan(request: Request, pk: int) -> UnifiedPlan:
    row = queries.seen_plan(request.user, pk)
    if row is None:
        raise Http404
    return row


def with_thousandths(given: dict[str, Any]) -> dict[str, Any]:
    """ValidationError `invalid_quantity`."""
    if given.get("quantity") is not None:
        try:
            given["quantity"] = stored(given["quantity"])
        except ValueError:
            words = _("Write how much, as a number above zero.")
            raise invalid(words, code="invalid_quantity", field="quantity") from None
    return given


def answer(request: Request, pk: int, code: int = status.HTTP_200_OK) -> Response:
    return Response(OneUnifiedPlanOut(found_plan(request, pk)).data, status=code)


class BodyPlanViewSet(GenericViewSet[UnifiedPlan]):
    """Of one body, those one sees."""

    queryset = UnifiedPlan.objects.none()
    serializer_class = UnifiedPlanOut
    ordering = ("-pk",)

    def body(self, request: Request, pk: int) -> Body:
        return get_object_or_404(bodies_for(request.user), pk=pk)

    def list(self, request: Request, pk: int) -> Response:
        page = self.paginate_queryset(queries.plans_of(request.user, self.body(request, pk)))
        return self.get_paginated_response(UnifiedPlanOut(page, many=True).data)

    @extend_schema(request=UnifiedPlanIn, responses={201: OneUnifiedPlanOut, 200: OneUnifiedPlanOut})
    def create(self, request: Request, pk: int) -> Response:
        body, given = self.body(request, pk), of_seen(request, checked(UnifiedPlanIn, request), SEEN)
        made = actions.create_plan(actor=actor_for(request), body=body, **given)
        return answer(request, made.pk, created_code())


class PlanViewSet(GenericViewSet[UnifiedPlan]):
    queryset = UnifiedPlan.objects.none()
    serializer_class = OneUnifiedPlanOut

    @extend_schema(responses=OneUnifiedPlanOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return answer(request, pk)

    @extend_schema(request=UnifiedPlanChangesIn, responses=OneUnifiedPlanOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = found_plan(request, pk)
        given = of_seen(request, checked(UnifiedPlanChangesIn, request, partial=True), SEEN)
        actions.edit_plan(actor=actor_for(request), plan=row, **given)
        return answer(request, pk)

    @extend_schema(request=PlanMoveIn, responses=OneUnifiedPlanOut)
    def move(self, request: Request, pk: int) -> Response:
        row, given = found_plan(request, pk), checked(PlanMoveIn, request)
        actions.set_plan_status(actor=actor_for(request), plan=row, **given)
        return answer(request, pk)

    @extend_schema(responses=PlanSignatureOut(many=True))
    def signatures(self, request: Request, pk: int) -> Response:
        row = found_plan(request, pk)
        return Response(
            [queries.signature_facts(part, row.version) for part in queries.parts_of(row, queries.lines_of(row))]
        )

    @extend_schema(request=SigningIn, responses=PlanSignatureOut(many=True))
    def sign(self, request: Request, pk: int) -> Response:
        row, given = found_plan(request, pk), checked(SigningIn, request)
        actor = actor_named(request, given)
        actions.sign_plan(actor=actor, plan=row, **given)
        return self.signatures(request, pk)

    @extend_schema(responses=PlanOverlapOut(many=True))
    def overlaps(self, request: Request, pk: int) -> Response:
        found = queries.meetings_of(queries.lines_of(found_plan(request, pk)))
        return Response(PlanOverlapOut(found, many=True).data)

    @extend_schema(responses=PlanGapOut(many=True))
    def gaps(self, request: Request, pk: int) -> Response:
        row = found_plan(request, pk)
        needs = queries.open_needs(request.user, row)
        return Response(PlanGapOut(queries.cover_of(row, queries.lines_of(row), needs).gaps, many=True).data)

    @extend_schema(request=PlanProjectIn, responses={201: PlanProjectOut, 200: PlanProjectOut})
    def make_project(self, request: Request, pk: int) -> Response:
        row, given = found_plan(request, pk), checked(PlanProjectIn, request)
        actor, project = actor_named(request, given), given.pop("project", None)
        lines = PlanLine.objects.filter(plan=row, pk__in=given["lines"])
        if project is None:
            title = given.get("title") or row.title[:120]
            made = actions.create_project_of_plan(
                actor=actor, plan=row, client_id=given["client_id"], title=title, lines=lines
            )
        else:
            project = get_object_or_404(projects_for(request.user), pk=project.pk)
            made = actions.take_lines_into_project(actor=actor, plan=row, project=project, lines=lines)
        return Response({"id": made.pk, "code": made.code, "title": made.title}, status=created_code())


class PlanLineViewSet(GenericViewSet[PlanLine]):
    queryset = PlanLine.objects.none()
    serializer_class = PlanLineOut

    def get_queryset(self) -> QuerySet[PlanLine]:
        return permissions.plan_lines_for(self.request.user)

    @extend_schema(responses=PlanLineOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """All of a plan: at most three hundred."""
        return Response(PlanLineOut(queries.lines_of(found_plan(request, pk)), many=True).data)

    @extend_schema(request=PlanLineIn, responses={201: PlanLineOut, 200: PlanLineOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = found_plan(request, pk), with_thousandths(checked(PlanLineIn, request))
        actor = actor_named(request, given)
        made = actions.add_plan_line(actor=actor, plan=row, **given)
        return self.answer(request, made.pk, created_code())

    @extend_schema(request=PlanLineChangesIn, responses=PlanLineOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        line, given = self.found(request, pk), with_thousandths(checked(PlanLineChangesIn, request, partial=True))
        if "version" not in given:
            raise invalid(_("Say which version you read."), code="required", field="version")
        actions.edit_plan_line(actor=actor_for(request, self.own(request, line)), line=line, **given)
        return self.answer(request, pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        line = self.found(request, pk)
        actions.withdraw_plan_line(actor=actor_for(request, self.own(request, line)), line=line)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def own(self, request: Request, line: PlanLine) -> int | None:
        """Its organisation, where one belongs to it; else the one for which one speaks."""
        own: Any = request.user
        is_own = own.memberships.filter(organization=line.organization_id, ended_at=None).exists()
        return line.organization_id if is_own else None

    def found(self, request: Request, pk: int) -> PlanLine:
        line = queries.seen_line(request.user, pk)
        if line is None:
            raise Http404
        return line

    def answer(self, request: Request, pk: int, code: int = status.HTTP_200_OK) -> Response:
        line = PlanLine.objects.select_related("organization__governorate").get(pk=self.found(request, pk).pk)
        return Response(PlanLineOut(line).data, status=code)
