"""Articles for programs: looked for by their words, and read with what they name."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from legislation import queries
from legislation.models import ProvisionText
from legislation.queries import Unit


class FoundArticleOut(serializers.Serializer[Any]):
    """What holds the words: its place («مادة 3 – ب»), and the words around them."""

    provision = serializers.IntegerField()
    instrument = serializers.IntegerField()
    law = serializers.CharField()
    place = serializers.CharField()
    heading = serializers.CharField()
    excerpt = serializers.CharField()

    def to_representation(self, row: ProvisionText) -> dict[str, Any]:
        law = row.provision.instrument
        return {
            "provision": row.provision_id,
            "instrument": law.pk,
            "law": str(law),
            "place": row.provision.place,
            "heading": row.heading,
            "excerpt": "".join(piece.text for piece in queries.cut(row, self.context["terms"])),
        }


class CitationOut(serializers.Serializer[Any]):
    words = serializers.CharField()
    start = serializers.IntegerField()
    provision = serializers.IntegerField(allow_null=True)
    instrument = serializers.IntegerField(allow_null=True)


class ProvisionPartOut(serializers.Serializer[Any]):
    """`depth` is 1 for a paragraph, 2 for an item of one."""

    id = serializers.IntegerField()
    eid = serializers.CharField()
    kind = serializers.CharField()
    label: Any = serializers.CharField()
    depth = serializers.IntegerField()
    heading = serializers.CharField()
    text = serializers.CharField()
    sha256 = serializers.CharField()
    note = serializers.CharField()
    is_repealed = serializers.BooleanField()
    valid_from = serializers.DateField(allow_null=True)
    citations = CitationOut(many=True)

    def to_representation(self, unit: Unit) -> dict[str, Any]:
        text, row = unit.text, unit.row
        named = [
            {"words": each.words, "start": each.start, "provision": each.provision_id, "instrument": each.instrument_id}
            for each in (text.citations.all() if text else ())
        ]
        own = {"id": row.pk, "eid": row.eid, "kind": row.kind, "label": row.label, "depth": unit.depth}
        return {
            **own,
            "heading": text.heading if text else "",
            "text": text.text if text else "",
            "sha256": text.sha256 if text else "",
            "note": text.note if text else "",
            "is_repealed": unit.is_repealed,
            "valid_from": text.valid_from.isoformat() if text and text.valid_from else None,
            "citations": named,
        }


class ArticleOut(ProvisionPartOut):
    """An article as it stands today, what stands in it, and which provisions name it."""

    instrument = serializers.IntegerField()
    parts = ProvisionPartOut(many=True)
    cited_by = serializers.ListField(child=serializers.IntegerField())
    before = serializers.IntegerField(allow_null=True)
    behind = serializers.IntegerField(allow_null=True)

    def to_representation(self, unit: Unit) -> dict[str, Any]:
        before, behind = queries.beside(unit.row)
        naming = queries.cited_by(self.context["user"], unit.row)
        return {
            **super().to_representation(unit),
            "instrument": unit.row.instrument_id,
            "parts": ProvisionPartOut(unit.parts, many=True).data,
            "cited_by": [row.pk for row in naming],
            "before": before.pk if before else None,
            "behind": behind.pk if behind else None,
        }


@extend_schema(parameters=[OpenApiParameter(name, str) for name in queries.FILTERS])
class ProvisionViewSet(GenericViewSet[ProvisionText]):
    queryset = ProvisionText.objects.none()
    serializer_class = FoundArticleOut
    permission_classes = (IsAuthenticatedOrReadOnly,)
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[ProvisionText]:
        asked = {name: self.request.query_params.get(name, "")[:80] for name in queries.FILTERS}
        return queries.texts_asked(self.request.user, asked)

    def list(self, request: Request) -> Response:
        """Articles and paragraphs that hold all words of `q`; none where nothing is asked."""
        terms = queries.terms_of(request.query_params.get("q", "")[:80])
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(FoundArticleOut(page, many=True, context={"terms": terms}).data)

    @extend_schema(responses=ArticleOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        """The article, also where a paragraph of it is asked for; 404 for a wide part."""
        row = queries.seen_provision(request.user, pk)
        article = queries.article_of(row) if row else None
        if article is None:
            raise Http404
        return Response(ArticleOut(queries.unit_of(article), context={"user": request.user}).data)
