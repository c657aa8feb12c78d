"""Pledges and loads for programs, through the same verbs. Amounts are decimals as text, in the unit they name."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from files.answers import file_answer, preview_answer
from files.permissions import files_for
from journal.actors import Actor
from journal.ids import id_of
from journal.queries import head
from journal.verbs import head_of
from needs.actions import deliveries as loading
from needs.actions import pledges as actions
from needs.actions.load_files import Beside
from needs.api.pledge_shapes import (
    LoadIn,
    LoadOut,
    PledgeIn,
    PledgeOut,
    ReceiptIn,
    SharesIn,
    SpokenFor,
    WhyIn,
    WhyOrNotIn,
    amounts_of,
    checked,
    seen,
    shares_of,
)
from needs.models import Delivery, DeliveryFile, Pledge
from needs.permissions import needs_for, offers_for
from needs.permissions import pledges as permissions
from needs.queries import pledges as queries
from organizations.actors import actor_for
from organizations.models import Organization

NUMBER = "[0-9]{1,18}"  # more than that no database counts to
FILTERS = [
    OpenApiParameter("need", int, description="id of a need"),
    OpenApiParameter("organization", int, description="id of the giving organisation"),
    OpenApiParameter("status", str, enum=Pledge.Status.values),
]


def numbered(rows: QuerySet[Any], request: Request, *columns: str) -> QuerySet[Any]:
    """Narrowed by the numbers that the call names in these columns. What is not there finds nothing, as does what one
    may not see, and what is no number.
    """
    named = {name: request.query_params[name] for name in columns if request.query_params.get(name)}
    return rows.filter(**{name: id_of(text) or 0 for name, text in named.items()})


def speaking(request: Request, given: dict[str, Any], default: Organization | None = None) -> Actor:
    """For the organisation the call names, else for the side that is one's own, else as chosen."""
    named = given.pop("organization", None)
    if named is None and default is not None and permissions.is_own(request.user, default):
        named = default.pk
    return actor_for(request, named)


