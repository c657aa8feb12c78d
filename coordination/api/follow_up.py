"""Who answers for a recommendation, its steps, its reports and their evidence, for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.models import User
from coordination import actions, permissions, queries
from coordination.api.recommendations import RecommendationOut, seen_recommendation
from coordination.models import Evidence, Milestone, ProgressUpdate, Recommendation, Responsibility
from files.permissions import files_for
from journal.refusals import invalid
from journal.requests import checked
from organizations.actors import actor_for
from organizations.models import Organization
from organizations.permissions import is_verified_person

ANSWERS = [("accepted", "accepted"), ("declined", "declined"), ("ended", "ended")]
REPORT_MOVES = [("submitted", "submitted"), ("confirmed", "confirmed"), ("returned", "returned")]


class ResponsibilityOut(serializers.Serializer[Any]):
    """`focal_point` and `alternate` are told to people of verified organisations."""

    id = serializers.IntegerField()
    organization = serializers.DictField()
    role = serializers.ChoiceField(choices=Responsibility.Role.choices)
    status = serializers.ChoiceField(choices=Responsibility.Status.choices)
    recommendation = serializers.IntegerField()
    reason = serializers.CharField()
    asked_at = serializers.CharField()
    answered_at = serializers.CharField(allow_null=True)
    focal_point = serializers.DictField(required=False, allow_null=True)
    alternate = serializers.DictField(required=False, allow_null=True)

    def to_representation(self, row: Responsibility) -> dict[str, Any]:
        return queries.responsibility_facts(row, is_named=self.context.get("is_named", False))


class AskingIn(serializers.Serializer[Any]):
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all())
    role = serializers.ChoiceField(choices=Responsibility.Role.choices, default=Responsibility.Role.LEAD)


class ResponsibilityAnswerIn(serializers.Serializer[Any]):
    """`accepted` names who is to be spoken to; `declined` and `ended` say why. An `ended` one that was not answered yet
    is taken back.
    """

    status = serializers.ChoiceField(choices=ANSWERS)
    focal_point = serializers.PrimaryKeyRelatedField[User](queryset=User.objects.all(), required=False)
    alternate = serializers.PrimaryKeyRelatedField[User](queryset=User.objects.all(), required=False, allow_null=True)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class SpokenToIn(serializers.Serializer[Any]):
    focal_point = serializers.PrimaryKeyRelatedField[User](queryset=User.objects.all())
    alternate = serializers.PrimaryKeyRelatedField[User](queryset=User.objects.all(), required=False, allow_null=True)


class ResponsibilityViewSet(GenericViewSet[Responsibility]):
    queryset = Responsibility.objects.none()
    serializer_class = ResponsibilityOut

    @extend_schema(responses=ResponsibilityOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        rows = queries.responsibilities_of(seen_recommendation(request, pk))
        return Response(ResponsibilityOut(rows, many=True, context=naming(request)).data)

    @extend_schema(request=AskingIn, responses=ResponsibilityOut)
    def create(self, request: Request, pk: int) -> Response:
        row, given = seen_recommendation(request, pk), checked(AskingIn, request)
        made = actions.ask_responsibility(actor=actor_for(request), recommendation=row, **given)
        return Response(ResponsibilityOut(made, context=naming(request)).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=ResponsibilityAnswerIn, responses=ResponsibilityOut)
    def answer(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(ResponsibilityAnswerIn, request)
        who: dict[str, Any] = {"actor": actor_for(request), "responsibility": row}
        if given["status"] == "accepted":
            people = {name: given[name] for name in ("focal_point", "alternate") if given.get(name)}
            row = actions.accept_responsibility(**who, **people)
        elif given["status"] == "declined":
            row = actions.decline_responsibility(**who, reason=given["reason"])
        elif row.status == Responsibility.Status.ASKED:
            row = actions.withdraw_responsibility(**who)
        else:
            row = actions.end_responsibility(**who, reason=given["reason"])
        return Response(ResponsibilityOut(row, context=naming(request)).data)

    @extend_schema(request=SpokenToIn, responses=ResponsibilityOut)
    def people(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(SpokenToIn, request)
        row = actions.name_focal_point(actor=actor_for(request), responsibility=row, **given)
        return Response(ResponsibilityOut(row, context=naming(request)).data)

    def found(self, request: Request, pk: int) -> Responsibility:
        rows = permissions.responsibilities_for(request.user)
        related = ("organization__governorate", "recommendation__body__organization", "recommendation__committee__body")
        return get_object_or_404(rows.select_related(*related), pk=pk)


def naming(request: Request) -> dict[str, Any]:
    return {"is_named": is_verified_person(request.user)}


# Steps ----------------------------------------------------------------------------------------------------------------
class RecommendationStepOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    recommendation = serializers.IntegerField()
    title = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    weight = serializers.IntegerField()
    organization = serializers.IntegerField(allow_null=True)
    done_at = serializers.CharField(allow_null=True)

    def to_representation(self, row: Milestone) -> dict[str, Any]:
        return queries.milestone_facts(row)


class RecommendationStepChangesIn(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200)
    due_on = serializers.DateField(required=False, allow_null=True)
    weight = serializers.IntegerField(required=False, min_value=1, max_value=100)


class RecommendationStepIn(RecommendationStepChangesIn):
    client_id = serializers.UUIDField()


class StepViewSet(GenericViewSet[Milestone]):
    queryset = Milestone.objects.none()
    serializer_class = RecommendationStepOut

    @extend_schema(responses=RecommendationStepOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        return Response(RecommendationStepOut(queries.milestones_of(seen_recommendation(request, pk)), many=True).data)

    @extend_schema(request=RecommendationStepIn, responses={201: RecommendationStepOut, 200: RecommendationStepOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = seen_recommendation(request, pk), checked(RecommendationStepIn, request)
        is_known = row.milestones.filter(person=request.user.pk, client_id=given["client_id"]).exists()
        made = actions.add_milestone(actor=actor_for(request), recommendation=row, **given)
        return Response(RecommendationStepOut(made).data, status=200 if is_known else 201)

    @extend_schema(request=RecommendationStepChangesIn, responses=RecommendationStepOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        given = checked(RecommendationStepChangesIn, request, partial=True)
        row = actions.edit_milestone(actor=actor_for(request), milestone=self.found(request, pk), **given)
        return Response(RecommendationStepOut(row).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.withdraw_milestone(actor=actor_for(request), milestone=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def found(self, request: Request, pk: int) -> Milestone:
        rows = permissions.milestones_for(request.user)
        return get_object_or_404(rows.select_related("recommendation__body", "recommendation__committee__body"), pk=pk)


# Reports --------------------------------------------------------------------------------------------------------------
class EvidenceOut(serializers.Serializer[Any]):
    """`file` is the address of its bytes; `sha256` is of them."""

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Evidence.Kind.choices)
    title = serializers.CharField()
    url = serializers.CharField()
    file = serializers.CharField(allow_null=True)
    size = serializers.IntegerField(allow_null=True)
    type = serializers.CharField()
    sha256 = serializers.CharField()
    captured_on = serializers.DateField(allow_null=True)
    is_public = serializers.BooleanField()

    def to_representation(self, row: Any) -> dict[str, Any]:
        return row if isinstance(row, dict) else queries.evidence_facts(row)


class ProgressOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    recommendation = serializers.IntegerField()
    organization = serializers.DictField()
    person = serializers.DictField()
    narrative = serializers.CharField()
    percent = serializers.IntegerField()
    is_done = serializers.BooleanField()
    is_public = serializers.BooleanField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    milestones = serializers.ListField(child=serializers.IntegerField())
    status = serializers.ChoiceField(choices=ProgressUpdate.Status.choices)
    reason = serializers.CharField()
    answering = serializers.IntegerField(allow_null=True)
    created_at = serializers.CharField()
    submitted_at = serializers.CharField(allow_null=True)
    answered_at = serializers.CharField(allow_null=True)
    evidence = EvidenceOut(many=True)

    def to_representation(self, row: ProgressUpdate) -> dict[str, Any]:
        return queries.update_facts(row)


class ProgressChangesIn(serializers.Serializer[Any]):
    """`milestones` is a whole list of the steps that it says are reached."""

    narrative = serializers.CharField(max_length=4000)
    percent = serializers.IntegerField(required=False, min_value=0, max_value=100)
    is_done = serializers.BooleanField(required=False)
    is_public = serializers.BooleanField(required=False)
    since = serializers.DateField(required=False, allow_null=True)
    until = serializers.DateField(required=False, allow_null=True)
    milestones: Any = serializers.ListField(
        child=serializers.PrimaryKeyRelatedField(queryset=Milestone.objects.all()), required=False, max_length=40
    )


class ProgressIn(ProgressChangesIn):
    client_id = serializers.UUIDField()


class ProgressMoveIn(serializers.Serializer[Any]):
    """`submitted` by who reports; `confirmed` or `returned` (with the reason) by who verifies."""

    status = serializers.ChoiceField(choices=REPORT_MOVES)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class EvidenceIn(serializers.Serializer[Any]):
    """One of `file` (an upload that is here) and `url`."""

    client_id = serializers.UUIDField()
    file = serializers.IntegerField(required=False)
    url = serializers.CharField(max_length=500, required=False, allow_blank=True)
    title = serializers.CharField(max_length=200, required=False, allow_blank=True)
    captured_on = serializers.DateField(required=False, allow_null=True)
    is_public = serializers.BooleanField(required=False)


class ProgressViewSet(GenericViewSet[ProgressUpdate]):
    queryset = ProgressUpdate.objects.none()
    serializer_class = ProgressOut
    ordering = ("-pk",)

    def list(self, request: Request, pk: int) -> Response:
        page = self.paginate_queryset(queries.updates_of(request.user, seen_recommendation(request, pk)))
        return self.get_paginated_response(ProgressOut(page, many=True).data)

    @extend_schema(responses=ProgressOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return Response(ProgressOut(self.found(request, pk)).data)

    @extend_schema(request=ProgressIn, responses={201: ProgressOut, 200: ProgressOut})
    def create(self, request: Request, pk: int) -> Response:
        row, given = seen_recommendation(request, pk), checked(ProgressIn, request)
        is_known = row.updates.filter(person=request.user.pk, client_id=given["client_id"]).exists()
        made = actions.create_update(actor=actor_for(request), recommendation=row, **given)
        return Response(ProgressOut(self.found(request, made.pk)).data, status=200 if is_known else 201)

    @extend_schema(request=ProgressChangesIn, responses=ProgressOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        given = checked(ProgressChangesIn, request, partial=True)
        actions.edit_update(actor=actor_for(request), update=self.found(request, pk), **given)
        return self.retrieve(request, pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        actions.discard_update(actor=actor_for(request), update=self.found(request, pk))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ProgressMoveIn, responses=ProgressOut)
    def move(self, request: Request, pk: int) -> Response:
        given = checked(ProgressMoveIn, request)
        who: dict[str, Any] = {"actor": actor_for(request), "update": self.found(request, pk)}
        if given["status"] == "submitted":
            actions.submit_update(**who)
        elif given["status"] == "confirmed":
            actions.confirm_update(**who, note=given["reason"])
        else:
            actions.return_update(**who, reason=given["reason"])
        return self.retrieve(request, pk)

    @extend_schema(request=EvidenceIn, responses={201: EvidenceOut, 200: EvidenceOut})
    def add_evidence(self, request: Request, pk: int) -> Response:
        row, given = self.found(request, pk), checked(EvidenceIn, request)
        is_known = row.evidence.filter(person=request.user.pk, client_id=given["client_id"]).exists()
        if (number := given.pop("file", None)) is not None:
            given["file"] = files_for(request.user).filter(pk=number).first()
            if given["file"] is None:
                raise invalid(_("This file is not here (any more)."), code="unknown_file", field="file")
        made = actions.add_evidence(actor=actor_for(request), update=row, **given)
        return Response(EvidenceOut(made).data, status=200 if is_known else 201)

    @extend_schema(responses={204: None})
    def withdraw_evidence(self, request: Request, pk: int) -> Response:
        related = ("file", "update__recommendation", "update__organization")
        proof = get_object_or_404(permissions.evidence_for(request.user).select_related(*related), pk=pk)
        actions.withdraw_evidence(actor=actor_for(request), evidence=proof)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def found(self, request: Request, pk: int) -> ProgressUpdate:
        row = queries.seen_update(request.user, pk)
        if row is None:
            raise Http404
        return row


class ObligationViewSet(GenericViewSet[Recommendation]):
    """What one's organisation answers for or supports; `/api/verifications/`: reports that wait for one's word."""

    queryset = Recommendation.objects.none()
    serializer_class = RecommendationOut

    @extend_schema(responses=RecommendationOut(many=True))
    def obligations(self, request: Request) -> Response:
        return Response(RecommendationOut(queries.obligations(actor_for(request)), many=True).data)

    @extend_schema(responses=ProgressOut(many=True))
    def verifications(self, request: Request) -> Response:
        wanted = queries.waiting_for(actor_for(request)).values("pk")
        rows = queries.listed_updates(request.user, permissions.updates_for(request.user).filter(pk__in=wanted))
        return Response(ProgressOut(rows.order_by("submitted_at", "pk"), many=True).data)
