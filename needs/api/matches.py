"""What fits, what looks alike, and what a message asks for, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from journal.requests import few
from needs import actions, permissions, queries
from needs.actions import MOST_LINES
from needs.api.shapes import MOST_GROUPS
from needs.models import Item, Need, Offer, TargetGroup
from organizations.actors import actor_for
from organizations.models import Place, Sector

LONGEST = 300


class FitOut(serializers.Serializer[Any]):
    """A line that fits and the four reasons, each 0 to 1."""

    line = serializers.IntegerField()
    item = serializers.FloatField()
    place = serializers.FloatField()
    time = serializers.FloatField()
    share = serializers.FloatField()
    score = serializers.FloatField()


class AnswerOut(serializers.Serializer[Any]):
    """An offer (or a need) that fits; its score is that of its best line."""

    score = serializers.FloatField()
    lines = FitOut(many=True)
    posting = serializers.DictField()

    def to_representation(self, answer: queries.Answer) -> dict[str, Any]:
        posting = answer.posting
        facts = queries.need_facts(posting) if isinstance(posting, Need) else queries.offer_facts(posting)
        return {
            "score": answer.score,
            "lines": [
                {
                    "line": line.pk,
                    "item": why.item,
                    "place": why.place,
                    "time": why.time,
                    "share": why.share,
                    "score": why.score,
                }
                for line, why in answer.lines
            ],
            "posting": facts,
        }


class AnswersOut(serializers.Serializer[Any]):
    results = AnswerOut(many=True)


class AlikeOut(serializers.Serializer[Any]):
    """A need that is likely the same, and why: each reason 0 to 1."""

    score = serializers.FloatField()
    item = serializers.FloatField()
    place = serializers.FloatField()
    group = serializers.FloatField()
    time = serializers.FloatField()
    title = serializers.FloatField()
    need = serializers.DictField()

    def to_representation(self, alike: queries.Alike) -> dict[str, Any]:
        why = alike.likeness
        return {
            "score": why.score,
            "item": why.item,
            "place": why.place,
            "group": why.group,
            "time": why.time,
            "title": why.title,
            "need": queries.need_facts(alike.need),
        }


class AlikesOut(serializers.Serializer[Any]):
    results = AlikeOut(many=True)


OFFERED = Item.objects.select_related("family").filter(merged_into__isnull=True)


class WrittenIn(serializers.Serializer[Any]):
    """A need as far as it is written."""

    title = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)
    place = serializers.PrimaryKeyRelatedField(queryset=Place.objects.all())
    item = few(serializers.SlugRelatedField(slug_field="code", queryset=OFFERED), MOST_LINES)
    group = few(serializers.SlugRelatedField(slug_field="code", queryset=TargetGroup.objects.all()), MOST_GROUPS)
    care_of = serializers.SlugRelatedField(
        slug_field="code", queryset=Sector.objects.all(), required=False, allow_null=True, default=None
    )
    until = serializers.DateField(required=False, allow_null=True, default=None)


class IntoIn(serializers.Serializer[Any]):
    into = serializers.IntegerField(min_value=1, max_value=2**53)


class WhyDifferentIn(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=LONGEST)


class StatusOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    status = serializers.CharField()
    merged_into = serializers.IntegerField(allow_null=True)


WRITTEN = [
    OpenApiParameter("title", str),
    OpenApiParameter("place", str, required=True, description="p-code of any level"),
    OpenApiParameter("item", str, many=True, description="codes of items"),
    OpenApiParameter("group", str, many=True, description="codes of target groups"),
    OpenApiParameter("care_of", str, description="for a care gap: the code of its sector"),
    OpenApiParameter("until", str),
]


class MatchViewSet(ViewSet):
    @extend_schema(responses=AnswersOut)
    def of_need(self, request: Request, pk: int) -> Response:
        """The offers you may see that fit what the need lacks, best first, at most ten."""
        need = get_object_or_404(permissions.needs_for(request.user), pk=pk)
        found = queries.matches_for_need(request.user, need) if need.status == Need.Status.OPEN else []
        return Response({"results": AnswerOut(found, many=True).data})

    @extend_schema(responses=AnswersOut)
    def of_offer(self, request: Request, pk: int) -> Response:
        """The needs you may see that the offer fits, best first, at most ten."""
        offer = get_object_or_404(permissions.offers_for(request.user), pk=pk)
        found = queries.matches_for_offer(request.user, offer) if offer.status == Offer.Status.OPEN else []
        return Response({"results": AnswerOut(found, many=True).data})


class LikelyViewSet(ViewSet):
    @extend_schema(parameters=WRITTEN, responses=AlikesOut)
    def list(self, request: Request) -> Response:
        """Needs you may see that are likely the same as one you are about to write."""
        asked = WrittenIn(data=request.query_params)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        sketch = queries.sketched(
            title=given["title"],
            place=given["place"].pk,
            items=given.get("item", []),
            groups=[group.code for group in given.get("group", [])],
            care_of=given["care_of"].code if given["care_of"] else "",
            until=given["until"],
        )
        return Response({"results": AlikeOut(queries.likely_duplicates(request.user, sketch), many=True).data})

    @extend_schema(responses=AlikesOut)
    def of_need(self, request: Request, pk: int) -> Response:
        """Needs you may see that are likely the same as this one."""
        need = get_object_or_404(permissions.needs_for(request.user), pk=pk)
        found = queries.likely_duplicates(request.user, queries.sketch_of(need), but=need)
        return Response({"results": AlikeOut(found, many=True).data})

    @extend_schema(request=IntoIn, responses=StatusOut)
    def merge(self, request: Request, pk: int) -> Response:
        """Take your need off the board because another says the same."""
        asked = IntoIn(data=request.data)
        asked.is_valid(raise_exception=True)
        seen = permissions.needs_for(request.user)
        need = get_object_or_404(seen, pk=pk)
        into = get_object_or_404(seen, pk=asked.validated_data["into"])
        merged = actions.merge_need(actor=actor_for(request), need=need, into=into)
        return Response({"id": merged.pk, "status": merged.status, "merged_into": merged.merged_into_id})

    @extend_schema(request=WhyDifferentIn, responses=WhyDifferentIn)
    def distinguish(self, request: Request, pk: int, other_pk: int) -> Response:
        """Say why two needs are not the same."""
        asked = WhyDifferentIn(data=request.data)
        asked.is_valid(raise_exception=True)
        seen = permissions.needs_for(request.user)
        need, other = get_object_or_404(seen, pk=pk), get_object_or_404(seen, pk=other_pk)
        told = actions.distinguish_needs(actor=actor_for(request), need=need, other=other, **asked.validated_data)
        return Response({"reason": told.reason})
