"""The board's figures, its overlaps, and the searches one keeps, for programs."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from journal.requests import checked
from needs.actions.filters import delete_filter, follow_filter, save_filter
from needs.actions.overlaps import open_overlap_room
from needs.forms.board import BoardForm
from needs.models import Need, Pledge
from needs.permissions import Standpoint, needs_for
from needs.permissions.filters import saved_filters_for
from needs.queries import board
from needs.queries.board import GOVERNORATE, MEASURES, STANDING, Figures
from needs.queries.filters import filter_facts
from needs.queries.overlaps import Overlap, overlaps
from organizations.actors import actor_for
from organizations.models import Sector

ASKED = [
    OpenApiParameter(name, str, description=words)
    for name, words in {
        "q": "words, all of which must occur",
        "place": "a p-code; with one the figures are of the districts of its governorate",
        "sector": "a code",
        "urgency": "1 to 4",
        "kind": "emergency or care_gap",
        "status": "empty for what stands, a status, or all",
        "group": "a target group's code",
        "organization": "a number, or a part of the name",
        "item": "the number of a thing of the catalogue that is asked for",
        "lacking": "on: of something less than half is promised",
        "by": "households or people: what is counted; of care gaps alone, places",
        "across": "sector or group: what the columns are",
    }.items()
]


class FigureOut(serializers.Serializer[Any]):
    place = serializers.CharField()
    column = serializers.CharField()
    needs = serializers.IntegerField()
    needed = serializers.IntegerField()
    promised = serializers.IntegerField()
    arrived = serializers.IntegerField()
    left = serializers.IntegerField()


class FiguresOut(serializers.Serializer[Any]):
    counts = serializers.ChoiceField(choices=sorted(MEASURES))
    across = serializers.ChoiceField(choices=["sector", "group"])
    cells = FigureOut(many=True)


class PlanOut(serializers.Serializer[Any]):
    pledge = serializers.IntegerField()
    organization = serializers.IntegerField()
    need = serializers.IntegerField()
    item = serializers.CharField()
    quantity = serializers.CharField()
    unit = serializers.CharField()
    expected_on = serializers.DateField(allow_null=True)
    status = serializers.CharField()


class OverlapOut(serializers.Serializer[Any]):
    item = serializers.CharField()
    place = serializers.CharField()
    groups = serializers.ListField(child=serializers.CharField())
    households = serializers.IntegerField()
    plans = PlanOut(many=True)

    def to_representation(self, overlap: Overlap) -> dict[str, Any]:
        return overlap_facts(overlap)


class PairIn(serializers.Serializer[Any]):
    first = serializers.IntegerField()
    second = serializers.IntegerField()
    organization = serializers.IntegerField(required=False)


class OverlapRoomOut(serializers.Serializer[Any]):
    room = serializers.IntegerField()


class FilterIn(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=60)
    query = serializers.CharField(max_length=400)


class FilterOut(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    query = serializers.CharField()
    is_followed = serializers.BooleanField()


class FollowIn(serializers.Serializer[Any]):
    is_followed = serializers.BooleanField()


class NeedFigures(APIView):
    """What is needed, promised, arrived and left, by place and sector or target group: the map and the matrix."""

    permission_classes = [AllowAny]

    @extend_schema(operation_id="need_figures", parameters=ASKED, responses=FiguresOut)
    def get(self, request: Request) -> Response:
        form = BoardForm(request.GET)
        asked = form.asked()
        counts = form.measure if form.measure in MEASURES else "households"
        across = "group" if request.GET.get("across") == "group" else "sector"
        needs = board.narrowed(board.counted(needs_for(request.user), asked), asked)
        length = GOVERNORATE + 2 if asked.place else GOVERNORATE
        if across == "group":
            found = board.group_cells(needs, length, counts)
            names = {row.pk: code for code, row in form.groups.items()}
        else:
            found = board.summed(board.cells(needs, length, counts), lambda cell: (cell.area, cell.sector))
            names = dict(Sector.objects.values_list("pk", "code"))  # also those that are no longer offered
        cells = [figure_facts(place, names[column], each) for (place, column), each in sorted(found.items())]
        return Response({"counts": counts, "across": across, "cells": cells})


class Overlaps(APIView):
    @extend_schema(operation_id="overlaps_list", parameters=ASKED[1:2], responses=OverlapOut(many=True))
    def get(self, request: Request) -> Response:
        """What is planned twice, at most twenty; for people of verified organisations."""
        is_member = Standpoint.of(request.user).is_member
        seen = needs_for(request.user).filter(status__in=STANDING) if is_member else Need.objects.none()
        found = overlaps(seen, place=BoardForm(request.GET).asked().place)
        return Response({"results": [overlap_facts(each) for each in found], "next": None, "previous": None})

    @extend_schema(operation_id="open_overlap_room", request=PairIn, responses=OverlapRoomOut)
    def post(self, request: Request) -> Response:
        """Bring the organisations of two pledges together; asked again it is the same room."""
        given = checked(PairIn, request)
        seen = Pledge.objects.filter(need__in=needs_for(request.user).order_by().values("pk"))
        rows = seen.select_related("organization", "need__place")
        first, second = get_object_or_404(rows, pk=given["first"]), get_object_or_404(rows, pk=given["second"])
        actor = actor_for(request, given.get("organization"))
        return Response({"room": open_overlap_room(actor=actor, first=first, second=second).pk})


class SavedFilters(APIView):
    @extend_schema(operation_id="saved_filters_list", responses=FilterOut(many=True))
    def get(self, request: Request) -> Response:
        rows = saved_filters_for(request.user).order_by("pk")
        return Response({"results": [filter_facts(row) for row in rows], "next": None, "previous": None})

    @extend_schema(operation_id="save_filter", request=FilterIn, responses=FilterOut)
    def put(self, request: Request) -> Response:
        """Keep a question under a name; the same question again gets the new name."""
        given = checked(FilterIn, request)
        query = BoardForm(QueryDict(given["query"])).kept()
        return Response(filter_facts(save_filter(actor=actor_for(request), name=given["name"], query=query)))


class OneSavedFilter(APIView):
    @extend_schema(operation_id="follow_filter", request=FollowIn, responses=FilterOut)
    def patch(self, request: Request, pk: int) -> Response:
        """Hear of every need that this search finds from now on, or no longer."""
        saved = get_object_or_404(saved_filters_for(request.user), pk=pk)
        return Response(
            filter_facts(follow_filter(actor=actor_for(request), saved=saved, **checked(FollowIn, request)))
        )

    @extend_schema(operation_id="delete_filter", responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        delete_filter(actor=actor_for(request), saved=get_object_or_404(saved_filters_for(request.user), pk=pk))
        return Response(status=204)


def figure_facts(place: str, column: str, figures: Figures) -> dict[str, Any]:
    return {
        "place": place,
        "column": column,
        "needs": figures.needs,
        "needed": figures.needed,
        "promised": figures.promised,
        "arrived": figures.arrived,
        "left": figures.left,
    }


def overlap_facts(overlap: Overlap) -> dict[str, Any]:
    return {
        "item": overlap.family.code,
        "place": overlap.place.pk,
        "groups": [group.code for group in overlap.groups],
        "households": overlap.households,
        "plans": [
            {
                "pledge": plan.pledge.pk,
                "organization": plan.organization.pk,
                "need": plan.need.pk,
                "item": plan.item.code,
                "quantity": plan.amount,
                "unit": plan.unit.code,
                "expected_on": plan.pledge.expected_on,
                "status": plan.pledge.status,
            }
            for plan in overlap.plans
        ],
    }


urls = [
    path("needs/figures/", NeedFigures.as_view(), name="api_need_figures"),
    path("overlaps/", Overlaps.as_view(), name="api_overlaps"),
    path("saved-filters/", SavedFilters.as_view(), name="api_saved_filters"),
    path("saved-filters/<int:pk>/", OneSavedFilter.as_view(), name="api_saved_filter"),
]
