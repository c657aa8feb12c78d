"""Recommendations for programs: the same verbs as the pages."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from chat.models import Message
from coordination import actions, permissions, queries
from coordination.models import Committee, Decision, Recommendation, RecommendationLink, Theme
from coordination.permissions import committees_for, decisions_for, recommendations_for, themes_for
from journal.queries import head
from journal.refusals import invalid
from journal.requests import checked, created_code, of_seen
from legislation.models import Proposal
from meetings.models import Body, MinuteEntry
from meetings.permissions import bodies_for
from needs.models import Need
from organizations.actors import actor_for, actor_named
from organizations.models import Organization, Place

ASKED = ("q", "status", "late", "forum", "committee", "body", "theme", "organization", "lead", "place")
MOVES = [("in_progress", "in_progress"), ("blocked", "blocked")]
SEEN: dict[str, Any] = {
    "body": bodies_for,
    "committee": committees_for,
    "decision": decisions_for,
    "parent": recommendations_for,
    "supersedes": recommendations_for,
    "theme": themes_for,
    **permissions.ORIGINS,
}


class RecommendationThemeOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()


class RecommendationOut(serializers.Serializer[Any]):
    """`responsibilities` are who answers for it or is asked to; what is late or silent is reckoned."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    body = serializers.IntegerField()
    forum = serializers.IntegerField(allow_null=True)
    committee = serializers.IntegerField(allow_null=True)
    title = serializers.CharField()
    text = serializers.CharField()
    status = serializers.ChoiceField(choices=Recommendation.Status.choices)
    status_reason = serializers.CharField()
    visibility = serializers.ChoiceField(choices=Body.Visibility.choices)
    theme = RecommendationThemeOut(allow_null=True)
    places = serializers.ListField(child=serializers.CharField())
    parent: Any = serializers.IntegerField(allow_null=True)
    supersedes = serializers.IntegerField(allow_null=True)
    decision = serializers.IntegerField(allow_null=True)
    ending = serializers.IntegerField(allow_null=True)
    adopted_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    report_every = serializers.IntegerField()
    report_due_on = serializers.DateField(allow_null=True)
    percent = serializers.IntegerField()
    is_overdue = serializers.BooleanField()
    is_silent = serializers.BooleanField()
    is_unanswered = serializers.BooleanField()
    days_late = serializers.IntegerField()
    reported_at = serializers.CharField(allow_null=True)
    verified_at = serializers.CharField(allow_null=True)
    responsibilities = serializers.ListField(child=serializers.DictField())
    version = serializers.IntegerField()

    def to_representation(self, row: Recommendation) -> dict[str, Any]:
        return queries.recommendation_facts(row)


class OneRecommendationOut(RecommendationOut):
    head = serializers.IntegerField()

    def to_representation(self, row: Recommendation) -> dict[str, Any]:
        return {"head": head(row.stream), **super().to_representation(row)}


class RecommendationChangesIn(serializers.Serializer[Any]):
    """`places` is a whole list of p-codes. Once adopted, `text`, `title` and `supersedes` stand."""

    text = serializers.CharField(max_length=4000)
    title = serializers.CharField(max_length=160, required=False, allow_blank=True)
    theme = serializers.PrimaryKeyRelatedField[Theme](queryset=Theme.objects.all(), required=False, allow_null=True)
    committee = serializers.PrimaryKeyRelatedField[Committee](
        queryset=Committee.objects.all(), required=False, allow_null=True
    )
    parent: Any = serializers.PrimaryKeyRelatedField(
        queryset=Recommendation.objects.all(), required=False, allow_null=True
    )
    supersedes = serializers.PrimaryKeyRelatedField[Recommendation](
        queryset=Recommendation.objects.all(), required=False, allow_null=True
    )
    places: Any = serializers.ListField(
        child=serializers.PrimaryKeyRelatedField(queryset=Place.objects.all()), required=False, max_length=60
    )
    due_on = serializers.DateField(required=False, allow_null=True)
    report_every = serializers.IntegerField(required=False, min_value=1, max_value=366)
    visibility = serializers.ChoiceField(choices=Body.Visibility.choices, required=False)


