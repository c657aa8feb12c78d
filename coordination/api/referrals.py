"""The follow-up of recommendations goes from committee to committee, for programs."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from coordination import actions, queries
from coordination.api.committees import SEEN, found_committee
from coordination.api.recommendations import seen_recommendation
from coordination.models import Committee, Referral
from journal.requests import checked, created_code, of_seen
from organizations.actors import actor_for

ANSWERS = [("taken", "taken"), ("declined", "declined"), ("withdrawn", "withdrawn")]
VERBS: dict[str, Any] = {
    "taken": actions.take_referral,
    "declined": actions.decline_referral,
    "withdrawn": actions.withdraw_referral,
}


class ReferralOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    recommendation = serializers.IntegerField()
    code = serializers.CharField()
    giver = serializers.IntegerField(allow_null=True)
    taker = serializers.IntegerField()
    reason = serializers.CharField()
    answer_by = serializers.DateField(allow_null=True)
    status = serializers.ChoiceField(choices=Referral.Status.choices)
    answer = serializers.CharField()
    organization = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()
    answered_at = serializers.DateTimeField(allow_null=True)

    def to_representation(self, row: Referral) -> dict[str, Any]:
        return queries.referral_facts(row)


class ReferralIn(serializers.Serializer[Any]):
    client_id = serializers.UUIDField()
    taker = serializers.PrimaryKeyRelatedField[Committee](queryset=Committee.objects.all())
    reason = serializers.CharField(max_length=300)
    answer_by = serializers.DateField(required=False, allow_null=True)


class ReferralAnswerIn(serializers.Serializer[Any]):
    """`declined` and `withdrawn`, by who offered it, say why."""

    status = serializers.ChoiceField(choices=ANSWERS)
    answer = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ReferralViewSet(GenericViewSet[Referral]):
    queryset = Referral.objects.none()
    serializer_class = ReferralOut

    @extend_schema(responses=ReferralOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """The history of a recommendation between committees, the newest first."""
        return Response(
            ReferralOut(queries.referrals_of(request.user, seen_recommendation(request, pk)), many=True).data
        )

    @extend_schema(responses=ReferralOut(many=True))
    def of_committee(self, request: Request, pk: int) -> Response:
        """What was offered to a committee or by it: the newest hundred."""
        rows = queries.referrals_at(request.user, found_committee(request, pk))[:100]
        return Response(ReferralOut(rows, many=True).data)

    @extend_schema(request=ReferralIn, responses={201: ReferralOut, 200: ReferralOut})
    def create(self, request: Request, pk: int) -> Response:
        """Hand it over to another committee, which answers. 409 `offered_already`."""
        row = seen_recommendation(request, pk)
        given = of_seen(request, checked(ReferralIn, request), SEEN)
        made = actions.hand_over_recommendation(actor=actor_for(request), recommendation=row, **given)
        return Response(ReferralOut(made).data, status=created_code())

    @extend_schema(request=ReferralAnswerIn, responses=ReferralOut)
    def answer(self, request: Request, pk: int) -> Response:
        row = queries.seen_referral(request.user, pk)
        if row is None:
            raise Http404
        given = checked(ReferralAnswerIn, request)
        act = VERBS[given.pop("status")]
        answered = act(actor=actor_for(request), referral=row, **given)
        return Response(ReferralOut(queries.listed_referrals(Referral.objects.filter(pk=answered.pk)).get()).data)
