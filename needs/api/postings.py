"""Needs and offers for programs: the same verbs and the same visible sets as the pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from journal.actors import Actor
from journal.ids import id_of
from journal.queries import head
from journal.requests import created_code
from journal.verbs import head_of
from needs import actions, queries
from needs.api.shapes import EndingIn, ItemOut, NeedIn, NeedOut, OfferIn, OfferOut, StillSoIn
from needs.models import Item, Need, Offer
from needs.permissions import needs_for, offers_for, seen_items
from needs.queries.items import found_items, offered_items
from organizations.actors import actor_for
from organizations.models import Organization
from organizations.permissions import organizations_for, running_memberships

NUMBER = "[0-9]{1,18}"  # more than that no database counts to
FILTERS = [
    OpenApiParameter("q", str, description="words of the title, the items, the place, the organisation, or the code"),
    OpenApiParameter("sector", str, description="code"),
    OpenApiParameter("place", str, description="p-code of a governorate, district or sub-district"),
    OpenApiParameter("organization", int),
]
OF_NEEDS = [
    *FILTERS,
    OpenApiParameter("kind", str, enum=Need.Kind.values),
    OpenApiParameter("status", str, enum=Need.Status.values),
    OpenApiParameter("urgency", int, enum=[1, 2, 3, 4]),
]
OF_OFFERS = [*FILTERS, OpenApiParameter("status", str, enum=Offer.Status.values)]


def asked(request: Request) -> dict[str, str]:
    """The filters of a call as the queries take them; a number that is none finds nothing."""
    given = request.query_params
    found = {name: given.get(name, "") for name in ("sector", "place", "status", "kind", "urgency")}
    organization = given.get("organization", "")
    known = id_of(organization)
    return {**found, "text": given.get("q", ""), "organization": str(known or 0) if organization else ""}


def checked(shape: type[serializers.Serializer[Any]], request: Request, *, partial: bool = False) -> dict[str, Any]:
    given = shape(data=request.data, partial=partial)
    given.is_valid(raise_exception=True)
    return dict(given.validated_data)


def for_whom(request: Request, details: dict[str, Any]) -> tuple[Actor, Organization | None]:
    """The actor of a creating call: for the organisation it names where that is their own, else as chosen; then the
    secretariat writes for the named one.
    """
    named = details.pop("organization", None)
    if named is None:
        return actor_for(request), None
    own = {row.organization_id for row in running_memberships(request.user)}
    if named in own:
        return actor_for(request, named), None
    return actor_for(request), organizations_for(request.user).filter(pk=named).first() or nobody(request, named)


def nobody(request: Request, named: int) -> Organization | None:
    """Refused in the words for an organisation that is not one's own, whether there is such a one or not."""
    actor_for(request, named)
    return None


def acting(request: Request, organization: Organization) -> Actor:
    """Its own people act for it, whatever they chose; others as chosen."""
    own = {row.organization_id for row in running_memberships(request.user)}
    return actor_for(request, organization.pk if organization.pk in own else None)


class Postings(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """What needs and offers answer alike."""

    lookup_value_regex = NUMBER
    permission_classes = [AllowAny]
    ordering = ("-pk",)
    stream = ""

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "is_whole": self.action != "list"}

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        reached = head(f"{self.stream}.{int(kwargs['pk'])}")  # before the row: a later entry is applied on top of it
        return Response({**self.get_serializer(self.get_object()).data, "head": reached})

    def written(self, row: Need | Offer, code: int = status.HTTP_200_OK) -> Response:
        shown = queries.whole(type(row)._default_manager.filter(pk=row.pk)).get()
        return Response({**self.get_serializer(shown).data, "head": head_of(row.stream)}, status=code)

    def act(self, request: Request, verb: Callable[..., Any], noun: str, **more: Any) -> Response:
        row = self.get_object()
        return self.written(verb(actor=acting(request, row.organization), **{noun: row}, **more))