class RecommendationIn(RecommendationChangesIn):
    """One of `message`, `entry`, `need` and `proposal` where it is made of one; `page`: where it stands in a printed
    document.
    """

    client_id = serializers.UUIDField()
    body = serializers.PrimaryKeyRelatedField[Body](queryset=Body.objects.all())
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)
    message = serializers.PrimaryKeyRelatedField[Message](queryset=Message.objects.all(), required=False)
    entry = serializers.PrimaryKeyRelatedField[MinuteEntry](queryset=MinuteEntry.objects.all(), required=False)
    need = serializers.PrimaryKeyRelatedField[Need](queryset=Need.objects.all(), required=False)
    proposal = serializers.PrimaryKeyRelatedField[Proposal](queryset=Proposal.objects.all(), required=False)
    page = serializers.CharField(max_length=40, required=False)


class AdoptionIn(serializers.Serializer[Any]):
    decision = serializers.PrimaryKeyRelatedField[Decision](queryset=Decision.objects.all())


class DroppingIn(serializers.Serializer[Any]):
    decision = serializers.PrimaryKeyRelatedField[Decision](
        queryset=Decision.objects.all(), required=False, allow_null=True, default=None
    )
    reason = serializers.CharField(max_length=300)


class RecommendationMoveIn(serializers.Serializer[Any]):
    """`in_progress` begins, goes on or opens again; `blocked` says why. The other states are reached by other calls."""

    status = serializers.ChoiceField(choices=MOVES)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class RecommendationLinkIn(serializers.Serializer[Any]):
    """A code or an address: P-7K3QF, /tasks/12/."""

    what = serializers.CharField(max_length=200)


class RecommendationProjectIn(serializers.Serializer[Any]):
    """A joint project that carries it out; of more than this, PATCH the project."""

    client_id = serializers.UUIDField()
    title = serializers.CharField(max_length=120)
    aim = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    places: Any = serializers.ListField(
        child=serializers.PrimaryKeyRelatedField(queryset=Place.objects.all()), required=False, max_length=60
    )
    organization = serializers.PrimaryKeyRelatedField[Organization](queryset=Organization.objects.all(), required=False)


class RecommendationProjectOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    code = serializers.CharField()


class RecommendationLinkOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.IntegerField(source="project_id", allow_null=True)
    task = serializers.IntegerField(source="task_id", allow_null=True)
    need = serializers.IntegerField(source="need_id", allow_null=True)
    indicator = serializers.IntegerField(source="indicator_id", allow_null=True)
    proposal = serializers.IntegerField(source="proposal_id", allow_null=True)


def seen_recommendation(request: Request, pk: int) -> Recommendation:
    row = queries.seen_recommendation(request.user, pk)
    if row is None:
        raise Http404
    return row


