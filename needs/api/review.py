"""The secretariat keeps the catalogue, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from needs import actions
from needs.models import Item
from organizations.actors import actor_for
from organizations.models import Sector

STANDING = Item.objects.filter(merged_into__isnull=True)


class ReviewIn(serializers.Serializer[Any]):
    name_ar = serializers.CharField(max_length=80)
    name_en = serializers.CharField(max_length=80, required=False, default="", allow_blank=True)
    synonyms = serializers.ListField(child=serializers.CharField(max_length=60), required=False, default=list)
    kind = serializers.ChoiceField(choices=Item.Kind.choices)
    sector = serializers.SlugRelatedField(slug_field="code", queryset=Sector.objects.filter(is_active=True))
    family = serializers.SlugRelatedField(
        slug_field="code", queryset=STANDING, required=False, allow_null=True, default=None
    )


class IntoItemIn(serializers.Serializer[Any]):
    into = serializers.SlugRelatedField(slug_field="code", queryset=STANDING)


class ReviewedOut(serializers.Serializer[Any]):
    code = serializers.CharField()
    is_reviewed = serializers.BooleanField()
    merged_into = serializers.CharField(allow_null=True)

    def to_representation(self, item: Item) -> dict[str, Any]:
        into = item.merged_into.code if item.merged_into else None
        return {"code": item.code, "is_reviewed": item.is_reviewed, "merged_into": into}


class ReviewViewSet(ViewSet):
    @extend_schema(request=ReviewIn, responses=ReviewedOut)
    def review(self, request: Request, code: str) -> Response:
        """Say what a thing of the catalogue is called and where it belongs. For the secretariat."""
        asked = ReviewIn(data=request.data)
        asked.is_valid(raise_exception=True)
        item = get_object_or_404(STANDING, code=code)
        reviewed = actions.review_item(actor=actor_for(request), item=item, **asked.validated_data)
        return Response(ReviewedOut(reviewed).data)

    @extend_schema(request=IntoItemIn, responses=ReviewedOut)
    def merge(self, request: Request, code: str) -> Response:
        """Say that a thing that was added is in the catalogue already. For the secretariat."""
        asked = IntoItemIn(data=request.data)
        asked.is_valid(raise_exception=True)
        item = get_object_or_404(STANDING, code=code)
        merged = actions.merge_item(actor=actor_for(request), item=item, **asked.validated_data)
        return Response(ReviewedOut(merged).data)
