"""The changes of a proposal for programs."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.status import HTTP_204_NO_CONTENT as NO_CONTENT
from rest_framework.viewsets import GenericViewSet

from journal.requests import checked, created_code
from legislation import actions, queries
from legislation.api.proposals import AmendmentWordsOut, actor_of_call
from legislation.models import Amendment, Kind
from legislation.seen import seen_amendment, seen_proposal


class AmendmentChangesIn(serializers.Serializer[Any]):
    """What a kind does not have is left out. `base_sha256` binds it to that text: 409 `base_changed` where it is not
    the one that stands.
    """

    version = serializers.IntegerField()
    base_sha256 = serializers.CharField(max_length=64, required=False, allow_blank=True)
    new_kind = serializers.ChoiceField(choices=Kind.choices, required=False, allow_blank=True)
    new_label = serializers.CharField(max_length=80, required=False, allow_blank=True)
    new_heading = serializers.CharField(max_length=400, required=False, allow_blank=True)
    new_text = serializers.CharField(max_length=30_000, required=False, allow_blank=True)
    term = serializers.CharField(max_length=200, required=False, allow_blank=True)
    new_term = serializers.CharField(max_length=200, required=False, allow_blank=True)
    note = serializers.CharField(max_length=600, required=False, allow_blank=True)


class AmendmentIn(AmendmentChangesIn):
    version = None  # type: ignore[assignment]  # a new one has none yet
    client_id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Amendment.Kind.choices)
    provision = serializers.IntegerField(required=False, allow_null=True)


class PlaceIn(serializers.Serializer[Any]):
    place = serializers.IntegerField(min_value=1, max_value=1000)


class AmendmentViewSet(GenericViewSet[Amendment]):
    queryset = Amendment.objects.none()
    serializer_class = AmendmentWordsOut
    pagination_class = None

    @extend_schema(responses=AmendmentWordsOut(many=True))
    def list(self, request: Request, pk: int) -> Response:
        """At most a hundred, in their order."""
        return Response(queries.whole_proposal(seen_proposal(request, pk))["amendments"])

    @extend_schema(responses=AmendmentWordsOut)
    def retrieve(self, request: Request, pk: int) -> Response:
        return self.answer(seen_amendment(request, pk))

    @extend_schema(request=AmendmentIn, responses={201: AmendmentWordsOut, 200: AmendmentWordsOut})
    def create(self, request: Request, pk: int) -> Response:
        """409 `repealed`, `twice`, `texts_fixed`, or `base_changed` with both texts: `written_against`, `current`."""
        proposal, given = seen_proposal(request, pk), checked(AmendmentIn, request)
        named = given.pop("provision", None)
        provision = proposal.round.instrument.provisions.filter(pk=named).first() if named else None
        actor = actor_of_call(request, proposal)
        made = actions.add_amendment(actor=actor, proposal=proposal, provision=provision, **given)
        return self.answer(seen_amendment(request, made.pk), created_code())

    @extend_schema(request=AmendmentChangesIn, responses=AmendmentWordsOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        """409 `stale` where another writer changed it since `version`."""
        row, given = seen_amendment(request, pk), checked(AmendmentChangesIn, request)
        actions.edit_amendment(actor=actor_of_call(request, row.proposal), amendment=row, **given)
        return self.answer(seen_amendment(request, pk))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, pk: int) -> Response:
        row = seen_amendment(request, pk)
        actions.remove_amendment(actor=actor_of_call(request, row.proposal), amendment=row)
        return Response(status=NO_CONTENT)

    @extend_schema(request=PlaceIn, responses=AmendmentWordsOut)
    def place(self, request: Request, pk: int) -> Response:
        """Put it at this place among the changes of its proposal: insertions at one place stand in this order."""
        row, given = seen_amendment(request, pk), checked(PlaceIn, request)
        actions.place_amendment(actor=actor_of_call(request, row.proposal), amendment=row, **given)
        return self.answer(seen_amendment(request, pk))

    def answer(self, row: Amendment, status: int = 200) -> Response:
        return Response({**queries.amendment_words(row), "version": row.version}, status=status)