class Pledges(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Pledge]):
    """Pledges the person may know of. Words, contacts and loads are for the people of the two organisations."""

    lookup_value_regex = NUMBER
    serializer_class = PledgeOut
    queryset = Pledge.objects.none()
    filterset_fields = ["status"]

    def get_queryset(self) -> QuerySet[Pledge]:
        seen = numbered(permissions.pledges_for(self.request.user), self.request, "need", "organization")
        return queries.with_loads(seen)

    def get_serializer_context(self) -> dict[str, Any]:
        """With the ids of one's organisations, asked once for a whole list."""
        own = frozenset(permissions.own_organizations(self.request.user))
        return {**super().get_serializer_context(), "own": own}

    @extend_schema(parameters=FILTERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        reached = head(row.need.stream)  # before the lines, so that a later entry is applied on top of them
        return Response({**self.get_serializer(self.get_object()).data, "head": reached})

    @extend_schema(request=PledgeIn, responses={201: PledgeOut, 200: PledgeOut})
    def create(self, request: Request) -> Response:
        """Promise shares of a need's lines. A repeated `client_id` answers with the first, 200."""
        given = checked(PledgeIn, request)
        actor = actor_for(request, given.pop("organization"))
        need = seen(needs_for(request.user), given.pop("need"), "need")
        made = actions.propose_pledge(
            actor=actor, need=need, client_id=given.pop("client_id"), **self.said(request, given)
        )
        return self.written(made.pledge, 201 if made.is_new else 200)

    @extend_schema(request=SharesIn, responses=PledgeOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        """Change what was proposed: all of it is said anew, lines, offer, day and words."""
        given, row = checked(SharesIn, request), self.get_object()
        actor = speaking(request, given, row.organization)
        return self.written(actions.edit_pledge(actor=actor, pledge=row, **self.said(request, given)))

    def said(self, request: Request, given: dict[str, Any]) -> dict[str, Any]:
        """What a pledge says, as the verbs take it."""
        offer, shares = given.pop("offer"), shares_of(given.pop("lines"))
        found = seen(offers_for(request.user), offer, "offer") if offer is not None else None
        return {**given, "shares": shares, "offer": found}

    @extend_schema(request=SpokenFor, responses=PledgeOut)
    def accept(self, request: Request, pk: int) -> Response:
        given, row = checked(SpokenFor, request), self.get_object()
        actor = speaking(request, given, row.need.organization)
        return self.written(actions.accept_pledge(actor=actor, pledge=row))

    @extend_schema(request=WhyIn, responses=PledgeOut)
    def decline(self, request: Request, pk: int) -> Response:
        given, row = checked(WhyIn, request), self.get_object()
        actor = speaking(request, given, row.need.organization)
        return self.written(actions.decline_pledge(actor=actor, pledge=row, **given))

    @extend_schema(request=WhyOrNotIn, responses=PledgeOut)
    def withdraw(self, request: Request, pk: int) -> Response:
        """Before anything was sent; once it was accepted, with a reason."""
        given, row = checked(WhyOrNotIn, request), self.get_object()
        actor = speaking(request, given, row.organization)
        return self.written(actions.withdraw_pledge(actor=actor, pledge=row, **given))

    @extend_schema(request=WhyIn, responses=PledgeOut)
    def close_short(self, request: Request, pk: int) -> Response:
        """End it with what has arrived; the rest is free again."""
        given, row = checked(WhyIn, request), self.get_object()
        actor = either(request, given, row)
        return self.written(actions.close_pledge_short(actor=actor, pledge=row, **given))

    @extend_schema(request=LoadIn, responses={201: LoadOut, 200: LoadOut})
    def deliveries(self, request: Request, pk: int) -> Response:
        """Send a load: `lines` of the pledge, in their units; `files` are uploads of one's own that are here."""
        given, row = checked(LoadIn, request), self.get_object()
        actor = speaking(request, given, row.organization)
        loads = amounts_of(given.pop("lines"))
        papers, beside = loading.waybill_of(given), brought(request, given.pop("files"))
        said = {name: given[name] for name in ("client_id", "sent_on", "note")}
        made = loading.dispatch_delivery(actor=actor, pledge=row, loads=loads, papers=papers, beside=beside, **said)
        return delivered(request, made.delivery, 201 if made.is_new else 200)

    def written(self, row: Pledge, code: int = 200) -> Response:
        shown = queries.with_loads(Pledge.objects.filter(pk=row.pk)).get()
        reached = head_of(shown.need.stream)
        return Response({**self.get_serializer(shown).data, "head": reached}, status=code)


def either(request: Request, given: dict[str, Any], row: Pledge) -> Actor:
    """For what both sides may do: the side that is one's own, the giving one first."""
    is_giver = permissions.is_own(request.user, row.organization)
    return speaking(request, given, row.organization if is_giver else row.need.organization)


def brought(request: Request, ids: list[int]) -> Beside:
    """Uploads of the person, in the order given."""
    return Beside(files=[get_object_or_404(files_for(request.user), pk=pk) for pk in dict.fromkeys(ids)])


def delivered(request: Request, row: Delivery, code: int = 200) -> Response:
    shown = queries.whole_deliveries(Delivery.objects.filter(pk=row.pk)).get()
    return Response({**LoadOut(shown).data, "head": head_of(shown.pledge.need.stream)}, status=code)


class Deliveries(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Delivery]):
    """The loads of one's organisations' pledges, given and received; `?pledge=12`."""

    lookup_value_regex = NUMBER
    serializer_class = LoadOut
    queryset = Delivery.objects.none()

    def get_queryset(self) -> QuerySet[Delivery]:
        return queries.whole_deliveries(numbered(permissions.deliveries_for(self.request.user), self.request, "pledge"))

    @extend_schema(parameters=[OpenApiParameter("pledge", int, description="id of a pledge")])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=SpokenFor, responses=LoadOut)
    def arrive(self, request: Request, pk: int) -> Response:
        """Who gave it says that it is there."""
        given, row = checked(SpokenFor, request), self.get_object()
        actor = speaking(request, given, row.pledge.organization)
        return delivered(request, loading.arrive_delivery(actor=actor, delivery=row))

    @extend_schema(request=ReceiptIn, responses=LoadOut)
    def receipt(self, request: Request, pk: int) -> Response:
        """Count it: every line of the load, 0 for what did not come."""
        given, row = checked(ReceiptIn, request), self.get_object()
        actor = speaking(request, given, row.pledge.need.organization)
        counts = amounts_of(given["lines"])
        beside = brought(request, given["files"])
        counted = loading.confirm_receipt(actor=actor, delivery=row, counts=counts, note=given["note"], beside=beside)
        return delivered(request, counted)

    @extend_schema(request=WhyIn, responses=LoadOut)
    def dispute(self, request: Request, pk: int) -> Response:
        given, row = checked(WhyIn, request), self.get_object()
        actor = either(request, given, row.pledge)
        return delivered(request, loading.dispute_delivery(actor=actor, delivery=row, **given))


class DeliveryFiles(viewsets.GenericViewSet[DeliveryFile]):
    """A photo or scan beside a load, as bytes; a part of it for `Range`."""

    lookup_value_regex = NUMBER
    queryset = DeliveryFile.objects.none()

    def found(self, pk: int) -> DeliveryFile:
        seen_files = permissions.delivery_files_for(self.request.user).select_related("file")
        return get_object_or_404(seen_files, pk=pk)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def retrieve(self, request: Request, pk: int) -> HttpResponseBase:
        return file_answer(request._request, self.found(pk).file)

    @extend_schema(responses={(200, "image/webp"): OpenApiTypes.BINARY})
    def preview(self, request: Request, pk: int) -> HttpResponseBase:
        return preview_answer(request._request, self.found(pk).file)
