"""A word about a need, an offer or an operation, for programs."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from needs.api.challenges import WordIn, WordOut, said_about
from needs.models import Need, Offer, Operation, Said
from needs.permissions.talks import seen_among


class TalkViewSet(ViewSet):
    """The first word makes the room; whoever writes is in it from then on."""

    def found(self, request: Request, about: type[Said], pk: int) -> Any:
        return get_object_or_404(seen_among(request.user, about).select_related("organization", "room"), pk=pk)

    @extend_schema(request=WordIn, responses={201: WordOut, 200: WordOut})
    def about_need(self, request: Request, pk: int) -> Response:
        return said_about(request, self.found(request, Need, pk))

    @extend_schema(request=WordIn, responses={201: WordOut, 200: WordOut})
    def about_offer(self, request: Request, pk: int) -> Response:
        return said_about(request, self.found(request, Offer, pk))

    @extend_schema(request=WordIn, responses={201: WordOut, 200: WordOut})
    def about_operation(self, request: Request, pk: int) -> Response:
        return said_about(request, self.found(request, Operation, pk))