@extend_schema(parameters=[OpenApiParameter(name, str) for name in ASKED])
class RecommendationViewSet(GenericViewSet[Recommendation]):
    queryset = Recommendation.objects.none()
    serializer_class = RecommendationOut
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Recommendation]:
        asked = {name: self.request.query_params.get(name, "") for name in ASKED}
        return queries.listed_recommendations(queries.recommendations_asked(self.request.user, asked))

    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(RecommendationOut(page, many=True).data)

    @extend_schema(responses=OneRecommendationOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.answer(request, pk)

    @extend_schema(request=RecommendationIn, responses={201: OneRecommendationOut, 200: OneRecommendationOut})
    def create(self, request: Request) -> Response:
        given = of_seen(request, checked(RecommendationIn, request), SEEN)
        actor = actor_named(request, given)
        origin = actions.Said(**{name: given.pop(name) for name in (*permissions.ORIGINS, "page") if name in given})
        mine = Recommendation.objects.filter(person=request.user.pk, client_id=given["client_id"])
        code = status.HTTP_200_OK if mine.exists() else status.HTTP_201_CREATED
        made = actions.create_recommendation(actor=actor, origin=origin, **given)
        return self.answer(request, made.pk, code)

    @extend_schema(request=RecommendationChangesIn, responses=OneRecommendationOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        row = seen_recommendation(request, pk)
        given = of_seen(request, checked(RecommendationChangesIn, request, partial=True), SEEN)
        actions.edit_recommendation(actor=actor_for(request), recommendation=row, **given)
        return self.answer(request, pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        row = seen_recommendation(request, pk)
        actions.discard_recommendation(actor=actor_for(request), recommendation=row)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=AdoptionIn, responses=OneRecommendationOut)
    def adopt(self, request: Request, pk: int) -> Response:
        row, given = seen_recommendation(request, pk), of_seen(request, checked(AdoptionIn, request), SEEN)
        actions.adopt_recommendation(actor=actor_for(request), recommendation=row, **given)
        return self.answer(request, pk)

    @extend_schema(request=DroppingIn, responses=OneRecommendationOut)
    def drop(self, request: Request, pk: int) -> Response:
        row, given = seen_recommendation(request, pk), of_seen(request, checked(DroppingIn, request), SEEN)
        actions.drop_recommendation(actor=actor_for(request), recommendation=row, **given)
        return self.answer(request, pk)

    @extend_schema(request=RecommendationMoveIn, responses=OneRecommendationOut)
    def move(self, request: Request, pk: int) -> Response:
        row, given = seen_recommendation(request, pk), checked(RecommendationMoveIn, request)
        who: dict[str, Any] = {"actor": actor_for(request), "recommendation": row}
        if given["status"] == "blocked":
            actions.block_recommendation(**who, reason=given["reason"])
        elif row.status == "verified":
            actions.reopen_recommendation(**who, reason=given["reason"])
        elif row.status == "blocked":
            actions.resume_recommendation(**who)
        else:
            actions.begin_recommendation(**who)
        return self.answer(request, pk)

    @extend_schema(responses=RecommendationLinkOut(many=True))
    def links(self, request: Request, pk: int) -> Response:
        row = seen_recommendation(request, pk)
        return Response(RecommendationLinkOut(queries.links_seen(request.user, row), many=True).data)

    @extend_schema(request=RecommendationLinkIn, responses=RecommendationLinkOut)
    def link(self, request: Request, pk: int) -> Response:
        row, given = seen_recommendation(request, pk), checked(RecommendationLinkIn, request)
        target = queries.target_of(request.user, given["what"])
        if target is None:
            words = _("Nothing that you see has this code or address.")
            raise invalid(words, code="unknown_target", field="what")
        made = actions.link_recommendation(actor=actor_for(request), recommendation=row, target=target)
        return Response(RecommendationLinkOut(made).data)

    @extend_schema(
        request=RecommendationProjectIn, responses={201: RecommendationProjectOut, 200: RecommendationProjectOut}
    )
    def project(self, request: Request, pk: int) -> Response:
        row, given = seen_recommendation(request, pk), checked(RecommendationProjectIn, request)
        actor = actor_named(request, given)
        made = actions.create_project_of_recommendation(actor=actor, recommendation=row, **given)
        return Response(RecommendationProjectOut(made).data, status=created_code())

    @extend_schema(responses={204: None})
    def unlink(self, request: Request, pk: int) -> Response:
        rows = permissions.links_for(request.user).select_related("recommendation__body", "recommendation__committee")
        link: RecommendationLink = get_object_or_404(rows, pk=pk)
        actions.unlink_recommendation(actor=actor_for(request), link=link)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def answer(self, request: Request, pk: int, code: int = status.HTTP_200_OK) -> Response:
        return Response(OneRecommendationOut(seen_recommendation(request, pk)).data, status=code)