class Needs(Postings):
    """Needs the asking person may see; without sign-in the public ones. Lines, target groups and named organisations
    are given as whole lists. Amounts are decimal numbers in the unit of their line.
    """

    serializer_class = NeedOut
    stream = "need"
    queryset = Need.objects.none()

    def get_queryset(self) -> QuerySet[Need]:
        if self.action == "list":
            return queries.whole(queries.needs_asked(self.request.user, **asked(self.request)))
        return queries.whole(needs_for(self.request.user))

    @extend_schema(parameters=OF_NEEDS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=NeedIn, responses={200: NeedOut, 201: NeedOut})
    def create(self, request: Request) -> Response:
        """A draft; the same `client_id` again answers 200 with the same one."""
        details = checked(NeedIn, request)
        actor, organization = for_whom(request, details)
        made = actions.create_need(actor=actor, organization=organization, **details)
        return self.written(made, created_code())

    @extend_schema(request=NeedIn(partial=True), responses=NeedOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        details = checked(NeedIn, request, partial=True)
        for fixed in ("client_id", "organization", "kind"):
            details.pop(fixed, None)
        return self.act(request, actions.edit_need, "need", **details)

    @extend_schema(request=None, responses=NeedOut)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: int) -> Response:
        """Put it on the board."""
        return self.act(request, actions.open_need, "need")

    @extend_schema(request=StillSoIn, responses=NeedOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: int) -> Response:
        """Say that it is still so."""
        return self.act(request, actions.confirm_need, "need", **checked(StillSoIn, request))

    @extend_schema(request=EndingIn, responses=NeedOut)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: int) -> Response:
        return self.act(request, actions.cancel_need, "need", **checked(EndingIn, request))

    @extend_schema(request=EndingIn, responses=NeedOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        return self.act(request, actions.close_need, "need", **checked(EndingIn, request))

    @extend_schema(request=None, responses=NeedOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        return self.act(request, actions.reopen_need, "need")


class Offers(Postings):
    """Offers the asking person may see; without sign-in the public ones."""

    serializer_class = OfferOut
    stream = "offer"
    queryset = Offer.objects.none()

    def get_queryset(self) -> QuerySet[Offer]:
        if self.action == "list":
            return queries.whole(queries.offers_asked(self.request.user, **asked(self.request)))
        return queries.whole(offers_for(self.request.user))

    @extend_schema(parameters=OF_OFFERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=OfferIn, responses={200: OfferOut, 201: OfferOut})
    def create(self, request: Request) -> Response:
        """A draft; the same `client_id` again answers 200 with the same one."""
        details = checked(OfferIn, request)
        actor, organization = for_whom(request, details)
        made = actions.create_offer(actor=actor, organization=organization, **details)
        return self.written(made, created_code())

    @extend_schema(request=OfferIn(partial=True), responses=OfferOut)
    def partial_update(self, request: Request, pk: int) -> Response:
        details = checked(OfferIn, request, partial=True)
        for fixed in ("client_id", "organization"):
            details.pop(fixed, None)
        return self.act(request, actions.edit_offer, "offer", **details)

    @extend_schema(request=None, responses=OfferOut)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: int) -> Response:
        """Put it on the board."""
        return self.act(request, actions.open_offer, "offer")

    @extend_schema(request=StillSoIn, responses=OfferOut)
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: int) -> Response:
        """Say that it is still to be had."""
        return self.act(request, actions.confirm_offer, "offer", **checked(StillSoIn, request))

    @extend_schema(request=EndingIn, responses=OfferOut)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        return self.act(request, actions.withdraw_offer, "offer", **checked(EndingIn, request))

    @extend_schema(request=EndingIn, responses=OfferOut)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        return self.act(request, actions.close_offer, "offer", **checked(EndingIn, request))

    @extend_schema(request=None, responses=OfferOut)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: int) -> Response:
        return self.act(request, actions.reopen_offer, "offer")


class Items(viewsets.ReadOnlyModelViewSet[Item]):
    """The catalogue: what one can need or give, with its units; `?q=` finds by name and synonym, best first."""

    permission_classes = [AllowAny]
    serializer_class = ItemOut
    lookup_field = "code"
    lookup_value_regex = "[a-z0-9_-]{1,24}"
    ordering = ("code",)
    queryset = Item.objects.none()

    def get_queryset(self) -> QuerySet[Item]:
        rows = offered_items(merged=self.action != "list").filter(seen_items(self.request.user))
        words = self.request.query_params.get("q", "") if self.action == "list" else ""
        return rows.filter(pk__in=[item.pk for item in found_items(words, 50)]) if words.strip() else rows

    @extend_schema(parameters=[OpenApiParameter("q", str, description="words of its name or of a synonym")])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)
